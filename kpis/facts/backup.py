"""A backup as JSON lines: every version as it was written, and back with the same ids."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from kpis.errors import KpiError
from kpis.facts import payload, schema, where
from kpis.facts.errors import Refused, Rule
from kpis.facts.versions import Row

if TYPE_CHECKING:
    from kpis.facts.store import Book

HEADER = "strategi_facts"
"""The field of the first line: the version of the store's form that the lines come from."""


def export() -> Iterator[str]:
    """Everything that was ever written, one JSON object a line, oldest first."""
    rows = where.read(lambda book: book.every()) or ()
    yield json.dumps({HEADER: len(schema.STEPS)})
    for row in rows:
        told = {**vars(row), "written_at": row.written_at.isoformat()}
        yield json.dumps(told, ensure_ascii=False)


def import_(lines: Iterable[str]) -> int:
    """Keep what a backup holds and the store does not, ids, authors and times as they were.

    How many versions were new. Versions the store has already are passed over;
    a backup that breaks a rule, or says otherwise than the store, raises
    `Refused`, and nothing of it is kept.
    """
    rows = _rows(lines)
    with where.writing() as book:
        return sum(_is_new(row, book) for row in rows)


def _rows(lines: Iterable[str]) -> list[Row]:
    header, *rest = [_object(number, line) for number, line in enumerate(lines, 1)] or [{}]
    if not 0 < header.get(HEADER, 0) <= len(schema.STEPS):
        raise _refused(1, "it is no backup of facts, or one of a newer version")
    return [_row(number, told) for number, told in enumerate(rest, 2)]


def _object(number: int, line: str) -> dict[str, Any]:
    try:
        told = json.loads(line)
    except ValueError:
        raise _refused(number, "it is no JSON") from None
    if not isinstance(told, dict):
        raise _refused(number, "it is no JSON object")
    return told


def _row(number: int, told: dict[str, Any]) -> Row:
    """A line as a row whose fact can be read.

    It was held to the rules when it was written; a backup stays good when they change.
    """
    try:
        when = datetime.fromisoformat(told["written_at"]).astimezone(UTC)
        row = Row(**{**told, "written_at": when})
        payload.read(row.kind, row.payload)
    except (KeyError, TypeError, ValueError):
        raise _refused(number, "its fields are not those of a fact") from None
    except KpiError as error:
        raise _refused(number, str(error).rstrip(".")) from None
    return row


def _is_new(row: Row, book: "Book") -> bool:
    """Keep a row the store does not have; `number` follows the store's own."""
    there = book.get(row.id)
    if there is not None:
        if replace(there, number=row.number) != row:
            raise _refused(row.number + 1, "the store has another text under its id")
        return False
    if row.replaces and (book.replacing(row.replaces) or not book.get(row.replaces)):
        raise _refused(row.number + 1, "what it replaces is not there, or was replaced already")
    book.keep(replace(row, number=book.last()[0] + 1))
    return True


def _refused(line: int, why: str) -> Refused:
    return Refused(
        Rule.NOT_A_BACKUP, f"The backup was not read in, line {line}: {why}; nothing was kept."
    )
