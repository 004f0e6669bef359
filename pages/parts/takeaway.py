"""Hent: what a page shows, to take along as paper, slides, web page or spreadsheet.

Nothing is made when the page is shown. A click freezes the numbers once for the build, what was
asked for and the period; the four files are written from that.
"""

from collections.abc import Callable, Sequence

from pages.parts import figures, keeping, widgets
from pages.parts.texts import text
from pages.reports import Report, freeze
from pages.reports.making import KINDS, file_name, kind, made


def show(asked: str | Sequence[str], period: str) -> None:
    """A button that opens four, one for each kind of file."""
    names = (asked,) if isinstance(asked, str) else tuple(asked)
    offer(names, period, lambda to: _when_asked(names, period, to))


def offer(names: Sequence[str], period: str, making: Callable[[str], Callable[[], bytes]]) -> None:
    """The same where `making` says how a file of each kind is made when it is asked for."""
    label = text("reports.takeaway.heading")
    widgets.menu("takeaway", label, lambda: _sheet(names, period, making))


def _sheet(names: Sequence[str], period: str, making: Callable[[str], Callable[[], bytes]]) -> None:
    widgets.html(f'<p class="dim">{text("reports.takeaway.what")}</p>')
    for to in KINDS:
        label = text(f"reports.takeaway.{to}")
        name = file_name(names, period, to)
        widgets.download(label, making(to), name, kind(to).media, width="stretch")


def _when_asked(names: tuple[str, ...], period: str, to: str) -> Callable[[], bytes]:
    return lambda: made(_frozen(_kept_by(), names, period), to)


def _kept_by() -> str:
    """What a report depends on beside what it shows: the build, and what people entered."""
    return f"{figures.build().build_id} {figures.entered()}"


@keeping.cached
def _frozen(kept_by: str, names: tuple[str, ...], period: str) -> Report:
    return freeze(names, period)
