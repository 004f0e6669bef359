"""Which point of a control chart is unusual, and by which rule: the order is the precedence.

Outside the limits, trend of seven, two of three near a limit, shift of seven.
A missing value is a hole that no run crosses; ghost points are passed by.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from kpis.control_limits import Limits, is_below

RUN = 7

Cell = tuple[float | None, bool]  # a value, and whether it is a ghost


class Signal(StrEnum):
    """The rule that names a point."""

    NONE = "none"
    OUTSIDE = "outside"
    TREND = "trend"
    TWO_OF_THREE = "two_of_three"
    SHIFT = "shift"


class Side(StrEnum):
    """Which way a point is unusual; of a trend, which way it runs."""

    HIGH = "high"
    LOW = "low"


class TwoOfThree(StrEnum):
    """When a point is near a limit: beyond two sigma, or (0.2.2) that and inside the limit."""

    ANNOUNCED = "announced"
    AS_IN_0_2_2 = "0.2.2"


@dataclass(frozen=True)
class Point:
    """One value and the rule it falls under; None where a period has no value."""

    value: float | None
    signal: Signal = Signal.NONE
    direction: Side | None = None
    is_ghost: bool = False


def named(
    cells: Sequence[Cell],
    limits: Sequence[Limits],
    two_of_three: TwoOfThree = TwoOfThree.ANNOUNCED,
) -> Iterator[Point]:
    """Every point with the first rule that holds; `cells` are (value, is a ghost).

    `limits` are those of each point: all alike on an XmR chart, by denominator on a p-chart.
    """
    found: dict[int, tuple[Signal, Side]] = {}
    for stretch in _stretches(cells):
        series = [cells[i][0] or 0.0 for i in stretch]
        for place, hit in _signals(series, [limits[i] for i in stretch], two_of_three).items():
            found[stretch[place]] = hit
    for i, (value, is_ghost) in enumerate(cells):
        signal, side = found.get(i, (Signal.NONE, None))
        yield Point(value, signal, side, is_ghost)


def _stretches(cells: Sequence[Cell]) -> Iterator[list[int]]:
    """Places between two holes; ghosts are passed by, so they neither continue nor break a run."""
    stretch: list[int] = []
    for i, (value, is_ghost) in enumerate(cells):
        if is_ghost:
            continue
        if value is not None:
            stretch.append(i)
        elif stretch:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


def _signals(
    series: Sequence[float], limits: Sequence[Limits], two_of_three: TwoOfThree
) -> dict[int, tuple[Signal, Side]]:
    """The rules from the weakest to the strongest, so that the stronger one has the last word."""
    hits: dict[int, tuple[Signal, Side]] = {}
    if limits[0].lower is None:
        return hits
    sides = [_side(value, its.mean, its.mean) for value, its in zip(series, limits, strict=True)]
    outside = [_side(v, its.lower, its.upper) for v, its in zip(series, limits, strict=True)]
    near = [_side(v, its.near_lower, its.near_upper) for v, its in zip(series, limits, strict=True)]
    if two_of_three is TwoOfThree.AS_IN_0_2_2:
        near = [None if out else by for by, out in zip(near, outside, strict=True)]
    hits |= {i: (Signal.SHIFT, side) for i, side in _shifts(sides)}
    hits |= {i: (Signal.TWO_OF_THREE, side) for i, side in _two_of_three(sides, near)}
    hits |= {i: (Signal.TREND, side) for i, side in _trends(series)}
    return hits | {i: (Signal.OUTSIDE, side) for i, side in enumerate(outside) if side}


def _shifts(sides: Sequence[Side | None]) -> Iterator[tuple[int, Side]]:
    for start in range(len(sides) - RUN + 1):
        side = sides[start]
        if side and set(sides[start : start + RUN]) == {side}:
            yield from ((i, side) for i in range(start, start + RUN))


def _two_of_three(
    sides: Sequence[Side | None], near: Sequence[Side | None]
) -> Iterator[tuple[int, Side]]:
    """Three neighbours strictly on one side of the mean, two of them near the limit."""
    for start in range(len(sides) - 2):
        window, side = range(start, start + 3), sides[start]
        close = [i for i in window if near[i] == side]
        if side and {sides[i] for i in window} == {side} and len(close) > 1:
            yield from ((i, side) for i in close)


def _trends(series: Sequence[float]) -> Iterator[tuple[int, Side]]:
    """Six steps the same way; the turning point of two trends belongs to the later one."""
    steps = [_side(after, before, before) for before, after in pairwise(series)]
    for start in range(len(steps) - RUN + 2):
        side = steps[start]
        if side and set(steps[start : start + RUN - 1]) == {side}:
            yield from ((i, side) for i in range(start, start + RUN))


def _side(value: float, low: float | None, high: float | None) -> Side | None:
    """On which side of a bound, or of two, a value strictly lies."""
    if is_below(high, value):
        return Side.HIGH
    return Side.LOW if is_below(value, low) else None
