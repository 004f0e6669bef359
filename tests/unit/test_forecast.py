"""When a target is met at the present pace, and every reason not to say."""

import subprocess
import sys
from datetime import date
from random import Random

import pytest

from kpis.breaks import Break, BreakKind
from kpis.forecast import ENOUGH_POINTS, REASONS, Forecast, NoForecast, ahead, forecast
from kpis.model import Target
from tests.unit.series import FOLLOWUP, monthly


def aimed(low: float | None, high: float | None = None) -> Target:
    return Target(FOLLOWUP, "political", low, high, date(2020, 1, 1), "x", "y")


def moving(pace: float, start: float = 0.5, noise: float = 0.01, length: int = 36, seed: int = 1):
    random = Random(seed)
    return [start + pace * month + random.gauss(0, noise) for month in range(length)]


RISING = moving(0.005)  # from 50 % to 67.5 % in three years


def asked(values, target=None, breaks=(), **more):
    return forecast(monthly(values, of=10_000, **more), target or aimed(0.75), breaks)


def test_a_steady_pace_gives_a_month_and_an_interval_around_it():
    its = asked(RISING)  # 15 months after December 2025 the line crosses 75 %
    assert isinstance(its, Forecast)
    assert "2026-12" <= its.expected <= "2027-06"
    assert its.earliest <= its.expected <= its.latest
    assert its.earliest < its.latest
    assert its.level == 0.80


def test_a_fall_to_a_ceiling_is_told_the_same_way():
    falling = [1 - value for value in RISING]
    up, down = asked(RISING), asked(falling, aimed(None, 0.25))
    assert isinstance(up, Forecast)
    assert up == down


def test_into_a_band_the_nearer_bound_counts():
    assert asked(RISING, aimed(0.75, 0.9)) == asked(RISING, aimed(0.75))


LAW = Break("law", date(2024, 1, 1), BreakKind.LAW, "c", "o", (FOLLOWUP,))


@pytest.mark.parametrize(
    ("values", "target", "breaks", "reason"),
    [
        (RISING, Target(FOLLOWUP, "x", None, None, date(2020, 1, 1), "x", "y"), (), "no_target"),
        ([*RISING[:-1], None], None, (), "no_value"),
        (RISING, aimed(0.6), (), "target_met"),
        (RISING[1:], None, (), "too_few_points"),
        ([*RISING[:9], None, *RISING[10:]], None, (), "too_few_points"),
        (RISING, None, (LAW,), "series_break"),
        ([0.5] * 36, None, (), "constant"),
        (moving(0, noise=0.02), None, (), "no_trend"),
        (moving(-0.005), None, (), "wrong_way"),
        (moving(0.0005, noise=0.001), aimed(0.9), (), "too_far"),
        (moving(0.002, noise=0.02), aimed(0.7), (), "too_wide"),
    ],
)
def test_where_the_history_does_not_carry_it_the_forecast_is_refused(
    values, target, breaks, reason
):
    assert asked(values, target, breaks) == NoForecast(reason)
    assert reason in REASONS


def test_a_pattern_the_model_does_not_know_is_refused():
    waves = [0.5 + 0.004 * i + 0.04 * (1, 0.5, -0.5, -1, -0.5, 0.5)[i % 6] for i in range(36)]
    seen = ahead(waves, 1)
    assert not seen.is_explained
    assert asked(waves) in (NoForecast("autocorrelated"), NoForecast("not_fitted"))


def test_only_the_last_three_years_count():
    early = [0.9] * 12
    assert asked([*early, *RISING]) == asked(RISING)


def test_a_break_before_the_years_that_count_does_not_matter():
    assert isinstance(asked(RISING, breaks=[LAW], last="2027-12"), Forecast)


def test_no_results_no_forecast():
    assert forecast([], aimed(0.9)) == NoForecast("no_value")
    assert forecast(monthly(RISING), None) == NoForecast("no_target")


@pytest.mark.parametrize("noise", [0.005, 0.02])
def test_the_interval_holds_about_four_in_five_of_the_months_that_follow(noise):
    inside = 0
    for seed in range(60):
        *past, kept_back = moving(0.004, noise=noise, length=ENOUGH_POINTS + 6, seed=seed)
        seen = ahead(past[:ENOUGH_POINTS], 6)
        inside += seen.low[-1] <= kept_back <= seen.high[-1]
    assert 0.68 <= inside / 60 <= 0.95


def test_the_library_is_not_loaded_before_a_forecast_is_asked_for():
    program = (
        "import sys, kpis; from pages.parts import finding;"
        "print([m for m in ('statsmodels', 'scipy', 'patsy') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
