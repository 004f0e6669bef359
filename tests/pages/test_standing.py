"""All, some or none: how a goal stands; what is decided and what is proposed; never an average."""

from datetime import date

import pytest

from kpis.model import Course, Target
from pages.parts.markup import NOT_MEASURED, OFF_COURSE, PARTLY, SHORT
from pages.parts.standing import Standing, lowest, of_indicator, standing, together

GOOD, WATCH, BAD, UNSURE = Course.ON_COURSE, Course.WATCH, Course.ACT, Course.NOT_JUDGED


def held_to(kind: str) -> Target:
    return Target("followup_on_time", kind, 0.9, None, date(2024, 1, 1), "x", "y")


@pytest.mark.parametrize(
    ("course", "target", "told"),
    [
        # course  target               how the indicator is told
        (GOOD, held_to("proposal"), GOOD),
        (WATCH, held_to("proposal"), WATCH),
        (BAD, held_to("proposal"), SHORT),
        (BAD, held_to("political"), BAD),
        (UNSURE, held_to("proposal"), UNSURE),
        (UNSURE, None, UNSURE),
    ],
)
def test_a_missed_proposal_is_no_call_for_a_hand(course, target, told) -> None:
    assert of_indicator(course, target) == told


@pytest.mark.parametrize(
    ("courses", "planned", "shown", "judged"),
    [
        # indicators' courses          planned  the goal     judged
        ([], 3, NOT_MEASURED, 0),
        ([UNSURE, UNSURE], 2, UNSURE, 0),
        # one that surely misses a decided target is enough, whatever else is good
        ([GOOD, GOOD, BAD], 3, BAD, 3),
        ([BAD], 6, BAD, 1),
        # against proposals: all, some or none
        ([GOOD, GOOD], 2, GOOD, 2),
        ([GOOD, GOOD, GOOD, SHORT], 4, PARTLY, 4),
        ([GOOD, SHORT, SHORT, SHORT], 4, PARTLY, 4),
        ([GOOD, WATCH], 2, PARTLY, 2),
        # none meets its target, but for one at least the distance may be chance
        ([WATCH], 1, WATCH, 1),
        ([WATCH, SHORT], 2, WATCH, 2),
        ([SHORT, SHORT], 2, OFF_COURSE, 2),
        # good news asks that half of the planned indicators are judged; bad news does not
        ([GOOD, UNSURE], 2, GOOD, 1),
        ([GOOD, UNSURE, UNSURE], 3, UNSURE, 1),
        ([GOOD], 3, UNSURE, 1),
        ([SHORT, UNSURE, UNSURE], 3, OFF_COURSE, 1),
        ([WATCH, UNSURE, UNSURE], 3, WATCH, 1),
    ],
)
def test_how_a_goal_stands(courses: list[str], planned: int, shown: str, judged: int) -> None:
    its = standing(courses, planned)
    assert its == Standing(shown, judged, len(courses), planned, tuple(courses))
    assert its.counts[BAD] == courses.count(BAD)


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [
        # the first sentence, the second, the statement
        ([GOOD], [GOOD], GOOD),
        ([GOOD], [SHORT], PARTLY),
        ([GOOD], [UNSURE], UNSURE),
        ([GOOD], [], UNSURE),
        ([WATCH], [], WATCH),
        ([WATCH], [SHORT], WATCH),
        ([WATCH], [GOOD], PARTLY),
        ([SHORT], [SHORT], OFF_COURSE),
        ([SHORT], [UNSURE], OFF_COURSE),
        ([GOOD], [BAD], BAD),
        ([UNSURE], [], UNSURE),
        ([], [], NOT_MEASURED),
    ],
)
def test_a_statement_of_two_sentences_is_on_course_when_both_are(first, second, shown) -> None:
    parts = [standing(first, 1), standing(second, 1)]
    for order in (parts, parts[::-1]):
        its = together(order)
        assert its.course == shown
        assert (its.measured, its.planned) == (len(first) + len(second), 2)


@pytest.mark.parametrize(
    ("three", "shown"),
    [
        ([GOOD, GOOD, GOOD], GOOD),
        ([GOOD, PARTLY, GOOD], PARTLY),
        ([WATCH, PARTLY, GOOD], WATCH),
        ([OFF_COURSE, PARTLY, WATCH], OFF_COURSE),
        ([GOOD, GOOD, BAD], BAD),
        ([BAD, GOOD, UNSURE], UNSURE),
        ([GOOD, GOOD, NOT_MEASURED], UNSURE),
    ],
)
def test_the_good_solution_follows_the_worst_of_three(three: list[str], shown: str) -> None:
    assert lowest(three) == shown
