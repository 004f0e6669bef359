"""How well a part is evidenced, which indicators stand in front, and why one is not judged."""

from dataclasses import replace

import pytest

from kpis import Answers, Doubt, DoubtCode
from kpis.model import Course, Status
from kpis.spc import Variation
from pages.parts import indicators, unjudged
from pages.parts.evidence import Evidence, Level, evidence, of_indicator
from pages.parts.markup import SHORT
from tests.pages import states
from tests.pages.results import without
from tests.pages.states import HIGHER, Moved

ON, UNSURE = Course.ON_COURSE, Course.NOT_JUDGED
BROKEN = Doubt(DoubtCode.BREAK, ("law",))
NEW = Doubt(DoubtCode.PRELIMINARY)


def told(course: Course, *doubts: Doubt, value: float = 0.93) -> Answers:
    return replace(states.told(HIGHER, value, Moved(Variation.COMMON), course), trust=doubts)


@pytest.mark.parametrize(
    ("each", "planned", "level", "counts"),
    [
        # the measured indicators      planned  level    planned, measured, judged, trusted
        ([], 2, Level.NONE, (2, 0, 0, 0)),
        ([told(UNSURE)], 1, Level.UNJUDGED, (1, 1, 0, 0)),
        ([told(ON)], 1, Level.FULL, (1, 1, 1, 1)),
        ([told(ON, NEW)], 1, Level.FULL, (1, 1, 1, 1)),
        ([told(ON, NEW, BROKEN)], 1, Level.PARTLY, (1, 1, 1, 0)),
        ([told(ON)], 2, Level.PARTLY, (2, 1, 1, 1)),
        ([told(ON), told(UNSURE)], 2, Level.PARTLY, (2, 2, 1, 1)),
        ([told(Course.ACT), told(Course.WATCH)], 2, Level.FULL, (2, 2, 2, 2)),
    ],
)
def test_how_well_a_part_is_evidenced(each, planned, level, counts) -> None:
    its = evidence(each, planned)
    assert (its, its.level) == (Evidence(*counts), level)


@pytest.mark.parametrize(
    ("its", "level"),
    [
        (None, Level.NONE),
        (told(UNSURE), Level.UNJUDGED),
        (told(Course.ACT, BROKEN), Level.PARTLY),
        (told(Course.ACT, NEW), Level.FULL),
    ],
)
def test_how_well_an_indicator_is_evidenced(its, level) -> None:
    assert of_indicator(its) == level


OUTCOME, PROCESS = "goal_achievement_rate", "goals_well_formed"


@pytest.mark.parametrize(
    ("courses", "front", "rest"),
    [
        # what misses its target first; of those alike, outcomes before processes
        ({PROCESS: ON, OUTCOME: SHORT}, [OUTCOME, PROCESS], []),
        ({PROCESS: SHORT, OUTCOME: SHORT}, [OUTCOME, PROCESS], []),
        ({PROCESS: Course.ACT, OUTCOME: SHORT}, [PROCESS, OUTCOME], []),
        # what is not judged fills up to three, and stands behind a click after that
        (
            {HIGHER: UNSURE, PROCESS: ON, "own_home_share": UNSURE, "staff_turnover": UNSURE},
            [PROCESS, "own_home_share", HIGHER],
            ["staff_turnover"],
        ),
    ],
)
def test_which_indicators_stand_in_front(courses, front, rest) -> None:
    assert indicators.in_front(courses) == (front, rest)


def test_at_most_five_stand_in_front() -> None:
    six = dict.fromkeys(
        [
            *("goals_well_formed", "goal_achievement_rate", "let_go_when_goal_met"),
            *("followup_on_time", "ladder_rebound_rate", "temporary_stay_duration"),
        ],
        str(ON),
    )
    front, rest = indicators.in_front(six)
    assert (len(front), len(rest)) == (5, 1)
    assert {*front, *rest} == set(six)


FEW = states.told(HIGHER, 0.8, Moved(Variation.COMMON), UNSURE, of=15)
WORDS_ONLY = states.told(HIGHER, 0.8, Moved(Variation.COMMON), UNSURE, bounds=(None, None))


@pytest.mark.parametrize(
    ("its", "is_whole", "reason"),
    [
        (told(ON), True, ""),
        (told(Course.ACT), False, ""),
        (FEW, True, "few"),
        (FEW, False, "not_whole"),
        (WORDS_ONLY, True, "no_target"),
        (replace(WORDS_ONLY, target=None), True, "no_target"),
        *(
            (replace(FEW, result=without(status, kpi=HIGHER)), False, str(status))
            for status in Status
            if status is not Status.OK
        ),
    ],
)
def test_why_an_indicator_is_not_judged(its: Answers, is_whole: bool, reason: str) -> None:
    assert unjudged.reason(its, is_whole) == reason
