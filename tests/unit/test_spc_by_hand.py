"""The rules once more, written as the method's text says them, in exact fractions.

No float, no shared code: window by window and point by point, so that the fast
version has something to disagree with.
"""

import itertools
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from kpis.point_rules import TwoOfThree
from kpis.spc import judge
from tests.unit.test_spc import names


def limits(values: list[Fraction]) -> tuple[Fraction, Fraction]:
    """Mean and mean moving range; ranges of 3.267 times their mean or more are left out once."""
    ranges = [abs(b - a) for a, b in itertools.pairwise(values)]
    cut = Fraction(3267, 1000) * sum(ranges) / len(ranges)
    kept = [step for step in ranges if step < cut]
    return sum(values) / len(values), sum(kept, Fraction(0)) / len(kept)


def sign(number: Fraction) -> int:
    return (number > 0) - (number < 0)


def by_hand(values: list[Fraction], is_old: bool) -> list[str]:
    mean, mean_range = limits(values)
    far, near = Fraction(266, 100) * mean_range, Fraction(266, 100) * 2 / 3 * mean_range
    side = [sign(value - mean) for value in values]
    out = [abs(value - mean) > far for value in values]
    close = [abs(v - mean) > near and not (is_old and o) for v, o in zip(values, out, strict=True)]
    step = [sign(b - a) for a, b in itertools.pairwise(values)]
    told = []
    for i in range(len(values)):
        trends = [step[s] for s in range(max(0, i - 6), i + 1) if abs(sum(step[s : s + 6])) == 6]
        shifts = [s for s in range(max(0, i - 6), i + 1) if abs(sum(side[s : s + 7])) == 7]
        triples = [
            s
            for s in range(max(0, i - 2), i + 1)
            if abs(sum(side[s : s + 3])) == 3 and sum(close[s : s + 3]) > 1
        ]
        if out[i]:
            told.append(("outside", side[i]))
        elif trends:
            told.append(("trend", trends[-1]))  # a turning point goes with the step after it
        elif close[i] and triples:
            told.append(("two_of_three", side[i]))
        elif shifts:
            told.append(("shift", side[i]))
        else:
            told.append(("none", 0))
    return [rule if not way else f"{rule} {'high' if way > 0 else 'low'}" for rule, way in told]


def wandering(steps: list[int]) -> list[int]:
    """Neighbours near one another, so that runs and trends are not rare."""
    values = [0]
    for step in steps:
        values.append(values[-1] + step)
    return values


quiet = st.lists(st.integers(-3, 3), min_size=13, max_size=40)
series = st.one_of(
    st.lists(st.integers(0, 40), min_size=13, max_size=40),
    st.lists(st.integers(-2, 3), min_size=13, max_size=40).map(wandering),
    st.tuples(quiet, st.integers(1, 6)).map(lambda told: [*told[0], *[told[1]] * 7]),
)


@settings(max_examples=400, deadline=None)
@given(series, st.sampled_from(TwoOfThree))
def test_both_say_the_same_of_every_point(values, two_of_three):
    exact = [Fraction(value) for value in values]
    its = judge(values, two_of_three=two_of_three)
    if its.segments[0].limits.lower is None:  # nothing varies, or all but one step is 0
        assert set(names(its)) == {"none"}
        return
    assert names(its) == by_hand(exact, two_of_three is TwoOfThree.AS_IN_0_2_2)
