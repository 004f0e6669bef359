"""Targets as one history: what was decided, from when, by whom and where that can be read."""

from collections.abc import Mapping, Sequence
from datetime import date

from kpis import facts
from kpis.facts import Form as TargetForm
from kpis.facts import TargetFact
from kpis.model import Target
from pages.parts import (
    choices,
    entries_figures,
    figures,
    formats,
    selection,
    sentences,
    tables,
    widgets,
)
from pages.parts.entries_refusals import signed
from pages.parts.markup import in_danish, link, safe
from pages.parts.registry import INDSATSTRAPPEN, NOEGLETAL
from pages.parts.texts import text

ALL = "alle"


def heading() -> str:
    """For how many indicators a target has been decided."""
    history = [its for its in figures.target_history() if its.valid_from <= date.today()]
    every = {its.kpi for its in history}
    decided = {its.kpi for its in history if its.is_decided}
    key = "some" if decided else "none"
    count = formats.count_of(len(decided), len(every))
    title = text(f"maaltal.headline.{key}", count=count)
    return (
        f'<div class="hero"><div><h1>{safe(title)}</h1>'
        f"<p>{safe(text('maaltal.lead'))}</p></div></div>"
    )


def choose() -> tuple[str, str]:
    """An indicator, ALL for every one, and the markup that asks for it."""
    stated = {its.kpi for its in figures.target_history()}
    names = {kpi: entries_figures.title(kpi) for kpi in indicators() if kpi in stated}
    every = {ALL: text("maaltal.every"), **names}
    kpi, asking = widgets.asked_in_list(text("maaltal.pick"), "maaltal", every, ALL)
    return kpi, choices.beside(asking)


def table(kpi: str) -> str:
    """The history, by indicator and then the newest first."""
    order = list(indicators())
    shown = [its for its in figures.target_history() if kpi in (ALL, its.kpi)]
    shown.sort(key=lambda its: its.valid_from, reverse=True)
    shown.sort(key=lambda its: order.index(its.kpi) if its.kpi in order else len(order))
    entered = {its.fact: its for its in facts.targets()}
    names = ("indicator", "target", "from", "kind", "by", "where", "source")
    columns = [tables.Column(text(f"maaltal.columns.{name}")) for name in names]
    return (
        f'<h2 class="first">{safe(text("maaltal.targets"))}</h2>'
        f"{tables.table(text('maaltal.caption'), columns, [_row(its, entered) for its in shown])}"
        f'<p class="dim">{safe(text("maaltal.ladder"))} '
        f"{link(text('maaltal.ladder_link'), INDSATSTRAPPEN)}</p>"
    )


def indicators() -> Sequence[str]:
    """The measured indicators, in the order of the catalogue."""
    return tuple(figures.catalogue())


def words(fact: TargetFact) -> str:
    """What a target says: 'mindst 85 %', 'stiger 2 procentpoint om året fra december 2023'."""
    if fact.form is TargetForm.WORDS:
        return text("maaltal.forms.words")
    if fact.form is TargetForm.VALUE:
        return sentences.target_words(as_target(fact))
    key = "flat" if not fact.step else str(fact.form)
    step = fact.step or 0.0
    size = formats.percent_short(step) if fact.form is TargetForm.GROWTH else _size(fact.kpi, step)
    said = text(f"maaltal.forms.{key}", step=size, baseline=formats.period(fact.baseline))
    return text("maaltal.forms.until", said=said, end=_end(fact)) if fact.low is not None else said


def as_target(fact: TargetFact) -> Target:
    """An absolute target, as it holds in every period."""
    return Target(
        fact.kpi, fact.kind, fact.low, fact.high, fact.valid_from, fact.decided_by, fact.where
    )


def _size(kpi: str, step: float) -> str:
    return sentences.size_of(kpi, step)


def _end(fact: TargetFact) -> str:
    return sentences.target_words(as_target(fact))


def _row(fact: TargetFact, entered: Mapping[TargetFact, facts.Version[TargetFact]]) -> list[str]:
    version = entered.get(fact)
    source = text("maaltal.source.file")
    if version is not None:
        source = text("maaltal.source.entered", signed=signed(version))
    return [
        tables.Markup(_whom(fact)),
        words(fact),
        formats.day(fact.valid_from),
        text(f"maaltal.kinds.{fact.kind}"),
        *(tables.Markup(in_danish(safe(said))) for said in (fact.decided_by, fact.where)),
        source,
    ]


def _whom(fact: TargetFact) -> str:
    """The indicator, as a link; with the group where the target is for one."""
    name = entries_figures.title(fact.kpi)
    if fact.by:
        name = text("maaltal.of_group", title=name, group=selection.member(fact.by, fact.member))
    is_measured = fact.kpi in indicators()
    return in_danish(link(name, NOEGLETAL, noegletal=fact.kpi) if is_measured else safe(name))
