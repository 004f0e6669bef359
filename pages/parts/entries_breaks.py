"""Breaks of series: the table, and the form with its warning of what a break does."""

from collections.abc import Iterable, Mapping
from datetime import date

import kpis
from kpis import facts
from kpis.coverage import exports
from pages.parts import (
    entries_figures,
    entries_forms,
    entries_withdrawing,
    figures,
    formats,
    tables,
    widgets,
)
from pages.parts.entries_forms import Field, Form, Typed
from pages.parts.entries_numbers import Misread
from pages.parts.entries_refusals import signed
from pages.parts.entries_targets import indicators
from pages.parts.markup import in_danish, items, safe
from pages.parts.texts import listed, text

Entered = Mapping[tuple[date, str], facts.Version[facts.SeriesBreak]]
COLUMNS = ("cause", "day", "kind", "touches", "owner", "source")


def table() -> str:
    """Every break, from the reviewed file and entered, the newest first."""
    found = sorted(figures.breaks(), key=lambda its: its.day, reverse=True)
    entered = {(its.fact.day, its.fact.cause): its for its in facts.breaks()}
    title = f'<h2 class="first">{safe(text("maaltal.breaks.title"))}</h2>'
    lead = f'<p class="dim">{safe(text("maaltal.breaks.lead"))}</p>'
    if not found:
        return f"{title}{lead}<p>{safe(text('maaltal.breaks.none'))}</p>"
    columns = [tables.Column(text(f"maaltal.breaks.columns.{name}")) for name in COLUMNS]
    rows = [_row(its, entered) for its in found]
    return f"{title}{lead}{tables.table(text('maaltal.breaks.caption'), columns, rows)}"


def write() -> None:
    """The forms to state a break and to take back one's own."""
    widgets.unfold(text("maaltal.breaks.add"), "open-break", _form)
    entries_withdrawing.show("break", facts.breaks(), lambda its: its.fact.cause)


def preview(its: facts.SeriesBreak) -> str:
    """What the break does, and to which indicators."""
    touched = [kpi for kpi in indicators() if _touches(its, kpi)]
    lines = (
        text("maaltal.breaks.compares", day=formats.day_long(its.day)),
        text("maaltal.breaks.restarts"),
        text("maaltal.breaks.touched", names=_names(touched) or text("ui.common.none").lower()),
    )
    shown = items(f"<li>{safe(line)}</li>" for line in lines)
    return f'<div class="preview warns"><h3>{safe(text("maaltal.breaks.warn"))}</h3>{shown}</div>'


def _form() -> None:
    every = {name: entries_figures.title(name) for name in indicators()}
    kinds = {str(kind): text(f"maaltal.breaks.kinds.{kind}") for kind in facts.BreakKind}
    fields = (
        Field("day", "maaltal.breaks.day", "day", "maaltal.breaks.day_guide"),
        Field("kind", "maaltal.breaks.kind", "pick", options=kinds),
        Field("cause", "maaltal.breaks.cause", "lines", "maaltal.breaks.cause_guide"),
        Field("owner", "maaltal.breaks.owner", "line", "maaltal.breaks.owner_guide"),
        Field("indicators", "maaltal.breaks.indicators", "pick_many", options=every),
        Field("needs", "maaltal.breaks.needs", "pick_many", "maaltal.breaks.needs_guide", _needs()),
    )
    button, done = text("maaltal.breaks.preview"), "maaltal.breaks.kept"
    entries_forms.show(Form("break-new", fields, button, done, _made, preview=preview))


def _made(typed: Typed) -> facts.SeriesBreak:
    if typed["day"] is None:
        raise Misread("skriv.no_day", "day")
    if not typed["indicators"] and not typed["needs"]:
        raise Misread("skriv.rules.break", "indicators")
    for name in ("cause", "owner"):
        if not typed[name].strip():
            raise Misread("skriv.rules.empty", name)
    return facts.SeriesBreak(
        day=typed["day"],
        kind=facts.BreakKind(typed["kind"]),
        cause=typed["cause"].strip(),
        owner=typed["owner"].strip(),
        indicators=tuple(typed["indicators"]),
        needs=tuple(typed["needs"]),
    )


def _needs() -> Mapping[str, str]:
    codes = sorted({code for kpi in indicators() for code in exports(kpi)})
    return {
        code: text("maaltal.breaks.export", code=code, name=text(f"exports.{code}.name"))
        for code in codes
    }


def _touches(its: facts.SeriesBreak, kpi: str) -> bool:
    return kpi in its.indicators or bool(set(its.needs) & set(exports(kpi)))


def _names(names: Iterable[str]) -> str:
    return listed([entries_figures.title(name) for name in names])


def _row(its: kpis.Break, entered: Entered) -> list[str]:
    version = entered.get((its.day, its.cause))
    source = text("maaltal.source.file")
    if version is not None:
        source = text("maaltal.source.entered", signed=signed(version))
    changed = [text(f"exports.{code}.name") for code in its.needs]
    whom = listed([*map(entries_figures.title, its.indicators), *changed])
    kind = text(f"maaltal.breaks.kinds.{its.kind}")
    cause, touched, owner = (
        tables.Markup(in_danish(safe(said))) for said in (its.cause, whom, its.owner)
    )
    return [cause, formats.day(its.day), kind, touched, owner, source]
