"""The pages of a meeting in the order they are shown, from the frozen rows alone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pages.parts.indicators import CALLS_FIRST, FEWEST, MOST
from pages.reports.frozen import Figure, Page, Report, Section

RANK = {str(course): rank for rank, course in enumerate(CALLS_FIRST)}


@dataclass(frozen=True)
class Slide:
    """One page on the screen: `page` is the node it belongs to, `figure` its number."""

    kind: Literal["first", "node", "figure", "last"]
    page: Page | None = None
    figure: Figure | None = None


def slides(report: Report) -> tuple[Slide, ...]:
    """The answer first, each node with its figures in front, the questions last."""
    inside = (one for page in report.pages for one in _of_page(page, report))
    return (Slide("first"), *inside, Slide("last"))


def places(every: Sequence[Slide]) -> Mapping[str, int]:
    """The number of a page, from 1, by the id of its node and by its figure number."""
    found: dict[str, int] = {}
    for number, slide in enumerate(every, start=1):
        if slide.page:
            found.setdefault(slide.page.id, number)
        if slide.figure:
            found.setdefault(slide.figure.number, number)
    return found


def _of_page(page: Page, report: Report) -> Iterator[Slide]:
    front = _front(page, report)
    if page.kind != "indicator" or not front:
        yield Slide("node", page)
    yield from (Slide("figure", page, its) for its in front)


def _front(page: Page, report: Report) -> tuple[Figure, ...]:
    """The figures in front of each section, each once, in the order of the node."""
    chosen = {number for part in page.sections for number in _of_section(part, report)}
    return tuple(report.figure(number) for number in page.numbers if number in chosen)


def _of_section(part: Section, report: Report) -> Sequence[str]:
    """Three to five: those that call for a hand before those that do not, as on Tema."""
    courses = {number: report.figure(number).course.code for number in part.numbers}
    ranked = sorted(courses, key=lambda number: RANK.get(courses[number], len(RANK)))
    judged = sum(code != CALLS_FIRST[-1] for code in courses.values())
    return ranked[: min(max(judged, FEWEST), MOST)]
