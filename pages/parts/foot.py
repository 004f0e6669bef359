"""The foot of every page: how fresh the numbers are, and the accessibility statement."""

import kpis
from pages.parts import registry, scope
from pages.parts.markup import items, link, safe
from pages.parts.texts import text


def markup() -> str:
    """The foot; without a warehouse it has no freshness to tell."""
    links = items(
        [f"<li>{link(text(registry.TILGAENGELIGHED.title), registry.TILGAENGELIGHED)}</li>"]
    )
    label = safe(text("tilgaengelighed.foot.label"))
    return f'<footer class="foot">{_freshness()}<nav aria-label="{label}">{links}</nav></footer>'


def _freshness() -> str:
    try:
        return scope.freshness()
    except kpis.NoWarehouse:
        return ""
