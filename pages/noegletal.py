"""Nøgletal: one indicator - the finding, its course over time, its parts, what it means."""

from pages.parts import (
    behind,
    beside,
    breakdown,
    definition,
    entries,
    frame,
    indicator,
    outlook,
    query,
    selection,
    takeaway,
    trend,
    widgets,
)

frame.enter()
with widgets.row("choices"):
    choice = selection.choose()
    takeaway.show(choice.kpi, choice.period)
    as_table = selection.wants_table()
shown = indicator.view(choice)
widgets.html(indicator.answer(shown) + indicator.numbers(shown) + indicator.four(shown))

with widgets.card("trend"):
    trend.show(shown, as_table)
with widgets.card("outlook"):
    outlook.show(shown)
with widgets.card("breakdown"):
    widgets.html(breakdown.heading())
    if by := selection.choose_breakdown(choice.kpi):
        breakdown.show(shown, by, as_table)

widgets.html(beside.card(shown) + definition.meaning(choice.kpi) + behind.card(choice.kpi))
query.show(choice.kpi)
entries.card(shown.result)
