"""How what was asked about stands as a whole, by the rule and in the words of the pages."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kpis.model import Course
from pages.parts import node_finding
from pages.parts.markup import ORDER
from pages.parts.standing import Standing, standing, together
from pages.parts.texts import text
from pages.reports.asked import Part, Subject
from pages.reports.drawing_up import Read, course_mark
from pages.reports.frozen import Tally

INDICATORS = "indicators"
THINGS = {"theme": "goals", "track": "statements"}
"""What is counted of a kind of node; goals are told before statements."""

Every = Mapping[str, Read]


@dataclass(frozen=True)
class Sum:
    """What is counted (goals, statements or indicators), and how each of them stands."""

    things: str
    courses: tuple[str, ...]

    @property
    def headline(self) -> str:
        """'5 af 14 mål er på sporet, 7 er det delvist'."""
        if self.things == INDICATORS:
            return _of_indicators(self.courses)
        return node_finding.together(self.courses, self.things)

    @property
    def tallies(self) -> tuple[Tally, ...]:
        """How many have each course, in the order of the pages; what nothing has is left out."""
        counts = Counter(map(str, self.courses))
        return tuple(Tally(course_mark(its), counts[its]) for its in ORDER if counts[its])


def sum_up(subjects: Sequence[Subject], read: Every) -> Sum:
    """Goals where themes were asked about, else statements, else the measured indicators."""
    for kind, things in THINGS.items():
        courses = _courses((its for its in subjects if its.kind == kind), read)
        if courses:
            return Sum(things, courses)
    measured = (its.id for its in subjects if is_measured(its.id, read))
    return Sum(INDICATORS, tuple(str(read[kpi].course) for kpi in measured))


def standing_of(subject: Subject, part: Part, read: Every) -> Standing:
    """How one part stands, from its indicators."""
    planned = subject.of_part(part)
    return standing([read[kpi].course for kpi in planned if is_measured(kpi, read)], len(planned))


def is_measured(kpi: str, read: Every) -> bool:
    """Whether an indicator is declared and the exports it takes are loaded."""
    return kpi in read and read[kpi].is_measured


def worth(read: Iterable[Read]) -> str:
    """That the targets judged against are only proposed, where they are."""
    judged = (its for its in read if its.is_measured and its.course != Course.NOT_JUDGED)
    return node_finding.worth([target for its in judged if (target := its.told.target)])


def _courses(subjects: Iterable[Subject], read: Every) -> tuple[str, ...]:
    """How each goal or statement stands; the sentences of a statement stand together."""
    found: dict[str, list[Standing]] = {}
    for subject in subjects:
        for part in filter(lambda its: its.counts_as, subject.parts):
            found.setdefault(part.counts_as, []).append(standing_of(subject, part, read))
    return tuple(str(together(each).course) for each in found.values())


def _of_indicators(courses: Sequence[str]) -> str:
    on = courses.count(Course.ON_COURSE)
    key = "some" if on else "none"
    if all(its == Course.NOT_JUDGED for its in courses):
        key = "not_judged" if courses else "not_measured"
    return text(f"reports.headline.{key}", on=on, of=len(courses))
