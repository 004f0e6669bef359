"""The header of an export against its contract: which column holds which field.

What stands in a header that is none may be a person's data, so a fault names
columns by their number and quotes the contract only.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from pipelines.chunks import BadFile
from pipelines.contracts.supplementary.model import Field, Supplement

CLOSE = 0.6
_BLANK = re.compile(r"[\s\u200b\u200c\u200d\u2060\ufeff\u00a0]+")


@dataclass(frozen=True)
class Header:
    """Where each field stands in a row; fields that were left out are absent."""

    width: int
    places: dict[str, int]

    def place(self, field: Field) -> int | None:
        """The position of a field in a row, from 0."""
        return self.places.get(field.name)


def match(names: Sequence[str], table: Supplement, line: int) -> Header:
    """The header's columns by field. Raises BadFile: the file is set aside whole."""
    fields = {_folded(field.header): field for field in table.fields}
    dropped = {_folded(name) for name in table.not_stored}
    given = [_folded(name) for name in names]
    while given and not given[-1]:  # spreadsheets end a header with empty columns
        given.pop()
    known = [name for name in given if name in fields or name in dropped]
    if not known:
        raise BadFile(
            "file.header",
            f"Line {line} holds no column of {table.code}: the header is missing "
            f"({_first(table)}, ...); nothing of the file was loaded.",
        )
    _refuse_twice(known, {**fields, **dict.fromkeys(dropped)}, table)
    faults = _missing(fields, known) + _unknown(given, fields, dropped)
    if faults:
        raise BadFile("file.header", " ".join([*faults, "Nothing of the file was loaded."]))
    return Header(len(given), {fields[n].name: i for i, n in enumerate(given) if n in fields})


def _folded(name: str) -> str:
    return _BLANK.sub(" ", unicodedata.normalize("NFC", name)).strip().casefold()


def _first(table: Supplement) -> str:
    return ", ".join(field.header for field in table.fields[:3])


def _refuse_twice(known: list[str], fields: dict[str, Field | None], table: Supplement) -> None:
    for name in known:
        if known.count(name) > 1:
            field = fields[name]
            header = field.header if field else table.not_stored[0]
            raise BadFile(
                "file.header_twice",
                f"The header names {header} twice; nothing of the file was loaded.",
            )


def _missing(fields: dict[str, Field], known: list[str]) -> list[str]:
    missing = [
        field.header
        for name, field in fields.items()
        if name not in known and not field.may_be_left_out
    ]
    return [f"The header lacks {_listed(missing)}."] if missing else []


def _unknown(given: list[str], fields: dict[str, Field], dropped: set[str]) -> list[str]:
    """One sentence a column that the contract does not know, with the nearest that it does."""
    free = [name for name in fields if name not in given]
    found = []
    for number, name in enumerate(given, start=1):
        if name in fields or name in dropped:
            continue
        near = get_close_matches(name, free, 1, CLOSE) or get_close_matches(name, fields, 1, CLOSE)
        hint = f"; the nearest name is {fields[near[0]].header}" if near else ""
        found.append(f"Column {number} of the header is not known{hint}.")
    return found


def _listed(names: list[str]) -> str:
    return ", ".join(names)
