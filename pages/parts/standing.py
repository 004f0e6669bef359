"""How a node of the strategy stands, from how its indicators stand. A pure rule.

The worst of the judged indicators is shown, with how many were judged. Never an
average: a good number must not hide a bad one.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kpis import course_of
from kpis.model import Course
from pages.parts.markup import NOT_MEASURED


@dataclass(frozen=True)
class Standing:
    """A course, or NOT_MEASURED, and how many indicators stand behind it."""

    course: str
    judged: int
    measured: int
    planned: int
    courses: tuple[str, ...] = ()

    @property
    def counts(self) -> Counter[str]:
        """How many of the measured indicators have each course."""
        return count(self.courses)


def standing(courses: Sequence[Course], planned: int) -> Standing:
    """`courses` of the measured indicators, of `planned` in all."""
    judged = [course for course in courses if course is not Course.NOT_JUDGED]
    shown = course_of(courses) if courses else NOT_MEASURED
    return Standing(shown, len(judged), len(courses), planned, tuple(map(str, courses)))


def together(standings: Iterable[Standing]) -> Standing:
    """Several sentences of one statement, or nodes of one card, as one standing."""
    parts = tuple(standings)
    courses = [part.course for part in parts if part.course != NOT_MEASURED]
    worst = standing([Course(course) for course in courses], 0).course
    return Standing(
        worst,
        sum(part.judged for part in parts),
        sum(part.measured for part in parts),
        sum(part.planned for part in parts),
        tuple(course for part in parts for course in part.courses),
    )


def count(courses: Iterable[str]) -> Counter[str]:
    """How many of each course."""
    return Counter(str(course) for course in courses)
