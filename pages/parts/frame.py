"""What is around every page: look, menu, the mark of invented data, calm errors."""

import logging
from contextvars import ContextVar

import kpis
from kpis import facts
from pages.parts import figures, foot, gathering, registry, widgets, workbench_run
from pages.parts.markup import safe
from pages.parts.texts import spoken, text

log = logging.getLogger(__name__)
_inside: ContextVar[bool] = ContextVar("inside", default=False)


def enter() -> None:
    """The first line of every page: a page that was run without the frame gets it.

    Streamlit takes any folder called pages/ for its older kind of menu, and runs
    the page file alone when its address is the first one a new server is asked for.
    """
    if not _inside.get():
        show()
        widgets.end()


def show() -> None:
    """One run of the dashboard. No exception text ever reaches the reader."""
    outside = _inside.set(True)
    try:
        with spoken(widgets.in_address("sprog")), gathering.gathered():
            _show()
    finally:
        _inside.reset(outside)


def _show() -> None:
    widgets.page_frame()
    widgets.keep_address()
    show_page = widgets.navigation(registry.PAGES)
    try:
        if not widgets.is_at(registry.ANALYSE):
            workbench_run.leave()
        _mark_example()
        figures.look_for_entered()
        show_page()
    except kpis.NoWarehouse:
        widgets.say(text("ui.no_data.title"), text("ui.no_data.what_now"))
    except facts.Unreadable as error:
        log.error("%s", error)
        widgets.say(text("skriv.unreadable.title"), text("skriv.unreadable.what_now"))
    except Exception:
        log.exception("A page could not be shown.")
        widgets.say(text("ui.error.title"), text("ui.error.what_now"))
    widgets.html(foot.markup())


def _mark_example() -> None:
    """Invented numbers say so at the top of every page."""
    if figures.build().is_example:
        widgets.html(f'<p class="example">{safe(text("ui.example"))}</p>')
