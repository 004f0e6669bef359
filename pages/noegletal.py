"""Nøgletal: one indicator - the finding, its course over time, its parts, what it means.

Markup is gathered and sent as one block wherever nothing of Streamlit's own stands between.
"""

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
    choice, as_table = selection.choose()
    takeaway.show(choice.kpi, choice.period)
shown = indicator.view(choice)

blocks = indicator.answer(shown) + indicator.numbers(shown) + indicator.four(shown)
blocks = outlook.show(shown, blocks + trend.show(shown, as_table))
blocks = breakdown.show(shown, as_table, blocks)
widgets.html(blocks + beside.card(shown) + definition.meaning(choice.kpi) + behind.card(choice.kpi))
query.show(choice.kpi)
entries.card(shown.result)
