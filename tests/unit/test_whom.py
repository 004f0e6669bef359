"""Whom numbers count, read from their declarations."""

import pytest

from kpis.whom import People, people

ALL = People("citizen_with_support")


def on_steps(low, high):
    return People("citizen_with_support", frozenset({("step", low, high)}))


@pytest.mark.parametrize(
    ("population", "conditions", "who"),
    [
        ("citizen_with_support", ("true",), ALL),
        ("citizen_with_network", ("true",), ALL),
        ("citizen_with_support", ("step between 1 and 5",), on_steps(1, 5)),
        ("citizen_with_support", ("step between 1 and 9", "step between 1 and 5"), on_steps(1, 5)),
        (
            "citizen_with_support",
            ("step between 1 and 5 and is_here", "is_there"),
            People(ALL.rows, frozenset({("step", 1, 5)}), frozenset({"is_here", "is_there"})),
        ),
        (
            "citizen_with_support",
            ("age between 18 and 66 or is_here",),
            People(ALL.rows, frozenset(), frozenset({"age between 18 and 66 or is_here"})),
        ),
        (
            "citizen_placed",
            ("is_placed",),
            People(ALL.rows, frozenset(), frozenset({"citizen_placed", "is_placed"})),
        ),
    ],
)
def test_people_are_rows_within_spans_that_meet_conditions(population, conditions, who):
    assert people(population, *conditions) == who


AGED = People("citizen_with_support", frozenset({("age", 18, 66)}))


@pytest.mark.parametrize(
    ("who", "by", "member", "among"),
    [
        (on_steps(1, 5), "step", "5", ALL),
        (on_steps(1, 5), "step", "6", None),
        (on_steps(1, 5), "step", "akut/udredning", None),
        (on_steps(1, 5), "sex", "K", on_steps(1, 5)),
        (AGED, "age_group", "30-59", ALL),
        (AGED, "age_group", "60-74", AGED),
        (AGED, "age_group", "75+", None),
        (AGED, "step", "5", AGED),
    ],
)
def test_some_members_settle_who_is_meant(who, by, member, among):
    assert who.among(by, member) == among


def test_who_is_a_part_of_whom():
    each = [ALL, on_steps(1, 9), on_steps(1, 5), AGED]
    inside = [(a, b) for a in range(4) for b in range(4) if each[a].is_part_of(each[b])]
    assert inside == [(1, 0), (2, 0), (2, 1), (3, 0)]
    assert not on_steps(1, 5).is_part_of(People("goal_current"))
