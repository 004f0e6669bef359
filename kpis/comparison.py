"""Differences: a result against its target, and against the same period a year before.

Pure functions on released results. Nothing here says that something rose or
fell: `Change.is_clear` is the most two numbers alone can show. `change` is the
only function that takes one period's number from another's, and it does so
across a break in the series only when it is told to.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from kpis.breaks import Break, between, declared
from kpis.model import Result, Target


@dataclass(frozen=True)
class Change:
    """`difference` in shares (0.02 = two percentage points), now minus before.

    `is_clear`: the two Wilson 95 % intervals do not overlap. That is stricter
    than a test at 5 %, and right also where the same citizens are counted
    twice, as in a stock.
    """

    difference: float
    is_clear: bool


@dataclass(frozen=True)
class AcrossBreak:
    """Two results that may not be compared, and the break that is why."""

    by: Break


def change(
    now: Result,
    before: Result | None,
    breaks: Iterable[Break] | None = None,
    *,
    across_break: bool = False,
) -> Change | AcrossBreak | None:
    """The difference between two results; None where either has no value.

    Across a break (`breaks`: the declared ones) there is no difference but the
    reason, unless `across_break` asks for it in so many words.
    """
    if before is None or now.value is None or before.value is None:
        return None
    broken = between(now.kpi, before.period, now.period, declared() if breaks is None else breaks)
    if broken and not across_break:
        return AcrossBreak(broken)
    return Change(now.value - before.value, _are_apart(now, before))


def distance(result: Result, target: Target | None) -> float | None:
    """How far a value is outside its target: negative below, positive above, 0 inside."""
    if target is None or result.value is None:
        return None
    if target.low is not None and result.value < target.low:
        return result.value - target.low
    if target.high is not None and result.value > target.high:
        return result.value - target.high
    return 0.0 if target.low is not None or target.high is not None else None


def year_before(period: str) -> str:
    """The same month, quarter or year one year earlier: '2025-Q2' -> '2024-Q2'."""
    return f"{int(period[:4]) - 1}{period[4:]}"


def _are_apart(now: Result, before: Result) -> bool:
    bounds = (now.low, now.high, before.low, before.high)
    if any(bound is None for bound in bounds):
        return False
    return now.low > before.high or now.high < before.low  # type: ignore[operator]
