"""What the engine is asked to read of a report, and the proof that it left nothing out.

The engine reads JSON leniently: what it was not asked for it leaves out, of two equal keys it
takes one, what has another type is missing. None of that can hide from a count of bytes.
`lengths` is what each text would take that holds just the values that were read, written
without a blank; the text itself is never shorter. Where both are equal the text holds these
values, each once, and nothing else: no unknown key, no key twice, no blank, no escape that has a
shorter form, nothing empty, none too many.

This needs that no value looks longer than it was written, as a number does where a text should
stand: `1` would count as `"1"`. So a text is read as JSON, with its quotation marks, unless
whoever uses it demands a form that no number has.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from msgspec import UnsetType, inspect

from pipelines.sources.ffb import profiles
from pipelines.sources.ffb.primitives import is_id, is_valid
from pipelines.sources.ffb.structs import FastBundle, resource_struct

Lengths = npt.NDArray[np.int64]
Structure = Any

UNFIT = 1 << 26
"""A length that no report has: what stands there does not fit."""

# Elements read as plain text: references are compared with addresses, the others have hyphens.
FORMED = frozenset(
    (
        "reference",
        "lastUpdated",
        "timestamp",
        "start",
        "end",
        "recordedDate",
        "created",
        "effectiveDateTime",
        "valueDateTime",
        "fullUrl",
        "id",
    )
)
UNSTORED = frozenset(("version", "display", "text", "versionId", "source", "tag"))
"""Elements that are checked and never stored, and that few systems write."""

DIFFERENT_TEXTS = 20_000
"""Of which it is remembered whether they fit: most texts are codes, names of codes and systems."""

_SHORTEST_DATE = len("2024-01")
_NUMBER = re.compile(r"[0-9]+|true|false|null")
_IDENTIFIERS: Mapping[str, Callable[[str], Any]] = {
    "versionId": is_id,
    "source": lambda text: is_valid(text, "uri"),
    "profile": lambda text: is_valid(text, "canonical"),
}

KINDS = {one.name: inspect.type_info(resource_struct(one)) for one in profiles.RESOURCES}
ENVELOPE = inspect.type_info(FastBundle)


def elements(profile: str) -> list[str]:
    """The keys that resources of a profile may have."""
    return [field.encode_name for one in members(KINDS[profile]) for field in one.fields]


def members(kind: inspect.Type) -> list[Any]:
    """The type, or the several of a tagged union; that it may be missing is told elsewhere."""
    if not isinstance(kind, inspect.UnionType):
        return [kind]
    return [one for one in kind.types if not _is_unset(one)]


def _is_unset(kind: Any) -> bool:
    return isinstance(kind, inspect.CustomType) and kind.cls is UnsetType


@cache
def structure(is_bare: bool = False) -> Structure:
    """What `from_json` is asked for: a report with resources of any profile.

    With `is_bare` not for what is `UNSTORED`: each element that is asked for costs time where
    it is missing, too. A report that has some is then longer than what was read.
    """
    resource: Structure = {}
    for kind in KINDS.values():
        resource = _merged(resource, _structure(kind, "", is_bare))
    envelope = _structure(ENVELOPE, "", is_bare)
    return {**envelope, "entry": [{"fullUrl": "VARCHAR", "resource": resource}]}


def _structure(kind: inspect.Type, name: str, is_bare: bool) -> Structure:
    found = members(kind)
    if isinstance(found[0], inspect.StructType):
        asked = [f for s in found for f in s.fields if not (is_bare and _is_unstored(f, s))]
        fields = {f.encode_name: _structure(f.type, f.encode_name, is_bare) for f in asked}
        return fields if len(found) == 1 else {"url": "VARCHAR", **fields}
    match found[0]:
        case inspect.ListType() as one:
            return [_structure(one.item_type, name, is_bare)]
        case inspect.IntType():
            return "UTINYINT"
        case inspect.LiteralType() as one:
            return "JSON" if any(_NUMBER.fullmatch(str(text)) for text in one.values) else "VARCHAR"
        case _:
            return "VARCHAR" if name in FORMED else "JSON"


def _is_unstored(field: inspect.Field, kind: inspect.StructType) -> bool:
    """A reference tells the type of what it leads to in its text, too."""
    name = field.encode_name
    leads = any(one.encode_name == "reference" for one in kind.fields)
    return name in UNSTORED or (leads and name == "type")


def _merged(one: Structure, other: Structure) -> Structure:
    """What both ask for; a text is read as JSON where either wants that."""
    if isinstance(one, dict):
        both = {key: _merged(one[key], other[key]) for key in one.keys() & other.keys()}
        return {**one, **other, **both}
    if isinstance(one, list):
        return [_merged(one[0], other[0])]
    return "JSON" if "JSON" in (one, other) else one


class Written:
    """Counts lengths. `raws` are those of the resources, where the envelope is counted."""

    def __init__(self, raws: Lengths | None = None) -> None:
        self._raws = raws

    def of(self, kind: inspect.Type, values: pa.Array, name: str = "") -> Lengths:
        """How long each value is written; UNFIT or more where it is missing or does not fit."""
        found = members(kind)
        if len(found) > 1:
            return self._told_by_url(found, values)
        match found[0]:
            case inspect.StructType() as one:
                return self._struct(one, values, 1)
            case inspect.ListType() as one:
                return self._list(one, values, name)
            case inspect.RawType() if self._raws is not None:
                return self._raws
            case inspect.LiteralType() as one:
                return _closed(one.values, values)
            case inspect.IntType() as one:
                return _small(one, values)
            case one:
                return _formed(name, values) if name in FORMED else _free(one, name, values)

    def _struct(self, kind: inspect.StructType, values: pa.StructArray, base: int) -> Lengths:
        """Each field with its key, the marks around it and the comma or brace behind it."""
        found = np.full(len(values), base, np.int64)
        for field in kind.fields:
            found += self._field(field, _of_field(field.encode_name, values))
        # The engine makes an object of nothing out of a number, which is as long as one without
        # braces; FHIR knows neither.
        found[_missing(values) | (found == base)] = UNFIT
        return found

    def _field(self, field: inspect.Field, values: pa.Array | None) -> Lengths | int:
        name = field.encode_name
        if values is None or values.null_count == len(values):
            return UNFIT if field.required else 0
        found = self.of(field.type, values, name) + len(name) + 4
        return found if field.required else np.where(_missing(values), 0, found)

    def _list(self, kind: inspect.ListType, values: pa.ListArray, name: str) -> Lengths:
        items = self.of(kind.item_type, values.values, name) + 1
        sums = np.concatenate([[0], np.cumsum(items)])
        ends = values.offsets.to_numpy()
        found: Lengths = 1 + sums[ends[1:]] - sums[ends[:-1]]
        if kind.max_length is not None:
            found[np.diff(ends) > kind.max_length] = UNFIT
        found[_missing(values) | (np.diff(ends) == 0)] = UNFIT  # FHIR knows no empty list
        return found

    def _told_by_url(self, kinds: list[Any], values: pa.StructArray) -> Lengths:
        found = np.full(len(values), UNFIT, np.int64)
        for kind in kinds:
            its = np.flatnonzero(as_mask(pc.equal(values.field("url"), kind.tag)))
            base = 1 + len('"url":"",') + len(kind.tag)
            found[its] = self._struct(kind, values.take(pa.array(its)), base)
        return found


def _of_field(name: str, values: pa.StructArray) -> pa.Array | None:
    """A field's values; None where the engine was not asked for it."""
    return values.field(name) if name in values.type.names else None


