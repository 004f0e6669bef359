"""Limits of a control chart: how far ordinary variation reaches. Numbers in, numbers out."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

SCREENED_FROM = 3.267  # times the mean moving range: that large a step is no ordinary one
TO_LIMIT = 2.66  # three sigma, in mean moving ranges of two neighbours
TO_NEAR = TO_LIMIT * 2 / 3
SAME = 1e-12  # relative: what differs by less differs by rounding alone


@dataclass(frozen=True)
class Limits:
    """`lower` and `upper` are three sigma from the mean, `near_*` two; `base` points made them.

    They are None where limits would mislead: for one point, a constant series
    and one that is all but constant. `mean_range` is the mean moving range
    after screening, `screened` how many ranges that left out.
    """

    mean: float
    base: int
    mean_range: float | None = None
    screened: int = 0
    lower: float | None = None
    upper: float | None = None
    near_lower: float | None = None
    near_upper: float | None = None


def limits_of(base: Sequence[float], ranges: Sequence[float]) -> Limits:
    """XmR limits from the base points and the moving ranges between neighbours of them."""
    if not base:
        raise ValueError("Limits need at least one point.")
    mean = fsum(base) / len(base)
    noise = SAME * max(map(abs, base))
    if all(step <= noise for step in ranges):
        return Limits(base[0] if ranges else mean, len(base), 0.0 if ranges else None)
    kept = screened(ranges, noise)
    mean_range = fsum(kept) / len(kept)
    dropped = len(ranges) - len(kept)
    if mean_range <= noise:
        return Limits(mean, len(base), mean_range, dropped)
    far, near = TO_LIMIT * mean_range, TO_NEAR * mean_range
    around = (mean - far, mean + far, mean - near, mean + near)
    return Limits(mean, len(base), mean_range, dropped, *around)


def screened(ranges: Sequence[float], noise: float = 0.0) -> list[float]:
    """The ranges strictly below 3.267 times their mean; once, not until none is left over."""
    cut = SCREENED_FROM * fsum(ranges) / len(ranges)
    return [step for step in ranges if step < cut - noise]


def is_below(one: float | None, other: float | None) -> bool:
    """Strictly, and by more than rounding; without a bound nothing is."""
    if one is None or other is None:
        return False
    return other - one > SAME * max(abs(one), abs(other))
