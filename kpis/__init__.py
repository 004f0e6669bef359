"""What the numbers mean: the public face. Everything a page or a report asks goes through here."""

from kpis import compile as _compile
from kpis import coverage as _coverage
from kpis.catalogue import catalogue, indicator, looks_from
from kpis.comparison import Change, change, distance, year_before
from kpis.coverage import Covered
from kpis.errors import KpiError, UnknownName
from kpis.evaluate import evaluate, latest_month
from kpis.explain import explain
from kpis.ladder import Ladder, ladder
from kpis.periods import Period, UnknownPeriod, months_back, period
from kpis.strategy import strategy
from kpis.targets import SMALLEST_JUDGED, course, course_of, target
from kpis.warehouse import BuildInfo, Deliveries, NoWarehouse, build, deliveries

__all__ = [
    "SMALLEST_JUDGED",
    "BuildInfo",
    "Change",
    "Deliveries",
    "KpiError",
    "Ladder",
    "NoWarehouse",
    "Period",
    "UnknownName",
    "UnknownPeriod",
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
    "ladder",
    "latest_month",
    "looks_from",
    "months_back",
    "period",
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
