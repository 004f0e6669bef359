"""Strategikort: what measures each part of the strategy, and how good the evidence is."""

from pages.parts import frame, scope, snapshot, strategy_map, widgets

frame.enter()
now = snapshot.take(scope.month())
widgets.html(strategy_map.answer(now))
scope.bar()
sheet = strategy_map.sheet(strategy_map.choose(), now)
widgets.html(strategy_map.drawn(sheet))
widgets.html(strategy_map.shared(sheet))
