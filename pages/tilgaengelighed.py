"""Tilgængelighedserklæring: what can be used by whom, what cannot, and whom to ask."""

from pages.parts import frame, statement, widgets

frame.enter()
widgets.html(statement.answer())
widgets.html(statement.missing())
widgets.html(statement.ways() + statement.measured())
widgets.html(statement.contact() + statement.complaint())
