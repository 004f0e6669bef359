"""Temaer: one theme, its goals, and what measures each of them."""

from kpis.strategy import strategy
from pages.parts import frame, nodes, scope, snapshot, takeaway, widgets
from pages.parts.registry import TEMA

frame.enter()
themes = strategy().long_term.themes
slugs = [theme.slug for theme in themes]
theme = strategy().theme(widgets.chosen("tema", slugs, slugs[0]))
now = snapshot.take(scope.month())
widgets.html(nodes.theme_top(theme, now))
with widgets.row("takeaway-bar"):
    widgets.html(scope.bar())
    takeaway.show(theme.slug, now.month)
widgets.html(nodes.body(nodes.theme_cards(theme, now), now, TEMA, tema=theme.slug))
widgets.html(nodes.neighbours(TEMA, "tema", themes, theme, now.month))
