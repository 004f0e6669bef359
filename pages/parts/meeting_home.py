"""A meeting that is kept: start it, take it along, its agenda and its questions."""

from kpis import facts
from pages.parts import (
    entries_questions,
    formats,
    meeting_show,
    meeting_slides,
    takeaway,
    widgets,
)
from pages.parts.markup import items, link, safe
from pages.parts.meeting_agenda import written
from pages.parts.meeting_keeping import Meeting, newer
from pages.parts.registry import MOEDE
from pages.parts.texts import counted, text
from pages.reports import Report
from pages.reports.making import made


def show(meeting: Meeting, report: Report) -> None:
    """Everything about it but the full screen."""
    widgets.html(_top(meeting, report))
    if words := newer(report):
        widgets.note(words)
    with widgets.row("meeting-start"):
        widgets.button(
            text("moede.home.start"), "meeting-begin", meeting_show.begin, type="primary"
        )
        takeaway.offer(meeting.fact.agenda, report.period, lambda to: lambda: made(report, to))
    widgets.html(_agenda(meeting, report))
    widgets.html(_questions(meeting))
    widgets.html(_again(meeting))


def without_numbers(meeting: Meeting) -> None:
    """What to do where the rows were not kept."""
    widgets.say(meeting.fact.title, text("moede.home.no_rows"))
    widgets.html(_again(meeting))


def _top(meeting: Meeting, report: Report) -> str:
    fact = meeting.fact
    line = text(
        "moede.home.line",
        day=formats.day_long(fact.day),
        period=report.period_words,
        edition=report.edition,
        who=meeting.author.name,
    )
    return (
        f'<div class="hero"><div><h1>{safe(fact.title)}</h1><p>{safe(line)}</p>'
        f"<p><b>{safe(report.headline)}.</b> {safe(report.lead)}</p></div></div>"
    )


def _agenda(meeting: Meeting, report: Report) -> str:
    every = meeting_slides.slides(report)
    at = meeting_slides.places(every)
    rows = (
        f"<li>{_way(page.title, meeting, at, page.id)}"
        f'<span class="dim">{safe(page.headline)}</span></li>'
        for page in report.pages
    )
    pages = counted("moede.home.pages", len(every))
    return (
        f'<section class="card"><h2>{safe(text("moede.agenda.title"))}</h2>'
        f'<p class="dim">{safe(pages)}</p>{items(rows, "rows")}</section>'
    )


def _way(words: str, meeting: Meeting, at: object, page: str) -> str:
    side = at.get(page) if isinstance(at, dict) else None
    return link(words, MOEDE, moede=meeting.id, side=str(side)) if side else safe(words)


def _questions(meeting: Meeting) -> str:
    found = facts.questions(meeting=meeting.id)
    told = (
        entries_questions.listed(found)
        if found
        else f'<p class="dim">{safe(text("moede.questions.none"))}</p>'
    )
    return f'<section class="card"><h2>{safe(text("moede.questions.title"))}</h2>{told}</section>'


def _again(meeting: Meeting) -> str:
    """Ways on: the same agenda with the newest numbers, and all meetings."""
    again = link(text("moede.home.again"), MOEDE, dagsorden=written(meeting.fact.agenda))
    return f"<p>{again} · {link(text('moede.home.every'), MOEDE)}</p>"
