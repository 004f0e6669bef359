"""The limits of a funnel plot: by hand, against another implementation, and as properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

import kpis
from kpis.funnel import TAILS, FunnelPlace, can_compare, funnel, funnel_limits
from kpis.model import Status
from tests.pages.results import ok, without


def test_the_limits_of_ten_by_hand():
    """n = 10, share 1/2: F(1) = 11/1024, F(2) = 56/1024, so 2.5 % lies in the step to 2.

    alpha = (56/1024 - 0.025) / (45/1024) = 0.6755..., and the limit (2 - alpha) / 10.
    """
    its = funnel_limits(0.5, 10)
    assert its.low == pytest.approx((2 - (56 / 1024 - 0.025) / (45 / 1024)) / 10)
    assert its.low == pytest.approx(0.1324444, abs=1e-6)
    # F(0) = 1/1024 is below 0.1 %, F(1) = 11/1024 above it.
    assert its.outer_low == pytest.approx((1 - (11 / 1024 - 0.001) / (10 / 1024)) / 10)


def interpolated(share, size, tail):
    """Spiegelhalter's appendix A.1.1, with scipy's binomial distribution."""
    count = int(binom.ppf(tail, size, share))
    if binom.cdf(count, size, share) <= tail:
        count += 1
    upto, below = binom.cdf(count, size, share), binom.cdf(count - 1, size, share)
    return min(1, max(0, (count - (upto - tail) / (upto - below)) / size))


@pytest.mark.parametrize("share", [0.02, 0.3, 0.5, 0.86, 0.99])
@pytest.mark.parametrize("size", [10, 37, 200, 2500])
def test_the_limits_agree_with_another_binomial_distribution(share, size):
    its = funnel_limits(share, size)
    told = (its.outer_low, its.low, its.high, its.outer_high)
    expected = [interpolated(share, size, tail) for tail in TAILS]
    assert told == pytest.approx(expected, abs=1e-9)


@given(st.floats(0.01, 0.99), st.integers(1, 3000))
def test_the_limits_lie_in_order_and_between_none_and_all(share, size):
    its = funnel_limits(share, size)
    assert 0 <= its.outer_low <= its.low <= its.high <= its.outer_high <= 1


@given(st.floats(0.05, 0.95), st.integers(50, 1000))
def test_more_counted_narrows_the_funnel(share, size):
    few, many = funnel_limits(share, size), funnel_limits(share, 4 * size)
    assert many.outer_high - many.outer_low < few.outer_high - few.outer_low


def test_a_large_denominator_comes_near_the_normal_distribution():
    its, deviation = funnel_limits(0.3, 100_000), (0.3 * 0.7 / 100_000) ** 0.5
    assert its.high == pytest.approx(0.3 + 1.95996 * deviation, abs=0.05 * deviation)
    assert its.outer_low == pytest.approx(0.3 - 3.09023 * deviation, abs=0.05 * deviation)


def unit(name, value, size):
    return ok(value, of=size, by="unit", member=name)


@pytest.mark.parametrize(
    ("value", "place"),
    [
        (0.50, FunnelPlace.INSIDE),
        (0.58, FunnelPlace.INSIDE),
        (0.62, FunnelPlace.HIGH),
        (0.70, FunnelPlace.VERY_HIGH),
        (0.38, FunnelPlace.LOW),
        (0.30, FunnelPlace.VERY_LOW),
    ],
)
def test_a_unit_is_named_by_how_far_chance_carries(value, place):
    """Around one half of 100 chance reaches from 0.40 to 0.60, and from 0.34 to 0.66."""
    units = [unit("A", value, 100), unit("B", 0.5, 50), unit("C", 0.5, 80)]
    assert funnel(ok(0.5), units).points[0].place is place


def test_the_units_keep_their_order_and_the_hidden_stay_away():
    hidden = without(Status.SUPPRESSED, by="unit", member="B")
    units = [unit("C", 0.5, 40), hidden, unit("A", 0.9, 60), unit("D", 0.1, 80)]
    drawn = funnel(ok(0.5), units)
    assert [point.result.member for point in drawn.points] == ["C", "A", "D"]
    sizes = [its.denominator for its in drawn.curve]
    assert sizes == sorted(sizes)
    assert sizes[0] <= 40
    assert sizes[-1] >= 80


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_without_chance_there_is_no_funnel(share):
    units = [unit(name, 0.5, 50) for name in "ABC"]
    assert funnel(ok(share), units) is None


def test_two_units_are_no_comparison_and_a_hidden_total_no_middle():
    assert funnel(ok(0.5), [unit("A", 0.5, 50), unit("B", 0.4, 50)]) is None
    units = [unit(name, 0.5, 50) for name in "ABC"]
    assert funnel(without(Status.SUPPRESSED), units) is None


def test_hours_and_posts_are_not_compared_by_a_binomial_distribution():
    assert can_compare(kpis.indicator("competence_coverage"))
    assert not can_compare(kpis.indicator("sickness_absence"))
    assert not can_compare(kpis.indicator("staff_turnover"))
