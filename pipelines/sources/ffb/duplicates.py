"""Whether a JSON object names a key twice, found without a second parse.

JSON decoders keep the last of two equal keys in silence. Written out again
from what was decoded, a text with a key named twice is shorter than it was.
So equal lengths, white space aside, prove that nothing was swallowed; only a
text with escapes that are written differently needs a real second look.
"""

import json
from typing import Any


class DuplicateKey(ValueError):
    """A key stands twice in one JSON object; `key` is its name."""

    def __init__(self, key: str) -> None:
        super().__init__("a key stands twice in one object")
        self.key = key


def has_duplicate_key(delivered: bytes, written: bytes) -> bool:
    """Whether `delivered` names a key twice, `written` being its decoded content encoded again."""
    if len(_without_space(delivered)) == len(_without_space(written)):
        return False
    try:
        json.loads(delivered, object_pairs_hook=unique_keys)
    except DuplicateKey:
        return True
    return False


def _without_space(text: bytes) -> bytes:
    """Without line breaks, indentation and the blank after a colon or comma.

    Inside a string the same bytes go from both texts; an escape only ever
    makes the delivered text the longer one, and lengths then differ.
    """
    if b"\n" in text or b"\r" in text:
        text = b"".join(line.strip() for line in text.splitlines())
    return text.replace(b'" : ', b'":').replace(b'": ', b'":').replace(b", ", b",")


def unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """For `json.loads(object_pairs_hook=...)`. Raises DuplicateKey."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise DuplicateKey(next(k for n, (k, _) in enumerate(pairs) if k in dict(pairs[:n])))
    return found
