"""What counts as a change since an earlier month: never noise."""

from dataclasses import replace
from datetime import date

import pytest

from kpis import Answers
from kpis.model import Course, Status
from kpis.point_rules import Side
from kpis.spc import Variation
from pages.parts.changes import REAL, Kind, differences
from tests.pages import states
from tests.pages.results import ok, without
from tests.pages.states import BAND, HIGHER, LAW, LOWER, Moved

STILL = Moved(Variation.COMMON)
UP, DOWN = Moved(Variation.IMPROVEMENT, Side.HIGH), Moved(Variation.CONCERN, Side.LOW)
LESS = Moved(Variation.IMPROVEMENT, Side.LOW)
ON, WATCH, ACT, UNSURE = Course


def told(kpi: str, value: float, course: Course, moved: Moved = STILL, month: str = "2026-10"):
    its = states.told(kpi, value, moved, course)
    return replace(its, result=ok(value, kpi=kpi, period=month))


def hidden(kpi: str, month: str = "2026-10") -> Answers:
    its = states.told(kpi, 0.5, STILL, UNSURE)
    return replace(its, result=without(Status.SUPPRESSED, kpi=kpi, period=month))


def kinds(kpi: str, before: Answers, now: Answers, *breaks) -> list[Kind]:
    return [one.kind for one in differences({kpi: before}, {kpi: now}, breaks)]


@pytest.mark.parametrize(
    ("kpi", "then", "now", "kind"),
    [
        # (value, course, how its chart moved) then and now; intervals are 5 points to each side
        (HIGHER, (0.70, ACT), (0.90, ON), Kind.BETTER),
        (HIGHER, (0.95, ON), (0.70, ACT), Kind.WORSE),
        (LOWER, (0.30, ACT), (0.12, ON), Kind.BETTER),
        (LOWER, (0.12, ON), (0.30, ACT), Kind.WORSE),
        (BAND, (0.30, ACT), (0.60, ON), Kind.BETTER),
        (BAND, (0.60, ON), (0.99, ACT), Kind.WORSE),
        (BAND, (0.56, ON), (0.84, ON), Kind.MOVED),
        # clear, though the course stays
        (HIGHER, (0.50, ACT), (0.70, ACT), Kind.BETTER),
        # the intervals overlap, and no chart signals: noise, whatever the course says
        (HIGHER, (0.89, WATCH), (0.91, ON), Kind.NOISE),
        (HIGHER, (0.86, ACT), (0.89, WATCH), Kind.NOISE),
        (HIGHER, (0.91, ON), (0.95, ON), None),
        (HIGHER, (0.90, ON), (0.90, ON), None),
        # the chart signals now and did not then
        (HIGHER, (0.86, ACT), (0.91, ON, UP), Kind.BETTER),
        (HIGHER, (0.91, ON), (0.86, ACT, DOWN), Kind.WORSE),
        (LOWER, (0.19, ACT), (0.14, ON, LESS), Kind.BETTER),
        # it signalled so already; or it signals the other way than the two months differ
        (HIGHER, (0.86, ACT, UP), (0.88, ACT, UP), None),
        (HIGHER, (0.88, ACT), (0.86, ACT, UP), None),
    ],
)
def test_what_counts_as_a_change(kpi, then, now, kind) -> None:
    before, after = told(kpi, *then, month="2026-07"), told(kpi, *now)
    assert kinds(kpi, before, after) == ([kind] if kind else [])


def test_across_a_break_nothing_is_compared() -> None:
    law = replace(LAW, day=date(2026, 8, 1), indicators=(HIGHER,))
    before, now = told(HIGHER, 0.50, ACT, month="2026-07"), told(HIGHER, 0.95, ON, UP)
    (one,) = differences({HIGHER: before}, {HIGHER: now}, [law])
    assert (one.kind, one.by) == (Kind.BROKEN, law)


def test_a_course_that_follows_a_new_target_is_told_as_that() -> None:
    before, now = told(HIGHER, 0.92, ON, month="2026-07"), told(HIGHER, 0.92, ACT)
    moved = replace(now, target=states.target(HIGHER, 0.98, None))
    assert kinds(HIGHER, before, moved) == [Kind.NEW_TARGET]
    decided = replace(now, target=replace(now.target, kind="political"))
    missed = replace(before, course=ACT)
    assert kinds(HIGHER, missed, decided) == [Kind.NEW_TARGET]  # the same number, now decided


def test_what_can_be_judged_now_or_no_more_is_no_change_of_the_number() -> None:
    shown = told(HIGHER, 0.92, ON)
    assert kinds(HIGHER, hidden(HIGHER, "2026-07"), shown) == [Kind.JUDGED_NOW]
    assert kinds(HIGHER, replace(shown, course=ON), hidden(HIGHER)) == [Kind.JUDGED_NO_MORE]
    assert kinds(HIGHER, hidden(HIGHER, "2026-07"), hidden(HIGHER)) == []


def test_they_are_told_in_a_fixed_order_and_only_where_both_months_are_measured() -> None:
    before = {HIGHER: told(HIGHER, 0.70, ACT), LOWER: told(LOWER, 0.12, ON)}
    now = {HIGHER: told(HIGHER, 0.95, ON), LOWER: told(LOWER, 0.30, ACT), BAND: told(BAND, 0.6, ON)}
    found = differences(before, now, ())
    assert [(one.kpi, one.kind) for one in found] == [(LOWER, Kind.WORSE), (HIGHER, Kind.BETTER)]
    assert {one.kind for one in found} <= set(REAL)
