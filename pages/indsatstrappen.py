"""Indsatstrappen: who stands on each step, who moved, who came and who left."""

from pages.parts import frame, ladder, scope, widgets
from pages.parts.texts import text

frame.enter()
month = scope.month()
its = ladder.of(month)
widgets.html(ladder.answer(its))
scope.bar()
widgets.html(ladder.stock(its))
widgets.html(ladder.zones(its))
with widgets.expander(text("indsatstrappen.moves.show")):
    widgets.html(ladder.moves(its))
widgets.html(ladder.entries(its) + ladder.exits(its))
widgets.html(ladder.order(its))
