"""Real change or noise in a share whose denominator varies. Numbers in, numbers out.

A share of 30 cases swings more than one of 300 with nothing being different, so
every point has limits of its own: three binomial standard deviations from the
share of all periods together (a p-chart). Where the months differ by more than
chance would let them, those limits cry wolf; they are then widened by how much
the months really differ from one to the next (Laney's p'-chart: the mean moving
range of the standardised shares over 1.128, screened once like an XmR chart).
The widening is never below one: limits narrower than chance cannot be trusted.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import fsum, sqrt

from kpis.control_limits import SAME, Limits, screened
from kpis.point_rules import Cell, TwoOfThree, named
from kpis.spc import (
    ENOUGH_POINTS,
    Better,
    Chart,
    Judgement,
    Segment,
    base,
    check,
    empty,
    is_constant,
    judged,
    ranges,
    stretches,
)

RANGE_OF_TWO = 1.128  # the mean range of two normal values, in standard deviations

Share = tuple[int, int]  # counted, of how many


@dataclass(frozen=True)
class _Spread:
    """The share of all base periods together, and how much more than chance they differ."""

    share: float
    wider: float


def judge_shares(
    counts: Sequence[Share | None],
    better: Better = Better.HIGHER,
    floor: float | None = None,
    ceiling: float | None = None,
    *,
    rebase: Collection[int] = (),
    fix: int | None = None,
    ghosts: Collection[int] = (),
    two_of_three: TwoOfThree = TwoOfThree.ANNOUNCED,
) -> Judgement:
    """Judge shares in order of time; rules and arguments are those of `kpis.spc.judge`.

    A denominator of 0 is a missing value. `chart` says whether the limits of
    the last segment had to be widened. Target bounds are shares 0-1.
    """
    counted = [pair if pair and pair[1] else None for pair in counts]
    values = [pair and pair[0] / pair[1] for pair in counted]
    check(values, rebase, fix, ghosts)
    segments, wider = [], 1.0
    for start, end in stretches(len(counted), rebase):
        cells = [(values[i], i in ghosts) for i in range(start, end)]
        segment, wider = _segment(cells, counted[start:end], start, fix, two_of_three)
        segments.append(segment)
    chart = Chart.P_PRIME if wider > 1 else Chart.P
    return judged(tuple(segments), better, floor, ceiling, chart)


def _segment(
    cells: Sequence[Cell],
    counts: Sequence[Share | None],
    start: int,
    fix: int | None,
    two_of_three: TwoOfThree,
) -> tuple[Segment, float]:
    taken = base(cells, fix)
    if not taken:
        return empty(cells, start), 1.0
    spread = _spread(taken, [pair or (0, 0) for pair in counts])
    each = tuple(_limits(spread, pair[1] if pair else 0, len(taken)) for pair in counts)
    points = tuple(named(cells, each, two_of_three))
    last = next(each[i] for i in reversed(range(len(cells))) if cells[i][0] is not None)
    is_trial = len(taken) < ENOUGH_POINTS
    return Segment(start, last, points, each, is_trial, is_constant(cells)), spread.wider


def _spread(taken: Mapping[int, float], counts: Sequence[Share]) -> _Spread:
    share = sum(counts[i][0] for i in taken) / sum(counts[i][1] for i in taken)
    if not 0 < share < 1:
        return _Spread(share, 1.0)
    standard = {i: (p - share) / _deviation(share, counts[i][1]) for i, p in taken.items()}
    steps = ranges(standard)
    kept = screened(steps) if max(steps, default=0.0) > SAME else []
    return _Spread(share, max(1.0, fsum(kept) / len(kept) / RANGE_OF_TWO if kept else 1.0))


def _limits(spread: _Spread, denominator: int, points: int) -> Limits:
    if not denominator or not 0 < spread.share < 1:
        return Limits(spread.share, points)
    sigma = _deviation(spread.share, denominator) * spread.wider
    lower, upper, near_lower, near_upper = (spread.share + by * sigma for by in (-3, 3, -2, 2))
    return Limits(spread.share, points, None, 0, lower, upper, near_lower, near_upper)


def _deviation(share: float, denominator: int) -> float:
    return sqrt(share * (1 - share) / denominator)
