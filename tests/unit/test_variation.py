"""An indicator's series: judged where a chart fits, and refused with the reason elsewhere."""

from dataclasses import replace
from datetime import date

import pytest

from kpis.breaks import Break, BreakKind
from kpis.model import Direction, Target
from kpis.spc import Assurance, Chart, Variation
from kpis.variation import REASONS, series
from tests.unit.series import declared, monthly

STEADY = [0.80, 0.83, 0.79, 0.82, 0.78, 0.81, 0.83, 0.80, 0.79, 0.82, 0.81, 0.78, 0.83, 0.80]
GOAL = Target("followup_on_time", "proposal", 0.85, None, date(2024, 1, 1), "x", "y")
LAW = Break("law", date(2025, 7, 1), BreakKind.LAW, "En ny lov.", "Jura", ("followup_on_time",))


def test_a_steady_share_has_a_p_chart_and_common_variation():
    its = series(monthly(STEADY), declared(), GOAL, []).judgement
    assert (its.variation, its.assurance, its.chart) == (
        Variation.COMMON,
        Assurance.INCONSISTENT,
        Chart.P,
    )


@pytest.mark.parametrize(
    ("better", "last", "variation"),
    [
        (Direction.HIGHER, 0.97, Variation.IMPROVEMENT),
        (Direction.HIGHER, 0.60, Variation.CONCERN),
        (Direction.LOWER, 0.60, Variation.IMPROVEMENT),
        (Direction.LOWER, 0.97, Variation.CONCERN),
        (Direction.BAND, 0.97, Variation.NEUTRAL),
        (Direction.BAND, 0.60, Variation.NEUTRAL),
    ],
)
def test_the_direction_of_the_indicator_says_what_a_signal_means(better, last, variation):
    kpi = replace(declared(), better=better)
    assert series(monthly([*STEADY, last]), kpi, GOAL, []).judgement.variation is variation


def refused(results, kpi=None, breaks=()):
    its = series(results, kpi or declared(), GOAL, breaks).judgement
    if its.variation is Variation.REFUSED:
        assert its.assurance is Assurance.NONE
        return its.reason
    return ""


FALLING_IN_WAVES = [0.80 + 0.02 * step for step in (0, 1, 2, 2, 1, 0, -1, -2, -2, -1)] * 3


@pytest.mark.parametrize(
    ("results", "kpi", "reason"),
    [
        (monthly(STEADY, kpi="own_home_share"), "own_home_share", "stock"),
        (monthly(STEADY, kpi="goal_achievement_rate"), "goal_achievement_rate", "rolling"),
        (monthly(STEADY[:12]), None, "too_few_points"),
        (monthly(STEADY[:13]), None, ""),
        (monthly([*STEADY, None]), None, "no_value"),
        (monthly(STEADY, of=19), None, "small_denominators"),
        (monthly(STEADY, of=20), None, ""),
        ([*monthly(STEADY)[:-1], monthly(STEADY, of=12)[-1]], None, "small_denominators"),
        (monthly(FALLING_IN_WAVES), None, "autocorrelated"),
    ],
)
def test_where_limits_would_mislead_the_verdict_is_refused(results, kpi, reason):
    assert refused(results, declared(kpi) if kpi else None) == reason
    assert reason in ("", *REASONS)


def test_what_is_refused_for_its_kind_has_no_limits_to_draw():
    assert (
        series(monthly(STEADY, kpi="own_home_share"), declared("own_home_share")).judgement.segments
        == ()
    )


def test_a_constant_share_is_constant():
    assert (
        series(monthly([1.0] * 14), declared(), GOAL, []).judgement.variation is Variation.CONSTANT
    )


def test_limits_restart_at_a_break_with_the_reason():
    moved = [*STEADY, *[share - 0.2 for share in STEADY]]
    months = monthly(moved, last="2026-08")
    its = series(months, declared(), GOAL, [LAW])
    assert its.restarts == {14: LAW}
    assert months[14].period == "2025-07"
    assert [segment.start for segment in its.judgement.segments] == [0, 14]
    assert its.judgement.variation is Variation.COMMON
    assert series(months, declared(), GOAL, []).judgement.variation is Variation.CONCERN


def test_no_rebase_is_ever_automatic():
    moved = [*STEADY, *[share - 0.2 for share in STEADY]]
    its = series(monthly(moved, last="2026-08"), declared(), GOAL)
    assert [segment.start for segment in its.judgement.segments] == [0]


def test_a_ghost_point_needs_a_reason():
    results = monthly([*STEADY, 0.2, 0.8])
    assert (
        series(results, declared(), GOAL, [], {14: "Strejke"})
        .judgement.segments[0]
        .points[14]
        .is_ghost
    )
    with pytest.raises(ValueError, match="needs a reason"):
        series(results, declared(), GOAL, [], {14: " "})


@pytest.mark.parametrize(
    ("results", "sentence"),
    [
        ([], "at least one result"),
        ([*monthly(STEADY[:3]), *monthly(STEADY[:1])], "does not follow on"),
        (monthly(STEADY)[::-1], "does not follow on"),
        (monthly(STEADY)[::2], "2025-01 does not follow on 2024-11"),
        (
            [*monthly([0.8], "2025-11"), *monthly([0.8], kpi="own_home_share")],
            "more than one series",
        ),
    ],
)
def test_only_a_series_without_gaps_is_judged(results, sentence):
    with pytest.raises(ValueError, match=sentence):
        series(results, declared(), GOAL)
