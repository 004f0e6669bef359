"""The query behind an indicator, one click away and sent only then."""

from pages.parts import definition, widgets
from pages.parts.texts import text


def show(kpi: str) -> None:
    """The conditions, and the query word for word."""
    widgets.folded("query", text("noegletal.sql.title"), lambda: _whole(kpi))


def _whole(kpi: str) -> None:
    widgets.html(definition.conditions(kpi))
    widgets.code(definition.sql(kpi))
