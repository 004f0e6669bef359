"""Overblik: how the strategy stands, and what is not measured yet."""

from pages.parts import frame, overview, scope, snapshot, widgets

frame.enter()
now = snapshot.take(scope.month())
widgets.html(overview.answer(now))
scope.bar()
widgets.html(overview.themes(now))
widgets.html(overview.tracks(now))
widgets.html(overview.not_measured(now))
