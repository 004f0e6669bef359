"""Spor: one track, its statements, and what measures each of them."""

from kpis.strategy import strategy
from pages.parts import frame, nodes, scope, snapshot, takeaway, widgets

frame.enter()
tracks = [track.slug for track in strategy().tracks.tracks]
track = strategy().track(widgets.chosen("spor", tracks, tracks[0]))
now = snapshot.take(scope.month())
widgets.html(nodes.track_tabs(track, now.month) + nodes.track_heading(track))
with widgets.row("takeaway-bar"):
    scope.bar()
    takeaway.show(track.slug, now.month)
widgets.html(nodes.statements(track, now))
