"""Indsatstrappen: who moved and whether it held, who stands on each step, who came and left."""

from pages.parts import frame, ladder, moved, scope, selection, stock, widgets

frame.enter()
month = scope.month()
with widgets.row("choices"):
    scope.choose_month()
    compared = ladder.compare(month)
    as_table = selection.wants_table()
its, now = ladder.of(month), moved.results(month)
before = moved.results(compared) if compared else {}
widgets.html(ladder.answer(month, now, before))

with widgets.card("flow"):
    ladder.show_flow(its, as_table)

if moved.is_known(month):
    with widgets.card("sound"):
        widgets.html(moved.heading("heading") + moved.soundness(now, before))
    with widgets.card("who"):
        widgets.html(moved.heading("who_heading"))
        widgets.html(moved.who(month, moved.choose(), as_table))

with widgets.card("stock"):
    widgets.html(stock.heading() + stock.show(its, compared, as_table))

widgets.html(ladder.came_and_left(its) + ladder.order(its))
