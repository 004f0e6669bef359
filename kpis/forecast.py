"""At the present pace, when is the target met? With an interval, or refused with the reason.

The model is a level that wanders, a steady pace and noise around them (local
level with deterministic trend, Durbin & Koopman; statsmodels'
UnobservedComponents). It holds both a series of separate months (all noise) and
a stock (all wandering), and how uncertain the pace is counts in the interval.
Only one kind of history carries a date: three years without a break and a pace
that can be told from none. Everything else is refused.

statsmodels is imported when a forecast is asked for, never when the dashboard
starts.
"""

import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from math import fsum, isfinite
from typing import Any

from kpis.breaks import Break, declared, starts
from kpis.model import Result, Target
from kpis.periods import month_after

ENOUGH_POINTS = 36  # back-tested: with 24 the interval covers too little a year ahead
LEVEL = 0.80  # of the interval; `make bench` holds it against months that were kept back
DISTINCT = 1.2816  # standard errors of the pace that leave 80 % on one side of none
FARTHEST = 120  # months ahead
WIDEST = 36  # months from the earliest to the latest
LAGS = 6
UNEXPLAINED = 0.05

REASONS = (
    *("no_target", "no_value", "target_met", "too_few_points", "series_break", "constant"),
    *("not_fitted", "autocorrelated", "no_trend", "wrong_way", "too_far", "too_wide"),
)
"""Every code with which a forecast is refused; their words are in data/texts."""


@dataclass(frozen=True)
class Forecast:
    """The month in which the target is expected to be met, and the interval around it."""

    expected: str
    earliest: str
    latest: str
    level: float = LEVEL


@dataclass(frozen=True)
class NoForecast:
    """Why there is none, as a code of `REASONS`."""

    reason: str


@dataclass(frozen=True)
class Ahead:
    """What the next months are expected to show, and 80 % intervals around it.

    `pace` is the change a month and `distinct` how many of its standard errors
    it is; `is_fitted` and `is_explained` say whether the model found its
    numbers and left nothing but noise.
    """

    mean: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    pace: float
    distinct: float
    is_fitted: bool
    is_explained: bool


def forecast(
    results: Sequence[Result], target: Target | None, breaks: Iterable[Break] | None = None
) -> Forecast | NoForecast:
    """When a monthly series, oldest first, meets a target that it misses now.

    A target that moves with the years is taken as it stands in the last month.
    """
    refusal = refused_at_once(results, target, breaks)
    if refusal or target is None:
        return refusal or NoForecast("no_target")
    values = [result.value for result in results[-ENOUGH_POINTS:] if result.value is not None]
    if max(values) == min(values):
        return NoForecast("constant")
    seen = ahead(values, FARTHEST)
    reason = _unsure(seen, _side(values[-1], target))
    return NoForecast(reason) if reason else _dated(seen, values[-1], target, results[-1].period)


def refused_at_once(
    results: Sequence[Result], target: Target | None, breaks: Iterable[Break] | None = None
) -> NoForecast | None:
    """The reason, where the history says without any computing that there is no forecast."""
    reason = _unfit(results, target, declared() if breaks is None else breaks)
    return NoForecast(reason) if reason else None


def ahead(values: Sequence[float], steps: int) -> Ahead:
    """The next `steps` values of a series whose values are not all alike."""
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    mean = fsum(values) / len(values)
    scale = max(abs(value - mean) for value in values)  # the search works best near one
    model = UnobservedComponents([(value - mean) / scale for value in values], "lldtrend")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what it would warn of is told by `is_fitted`
        fitted = model.fit(disp=0, maxiter=500)
        told = fitted.get_forecast(steps)
        interval = told.conf_int(alpha=1 - LEVEL)
    pace, error = fitted.filtered_state[1, -1], fitted.filtered_state_cov[1, 1, -1] ** 0.5
    return Ahead(
        tuple(mean + scale * value for value in told.predicted_mean),
        tuple(mean + scale * low for low, _ in interval),
        tuple(mean + scale * high for _, high in interval),
        float(pace * scale),
        float(pace / error) if error > 0 else 0.0,
        bool(fitted.mle_retvals["converged"]) and all(map(isfinite, told.predicted_mean)),
        _is_noise(fitted),
    )


def _is_noise(fitted: Any) -> bool:
    """Ljung-Box on what the model did not foresee, one step ahead."""
    tested = fitted.test_serial_correlation("ljungbox", lags=LAGS)
    return bool(tested[0, 1, -1] > UNEXPLAINED)


def _unfit(results: Sequence[Result], target: Target | None, breaks: Iterable[Break]) -> str:
    """Why the history does not carry a forecast, before anything is computed."""
    if target is None or (target.low is None and target.high is None):
        return "no_target"
    if not results or results[-1].value is None:
        return "no_value"
    if not _side(results[-1].value, target):
        return "target_met"
    if len(results) < ENOUGH_POINTS or any(r.value is None for r in results[-ENOUGH_POINTS:]):
        return "too_few_points"
    used = [result.period for result in results[-ENOUGH_POINTS:]]
    return "series_break" if starts(used, results[-1].kpi, breaks) else ""


def _unsure(seen: Ahead, side: int) -> str:
    """Why the model's own answer is not to be trusted."""
    if not seen.is_fitted:
        return "not_fitted"
    if not seen.is_explained:
        return "autocorrelated"
    if abs(seen.distinct) < DISTINCT:
        return "no_trend"
    return "" if seen.pace * side > 0 else "wrong_way"


def _side(value: float, target: Target) -> int:
    """Which way the value must move to meet the target: 1 up, -1 down, 0 it is met."""
    if target.low is not None and value < target.low:
        return 1
    return -1 if target.high is not None and value > target.high else 0


def _dated(seen: Ahead, value: float, target: Target, last: str) -> Forecast | NoForecast:
    """The first months in which expectation, best case and worst case meet the target."""
    far, near = (seen.high, seen.low) if _side(value, target) > 0 else (seen.low, seen.high)
    earliest, expected, latest = (_missed(path, value, target) for path in (far, seen.mean, near))
    if expected >= FARTHEST:
        return NoForecast("too_far")
    if latest >= FARTHEST or latest - earliest > WIDEST:
        return NoForecast("too_wide")
    months = [month_after(last, months + 1) for months in (expected, earliest, latest)]
    return Forecast(months[0], months[1], months[2])


def _missed(path: Sequence[float], value: float, target: Target) -> int:
    """How many months of a path still miss the target on the side where the value is."""
    side = _side(value, target)
    return sum(1 for _ in takewhile(lambda at: _side(at, target) == side, path))
