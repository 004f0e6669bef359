"""Temaer: one theme, its goals, and what measures each of them."""

from kpis.strategy import strategy
from pages.parts import frame, nodes, scope, snapshot, takeaway, widgets

frame.enter()
themes = [theme.slug for theme in strategy().long_term.themes]
theme = strategy().theme(widgets.chosen("tema", themes, themes[0]))
now = snapshot.take(scope.month())
widgets.html(nodes.theme_tabs(theme, now.month) + nodes.theme_heading(theme))
with widgets.row("takeaway-bar"):
    scope.bar()
    takeaway.show(theme.slug, now.month)
widgets.html(nodes.goals(theme, now))
