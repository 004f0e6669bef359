"""What is around every page: look, menu, the mark of invented data, calm errors."""

import logging
from pathlib import Path

import kpis
from pages.parts import figures, registry, widgets
from pages.parts.markup import safe
from pages.parts.texts import text

HERE = Path(__file__).parent
log = logging.getLogger(__name__)


def show() -> None:
    """One run of the dashboard. No exception text ever reaches the reader."""
    widgets.page_frame()
    widgets.style_sheet(HERE / "style.css")
    widgets.browser_script(HERE / "danish.js")
    show_page = widgets.navigation(registry.PAGES)
    try:
        _mark_example()
        show_page()
    except kpis.NoWarehouse:
        widgets.stop(text("ui.no_data.title"), text("ui.no_data.what_now"))
    except Exception:
        log.exception("A page could not be shown.")
        widgets.stop(text("ui.error.title"), text("ui.error.what_now"))


def _mark_example() -> None:
    """Invented numbers say so at the top of every page."""
    if figures.build().is_example:
        widgets.html(f'<p class="example">{safe(text("ui.example"))}</p>')
