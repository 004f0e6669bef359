"""Which month the page shows, and how fresh its numbers are."""

from collections.abc import Mapping

from pages.parts import figures, formats, widgets
from pages.parts.markup import safe
from pages.parts.texts import text


def month() -> str:
    """The month in the address, else the latest complete one."""
    return widgets.chosen("periode", figures.months(), figures.latest_month())


def bar() -> None:
    """The month to choose, and where the numbers come from."""
    with widgets.row("scope"):
        choose_month()
        widgets.html(freshness())


def choose_month() -> None:
    """The months to choose from, the newest first."""
    widgets.choose(text("ui.scope.month"), "periode", _choices(), figures.latest_month())


def freshness() -> str:
    """Until when data are known, when they were loaded, and which edition of the numbers it is."""
    build = figures.build()
    words = text(
        "ui.scope.freshness",
        known=formats.day(build.known_at) if build.known_at else text("ui.scope.unknown"),
        built=formats.moment(build.built_at) if build.built_at else text("ui.scope.unknown"),
        edition=formats.edition(build.build_id),
    )
    return f'<p class="dim" title="{safe(build.build_id)}">{safe(words)}</p>'


def _choices() -> Mapping[str, str]:
    return {month: formats.period(month) for month in reversed(figures.months())}
