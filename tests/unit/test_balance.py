"""Den gode løsning: a triple with its lowest named, never an average."""

from datetime import date

import pytest

from kpis.balance import balance, scaled, scales
from kpis.model import Status, Target
from kpis.targets import target
from tests.pages.results import ok, without

CITIZEN, QUALITY, ECONOMY = (scale.kpi for scale in scales())
BAND = Target("x", "proposal", -0.02, 0.01, date(2024, 1, 1), "x", "y")
FLOOR = Target("x", "proposal", 0.8, None, date(2024, 1, 1), "x", "y")


def test_the_three_parts_are_those_of_the_strategy():
    assert [(scale.part, scale.kpi) for scale in scales()] == [
        ("borger", "citizen_self_determination"),
        ("faglighed", "goal_achievement_rate"),
        ("oekonomi", "budget_adherence"),
    ]


@pytest.mark.parametrize(
    ("value", "held_to", "floor", "ceiling", "expected"),
    [
        (0.80, FLOOR, 0.5, None, 1),
        (0.95, FLOOR, 0.5, None, 1),
        (0.65, FLOOR, 0.5, None, 0.5),
        (0.50, FLOOR, 0.5, None, 0),
        (0.10, FLOOR, 0.5, None, 0),
        (0.00, BAND, -0.06, 0.05, 1),
        (0.01, BAND, -0.06, 0.05, 1),
        (0.03, BAND, -0.06, 0.05, 0.5),
        (0.09, BAND, -0.06, 0.05, 0),
        (-0.04, BAND, -0.06, 0.05, 0.5),
        (0.03, BAND, -0.06, None, None),
        (0.03, Target("x", "proposal", None, None, date(2024, 1, 1), "x", "y"), 0, 1, None),
    ],
)
def test_a_part_is_scaled_from_its_own_floor_and_target(value, held_to, floor, ceiling, expected):
    got = scaled(value, held_to, floor, ceiling)
    assert got == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize("value", [0.7, -0.1])
def test_a_floor_inside_the_target_is_an_error(value):
    with pytest.raises(ValueError, match="does not lie outside the target"):
        scaled(value, Target("x", "y", 0.8, 0.9, date(2024, 1, 1), "x", "y"), 0.8, 0.9)


def triple(citizen, quality, economy):
    results = {
        kpi: without(Status.NO_DATA, kpi=kpi) if value is None else ok(value, kpi=kpi)
        for kpi, value in ((CITIZEN, citizen), (QUALITY, quality), (ECONOMY, economy))
    }
    return balance(results, {kpi: target(kpi, "2026-10") for kpi in results})


@pytest.mark.parametrize(
    ("values", "lowest", "missing"),
    [
        ((0.60, 0.70, 0.00), ("borger",), ()),
        ((0.80, 0.35, 0.00), ("faglighed",), ()),
        ((0.80, 0.97, 0.00), ("faglighed",), ()),  # goals too easy
        ((0.80, 0.70, 0.04), ("oekonomi",), ()),
        ((0.80, 0.70, 0.00), ("borger", "faglighed", "oekonomi"), ()),
        ((0.40, 0.20, 0.00), ("borger", "faglighed"), ()),
        ((None, 0.35, 0.00), ("faglighed",), ("borger",)),
        ((None, None, None), (), ("borger", "faglighed", "oekonomi")),
    ],
)
def test_the_lowest_is_named_and_so_is_what_is_missing(values, lowest, missing):
    its = triple(*values)
    assert (its.lowest, its.missing) == (lowest, missing)


def test_good_finances_do_not_hide_a_bad_experience():
    its = triple(0.50, 0.70, 0.0)
    assert [part.scaled for part in its.parts] == pytest.approx([0, 1, 1])
    assert not hasattr(its, "average")
    assert its.lowest == ("borger",)


def test_a_part_nobody_asked_for_is_missing():
    its = balance({}, {})
    assert [part.status for part in its.parts] == [None, None, None]
    assert its.missing == ("borger", "faglighed", "oekonomi")
