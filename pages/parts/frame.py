"""What is around every page: look, menu, the mark of invented data, calm errors."""

import logging
from pathlib import Path

from pages.parts import registry, widgets
from pages.parts.texts import text

HERE = Path(__file__).parent
log = logging.getLogger(__name__)


def show() -> None:
    """One run of the dashboard."""
    widgets.page_frame()
    widgets.style_sheet(HERE / "style.css")
    widgets.browser_script(HERE / "danish.js")
    show_page = widgets.navigation(registry.PAGES)
    try:
        show_page()
    except Exception:
        log.exception("A page could not be shown.")
        widgets.stop(text("ui.error.title"), text("ui.error.what_now"))
