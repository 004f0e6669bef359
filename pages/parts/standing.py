"""How a part of the strategy stands, from how its indicators stand. A pure rule.

All, some or none: never an average, never a score (docs/decisions/0014). A
number that surely misses what was decided is enough to call for a hand; one
that misses a proposal is told as that, because nobody has promised to meet it.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from kpis.model import Course, Target
from pages.parts.markup import NOT_MEASURED, OFF_COURSE, PARTLY, SHORT

PROPOSAL = "proposal"
UNJUDGED = (Course.NOT_JUDGED, NOT_MEASURED)
BEST_FIRST = (Course.ON_COURSE, PARTLY, Course.WATCH, OFF_COURSE, Course.ACT)
MEETS = {Course.ON_COURSE, PARTLY}


@dataclass(frozen=True)
class Standing:
    """How one part stands, and how many indicators stand behind it.

    `course` is on_course, partly, watch, off_course, act, not_judged or not_measured;
    `courses` are those of the measured indicators, as `of_indicator` names them.
    """

    course: str
    judged: int
    measured: int
    planned: int
    courses: tuple[str, ...] = ()

    @property
    def counts(self) -> Counter[str]:
        """How many of the measured indicators have each course."""
        return count(self.courses)


def of_indicator(course: Course, target: Target | None) -> str:
    """An indicator's course; a proposal that is surely missed is no call for a hand."""
    is_proposal = target is not None and target.kind == PROPOSAL
    return SHORT if course is Course.ACT and is_proposal else course


def standing(courses: Sequence[str], planned: int) -> Standing:
    """`courses` of the measured indicators, of `planned` in all."""
    judged = [course for course in courses if course != Course.NOT_JUDGED]
    return Standing(
        _course(judged, planned) if courses else NOT_MEASURED,
        len(judged),
        len(courses),
        planned,
        tuple(map(str, courses)),
    )


def together(standings: Iterable[Standing]) -> Standing:
    """A statement whose two sentences are measured apart: on course only when both are."""
    parts = tuple(standings)
    return Standing(
        _of_parts({part.course for part in parts}),
        sum(part.judged for part in parts),
        sum(part.measured for part in parts),
        sum(part.planned for part in parts),
        tuple(course for part in parts for course in part.courses),
    )


def lowest(courses: Collection[str]) -> str:
    """The three considerations of the good solution: the worst, once all three are judged."""
    if any(course in UNJUDGED for course in courses):
        return Course.NOT_JUDGED
    return max(courses, key=BEST_FIRST.index)


def count(courses: Iterable[str]) -> Counter[str]:
    """How many of each course."""
    return Counter(str(course) for course in courses)


def is_judged(its: Standing) -> bool:
    """Whether anything can be said of a part."""
    return its.course not in UNJUDGED


def _course(judged: Sequence[str], planned: int) -> str:
    """Doubt never speaks in favour: only good news asks that half of the planned are judged."""
    if not judged:
        return Course.NOT_JUDGED
    if set(judged) == {Course.ON_COURSE}:
        return Course.ON_COURSE if 2 * len(judged) >= planned else Course.NOT_JUDGED
    return _mixed(set(judged))


def _of_parts(courses: set[str]) -> str:
    known = courses - set(UNJUDGED)
    if len(courses) == 1:
        return courses.pop()
    if known <= {Course.ON_COURSE}:  # the other sentence is not judged
        return Course.NOT_JUDGED
    return _mixed(known)


def _mixed(courses: set[str]) -> str:
    """Some meet their target, or none does; one that misses a decided target outweighs all."""
    if Course.ACT in courses:
        return Course.ACT
    if courses & MEETS:
        return PARTLY
    return Course.WATCH if Course.WATCH in courses else OFF_COURSE
