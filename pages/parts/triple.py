"""Den gode løsning: the three scales side by side. Never a sum of them, never an average."""

import kpis
from pages.parts import formats, indicators, sentences
from pages.parts.markup import safe
from pages.parts.snapshot import Snapshot
from pages.parts.texts import text


def scale(part: kpis.Part, snapshot: Snapshot) -> str:
    """Where one part stands between its floor and its target, in words and as a bar."""
    name = indicators.to_indicator(part.kpi, snapshot)
    if part.scaled is None:
        return f'<p class="scaled">{safe(text("ui.overblik.not_placed"))} <span>{name}</span></p>'
    value = sentences.value_or_reason(snapshot.results[part.kpi])
    placed = formats.number(part.scaled, 2)
    words = safe(text("ui.overblik.placed", placed=placed))
    return (
        f'<p class="scaled"><b>{words}</b> <span>{name}: {safe(value)}</span></p>'
        f'<div class="meter" aria-hidden="true"><i style="width:{part.scaled:.2%}"></i></div>'
    )
