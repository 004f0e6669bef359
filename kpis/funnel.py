"""Units beside each other without a ranking: how far chance alone carries a share of so many.

A funnel plot (D. J. Spiegelhalter, "Funnel plots for comparing institutional performance",
Statistics in Medicine 24, 2005, 1185-1202): each unit is a point, its denominator across and
its share up, between limits around the share of everybody. Of units that do not differ, one
in twenty lies outside the 95 % limits and one in five hundred outside the 99.8 % limits.

The limits are the exact binomial ones of that article (appendix A.1.1): the quantile of the
binomial distribution, interpolated between whole counts, so that the curve does not jump.
They hold for shares of rows that are independent of each other, and take the share of
everybody as known.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, lgamma, log, sqrt

from kpis.model import Indicator, Ratio, Result

TAILS = (0.001, 0.025, 0.975, 0.999)  # 99.8 % and 95 %, half of the rest on either side
FEWEST_UNITS = 3  # two points around their own mean are no comparison
FAR = 12  # standard deviations: nothing that a binomial quantile asks for lies beyond


class FunnelPlace(StrEnum):
    """Where a unit lies: within chance, unusual (95 %) or very unusual (99.8 %), and which way."""

    INSIDE = "inside"
    LOW = "low"
    HIGH = "high"
    VERY_LOW = "very_low"
    VERY_HIGH = "very_high"


@dataclass(frozen=True)
class FunnelLimits:
    """Shares 0-1 that chance keeps within, for one denominator: outer 99.8 %, inner 95 %."""

    denominator: int
    outer_low: float
    low: float
    high: float
    outer_high: float


@dataclass(frozen=True)
class FunnelPoint:
    """One unit: its released result, its limits and where it lies."""

    result: Result
    limits: FunnelLimits
    place: FunnelPlace


@dataclass(frozen=True)
class Funnel:
    """`share` is that of everybody, 0-1. `points` stand in the order given, never ranked.

    `curve` are the limits from the smallest to the largest denominator.
    """

    share: float
    points: tuple[FunnelPoint, ...]
    curve: tuple[FunnelLimits, ...]


def can_compare(kpi: Indicator) -> bool:
    """Whether the limits hold: a share of whole rows, not of hours or full-time posts."""
    return isinstance(kpi, Ratio)


def funnel(everybody: Result, members: Sequence[Result]) -> Funnel | None:
    """The members with a number around the share of everybody, all as released.

    None where fewer than three have one, or where the share of everybody is 0, 1 or
    hidden: then there is no chance to measure by.
    """
    told = [its for its in members if its.value is not None and its.denominator]
    share = everybody.value
    if share is None or not 0 < share < 1 or len(told) < FEWEST_UNITS:
        return None
    points = tuple(_point(share, its) for its in told)
    return Funnel(share, points, tuple(_curve(share, points)))


def funnel_limits(share: float, denominator: int) -> FunnelLimits:
    """The exact binomial limits around `share` (strictly between 0 and 1) of so many."""
    return FunnelLimits(denominator, *_quantiles(share, denominator))


def _quantiles(share: float, denominator: int) -> list[float]:
    """The interpolated quantile of each tail, as a share of the denominator."""
    found: list[float] = []
    below = 0.0
    for count, mass in _masses(share, denominator):
        upto = below + mass
        while len(found) < len(TAILS) and upto > TAILS[len(found)]:
            alpha = (upto - TAILS[len(found)]) / mass
            found.append(min(1.0, max(0.0, (count - alpha) / denominator)))
        below = upto
    return found + [1.0] * (len(TAILS) - len(found))


def _masses(share: float, denominator: int) -> Iterator[tuple[int, float]]:
    """The probability of each count, those left out that are as good as impossible."""
    middle, spread = share * denominator, FAR * sqrt(share * (1 - share) * denominator) + FAR
    first, last = max(0, int(middle - spread)), min(denominator, int(middle + spread) + 1)
    whole = lgamma(denominator + 1)
    for count in range(first, last + 1):
        ways = whole - lgamma(count + 1) - lgamma(denominator - count + 1)
        yield count, exp(ways + count * log(share) + (denominator - count) * log(1 - share))


def _point(share: float, result: Result) -> FunnelPoint:
    limits = funnel_limits(share, round(result.denominator or 0))
    return FunnelPoint(result, limits, _place(result.value or 0.0, limits))


def _place(value: float, limits: FunnelLimits) -> FunnelPlace:
    """Strictly outside: a unit on a limit is within chance."""
    if value < limits.low:
        return FunnelPlace.VERY_LOW if value < limits.outer_low else FunnelPlace.LOW
    if value > limits.high:
        return FunnelPlace.VERY_HIGH if value > limits.outer_high else FunnelPlace.HIGH
    return FunnelPlace.INSIDE


def _curve(share: float, points: Sequence[FunnelPoint], steps: int = 60) -> Iterator[FunnelLimits]:
    """Limits at denominators that lie closer where the curve bends: evenly by square root."""
    sizes = [point.limits.denominator for point in points]
    low, high = sqrt(max(1, min(sizes) * 0.6)), sqrt(max(sizes) * 1.08 + 2)
    wanted = {round((low + (high - low) * at / steps) ** 2) for at in range(steps + 1)}
    yield from (funnel_limits(share, size) for size in sorted(wanted | set(sizes)))
