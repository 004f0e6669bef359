"""An indicator as a question of the workbench: what makes its numbers, or the rows behind it."""

from kpis import UnknownName, as_sql
from kpis.questions import Chart, ChartKind, Question
from pages.parts import widgets
from pages.parts.markup import link
from pages.parts.registry import ANALYSE
from pages.parts.selection import dimension
from pages.parts.texts import text

KPI, BY, ROWS = "noegletal", "opdeling", "grundlag"
"""What the address asks for: an indicator, one of its breakdowns, or its rows."""


def ways(kpi: str, by: str = "") -> str:
    """Two links to the workbench: the definition, and the rows that it counts."""
    opened = link(text("noegletal.sql.open"), ANALYSE, **{KPI: kpi, BY: by})
    rows = link(text("noegletal.sql.rows"), ANALYSE, **{KPI: kpi, ROWS: "1"})
    return f'<p class="ways">{opened} · {rows}</p>'


def asked() -> str:
    """The indicator that the address asks for; empty for none."""
    return widgets.in_address(KPI)


def from_address() -> Question | None:
    """The question that the address asks for, once; None where nobody knows the indicator."""
    kpi, by, rows = (widgets.in_address(name) for name in (KPI, BY, ROWS))
    for name in (KPI, BY, ROWS):
        widgets.put_in_address(name, "")
    try:
        return _rows(kpi) if rows else _definition(kpi, by)
    except UnknownName:
        return None


def _definition(kpi: str, by: str) -> Question:
    chart = Chart(ChartKind.LINE, "periode", "vaerdi", "medlem" if by else "")
    sql = as_sql.definition(kpi, by)
    title = text(f"kpi.{kpi}.title")
    if by:
        title = text("analyse.indicator.split", title=title, by=dimension(by))
    return Question("", title, "", text(f"kpi.{kpi}.definition"), sql, (), chart)


def _rows(kpi: str) -> Question:
    sql = as_sql.population(kpi)
    title = text("analyse.indicator.rows", title=text(f"kpi.{kpi}.title"))
    return Question("", title, "", text(f"kpi.{kpi}.definition"), sql)
