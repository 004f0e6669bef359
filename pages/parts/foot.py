"""The foot of every page: freshness, the accessibility statement, the other language."""

from urllib.parse import urlencode

import kpis
from pages.parts import registry, scope, widgets
from pages.parts.markup import items, link, safe
from pages.parts.texts import DANISH, ENGLISH, is_danish, text


def markup() -> str:
    """The foot; without a warehouse it has no freshness to tell."""
    statement = link(text(registry.TILGAENGELIGHED.title), registry.TILGAENGELIGHED)
    links = items([f"<li>{statement}</li>", f"<li>{_other_language()}</li>"])
    label = safe(text("tilgaengelighed.foot.label"))
    return f'<footer class="foot">{_freshness()}<nav aria-label="{label}">{links}</nav></footer>'


def _other_language() -> str:
    """The same view in the other language; relative, as an address of nothing but a query is."""
    other = ENGLISH if is_danish() else DANISH
    view = urlencode({**widgets.whole_address(), "sprog": other})
    words = safe(text("ui.other_language"))
    return f'<a href="?{safe(view)}" lang="{other}" hreflang="{other}">{words}</a>'


def _freshness() -> str:
    try:
        return scope.freshness()
    except kpis.NoWarehouse:
        return ""
