"""Named events: what happened in the world that a reader of a chart should know."""

from collections.abc import Sequence

from kpis import facts
from pages.parts import (
    entries_figures,
    entries_forms,
    entries_withdrawing,
    formats,
    tables,
    widgets,
)
from pages.parts.entries_forms import Field, Form, Typed
from pages.parts.entries_numbers import Misread
from pages.parts.entries_refusals import signed
from pages.parts.entries_targets import indicators
from pages.parts.markup import safe
from pages.parts.texts import listed, text

COLUMNS = ("event", "days", "touches", "owner", "source", "signed")


def table() -> str:
    """Every event, the newest first."""
    found = facts.events()[::-1]
    title = f'<h2 class="first">{safe(text("maaltal.events.title"))}</h2>'
    lead = f'<p class="dim">{safe(text("maaltal.events.lead"))}</p>'
    if not found:
        return f"{title}{lead}<p>{safe(text('maaltal.events.none'))}</p>"
    columns = [tables.Column(text(f"maaltal.events.columns.{name}")) for name in COLUMNS]
    caption = text("maaltal.events.caption")
    return f"{title}{lead}{tables.table(caption, columns, [_row(its) for its in found])}"


def write() -> None:
    """The forms to add an event and to take back one's own."""
    widgets.unfold(text("maaltal.events.add"), "open-event", _form)
    entries_withdrawing.show("event", facts.events(), lambda its: its.fact.title)


def touched(names: Sequence[str]) -> str:
    """The indicators by their titles; 'alle nøgletal' for none in particular."""
    titles = [entries_figures.title(name) for name in names]
    return listed(titles) if titles else text("maaltal.events.all")


def _form() -> None:
    every = {name: entries_figures.title(name) for name in indicators()}
    fields = (
        Field("title", "maaltal.events.name", "line", "maaltal.events.name_guide"),
        Field("first", "maaltal.events.first", "day"),
        Field("last", "maaltal.events.last", "day", "maaltal.events.last_guide"),
        Field("indicators", "maaltal.events.touched", "pick_many", options=every),
        Field("owner", "maaltal.events.owner", "line", "maaltal.events.owner_guide"),
        Field("source", "maaltal.events.source", "line", "maaltal.events.source_guide"),
    )
    button, done = text("maaltal.events.send"), "maaltal.events.kept"
    entries_forms.show(Form("event-new", fields, button, done, _made))


def _made(typed: Typed) -> facts.Event:
    if typed["first"] is None:
        raise Misread("skriv.no_day", "first")
    return facts.Event(
        title=typed["title"].strip(),
        first=typed["first"],
        last=typed["last"],
        indicators=tuple(typed["indicators"]),
        owner=typed["owner"].strip(),
        source=typed["source"].strip(),
    )


def _row(version: facts.Version[facts.Event]) -> list[str]:
    event = version.fact
    first, last = formats.day(event.first), event.last
    days = text("maaltal.events.days", first=first, last=formats.day(last)) if last else first
    whom = touched(event.indicators)
    return [event.title, days, whom, event.owner, event.source, signed(version)]
