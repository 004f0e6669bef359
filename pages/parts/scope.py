"""Which month the page shows, and how fresh its numbers are."""

from collections.abc import Mapping, Sequence

from pages.parts import choices, figures, formats, fresh, widgets
from pages.parts.markup import safe
from pages.parts.texts import text

MONTHS_BETWEEN_MEETINGS = 3


def month() -> str:
    """The month in the address, else the latest complete one."""
    return widgets.chosen("periode", figures.months(), figures.latest_month())


def bar(*more: str) -> str:
    """Asks for the month and what is given, and says where the numbers come from."""
    return f'<div class="scope">{choices.beside(ask_month(), *more)}{freshness()}</div>'


def ask_month() -> str:
    """The months to choose from, the newest first."""
    label, latest = text("ui.scope.month"), figures.latest_month()
    _, asking = widgets.asked_in_list(label, "periode", _choices(), latest)
    return asking


def since(month: str) -> str:
    """The earlier month to compare with: of the address, else `_usual`; empty if there is none.

    A month that is not earlier gives the usual one: the reader has just gone further back.
    """
    earlier = _before(month)
    if not earlier:
        return ""
    usual = _usual(earlier)
    wanted = widgets.chosen("siden", figures.months(), usual)
    return wanted if wanted in earlier else usual


def bar_with_since(month: str) -> str:
    """The same, and asks for the month to compare with."""
    earlier = _before(month)
    return bar(_ask_since(earlier)) if earlier else bar()


def _ask_since(earlier: Sequence[str]) -> str:
    usual = _usual(earlier)
    if widgets.in_address("siden") not in ("", *earlier):
        widgets.put_in_address("siden", usual)
    months = {each: formats.period(each) for each in reversed(earlier)}
    _, asking = widgets.asked_in_list(text("changes.choose"), "siden", months, usual)
    return asking


def _before(month: str) -> tuple[str, ...]:
    return tuple(each for each in figures.months() if each < month)


def _usual(earlier: Sequence[str]) -> str:
    """The month the last meeting looked at; without one, that of about the time between two."""
    met = next((month for month in reversed(figures.months_met_about()) if month in earlier), "")
    return met or earlier[-min(MONTHS_BETWEEN_MEETINGS, len(earlier))]


def freshness() -> str:
    """Until when data are known, when they were loaded, and which edition of the numbers it is."""
    build = figures.build()
    return f'<p class="dim" title="{safe(build.build_id)}">{safe(fresh.words(build))}</p>'


def _choices() -> Mapping[str, str]:
    return {month: formats.period(month) for month in reversed(figures.months())}
