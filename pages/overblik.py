"""Overblik: how the strategy stands, node by node."""

from pages.parts import overview, widgets

widgets.html(overview.answer())
