"""A meeting and its frozen rows: kept once, read again, never computed again."""

import logging
from contextlib import suppress
from datetime import date

import kpis
from kpis import facts
from pages.parts import figures, formats, keeping, widgets
from pages.parts.meeting_agenda import Agenda
from pages.parts.texts import text
from pages.reports import Report, freeze, from_json, to_json
from pages.reports.frozen import ChangedReport

Meeting = facts.Version[facts.Meeting]
log = logging.getLogger(__name__)


def keep(title: str, day: date, period: str, agenda: Agenda, author: facts.Author) -> Meeting:
    """Freezes the numbers of an agenda and keeps them with the meeting.

    Raises `Refused` for a title that breaks a rule and `Unsaved` when the store cannot be
    written. A meeting whose rows were not kept is taken back.
    """
    report = freeze(agenda, period)
    meeting = facts.add(facts.Meeting(title, day, period, report.build_id, agenda), author)
    try:
        facts.add(facts.Frozen.of(meeting.id, to_json(report)), author)
    except kpis.KpiError:
        with suppress(kpis.KpiError):
            facts.withdraw(meeting, author)
        raise
    return meeting


def asked() -> Meeting | None:
    """The meeting in the address, in its newest version; an unknown one is said calmly."""
    wanted = widgets.in_address("moede")
    found = facts.latest(wanted) if wanted else None
    is_there = found is not None and isinstance(found.fact, facts.Meeting)
    widgets.chosen("moede", (wanted,) if is_there else ("",), "")
    return found if is_there else None


def report(meeting: str) -> Report | None:
    """The frozen rows of a meeting; None where they were not kept or cannot be read."""
    rows = facts.frozen(meeting)
    return _read(rows.fact.sha256, rows.fact.rows) if rows else None


def newer(frozen: Report) -> str:
    """A sentence about newer numbers; empty while the frozen ones are the newest."""
    live = figures.build().build_id
    if live == frozen.build_id:
        return ""
    return text("moede.newer", newest=formats.edition(live), edition=frozen.edition)


@keeping.cached
def _read(sha256: str, rows: str) -> Report | None:
    try:
        return from_json(rows)
    except (ChangedReport, KeyError, TypeError) as error:  # changed, or written by another program
        log.error("The frozen rows of a meeting cannot be read: %s.", type(error).__name__)
        return None