def as_mask(found: pa.Array) -> npt.NDArray[np.bool_]:
    """True as True; false and NULL are not."""
    return np.asarray(found.fill_null(False).to_numpy(zero_copy_only=False), np.bool_)


def _missing(values: pa.Array) -> npt.NDArray[np.bool_]:
    return np.asarray(values.is_null().to_numpy(zero_copy_only=False), np.bool_)


def _closed(allowed: Iterable[Any], values: pa.Array) -> Lengths:
    """Members of a closed list; where one looks like a number they are read as JSON."""
    texts = [str(one) for one in allowed]
    plain = [one for one in texts if not _NUMBER.fullmatch(one)]
    listed = plain + [f'"{one}"' for one in texts]
    lengths = [len(one) + 2 for one in plain + texts]
    return _looked_up(lengths, pc.index_in(values, pa.array(listed, pa.string())))


def _looked_up(lengths: list[int], places: pa.Array) -> Lengths:
    """The length at each place; UNFIT where there is none."""
    at: Lengths = places.fill_null(-1).to_numpy()
    found: Lengths = np.array([*lengths, UNFIT], np.int64)[at]
    return found


def _small(kind: inspect.IntType, values: pa.Array) -> Lengths:
    """A number of one digit."""
    found = values.fill_null(0).to_numpy()
    return np.where((found >= kind.ge) & (found <= kind.le), 1, UNFIT)


def _formed(name: str, values: pa.Array) -> Lengths:
    """Text that is no number, for who uses it demands a form: of an id it is demanded here."""
    lengths: Lengths = pc.binary_length(values).fill_null(UNFIT).to_numpy().astype(np.int64) + 2
    if name == "id":
        lengths[~as_mask(pc.match_substring_regex(values, _UUID))] = UNFIT
    lengths[lengths < _SHORTEST_DATE + 2] = UNFIT
    return lengths


_UUID = "^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$"


def _free(kind: inspect.StrType, name: str, values: pa.Array) -> Lengths:
    """Any text, as it stands in JSON; each different one is looked at once."""
    told = values.dictionary_encode()
    lengths = [_length(kind.pattern, name, one) for one in told.dictionary.to_pylist()]
    return _looked_up(lengths, told.indices)


@lru_cache(DIFFERENT_TEXTS)
def _length(pattern: str | None, name: str, leaf: str) -> int:
    if not leaf.startswith('"') or "\\u" in leaf or leaf == '""':
        return UNFIT
    text = json.loads(leaf) if "\\" in leaf else leaf[1:-1]
    is_form = _IDENTIFIERS.get(name)
    if is_form is not None and not is_form(text):
        return UNFIT
    if pattern and not re.search(pattern, text):
        return UNFIT
    return len(leaf.encode())
