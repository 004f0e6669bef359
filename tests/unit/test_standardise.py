"""Direct standardisation (no. 36), worked by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.standardise import Stratum, merge_small, standardised, stratified

SMALLEST = 5


def stratum(rank, amount, time, weight, group=5):
    return Stratum(group, rank, amount, time, weight)


@pytest.mark.parametrize(
    ("strata", "expected"),
    [
        ([stratum(1, 1000, 10, 1)], 100),
        # a fourth at 100, three fourths at 300, however many there are now
        ([stratum(1, 1000, 10, 0.25), stratum(2, 3000, 10, 0.75)], 250),
        ([stratum(1, 9000, 90, 0.25), stratum(2, 3000, 10, 0.75)], 250),
        # weights are those of the strata that are there
        ([stratum(1, 1000, 10, 0.1), stratum(2, 3000, 10, 0.3)], 250),
        # none in the reference year
        ([stratum(1, 1000, 10, 0.5), stratum(2, 9000, 10, 0)], 100),
        ([stratum(1, 1000, 10, 0)], None),
        ([], None),
        # 1 and 2 are few: together 600 over 6 years, a weight of a half
        (
            [stratum(1, 100, 1, 0.1), stratum(2, 500, 5, 0.4), stratum(3, 2000, 10, 0.5)],
            0.5 * 100 + 0.5 * 200,
        ),
        # steps are never merged
        ([stratum(1, 100, 1, 0.5, group=5), stratum(1, 300, 1, 0.5, group=6)], 200),
    ],
)
def test_the_weighed_mean_of_amount_per_time(strata, expected):
    assert standardised(strata, SMALLEST) == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(
    ("times", "merged"),
    [
        ([5, 5], [5, 5]),
        ([4.9, 5], [9.9]),
        ([5, 4.9], [9.9]),  # the last joins the one before
        ([5, 1, 1, 5], [5, 7]),  # until there are enough
        ([5, 1, 5, 1], [5, 7]),
        ([1, 1], [2]),  # nothing to join
        ([1], [1]),
        ([], []),
    ],
)
def test_which_strata_are_merged(times, merged):
    strata = [stratum(rank, 10 * time, time, time) for rank, time in enumerate(times)]
    found = merge_small(strata, SMALLEST)
    assert [one.time for one in found] == pytest.approx(merged)
    assert [one.amount for one in found] == pytest.approx([10 * time for time in merged])
    assert [one.weight for one in found] == pytest.approx(merged)


def test_rows_by_stratum_with_the_unknown_need_last():
    rows = [(5, None, 10, 1, 0.2), (5, 2, 30, 1, 0.3), (6, 0, 5, 1, 0.5), (5, 2, 50, 2, 0.3)]
    assert stratified(rows) == [
        stratum(2, 80, 3, 0.3),
        stratum(9, 10, 1, 0.2),
        stratum(0, 5, 1, 0.5, group=6),
    ]


TIMES = st.floats(0.1, 50)
STRATA = st.lists(
    st.builds(stratum, st.integers(0, 4), st.floats(0, 1e6), TIMES, st.floats(0.01, 1)), min_size=1
)


@given(STRATA)
def test_merging_loses_nothing(strata):
    merged = merge_small(strata, SMALLEST)
    assert sum(one.amount for one in merged) == pytest.approx(sum(one.amount for one in strata))
    assert sum(one.time for one in merged) == pytest.approx(sum(one.time for one in strata))
    assert all(one.time >= SMALLEST for one in merged) or len(merged) == 1


@given(STRATA)
def test_the_mean_lies_between_the_cheapest_and_the_dearest(strata):
    rates = [one.amount / one.time for one in strata]
    assert min(rates) - 1e-6 <= standardised(strata, SMALLEST) <= max(rates) + 1e-6
