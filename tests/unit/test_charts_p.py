"""Shares with uneven denominators: limits for every point, wider where months differ by more."""

from math import sqrt

import pytest

from kpis.charts_p import judge_shares
from kpis.spc import Assurance, Better, Chart, Variation

# Nine in ten, in months of 40 and of 160 cases, as chance would have it.
EVEN = [(36, 40), (144, 160), (35, 40), (146, 160), (37, 40), (142, 160), (36, 40)] * 2


def test_every_point_has_limits_by_its_own_denominator():
    (segment,) = judge_shares(EVEN).segments
    share = sum(x for x, _ in EVEN) / sum(n for _, n in EVEN)
    for limits, (_, size) in zip(segment.each, EVEN, strict=True):
        sigma = sqrt(share * (1 - share) / size)
        told = (limits.lower, limits.upper, limits.near_lower, limits.near_upper)
        assert told == pytest.approx([share + by * sigma for by in (-3, 3, -2, 2)])
    assert segment.limits == segment.each[-1]


def test_the_same_share_is_outside_in_a_large_month_and_not_in_a_small_one():
    large, small = judge_shares([*EVEN, (120, 150)]), judge_shares([*EVEN, (32, 40)])
    assert (large.variation, small.variation) == (Variation.CONCERN, Variation.COMMON)


def test_months_that_differ_no_more_than_chance_have_a_plain_p_chart():
    assert judge_shares(EVEN).chart is Chart.P


def test_months_that_differ_more_get_laneys_wider_limits():
    wild = [(800, 1000), (860, 1000)] * 7
    its = judge_shares(wild)
    share = 0.83
    sigma = sqrt(share * (1 - share) / 1000)
    wider = 0.06 / sigma / 1.128  # the mean moving range of the standardised shares
    assert its.chart is Chart.P_PRIME
    assert its.segments[0].limits.upper == pytest.approx(share + 3 * sigma * wider)
    assert its.variation is Variation.COMMON


def test_one_outlier_does_not_widen_the_limits():
    assert judge_shares([*EVEN, (100, 160), *EVEN]).chart is Chart.P


@pytest.mark.parametrize(
    ("floor", "ceiling", "assurance"),
    [
        (0.5, None, Assurance.PASS),
        (0.9, None, Assurance.INCONSISTENT),
        (0.999, None, Assurance.INCONSISTENT),  # the limits of 40 cases reach above it
        (None, 0.5, Assurance.FAIL),
        (0.2, 0.4, Assurance.FAIL),
        (0.5, 1.2, Assurance.PASS),
        (None, None, Assurance.NONE),
    ],
)
def test_a_band_is_passed_when_all_limits_lie_inside(floor, ceiling, assurance):
    assert judge_shares(EVEN, Better.NEUTRAL, floor, ceiling).assurance is assurance


def test_all_or_nothing_every_month_is_constant():
    assert judge_shares([(20, 20), (35, 35)] * 7, floor=1.0).variation is Variation.CONSTANT
    assert judge_shares([(0, 20), (0, 35)] * 7, floor=0.1).assurance is Assurance.FAIL


def test_a_month_without_cases_is_a_hole():
    its = judge_shares([*EVEN, (0, 0), (36, 40)])
    assert its.segments[0].points[14].value is None
    assert its.segments[0].limits.base == 15
    assert judge_shares([*EVEN, (0, 0)]).reason == "no_value"
    assert judge_shares([*EVEN, None]).reason == "no_value"


def test_segments_ghosts_and_trial_limits_are_as_on_the_other_chart():
    its = judge_shares([*EVEN, *[(20, 40)] * 12], rebase=[14])
    assert ([s.start for s in its.segments], its.reason) == ([0, 14], "too_few_points")
    odd = judge_shares([*EVEN, (0, 160), (36, 40)], ghosts=[14])
    assert odd.segments[0].limits.mean == pytest.approx(0.9, abs=0.01)
    assert judge_shares([]).reason == "too_few_points"
    assert judge_shares([None, None]).reason == "no_value"
