"""Indsatstrappen: who moved and whether it held, who stands on each step, who came and left."""

from pages.parts import frame, ladder, moved, scope, selection, stock, widgets
from pages.parts.markup import card

frame.enter()
month = scope.month()
with widgets.row("choices"):
    scope.choose_month()
    compared = ladder.compare(month)
    as_table, asking = selection.view()
    widgets.html(asking)
its, now = ladder.of(month), moved.results(month)
before = moved.results(compared) if compared else {}

cards = [ladder.flow(its, as_table)]
if moved.is_known(month):
    cards.append(moved.heading("heading") + moved.soundness(now, before))
    cards.append(moved.heading("who_heading") + moved.who(month, as_table))
cards.append(stock.heading() + stock.show(its, compared, as_table))
widgets.html(
    ladder.answer(month, now, before)
    + "".join(map(card, cards))
    + ladder.came_and_left(its)
    + ladder.order(its)
)
