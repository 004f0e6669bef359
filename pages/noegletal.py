"""Nøgletal: one indicator - the finding, its course over time, its parts, what it means."""

from pages.parts import (
    beside,
    definition,
    frame,
    indicator,
    outlook,
    selection,
    takeaway,
    widgets,
)
from pages.parts.texts import text

frame.enter()
with widgets.row("choices"):
    choice = selection.choose()
    takeaway.show(choice.kpi, choice.period)
shown = indicator.view(choice)
widgets.html(indicator.answer(shown) + indicator.numbers(shown) + indicator.four(shown))

with widgets.card("trend"):
    widgets.html(indicator.trend_heading(shown))
    indicator.show_trend(shown, as_table=selection.wants_table())

with widgets.card("outlook"):
    outlook.show(shown)

with widgets.card("breakdown"):
    widgets.html(indicator.breakdown_heading())
    if by := selection.choose_breakdown(choice.kpi):
        widgets.html(indicator.breakdown(shown, by))

widgets.html(beside.card(shown) + definition.meaning(choice.kpi))
with widgets.expander(text("noegletal.sql.title")):
    widgets.html(definition.conditions(choice.kpi))
    widgets.code(definition.sql(choice.kpi))
