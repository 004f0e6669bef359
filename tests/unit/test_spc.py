"""Real change or noise: the vectors of the method's own package, every boundary of its rules."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.point_rules import Side, Signal, TwoOfThree
from kpis.spc import RULES, Assurance, Better, Chart, Judgement, Variation, judge

VECTORS = Path(__file__).resolve().parents[3] / "shared" / "design" / "spc_vectors.json"
HIGHER, LOWER, NEUTRAL = Better.HIGHER, Better.LOWER, Better.NEUTRAL
SAME_AS = {"abs": 5e-7, "rel": 0}  # the vectors are printed with six decimals

A = [42, 45, 41, 44, 43, 46, 42, 44, 71, 43, 45, 42, 44, 41]
B = [78, 80, 79, 77, 81, 78, 80, 76, 79, 81, 82, 83, 84, 85, 86, 87, 86, 88, 87, 86]
E = [100] * 14

RULE_OF = {
    "Common Cause": "none",
    "Above UCL": "outside high",
    "Below LCL": "outside low",
    "7 Point Trend (Increasing)": "trend high",
    "7 Point Trend (Decreasing)": "trend low",
    "2 in 3 Above CL": "two_of_three high",
    "2 in 3 Below CL": "two_of_three low",
    "7 Points Above CL": "shift high",
    "7 Points Below CL": "shift low",
}
ASSURANCE_OF = {
    "consistent_fail": "fail",
    "consistent_pass": "pass",
    "inconsistent": "inconsistent",
}


def names(judgement: Judgement) -> list[str]:
    """The rule of every point: 'shift low', 'none'."""
    points = [point for segment in judgement.segments for point in segment.points]
    return [" ".join(filter(None, (point.signal, point.direction))) for point in points]


def test_the_vectors_of_the_method_are_reproduced():
    if not VECTORS.exists():
        pytest.skip("the published vectors are not beside this checkout; A, B and E stand below")
    for name, vector in json.loads(VECTORS.read_text("utf-8")).items():
        better = HIGHER if vector["direction"] > 0 else LOWER
        its = judge(vector["y"], better, vector["target"], two_of_three=TwoOfThree.AS_IN_0_2_2)
        (segment,), (told,) = its.segments, vector["segments"]
        assert names(its) == [RULE_OF[rule] for rule in told["rule"]], name
        limits, expected = segment.limits, told["limits"]
        assert limits is not None
        assert (limits.base, limits.mean) == (
            expected["n"],
            pytest.approx(expected["mean"], **SAME_AS),
        )
        if name == "E":  # where the package says NaN and "inconsistent"
            assert (its.variation, its.assurance) == (Variation.CONSTANT, Assurance.PASS)
            continue
        found = (
            limits.mean_range,
            limits.lower,
            limits.upper,
            limits.near_lower,
            limits.near_upper,
        )
        printed = [expected[key] for key in ("amr", "lpl", "upl", "nlpl", "nupl")]
        assert list(found) == pytest.approx(printed, **SAME_AS)
        assert limits.screened == expected["dropped"]
        assert its.assurance == ASSURANCE_OF[vector["assurance"]]
        assert str(its.variation) == vector["variation_icon"].replace("special_cause_", "").replace(
            "common_cause", "common"
        )


def test_a_one_screens_the_ranges_beside_an_outlier_and_keeps_its_point_in_the_mean():
    its = judge(A, LOWER, 40)
    limits = its.segments[0].limits
    assert limits.mean == pytest.approx(633 / 14)
    assert (limits.mean_range, limits.screened) == (pytest.approx(30 / 11), 2)
    assert (limits.lower, limits.upper) == (
        pytest.approx(37.9597, abs=5e-5),
        pytest.approx(52.4688, abs=5e-5),
    )
    assert names(its) == ["none"] * 8 + ["outside high"] + ["none"] * 5
    assert (its.variation, its.side, its.assurance) == (
        Variation.COMMON,
        None,
        Assurance.INCONSISTENT,
    )


def test_b_three_rules_and_their_precedence():
    its = judge(B, HIGHER, 90, two_of_three=TwoOfThree.AS_IN_0_2_2)
    limits = its.segments[0].limits
    assert (limits.mean, limits.lower, limits.upper) == pytest.approx((82.15, 77.39, 86.91))
    low = ["shift low"] * 3 + ["outside low"] + ["shift low"] * 3 + ["outside low"]
    late = ["outside high", "two_of_three high", "outside high", "outside high", "shift high"]
    assert names(its) == low + ["trend high"] * 7 + late
    assert (its.variation, its.side, its.assurance) == (
        Variation.IMPROVEMENT,
        Side.HIGH,
        Assurance.FAIL,
    )


def test_b_by_the_announced_rule_a_point_outside_counts_as_near():
    old, new = judge(B, two_of_three=TwoOfThree.AS_IN_0_2_2), judge(B)
    changed = [
        i for i, pair in enumerate(zip(names(old), names(new), strict=True)) if len({*pair}) > 1
    ]
    assert changed == [5, 19]
    assert [names(new)[i] for i in changed] == ["two_of_three low", "two_of_three high"]


@pytest.mark.parametrize(
    ("target", "better", "assurance"),
    [
        (100, HIGHER, Assurance.PASS),
        (101, HIGHER, Assurance.FAIL),
        (100, LOWER, Assurance.PASS),
        (99, LOWER, Assurance.FAIL),
        (None, HIGHER, Assurance.NONE),
        (100, NEUTRAL, Assurance.NONE),
    ],
)
def test_e_a_constant_series_is_held_against_its_target_directly(target, better, assurance):
    its = judge(E, better, target)
    assert (its.variation, its.assurance, its.reason) == (Variation.CONSTANT, assurance, "")
    assert its.segments[0].limits.lower is its.segments[0].limits.upper is None


def test_a_series_constant_but_for_one_jump_is_refused_not_all_outside():
    its = judge([100.0] * 13 + [99.0])
    assert (its.variation, its.reason) == (Variation.REFUSED, "nearly_constant")
    assert set(names(its)) == {"none"}


# A quiet start that swings around 10 by 1: mean and limits stay near 10 and 7.3-12.7.
SWING = [9, 11] * 10


@pytest.mark.parametrize(
    ("tail", "last"),
    [
        ([10.6] * 6, "none"),  # six on one side are no shift
        ([10.6] * 7, "shift high"),
        ([9.4] * 7, "shift low"),
    ],
)
def test_seven_on_one_side_are_a_shift(tail, last):
    its = judge([*SWING, 9, *tail], fix=20)  # the limits of the swing alone: mean 10
    assert names(its)[-len(tail) :] == [last] * len(tail)


def test_a_point_on_the_mean_breaks_a_shift():
    its = judge([*SWING, 9, *[10.6] * 3, 10, *[10.6] * 4], fix=20)
    assert names(its)[20:] == ["none"] * 9


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        ([9.05, 9.1, 9.2, 9.3, 9.4, 9.5, 10.5], "trend high"),
        ([10.95, 10.8, 10.7, 10.6, 10.5, 10.4, 9.9], "trend low"),
        ([11.5, 9.1, 9.2, 9.3, 9.4, 9.5, 10.5], "none"),  # five steps up
        ([9.05, 9.1, 9.2, 9.2, 9.3, 9.4, 10.5], "none"),  # equal neighbours break it
    ],
)
def test_six_steps_the_same_way_are_a_trend(tail, expected):
    its = judge([*SWING, 10, *tail], fix=20)
    assert names(its)[-7:] == [expected] * 7


def test_the_turning_point_of_two_trends_belongs_to_the_later_one():
    up, down = [9.1, 9.3, 9.5, 9.7, 9.9, 10.1, 10.3], [10.2, 10.0, 9.8, 9.6, 9.4, 9.2]
    its = judge([*SWING, *up, *down], fix=20)
    assert names(its)[20:] == ["trend high"] * 6 + ["trend low"] * 7


# With fix=20 on the swing: mean 10, mean range 2, limits 4.68 and 15.32, near 6.4533 and 13.5467.
@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        ([14, 14, 10.5], ["two_of_three high", "two_of_three high", "none"]),
        ([14, 10.5, 14], ["two_of_three high", "none", "two_of_three high"]),
        ([14, 9, 14], ["none", "none", "none"]),  # the third on the other side
        ([14, 6, 14], ["none", "none", "none"]),  # near on opposite sides (#143)
        ([14, 10, 14], ["none", "none", "none"]),  # the third on the mean
        ([16, 14, 10.5], ["outside high", "two_of_three high", "none"]),
        ([6, 6, 9.9], ["two_of_three low", "two_of_three low", "none"]),
    ],
)
def test_two_of_three_near_a_limit(tail, expected):
    assert names(judge([*SWING, 9.5, *tail], fix=20))[-3:] == expected


def test_in_0_2_2_a_point_outside_is_not_near():
    its = judge([*SWING, 9.5, 16, 14, 10.5], fix=20, two_of_three=TwoOfThree.AS_IN_0_2_2)
    assert names(its)[-3:] == ["outside high", "none", "none"]


@pytest.mark.parametrize(
    ("value", "signal"),
    [(15.32, "none"), (15.33, "outside high"), (4.68, "none"), (4.67, "outside low")],
)
def test_a_value_equal_to_a_limit_is_not_outside(value, signal):
    assert names(judge([*SWING, 9.5, value], fix=20))[-1] == signal


@pytest.mark.parametrize(
    ("better", "target", "assurance"),
    [
        (HIGHER, 15.32, Assurance.INCONSISTENT),  # equal to a limit
        (HIGHER, 15.33, Assurance.FAIL),
        (HIGHER, 4.68, Assurance.INCONSISTENT),
        (HIGHER, 4.67, Assurance.PASS),
        (HIGHER, 10, Assurance.INCONSISTENT),
        (LOWER, 15.32, Assurance.INCONSISTENT),
        (LOWER, 15.33, Assurance.PASS),
        (LOWER, 4.67, Assurance.FAIL),
        (LOWER, 4.68, Assurance.INCONSISTENT),
        (NEUTRAL, 20, Assurance.NONE),
        (HIGHER, None, Assurance.NONE),
    ],
)
def test_the_target_against_the_limits(better, target, assurance):
    assert judge(SWING, better, target).assurance is assurance


@pytest.mark.parametrize(
    ("better", "tail", "variation", "side"),
    [
        (HIGHER, 20, Variation.IMPROVEMENT, Side.HIGH),
        (HIGHER, 1, Variation.CONCERN, Side.LOW),
        (LOWER, 20, Variation.CONCERN, Side.HIGH),
        (LOWER, 1, Variation.IMPROVEMENT, Side.LOW),
        (NEUTRAL, 20, Variation.NEUTRAL, Side.HIGH),
        (NEUTRAL, 1, Variation.NEUTRAL, Side.LOW),
        (HIGHER, 10.2, Variation.COMMON, None),
    ],
)
def test_the_verdict_is_that_of_the_last_point(better, tail, variation, side):
    its = judge([*SWING, tail], better)
    assert (its.variation, its.side) == (variation, side)
    after = judge([*SWING, tail, 9.8], better)
    assert after.variation is Variation.COMMON


@pytest.mark.parametrize(
    ("length", "variation", "is_trial", "reason"),
    [
        (12, Variation.REFUSED, True, "too_few_points"),
        (13, Variation.COMMON, False, ""),
    ],
)
def test_below_thirteen_points_limits_are_trial_limits(length, variation, is_trial, reason):
    its = judge(SWING[:length], HIGHER, 10)
    assert (its.variation, its.segments[0].is_trial, its.reason) == (variation, is_trial, reason)
    assert its.segments[0].limits.lower < 9


def test_one_point_has_a_mean_and_no_limits():
    its = judge([5.0])
    assert (its.variation, its.reason) == (Variation.REFUSED, "too_few_points")
    assert (its.segments[0].limits.mean, its.segments[0].limits.lower) == (5.0, None)


def test_two_points_have_trial_limits():
    limits = judge([4.0, 6.0]).segments[0].limits
    assert (limits.mean, limits.lower, limits.upper) == pytest.approx((5, -0.32, 10.32))


def test_no_points_are_refused():
    assert (judge([]).variation, judge([]).reason) == (Variation.REFUSED, "too_few_points")


def test_a_rebase_starts_anew_at_the_named_point_and_runs_do_not_cross_it():
    its = judge([*SWING, *[v + 20 for v in SWING]], rebase=[20])
    assert [segment.start for segment in its.segments] == [0, 20]
    assert [round(segment.limits.mean) for segment in its.segments] == [10, 30]
    assert set(names(its)) == {"none"}
    rising = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    assert "trend high" not in names(judge(rising, rebase=[6]))
    assert "trend high" in names(judge(rising))


def test_the_verdict_after_a_rebase_needs_thirteen_points_of_its_own():
    assert judge([*SWING, *SWING[:12]], rebase=[20]).reason == "too_few_points"
    assert judge([*SWING, *SWING[:13]], rebase=[20]).reason == ""


def test_limits_are_fixed_after_the_base_points_of_each_segment():
    its = judge([*SWING, *[30, 31] * 10, 50], fix=12, rebase=[20])
    assert [segment.limits.base for segment in its.segments] == [12, 12]
    assert its.segments[1].limits.upper == pytest.approx(30.5 + 2.66)
    assert names(its)[-1] == "outside high"


def test_a_ghost_point_leaves_mean_and_both_its_ranges_and_does_not_join_its_neighbours():
    values = [*SWING[:10], 90, *SWING[:10]]
    limits = judge(values, ghosts=[10]).segments[0].limits
    assert (limits.base, limits.mean, limits.mean_range) == (20, 10, 2)
    point = judge(values, ghosts=[10]).segments[0].points[10]
    assert (point.value, point.signal, point.is_ghost) == (90, Signal.NONE, True)


def test_a_ghost_point_neither_breaks_nor_continues_a_run():
    run = [*SWING, 9, 10.6, 10.6, 10.6, 2, 10.6, 10.6, 10.6, 10.6]
    assert names(judge(run, fix=20, ghosts=[24]))[21:] == [
        *["shift high"] * 3,
        "none",
        *["shift high"] * 4,
    ]
    short = [*SWING, 9, 10.6, 10.6, 10.6, 10.6, 10.6, 10.6, 10.6]
    assert names(judge(short, fix=20, ghosts=[24]))[21:] == ["none"] * 7


def test_a_ghost_at_the_end_is_passed_by():
    its = judge([*SWING, 20, 9], HIGHER, ghosts=[21])
    assert its.variation is Variation.IMPROVEMENT


def test_a_missing_value_is_a_hole_no_run_crosses():
    run = [*SWING, 9, 10.6, 10.6, 10.6, None, 10.6, 10.6, 10.6, 10.6]
    assert "shift high" not in names(judge(run, fix=20))
    limits = judge([1, 3, None, 10, 12], fix=None).segments[0].limits
    assert (limits.mean_range, limits.base) == (2, 4)


def test_without_a_last_value_there_is_no_verdict():
    assert judge([*SWING, None]).reason == "no_value"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"values": [1, float("nan")]}, "no number"),
        ({"values": [1, float("inf")]}, "no number"),
        ({"values": [1, 2], "rebase": [2]}, "There is no point 2"),
        ({"values": [1, 2], "ghosts": [-1]}, "There is no point -1"),
        ({"values": [1, 2], "fix": 11}, "11 base points are too few"),
    ],
)
def test_a_series_that_makes_no_sense_is_refused(arguments, sentence):
    with pytest.raises(ValueError, match=sentence):
        judge(**arguments)


def test_the_rules_carry_a_stamp():
    assert judge(SWING).rules == RULES == "mdc-2023.1"
    assert judge(SWING).chart is Chart.XMR


series = st.lists(st.integers(0, 60), min_size=13, max_size=40)


@given(series)
def test_turned_upside_down_every_signal_turns_too(values):
    swap = {"high": "low", "low": "high"}
    up, down = judge(values, HIGHER, 30), judge([-v for v in values], LOWER, -30)
    turned = [" ".join(swap.get(word, word) for word in name.split()) for name in names(down)]
    assert names(up) == turned
    assert (up.variation, up.assurance) == (down.variation, down.assurance)


@given(series, st.sampled_from([0.001, 0.1, 7.0, 1000.0]))
def test_the_unit_a_series_is_told_in_changes_nothing(values, factor):
    assert names(judge(values)) == names(judge([value * factor for value in values]))
