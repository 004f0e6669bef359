"""Reading: the newest version of each fact that was not withdrawn, in the order written."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from kpis.facts import where
from kpis.facts.model import (
    Action,
    ActionStatus,
    Comment,
    Event,
    Fact,
    Frozen,
    Meeting,
    Query,
    Question,
    SeriesBreak,
)
from kpis.facts.versions import Row, Version
from kpis.facts.writing import read_row
from kpis.target_facts import TargetFact


def comments(kpi: str, period: str = "") -> tuple[Version[Comment], ...]:
    """The comments on an indicator; on its numbers of one period where that is given."""
    found: tuple[Version[Comment], ...] = _heads("comment", kpi)
    return tuple(its for its in found if not period or its.fact.figure.period == period)


def comments_since(when: datetime) -> tuple[Version[Comment], ...]:
    """The comments written, or revised, at a time or later, on any indicator."""
    return tuple(its for its in _since(when) if isinstance(its.fact, Comment))


def written_since(when: datetime) -> tuple[Version[Fact], ...]:
    """What was written at a time or later and still holds, of every kind. `when` is aware."""
    return _since(when)


def holding() -> tuple[Version[Fact], ...]:
    """Everything that holds, of every kind."""
    return _read(where.read(lambda book: book.heads()) or ())


def events(kpi: str = "") -> tuple[Version[Event], ...]:
    """The events that a chart of an indicator shows, by first day; all where none is named."""
    found: tuple[Version[Event], ...] = _heads("event")
    shown = (its for its in found if not kpi or its.fact.touches(kpi))
    return tuple(sorted(shown, key=lambda its: its.fact.first))


def targets() -> tuple[Version[TargetFact], ...]:
    """The targets that people entered; `kpis.target` reckons with them and the reviewed file."""
    return _heads("target")


def breaks() -> tuple[Version[SeriesBreak], ...]:
    """The breaks that people entered; `kpis.breaks_known` has them and the reviewed file's."""
    return _heads("break")


def actions(about: str = "", is_open: bool | None = None) -> tuple[Version[Action], ...]:
    """The actions about an indicator or node, by due day; open ones or the others where asked."""
    found: tuple[Version[Action], ...] = _heads("action", about or None)
    wanted = (
        its for its in found if is_open is None or is_open is (its.fact.status is ActionStatus.OPEN)
    )
    return tuple(sorted(wanted, key=lambda its: its.fact.due))


def questions(
    kpi: str = "", meeting: str = "", is_open: bool | None = None
) -> tuple[Version[Question], ...]:
    """The questions on an indicator, or of a meeting (the id of any of its versions)."""
    found: tuple[Version[Question], ...] = _heads("question", kpi or None)
    same = {its.id for its in history(meeting)} if meeting else set()
    return tuple(
        its
        for its in found
        if (not meeting or its.fact.meeting in same)
        and (is_open is None or is_open is (its.fact.answer is None))
    )


def queries() -> tuple[Version[Query], ...]:
    """The statements analysts keep, by folder and title."""
    found: tuple[Version[Query], ...] = _heads("query")
    return tuple(sorted(found, key=lambda its: (its.fact.folder, its.fact.title)))


def meetings() -> tuple[Version[Meeting], ...]:
    """The meetings, by their day."""
    found: tuple[Version[Meeting], ...] = _heads("meeting")
    return tuple(sorted(found, key=lambda its: its.fact.day))


def latest_meeting(until: date | None = None) -> Version[Meeting] | None:
    """The last meeting held on or before a day; of all where no day is given."""
    held = [its for its in meetings() if until is None or its.fact.day <= until]
    return held[-1] if held else None


def frozen(meeting: str) -> Version[Frozen] | None:
    """The rows frozen last for a meeting (the id of any of its versions); None before."""
    found: list[Version[Frozen]] = [
        its for version in history(meeting) for its in _heads("frozen", version.id)
    ]
    return max(found, key=lambda its: its.number, default=None)


def history(version: str) -> tuple[Version[Any], ...]:
    """All versions of a fact, withdrawn ones too, oldest first, by the id of any of them."""
    return tuple(map(read_row, where.read(lambda book: book.line(version)) or ()))


def latest(version: str) -> Version[Any] | None:
    """The newest version of a fact by the id of any of its versions; None for an unknown id."""
    found = history(version)
    return found[-1] if found else None


def revision() -> str:
    """A text that is another one as soon as anything is written; empty before. For cache keys."""
    number, version = where.read(lambda book: book.last()) or (0, "")
    return f"{number}-{version}" if number else ""


def _heads(kind: str, subject: str | None = None) -> tuple[Version[Any], ...]:
    return _heads_at(revision(), kind, subject)


@lru_cache(maxsize=256)
def _heads_at(revision: str, kind: str, subject: str | None) -> tuple[Version[Any], ...]:
    """Read once for all sessions until somebody writes: a revision is of one store only."""
    return _read(where.read(lambda book: book.heads(kind, subject)) or ())


def _since(when: datetime) -> tuple[Version[Any], ...]:
    return _read(where.read(lambda book: book.heads(since=when)) or ())


def _read(heads: Sequence[Row]) -> tuple[Version[Any], ...]:
    return tuple(read_row(row) for row in heads if not row.is_withdrawn)
