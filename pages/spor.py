"""Spor: one track, its statements, and what measures each of them."""

from kpis.strategy import strategy
from pages.parts import frame, nodes, scope, snapshot, takeaway, widgets
from pages.parts.registry import SPOR

frame.enter()
tracks = strategy().tracks.tracks
slugs = [track.slug for track in tracks]
track = strategy().track(widgets.chosen("spor", slugs, slugs[0]))
now = snapshot.take(scope.month())
widgets.html(nodes.track_top(track, now))
with widgets.row("takeaway-bar"):
    widgets.html(scope.bar())
    takeaway.show(track.slug, now.month)
widgets.html(nodes.body(nodes.track_cards(track, now), now, SPOR, spor=track.slug))
widgets.html(nodes.neighbours(SPOR, "spor", tracks, track, now.month))
