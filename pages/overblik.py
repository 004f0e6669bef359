"""Overblik: how the strategy stands, what is different, and what cannot be judged."""

from pages.parts import frame, overview, scope, since, snapshot, unjudged, widgets

frame.enter()
now = snapshot.take(scope.month())
earlier = scope.since(now.month)
widgets.html(overview.answer(now))
widgets.html(scope.bar_with_since(now.month))
widgets.html(since.card(snapshot.take(earlier) if earlier else None, now))
widgets.html(overview.themes(now))
widgets.html(overview.tracks(now))
widgets.html(unjudged.card(now))
