"""How goals and statements stand, every state as one text to be read aloud; `make golden`."""

from collections.abc import Iterator
from itertools import combinations_with_replacement
from pathlib import Path

from kpis.coverage import planned
from kpis.model import Course
from pages.parts import indicators, node_finding
from pages.parts.markup import SHORT
from pages.parts.standing import standing, together

FILE = Path(__file__).with_name("nodes.txt")
COURSES = (Course.ON_COURSE, Course.WATCH, SHORT, Course.ACT, Course.NOT_JUDGED)
LARGEST = 6  # no node has more indicators


def text() -> str:
    """One line a state, `courses of planned: how it stands. sentences`."""
    return "".join(f"{name}: {told}\n" for name, told in every())


def every() -> Iterator[tuple[str, str]]:
    """Every state's name and what is told of it."""
    for size in range(4):
        for courses in combinations_with_replacement(COURSES, size):
            for of in sorted({max(size, 1), size + 2, 2 * size + 1}):
                yield f"{' '.join(courses) or 'nothing'} of {of}", _told(courses, of)
    for course in COURSES:
        yield f"six {course} of 6", _told((course,) * LARGEST, LARGEST)
    for courses in combinations_with_replacement(COURSES, 2):
        yield f"sentences {' / '.join(courses)}", _of_two(*courses)
    yield "sentences on_course / nothing", _of_two(Course.ON_COURSE)


def _told(courses: tuple[str, ...], of: int) -> str:
    its = standing(courses, of)
    return f"[{its.course}] {node_finding.finding(its, _named(courses), indicators.title)}"


def _of_two(*courses: str) -> str:
    its = together([standing(courses[:1], 1), standing(courses[1:], 1)])
    return f"[{its.course}] {node_finding.finding(its, _named(courses), indicators.title)}"


def _named(courses: tuple[str, ...]) -> dict[str, str]:
    return dict(zip(planned(), courses, strict=False))
