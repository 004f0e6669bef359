"""Targets are facts in a file; the course is a pure function of result and target."""

from datetime import date

import pytest

import kpis
from kpis.coverage import planned
from kpis.model import Course, Result, Status
from kpis.statistics import wilson
from kpis.targets import course_of, targets


def result(kpi: str, numerator: int, denominator: int, period: str = "2025-06") -> Result:
    low, high = wilson(numerator, denominator)
    share = numerator / denominator
    counts = (numerator, denominator, share, low, high)
    return Result(kpi, period, "", "", *counts, Status.OK, date(2025, 7, 1), "build_000001")


@pytest.mark.parametrize(
    ("kpi", "numerator", "denominator", "course"),
    [
        ("followup_on_time", 90, 100, Course.ON_COURSE),  # a floor of 90 %: met exactly
        ("followup_on_time", 85, 100, Course.WATCH),  # the interval reaches 90 %
        ("followup_on_time", 850, 1000, Course.ACT),
        ("followup_on_time", 19, 19, Course.NOT_JUDGED),  # fewer than 20
        ("goal_achievement_rate", 70, 100, Course.ON_COURSE),  # a band of 55-85 %
        ("goal_achievement_rate", 90, 100, Course.WATCH),
        ("goal_achievement_rate", 970, 1000, Course.ACT),  # goals too easy
        ("own_home_share", 70, 100, Course.NOT_JUDGED),  # the baseline's value is not at hand
        ("ladder_up_rate", 70, 100, Course.NOT_JUDGED),
    ],
)
def test_a_result_against_its_target(kpi, numerator, denominator, course):
    assert kpis.course(result(kpi, numerator, denominator)) is course


def test_a_target_holds_from_its_day():
    assert kpis.target("followup_on_time", "2023-12") is None
    assert kpis.target("followup_on_time", "2024-01").low == 0.90
    assert kpis.course(result("followup_on_time", 90, 100, "2023-12")) is Course.NOT_JUDGED


def test_every_indicator_has_a_proposed_target_and_no_other_has():
    assert {t.kpi for t in targets()} == set(planned())
    assert set(kpis.catalogue()) <= set(planned())
    assert {t.kind for t in targets()} == {"proposal"}


@pytest.mark.parametrize(
    ("courses", "course"),
    [
        ([], Course.NOT_JUDGED),
        ([Course.NOT_JUDGED], Course.NOT_JUDGED),
        ([Course.NOT_JUDGED, Course.ON_COURSE], Course.ON_COURSE),
        ([Course.ON_COURSE, Course.WATCH], Course.WATCH),
        ([Course.ACT, Course.ON_COURSE, Course.WATCH], Course.ACT),
    ],
)
def test_a_goal_is_as_its_worst_judged_indicator(courses, course):
    assert course_of(courses) is course
