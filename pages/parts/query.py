"""The query behind an indicator, one click away and sent only then."""

from pages.parts import analyst, definition, figures, widgets, workbench_indicator
from pages.parts.texts import text


def show(kpi: str) -> None:
    """The conditions, the query word for word, and the way to change it where one may ask."""
    widgets.folded("query", text("noegletal.sql.title"), lambda: _whole(kpi))


def _whole(kpi: str) -> None:
    ways = workbench_indicator.ways(kpi, _breakdown(kpi)) if analyst.may_ask() else ""
    widgets.html(ways + definition.conditions(kpi))
    widgets.code(definition.sql(kpi))


def _breakdown(kpi: str) -> str:
    """The breakdown that a reader chose; empty for none."""
    chosen = widgets.in_address("opdeling")
    return chosen if chosen in figures.catalogue()[kpi].breakdowns else ""
