"""Dækning: every part of the strategy, what measures it, and what the rest waits for."""

from pages.parts import coverage, frame, scope, snapshot, widgets

frame.enter()
now = snapshot.take(scope.month())
widgets.html(coverage.answer(now))
widgets.html(scope.bar())
widgets.html(coverage.missing(now))
widgets.html(coverage.counts(now))
widgets.html(coverage.matrix(now))
