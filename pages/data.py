"""Data: what was loaded and when, what was set aside and why, what was checked."""

from pages.parts import checks, deliveries, frame, set_aside, widgets
from pages.parts.texts import text

frame.enter()
loaded = deliveries.loaded()
widgets.html(deliveries.answer(loaded) + deliveries.key_figures(loaded))

widgets.html(set_aside.summary(loaded))
if loaded.set_aside:
    with widgets.expander(text("data.aside.list")):
        widgets.html(set_aside.every_one(loaded))

widgets.html(set_aside.counted(loaded))

widgets.html(deliveries.files_heading())
if deliveries.has_many_files(loaded):
    with widgets.expander(deliveries.all_files_label(loaded)):
        widgets.html(deliveries.files(loaded))
else:
    widgets.html(deliveries.files(loaded))

widgets.html(checks.summary(loaded))
if loaded.checks:
    with widgets.expander(text("data.tables.details")):
        widgets.html(checks.every_one(loaded))
widgets.html(deliveries.runs(loaded))
