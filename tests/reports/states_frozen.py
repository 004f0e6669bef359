"""Invented numbers in every state a report can meet, and a memory that begins empty."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from kpis.breaks import Break, BreakKind
from kpis.model import Result, Status
from pages.parts import texts
from pages.reports import Report
from tests.pages import invented

NEW_LAW = Break(
    "law",
    date(2025, 3, 1),
    BreakKind.LAW,
    "En ny lov ændrede, hvem der tælles.",
    "Jura",
    ("functional_progress", "development_goal_share"),
)
HIDDEN, NOTHING, VERY_FEW = "citizen_dreams_documented", "own_home_share", "goal_achievement_rate"
LONG = (
    "Andel af borgere med vidtgående funktionsnedsættelser, der i eget hjem modtager "
    "socialpædagogisk støtte og samtidig oplever selvbestemmelse i hverdagens små og store valg"
)


def in_every_state(
    ids: Iterable[str], asked: Iterable[str], by: Sequence[str] = ("",), **_: object
) -> list[Result]:
    """As kpis.evaluate: one number is hidden, one missing, one of very few; the rest are there."""
    return [_changed(one) for one in invented.evaluate(ids, list(asked), by)]


def _changed(one: Result) -> Result:
    if one.kpi == HIDDEN and one.period >= "2026-09":
        return invented.missing(one.kpi, one.period, one.by, one.member, Status.SUPPRESSED)
    if one.kpi == NOTHING:
        return invented.missing(one.kpi, one.period, one.by, one.member, Status.NO_DATA)
    if one.kpi == VERY_FEW:
        return replace(one, numerator=5, denominator=7, value=5 / 7, low=0.36, high=0.92)
    return one


LONG_TITLED = {**texts.all_texts(), "kpi.documentation_completeness.title": LONG}


def drawn_figures(report: Report) -> list[str]:
    """The numbers of the figures that have a chart."""
    return [figure.number for figure in report.figures if figure.trend.is_drawn]
