"""Whether decoding swallowed anything: a key named twice, or an object or array with nothing in it.

JSON decoders keep the last of two equal keys in silence. Written out again
from what was decoded, a text with a key named twice is shorter than it was,
and no text is ever longer. So equal lengths, added up over many texts, prove
that nothing was swallowed in any and that no blank stands between the tokens;
only then may an empty object or array be looked for as plain text.
"""

from collections.abc import Iterator, Sequence

import msgspec
from msgspec import UNSET, inspect

from pipelines.sources.ffb.duplicates import has_duplicate_key
from pipelines.sources.ffb.structs import FastBundle

_ENCODER = msgspec.json.Encoder()


def is_faithful(texts: Sequence[bytes], decoded: Sequence[msgspec.Struct]) -> bool:
    """Whether what was decoded of the texts is all of them.

    Where blanks or escapes hide it, objects and arrays that are empty are found
    here, too; else look for `empties` in the texts.
    """
    return _have_equal_lengths(texts, decoded) or all(map(_is_faithful, texts, decoded))


def is_whole_envelope(report: bytes, bundle: FastBundle) -> bool:
    """Whether what was decoded of a report around its resources is all of it."""
    return _is_faithful(report, bundle) and not _has_empty_meta(bundle)


def are_whole_envelopes(outside: int, emptied: Sequence[FastBundle]) -> bool:
    """The same of many at once, by the number of bytes that stand outside of resources.

    The resources must have been taken out of them. False proves nothing.
    """
    written = len(_ENCODER.encode(emptied)) - len(emptied) - 1  # the list's brackets and commas
    return written == outside and not any(map(_has_empty_meta, emptied))


def _has_empty_meta(bundle: FastBundle) -> bool:
    return bundle.meta is not UNSET and b"{}" in _ENCODER.encode(bundle.meta)


def _have_equal_lengths(texts: Sequence[bytes], decoded: Sequence[msgspec.Struct]) -> bool:
    delivered = sum(map(len, texts)) + len(texts) + 1  # the list's brackets and commas
    return len(_ENCODER.encode(decoded)) == delivered


def _is_faithful(delivered: bytes, decoded: msgspec.Struct) -> bool:
    """The same of one text that may have blanks or escapes in it."""
    written = _ENCODER.encode(decoded)
    if b"{}" in written or b"[]" in written:
        return False
    return len(written) == len(delivered) or not has_duplicate_key(delivered, written)


def empties(struct: type[msgspec.Struct]) -> tuple[bytes, ...]:
    """How each object or array that the struct lets be empty would stand in a compact text."""
    return tuple(sorted(set(_below(inspect.type_info(struct), b""))))


def _below(kind: inspect.Type, before: bytes) -> Iterator[bytes]:
    if isinstance(kind, inspect.UnionType):
        for member in kind.types:
            yield from _below(member, before)
    elif isinstance(kind, inspect.ListType):
        if not kind.min_length:
            yield before + b"[]"
        yield from _below(kind.item_type, b"[")
        yield from _below(kind.item_type, b",")
    elif isinstance(kind, inspect.StructType):
        if not kind.tag_field and not any(one.required for one in kind.fields):
            yield before + b"{}"
        for one in kind.fields:
            yield from _below(one.type, f'"{one.encode_name}":'.encode())
