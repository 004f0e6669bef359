"""Differences: a result against its target, and against the year before."""

import pytest

from kpis.comparison import change, distance, year_before
from kpis.model import Status
from tests.pages.results import ok, target, without


@pytest.mark.parametrize(
    ("value", "low", "high", "expected"),
    [
        (0.85, 0.90, None, -0.05),
        (0.90, 0.90, None, 0.0),
        (0.95, 0.90, None, 0.0),
        (0.20, None, 0.15, 0.05),
        (0.15, None, 0.15, 0.0),
        (0.60, 0.55, 0.85, 0.0),
        (0.55, 0.55, 0.85, 0.0),
        (0.85, 0.55, 0.85, 0.0),
        (0.50, 0.55, 0.85, -0.05),
        (0.91, 0.55, 0.85, 0.06),
        (0.50, None, None, None),
    ],
)
def test_distance_is_zero_inside_and_signed_outside(value, low, high, expected):
    assert distance(ok(value), target(low, high)) == (
        None if expected is None else pytest.approx(expected)
    )


def test_there_is_no_distance_without_a_value_or_a_target():
    assert distance(without(Status.SUPPRESSED), target(0.9)) is None
    assert distance(ok(0.5), None) is None


def test_a_change_is_clear_only_when_the_intervals_do_not_touch():
    before = ok(0.50, 0.45, 0.55)
    assert not change(ok(0.60, 0.55, 0.65), before).is_clear
    assert change(ok(0.61, 0.56, 0.66), before).is_clear
    assert change(ok(0.39, 0.34, 0.44), before).is_clear
    assert change(ok(0.61, 0.56, 0.66), before).difference == pytest.approx(0.11)


def test_there_is_no_change_without_two_values():
    assert change(ok(0.5), None) is None
    assert change(ok(0.5), without(Status.NO_DATA)) is None
    assert change(without(Status.SUPPRESSED), ok(0.5)) is None


@pytest.mark.parametrize(
    ("period", "before"), [("2026-01", "2025-01"), ("2026-Q3", "2025-Q3"), ("2026", "2025")]
)
def test_a_year_before_is_the_same_part_of_the_year(period, before):
    assert year_before(period) == before
