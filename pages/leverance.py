"""Leverance: what each supplementary export holds, how it is written, and an empty template."""

from pages.parts import deliveries, exports, frame, widgets
from pages.parts.texts import text

frame.enter()
loaded = deliveries.loaded()
widgets.html(exports.answer(loaded) + exports.how_to())

with widgets.row("choices"):
    code = widgets.choose(text("leverance.pick"), "udtraek", exports.names(), exports.first())
widgets.html(exports.meaning(code, loaded))
widgets.download(exports.template_label(code), exports.template(code), *exports.template_file(code))
widgets.html(exports.columns(code) + exports.rules_of(code) + exports.every_one(loaded))
