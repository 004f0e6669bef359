"""Strategikort: what measures each part of the strategy, and how good the evidence is."""

from pages.parts import frame, scope, snapshot, strategy_map, widgets

frame.enter()
now = snapshot.take(scope.month())
widgets.html(strategy_map.answer(now))
widgets.html(scope.bar())
choice, asking = strategy_map.choose()
widgets.html(asking)
widgets.html(strategy_map.drawn(now, choice.document, choice.is_only_unmeasured))
strategy_map.show_shared(choice, now)
