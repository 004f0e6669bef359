"""How a goal or a statement stands, as one or two Danish sentences. Rules and texts only.

What misses its target is always named; what meets it is counted.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from kpis.model import Course, Target
from pages.parts.markup import NOT_MEASURED, OFF_COURSE, PARTLY, SHORT
from pages.parts.standing import PROPOSAL, Standing
from pages.parts.texts import counted, has_text, listed, text

NAMED = 3
"""At most so many indicators are named; the others are counted."""

Name = Callable[[str], str]


def finding(its: Standing, told: Mapping[str, str], name: Name) -> str:
    """'2 af 3 nøgletal når måltallet. »Virtuel støtte« når ikke forslaget til måltal.'

    `told` is the course of each measured indicator, `name` how one is written (a link, say).
    """
    return " ".join(_sentences(its, told, name))


def together(courses: Sequence[str], kind: str) -> str:
    """'2 af 14 mål er på sporet, 9 er det delvist'; `kind` is goals or statements."""
    on, partly = courses.count(Course.ON_COURSE), courses.count(PARTLY)
    if all(course in (Course.NOT_JUDGED, NOT_MEASURED) for course in courses):
        key = "not_judged"
    else:
        key = ("some" if on else "none") + ("_partly" if partly else "")
    return text(f"standing.sum.{kind}.{key}", on=on, of=len(courses), partly=partly)


def worth(targets: Sequence[Target]) -> str:
    """That targets are only proposed, where they are; empty where all are decided."""
    proposals = sum(target.kind == PROPOSAL for target in targets)
    if not proposals:
        return ""
    key = "all_proposals" if proposals == len(targets) else "some_proposals"
    return text(f"standing.targets.{key}", n=proposals, of=len(targets))


def _sentences(its: Standing, told: Mapping[str, str], name: Name) -> Iterator[str]:
    if its.course == NOT_MEASURED:
        yield _counted("not_measured", its.planned)
    elif its.course == Course.NOT_JUDGED:
        yield _not_judged(its)
    else:
        yield from _judged(its, told, name)
        if its.judged < its.planned:
            yield counted("standing.finding.rest", its.planned - its.judged)


def _not_judged(its: Standing) -> str:
    if not its.judged:
        return _counted("unjudged", its.planned)
    if 2 * its.judged >= its.planned:
        return text("standing.finding.one_sentence")
    return text("standing.finding.too_few", n=its.judged, planned=its.planned)


def _judged(its: Standing, told: Mapping[str, str], name: Name) -> Iterator[str]:
    by_course = {
        course: [name(kpi) for kpi, own in told.items() if own == course]
        for course in (Course.ON_COURSE, Course.ACT, SHORT, Course.WATCH)
    }
    on = by_course.pop(Course.ON_COURSE)
    judged = len(on) + sum(map(len, by_course.values()))
    if its.course == Course.ON_COURSE:
        is_whole = its.judged == its.planned or judged == 1
        yield _counted("on_course" if is_whole else "on_course_judged", judged, names=_names(on))
        return
    if judged > 1 and its.course != OFF_COURSE:
        yield (
            text("standing.finding.some", on=len(on), n=judged) if on else _counted("none", judged)
        )
    for course, names in by_course.items():
        if names:
            yield counted(f"standing.finding.{course}", len(names), names=_names(names))


def _names(names: Sequence[str]) -> str:
    quoted = [text("standing.finding.quoted", name=name) for name in names[:NAMED]]
    rest = len(names) - NAMED
    return listed([*quoted, *([counted("standing.finding.others", rest)] if rest > 0 else [])])


def _counted(key: str, n: int, **values: str) -> str:
    """As `counted`, with words of its own for two: Danish does not say 'alle 2'."""
    two = f"standing.finding.{key}.two"
    if n == 2 and has_text(two):
        return text(two, **values)
    return counted(f"standing.finding.{key}", n, **values)
