"""The second opinion itself, held against figures worked out by hand (catalogue 3.4)."""

from datetime import date

import pytest

from tests.second_opinion import Opinion, official

pytestmark = pytest.mark.skipif(
    not official.REPORTS.is_dir(), reason="KL's official reports are not beside this checkout"
)


@pytest.fixture(scope="module")
def reports():
    return official.tables()


def evaluate(reports, kpi, period, known_at=None):
    """Member -> numerator and denominator."""
    answers = Opinion(reports, known_at).answers(kpi, period)
    return {member: answer.counts for member, answer in answers.items()}


@pytest.mark.parametrize(
    ("kpi", "period", "expected"),
    [
        ("goals_well_formed", "2021-05", (2, 3)),
        ("goals_well_formed", "2021-06", (3, 3)),
        ("goal_achievement_rate", "2021", (1, 2)),
        ("followup_on_time", "2021", (2, 2)),
        ("documentation_completeness", "2021-06", (2, 2)),
        ("coordinated_followup", "2021-06", (1, 1)),
        ("seamless_plan_shift", "2021", (1, 1)),
    ],
)
def test_golden_value(reports, kpi, period, expected):
    assert evaluate(reports, kpi, period) == {"": expected}


@pytest.mark.parametrize(
    ("day", "step"),
    [
        (date(2021, 5, 28), 0),
        (date(2021, 5, 29), 8),
        (date(2021, 6, 18), 8),
        (date(2021, 8, 29), 8),
        (date(2021, 8, 30), 0),
    ],
)
def test_citizen_step(reports, day, step):
    assert Opinion(reports).world.plans.step("k1:official", day) == step


def test_movement_from_8_to_0_is_down(reports):
    plans = Opinion(reports).world.plans
    assert plans.bridged_step("k1:official", date(2021, 6, 30)) == (8, date(2021, 6, 30))
    assert plans.step_to("k1:official", date(2021, 9, 30)) == 0
    assert evaluate(reports, "ladder_down_rate", "2022-06") == {"": (1, 1)}


def test_as_known_in_june_the_plans_have_no_end(reports):
    assert evaluate(reports, "own_home_share", "2021-09", known_at=date(2021, 6, 30)) == {
        "": (0, 1)
    }
    assert evaluate(reports, "own_home_share", "2021-09") == {"": (0, 0)}
