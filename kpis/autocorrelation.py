"""Whether the values of a series remember one another, so that limits would cry wolf."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from math import fsum

FEWEST = 13
NEWEST = 6  # too few to be a level of their own yet; they are on trial, not the chart
SHORTEST_LEVEL = 7  # a shift is seven points on one side (see kpis.point_rules)
# Standard errors, not the usual 1.645: what is taken out first makes neighbours less alike.
# Simulated with 19-60 independent normal values, 2-4 % of the series are caught, up to 10 % where
# the level moves besides; of 36 values with a true correlation of 0.5, 55 %.
ALIKE = 1.0


def is_autocorrelated(values: Sequence[float]) -> bool:
    """Whether neighbours are more alike than chance makes them in about one series of twenty.

    Asked of the values before the last six: a change that has just begun makes
    neighbours alike, and must not silence the chart that is to tell of it. Never
    of fewer than 13 such values.
    """
    settled = values[:-NEWEST]
    return len(settled) >= FEWEST and lag_1(settled) > ALIKE / len(settled) ** 0.5


def lag_1(values: Sequence[float]) -> float:
    """The correlation of neighbours in what is left after a straight line, or after two shifts.

    A level that moved makes neighbours alike too, and is just what a chart is
    there to find; so both are taken out first, and the smaller correlation
    counts. 0 for fewer than four values or none that differ.
    """
    if len(values) < 4:
        return 0.0
    return min(_neighbours(_off_line(values)), _neighbours(_off_levels(values)))


def _neighbours(rest: Sequence[float]) -> float:
    """Lag-1 autocorrelation of what has mean 0."""
    power = fsum(value * value for value in rest)
    return fsum(a * b for a, b in pairwise(rest)) / power if power > 0 else 0.0


def _off_line(values: Sequence[float]) -> list[float]:
    middle, mean = (len(values) - 1) / 2, fsum(values) / len(values)
    spread = fsum((i - middle) ** 2 for i in range(len(values)))
    slope = fsum((i - middle) * value for i, value in enumerate(values)) / spread
    return [value - mean - slope * (i - middle) for i, value in enumerate(values)]


def _off_levels(values: Sequence[float]) -> list[float]:
    """What is left when each of the best one, two or three levels has its own mean."""
    mean = fsum(values) / len(values)
    centred = [value - mean for value in values]
    sums = [0.0, *accumulate(centred)]

    def explained(cuts: tuple[int, ...]) -> float:
        return fsum((sums[b] - sums[a]) ** 2 / (b - a) for a, b in pairwise(cuts))

    cuts = max(_levels(len(values)), key=explained)
    return [value - fsum(level) / len(level) for level in _cut(values, cuts) for value in level]


def _levels(length: int) -> Iterator[tuple[int, ...]]:
    """Every way to cut a series into one, two or three levels long enough to be one."""
    yield (0, length)
    for first in range(SHORTEST_LEVEL, length - SHORTEST_LEVEL + 1):
        yield (0, first, length)
        for second in range(first + SHORTEST_LEVEL, length - SHORTEST_LEVEL + 1):
            yield (0, first, second, length)


def _cut(values: Sequence[float], cuts: Sequence[int]) -> Iterator[Sequence[float]]:
    return (values[a:b] for a, b in pairwise(cuts))
