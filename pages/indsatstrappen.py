"""Indsatstrappen: who moved and whether it held, who stands on each step, who came and left."""

from pages.parts import choices, frame, ladder, moved, scope, selection, stock, widgets
from pages.parts.markup import card

frame.enter()
month = scope.month()
compared, asks_compared = ladder.compare(month)
as_table, asks_view = selection.view()
widgets.html(choices.beside(scope.ask_month(), asks_compared, asks_view))
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
