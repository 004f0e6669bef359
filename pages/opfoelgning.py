"""Opfølgning: what was agreed, what was asked, and what was said about the numbers."""

from pages.parts import entries_author, entries_follow_up, frame, widgets

frame.enter()
wanted, asking = entries_follow_up.choose()
widgets.html(entries_follow_up.heading())
widgets.html(asking)
if entries_author.may_write():
    entries_author.ask()
with widgets.card("actions"):
    entries_follow_up.actions(wanted)
with widgets.card("questions"):
    entries_follow_up.questions(wanted)
widgets.html(entries_follow_up.comments(wanted))
