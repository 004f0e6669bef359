"""Måltal og hændelser: what the numbers are held against, what happened, where series break."""

from pages.parts import (
    entries_author,
    entries_breaks,
    entries_events,
    entries_target_form,
    entries_targets,
    frame,
    widgets,
)
from pages.parts.texts import text

frame.enter()
kpi, asking = entries_targets.choose()
widgets.html(entries_targets.heading())
widgets.html(asking)
may_write = entries_author.may_write()
if may_write:
    entries_author.ask()
with widgets.card("targets"):
    widgets.html(entries_targets.table(kpi))
    if may_write:
        form = entries_target_form.show
        widgets.unfold(text("maaltal.new.add"), "open-target", lambda: form(kpi))
with widgets.card("events"):
    widgets.html(entries_events.table())
    if may_write:
        entries_events.write()
with widgets.card("breaks"):
    widgets.html(entries_breaks.table())
    if may_write:
        entries_breaks.write()
