"""What the numbers mean: the public face. Everything a page or a report asks goes through here."""

from collections.abc import Iterable

from kpis import compile as _compile
from kpis import coverage as _coverage
from kpis.answers import (
    Answer,
    Answers,
    Circumstances,
    Doubt,
    DoubtCode,
    Standing,
    answers,
    targets_held,
)
from kpis.balance import Balance, Part, balance
from kpis.breaks import Break
from kpis.breaks import known as breaks_known
from kpis.catalogue import adds_up, catalogue, indicator, looks_from
from kpis.comparison import AcrossBreak, Change, change, distance, year_before
from kpis.coverage import Covered
from kpis.errors import KpiError, UnknownName
from kpis.evaluate import EACH, evaluate, latest_month
from kpis.explain import explain
from kpis.forecast import Forecast, NoForecast, forecast, refused_at_once
from kpis.funnel import Funnel, FunnelLimits, FunnelPlace, FunnelPoint, can_compare, funnel
from kpis.ladder import Ladder, Tally, ladder
from kpis.periods import Period, UnknownPeriod, months_back, period
from kpis.point_rules import Point, Side, Signal
from kpis.spc import Assurance, Chart, Judgement, Segment, Variation
from kpis.strategy import strategy
from kpis.supply import Supply, supplies
from kpis.targets import SMALLEST_JUDGED, course, course_of, target
from kpis.targets import targets as target_history
from kpis.variation import Series, series
from kpis.warehouse import BuildInfo, Deliveries, NoWarehouse, build, deliveries, municipality

__all__ = [
    "EACH",
    "SMALLEST_JUDGED",
    "AcrossBreak",
    "Answer",
    "Answers",
    "Assurance",
    "Balance",
    "Break",
    "BuildInfo",
    "Change",
    "Chart",
    "Circumstances",
    "Deliveries",
    "Doubt",
    "DoubtCode",
    "Forecast",
    "Funnel",
    "FunnelLimits",
    "FunnelPlace",
    "FunnelPoint",
    "Judgement",
    "KpiError",
    "Ladder",
    "NoForecast",
    "NoWarehouse",
    "Part",
    "Period",
    "Point",
    "Segment",
    "Series",
    "Side",
    "Signal",
    "Standing",
    "Supply",
    "Tally",
    "UnknownName",
    "UnknownPeriod",
    "Variation",
    "adds_up",
    "answers",
    "balance",
    "breaks_known",
    "build",
    "can_compare",
    "catalogue",
    "change",
    "course",
    "course_of",
    "coverage",
    "deliveries",
    "distance",
    "evaluate",
    "explain",
    "forecast",
    "funnel",
    "indicator",
    "ladder",
    "latest_month",
    "looks_from",
    "months_back",
    "municipality",
    "period",
    "refused_at_once",
    "series",
    "sql",
    "strategy",
    "supplies",
    "target",
    "target_history",
    "targets_held",
    "year_before",
]


def sql(kpi_id: str) -> str:
    """All SQL behind one indicator, word for word as it runs."""
    return _compile.script(indicator(kpi_id))


def coverage(measured: Iterable[str] | None = None) -> tuple[Covered, ...]:
    """Every node of the strategy: what measures it, or why nothing does yet.

    `measured` are the indicators whose exports are there; all declared ones where it is left out.
    """
    return _coverage.coverage(frozenset(catalogue() if measured is None else measured))
