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
    """Where each field stands in a row; fields that were left out are absent.

    `unknown` are the numbers, from 1, of columns that are no field: nothing of them is read.
    """

    width: int
    places: dict[str, int]
    unknown: tuple[int, ...] = ()

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
    unknown = {number: name for number, name in enumerate(given, 1) if name not in known}
    faults = _missing(fields, known) + _misspelled(unknown, given, fields)
    if faults:
        raise BadFile("file.header", " ".join([*faults, "Nothing of the file was loaded."]))
    places = {fields[n].name: i for i, n in enumerate(given) if n in fields}
    return Header(len(given), places, tuple(unknown))


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


def _misspelled(unknown: dict[int, str], given: list[str], fields: dict[str, Field]) -> list[str]:
    """One sentence a column whose name is near that of a field which is not there.

    What the contract would have stored must not be lost by a typing error; any other
    column is drift, which is told and not read.
    """
    free = [name for name in fields if name not in given]
    nearest = {number: get_close_matches(name, free, 1, CLOSE) for number, name in unknown.items()}
    return [
        f"Column {number} of the header is not known; the nearest name is {fields[near[0]].header}."
        for number, near in nearest.items()
        if near
    ]


def _listed(names: list[str]) -> str:
    return ", ".join(names)
