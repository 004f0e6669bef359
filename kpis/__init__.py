"""What the numbers mean: the public face. Everything a page or a report asks goes through here."""

from kpis import compile as _compile
from kpis import coverage as _coverage
from kpis.answers import Answer, Answers, Circumstances, Doubt, DoubtCode, Standing, answers
from kpis.balance import Balance, Part, balance
from kpis.breaks import Break
from kpis.breaks import known as breaks_known
from kpis.catalogue import catalogue, indicator, looks_from
from kpis.comparison import AcrossBreak, Change, change, distance, year_before
from kpis.coverage import Covered
from kpis.errors import KpiError, UnknownName
from kpis.evaluate import evaluate, latest_month
from kpis.explain import explain
from kpis.forecast import Forecast, NoForecast, forecast
from kpis.ladder import Ladder, ladder
from kpis.periods import Period, UnknownPeriod, months_back, period
from kpis.point_rules import Side
from kpis.spc import Assurance, Variation
from kpis.strategy import strategy
from kpis.targets import SMALLEST_JUDGED, course, course_of, target
from kpis.variation import Series, series
from kpis.warehouse import BuildInfo, Deliveries, NoWarehouse, build, deliveries

__all__ = [
    "SMALLEST_JUDGED",
    "AcrossBreak",
    "Answer",
    "Answers",
    "Assurance",
    "Balance",
    "Break",
    "BuildInfo",
    "Change",
    "Circumstances",
    "Deliveries",
    "Doubt",
    "DoubtCode",
    "Forecast",
    "KpiError",
    "Ladder",
    "NoForecast",
    "NoWarehouse",
    "Part",
    "Period",
    "Series",
    "Side",
    "Standing",
    "UnknownName",
    "UnknownPeriod",
    "Variation",
    "answers",
    "balance",
    "breaks_known",
    "build",
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
    "ladder",
    "latest_month",
    "looks_from",
    "months_back",
    "period",
    "series",
    "sql",
    "strategy",
    "target",
    "year_before",
]


def sql(kpi_id: str) -> str:
    """All SQL behind one indicator, word for word as it runs."""
    return _compile.script(indicator(kpi_id))


def coverage() -> tuple[Covered, ...]:
    """Every node of the strategy: what measures it, or why nothing does yet."""
    return _coverage.coverage(frozenset(catalogue()))
