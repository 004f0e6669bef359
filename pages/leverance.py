"""Leverance: what each supplementary export holds, how it is written, and an empty template."""

from pages.parts import choices, deliveries, exports, frame, widgets
from pages.parts.texts import text

frame.enter()
loaded = deliveries.loaded()
label, names = text("leverance.pick"), exports.names()
code, asking = widgets.asked_in_list(label, "udtraek", names, exports.first())
widgets.html(exports.answer(loaded) + exports.how_to())
widgets.html(choices.beside(asking))
widgets.html(exports.meaning(code, loaded))
widgets.download(exports.template_label(code), exports.template(code), *exports.template_file(code))
widgets.html(exports.columns(code) + exports.rules_of(code) + exports.every_one(loaded))
