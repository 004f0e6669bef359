"""Data: what was loaded and when, what was set aside and why, what was checked."""

from pages.parts import checks, deliveries, frame, set_aside, widgets
from pages.parts.texts import text

frame.enter()
loaded = deliveries.loaded()
widgets.html(deliveries.answer(loaded) + deliveries.key_figures(loaded))

widgets.html(set_aside.summary(loaded))
if loaded.set_aside:
    widgets.folded(
        "aside", text("data.aside.list"), lambda: widgets.html(set_aside.every_one(loaded))
    )

widgets.html(set_aside.counted(loaded))

widgets.html(deliveries.files_heading())
if deliveries.has_many_files(loaded):
    label = deliveries.all_files_label(loaded)
    widgets.folded("files", label, lambda: widgets.html(deliveries.files(loaded)))
else:
    widgets.html(deliveries.files(loaded))

widgets.html(checks.summary(loaded))
if loaded.checks:
    details = text("data.tables.details")
    widgets.folded("checks", details, lambda: widgets.html(checks.every_one(loaded)))
widgets.html(deliveries.runs(loaded))
