"""Real change or noise: statistical process control of one series. Numbers in, numbers out.

The rules are those of the NHS team "Making Data Count", as their package
NHSRplotthedots 0.2.2 computes them, with the two-of-three rule as the team
announced it later (nhs-r-community/NHSRplotthedots#194). There is one fixed set
of rules; `RULES` is its stamp and stands beside every judgement.

Where the package leaves a question open, this module decides:

- A constant series has no limits and is "constant", never NaN. A series that is
  constant but for a single jump has none either: its typical moving range is 0,
  and every point would lie outside.
- A ghost point stays on the chart and leaves the calculation: it is in neither
  mean nor moving ranges, its neighbours are not joined over it, and runs pass
  it by. Why it is one is for whoever makes it one to say.
- A missing value is a hole: no moving range and no run goes across it.
- Below 13 points limits are trial limits and carry no verdict.
- A value equal to a limit is not outside; a target equal to a limit is neither
  a sure pass nor a sure failure.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import isfinite

from kpis.control_limits import SAME, Limits, is_below, limits_of
from kpis.point_rules import Cell, Point, Side, TwoOfThree, named

RULES = "mdc-2023.1"  # XmR; outside, trend 7, two of three, shift 7; raise it with any change
ENOUGH_POINTS = 13
SMALLEST_BASE = 12


class Better(StrEnum):
    """Which way is better; neutral where neither is, or a band is aimed for."""

    HIGHER = "higher"
    LOWER = "lower"
    NEUTRAL = "neutral"


class Variation(StrEnum):
    """What the last point tells."""

    COMMON = "common"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEUTRAL = "neutral"
    CONSTANT = "constant"
    REFUSED = "refused"


class Assurance(StrEnum):
    """Whether the process, as it runs, meets its target."""

    PASS = "pass"
    FAIL = "fail"
    INCONSISTENT = "inconsistent"
    NONE = "none"


class Chart(StrEnum):
    """The chart a series was judged by."""

    XMR = "xmr"
    P = "p"
    P_PRIME = "p_prime"


@dataclass(frozen=True)
class Segment:
    """The points from index `start` to the next segment; judged apart from all others.

    `limits` are those of the last point, `each` those of every point: all alike
    on an XmR chart, by denominator on a p-chart.
    """

    start: int
    limits: Limits | None
    points: tuple[Point, ...]
    each: tuple[Limits, ...] = ()
    is_trial: bool = False
    is_constant: bool = False


@dataclass(frozen=True)
class Judgement:
    """`reason` is a code that says why variation is refused; empty otherwise."""

    segments: tuple[Segment, ...]
    variation: Variation
    side: Side | None
    assurance: Assurance
    reason: str = ""
    chart: Chart = Chart.XMR
    rules: str = RULES


def judge(
    values: Sequence[float | None],
    better: Better = Better.HIGHER,
    target: float | None = None,
    *,
    rebase: Collection[int] = (),
    fix: int | None = None,
    ghosts: Collection[int] = (),
    two_of_three: TwoOfThree = TwoOfThree.ANNOUNCED,
) -> Judgement:
    """Judge a series in order of time by the rules above.

    `rebase` are the indices that start a new segment. `fix` is the number of
    base points of each segment; the later ones are judged against their limits.
    Raises ValueError for a value that is no number, an index outside the
    series and fewer than 12 base points.
    """
    segments = xmr(values, rebase=rebase, fix=fix, ghosts=ghosts, two_of_three=two_of_three)
    floor = target if better is Better.HIGHER else None  # neither way better: nothing to meet
    ceiling = target if better is Better.LOWER else None
    return judged(segments, better, floor, ceiling)


def xmr(
    values: Sequence[float | None],
    *,
    rebase: Collection[int] = (),
    fix: int | None = None,
    ghosts: Collection[int] = (),
    two_of_three: TwoOfThree = TwoOfThree.ANNOUNCED,
) -> tuple[Segment, ...]:
    """The segments of an XmR chart; see `judge`."""
    check(values, rebase, fix, ghosts)
    return tuple(
        _segment([(values[i], i in ghosts) for i in range(start, end)], start, fix, two_of_three)
        for start, end in stretches(len(values), rebase)
    )


def stretches(length: int, rebase: Collection[int]) -> list[tuple[int, int]]:
    """First index and end of each segment."""
    starts = sorted({0, *rebase}) if length else []
    return list(pairwise([*starts, length]))


def judged(
    segments: tuple[Segment, ...],
    better: Better,
    floor: float | None,
    ceiling: float | None,
    chart: Chart = Chart.XMR,
) -> Judgement:
    """What the last segment says of variation, and of the target: a floor, a ceiling or both."""
    reason, limits = refusal(segments), segments[-1].limits if segments else None
    its = Assurance.NONE if reason or limits is None else assurance(limits, floor, ceiling)
    return Judgement(segments, *verdict(segments, better), its, reason, chart)


def verdict(segments: Sequence[Segment], better: Better) -> tuple[Variation, Side | None]:
    """What the last point says; ghost points are passed by."""
    reason = refusal(segments)
    if reason:
        return Variation.REFUSED, None
    if segments[-1].is_constant:
        return Variation.CONSTANT, None
    last = [point for point in segments[-1].points if not point.is_ghost][-1]
    if last.direction is None:
        return Variation.COMMON, None
    return _meaning(last.direction, better), last.direction


def refusal(segments: Sequence[Segment]) -> str:
    """Why the last point cannot be judged, as a code; empty where it can."""
    points = [p for p in segments[-1].points if not p.is_ghost] if segments else []
    if not points:
        return "too_few_points"
    if points[-1].value is None:
        return "no_value"
    if segments[-1].is_trial:
        return "too_few_points"
    limits = segments[-1].limits
    is_without = limits is not None and limits.lower is None
    return "nearly_constant" if is_without and not segments[-1].is_constant else ""


def assurance(limits: Limits, floor: float | None, ceiling: float | None) -> Assurance:
    """Whether a process within these limits always meets a target, never, or as it happens.

    A target is a floor, a ceiling or both. Without limits (a constant series)
    the value itself is held against it.
    """
    if floor is None and ceiling is None:
        return Assurance.NONE
    if limits.lower is None or limits.upper is None:
        is_met = (floor is None or limits.mean >= floor) and (
            ceiling is None or limits.mean <= ceiling
        )
        return Assurance.PASS if is_met else Assurance.FAIL
    if is_below(limits.upper, floor) or is_below(ceiling, limits.lower):
        return Assurance.FAIL
    is_sure = (floor is None or is_below(floor, limits.lower)) and (
        ceiling is None or is_below(limits.upper, ceiling)
    )
    return Assurance.PASS if is_sure else Assurance.INCONSISTENT


def check(
    values: Sequence[float | None],
    rebase: Collection[int],
    fix: int | None,
    ghosts: Collection[int],
) -> None:
    """Raise ValueError for what no chart can be made of."""
    if any(value is not None and not isfinite(value) for value in values):
        raise ValueError("A value of the series is no number.")
    for index in (*rebase, *ghosts):
        if not 0 <= index < len(values):
            raise ValueError(f"There is no point {index}: the series has {len(values)}, from 0.")
    if fix is not None and fix < SMALLEST_BASE:
        raise ValueError(f"{fix} base points are too few to fix limits: take {SMALLEST_BASE}.")


def _segment(
    cells: Sequence[Cell], start: int, fix: int | None, two_of_three: TwoOfThree
) -> Segment:
    taken = base(cells, fix)
    if not taken:
        return empty(cells, start)
    limits = limits_of(list(taken.values()), ranges(taken))
    each = (limits,) * len(cells)
    points = tuple(named(cells, each, two_of_three))
    is_trial = len(taken) < ENOUGH_POINTS
    return Segment(start, limits, points, each, is_trial, is_constant(cells))


def empty(cells: Sequence[Cell], start: int) -> Segment:
    """A segment that has no value at all to make limits of."""
    return Segment(start, None, tuple(Point(v, is_ghost=ghost) for v, ghost in cells), (), True)


def is_constant(cells: Sequence[Cell]) -> bool:
    """Whether all values are one value; a single one is not yet a series."""
    shown = list(base(cells, None).values())
    return len(shown) > 1 and max(shown) - min(shown) <= SAME * max(map(abs, shown))


def base(cells: Sequence[Cell], fix: int | None) -> dict[int, float]:
    """The values that make the limits, by place: the first `fix`, or all."""
    counted = {i: v for i, (v, is_ghost) in enumerate(cells) if v is not None and not is_ghost}
    return dict(list(counted.items())[:fix])


def ranges(taken: Mapping[int, float]) -> list[float]:
    """The steps between values that are neighbours."""
    return [abs(value - taken[i - 1]) for i, value in taken.items() if i - 1 in taken]


def _meaning(side: Side, better: Better) -> Variation:
    if better is Better.NEUTRAL:
        return Variation.NEUTRAL
    is_good = (side is Side.HIGH) == (better is Better.HIGHER)
    return Variation.IMPROVEMENT if is_good else Variation.CONCERN
