"""The full screen: one page of a meeting, the bar below it, and the keys."""

from pages.parts import entries_author, meeting_questions, widgets
from pages.parts import meeting_screen as screen
from pages.parts.markup import safe
from pages.parts.meeting_keeping import Meeting, newer
from pages.parts.meeting_slides import Slide, slides
from pages.parts.texts import DANISH, spoken, text
from pages.reports import Report
from pages.reports.frozen import Figure

SIDE = "side"


def is_asked() -> bool:
    """Whether the address names a page of the full screen."""
    return bool(widgets.in_address(SIDE))


def begin() -> None:
    """From the first page."""
    widgets.put_in_address(SIDE, "1")


def show(meeting: Meeting, report: Report) -> None:
    """The page in the address."""
    every = slides(report)
    at = int(widgets.chosen(SIDE, [str(number + 1) for number in range(len(every))], "1"))
    slide = every[at - 1]
    with spoken(DANISH):  # as everything on the page, which was frozen in Danish
        is_old = newer(report)
    its = screen.Screen.of(meeting, report, every, is_old)
    about = _about(slide, report)
    if about and meeting_questions.is_open():
        meeting_questions.panel(meeting.id, report, about)
    widgets.html(screen.markup(slide, its))
    _bar(at, len(every), screen.title(slide, its), bool(about))


def _about(slide: Slide, report: Report) -> tuple[Figure, ...]:
    """The figures a question may be about on a page; none for who may not write."""
    if not entries_author.may_write():
        return ()
    if slide.figure:
        return (slide.figure,)
    return report.page_figures(slide.page) if slide.page else report.figures


def _bar(at: int, last: int, title: str, may_ask: bool) -> None:
    with widgets.row("meeting-bar"):
        _key("first", "Home", at == 1, _to, 1)
        _key("previous", "Left", at == 1, _step, -1, last)
        _key("next", "Right", at == last, _step, 1, last, type="primary")
        _key("last", "End", at == last, _to, last)
        place = safe(text("moede.bar.place", at=at, last=last))
        widgets.html(f'<p class="place"><b>{place}</b> <span>{safe(title)}</span></p>')
        _key("ask", "S", not may_ask, meeting_questions.turn)
        _key("leave", "Escape", False, _leave)


def _key(name: str, shortcut: str, disabled: bool, act: object, *given: int, **looks: str) -> None:
    widgets.button(
        text(f"moede.bar.{name}"),
        f"meeting-{name}",
        act,  # type: ignore[arg-type]
        *given,
        shortcut=shortcut,
        disabled=disabled,
        **looks,
    )


def _step(by: int, last: int) -> None:
    """From where the last press led, also when the browser was not told of it yet."""
    widgets.keep_address()
    at = widgets.in_address(SIDE)
    _to(min(max((int(at) if at.isdecimal() else 1) + by, 1), last))


def _to(side: int) -> None:
    widgets.put_in_address(SIDE, str(side))


def _leave() -> None:
    """Escape closes the question first, then the full screen."""
    if meeting_questions.is_open():
        meeting_questions.turn()
    else:
        widgets.put_in_address(SIDE, "")
