"""Direct standardisation over strata (catalogue no. 36). Numbers in, numbers out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

UNKNOWN_LAST = 9  # an unknown level of need stands after the known ones


@dataclass(frozen=True)
class Stratum:
    """Those alike in `group` and `rank`: their amount, their time, their share in the reference."""

    group: int
    rank: int
    amount: float
    time: float
    weight: float

    def __add__(self, other: "Stratum") -> "Stratum":
        return Stratum(
            self.group,
            self.rank,
            self.amount + other.amount,
            self.time + other.time,
            self.weight + other.weight,
        )


def stratified(rows: Iterable[Sequence[Any]]) -> list[Stratum]:
    """Rows of (group, rank, amount, time, weight) by stratum, in order; each holds the weight."""
    found: dict[tuple[int, int], tuple[float, float, float]] = {}
    for group, rank, amount, time, weight in rows:
        key = (group, UNKNOWN_LAST if rank is None else rank)
        before = found.get(key, (0.0, 0.0, 0.0))
        found[key] = (before[0] + float(amount), before[1] + float(time), float(weight))
    return [Stratum(*key, *numbers) for key, numbers in sorted(found.items())]


def standardised(strata: Iterable[Stratum], smallest: float) -> float | None:
    """The weighed mean of amount per time; None where no stratum has weight.

    Weights are those of the strata that are there, so that they add up to one.
    """
    merged = [
        stratum
        for _, alike in groupby(strata, key=lambda one: one.group)
        for stratum in merge_small(list(alike), smallest)
        if stratum.time
    ]
    total = sum(stratum.weight for stratum in merged)
    if not total:
        return None
    return sum(one.weight / total * one.amount / one.time for one in merged)


def merge_small(strata: list[Stratum], smallest: float) -> list[Stratum]:
    """Strata of one group in order of rank; a small one joins the next, the last the one before."""
    merged: list[Stratum] = []
    waiting: Stratum | None = None
    for stratum in strata:
        whole = stratum if waiting is None else waiting + stratum
        waiting = whole if whole.time < smallest else None
        if waiting is None:
            merged.append(whole)
    if waiting is not None:
        merged = [*merged[:-1], merged[-1] + waiting] if merged else [waiting]
    return merged
