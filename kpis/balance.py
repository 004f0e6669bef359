"""Den gode løsning: citizen, professional quality and economy, side by side.

A triple, never an average: good finances must not hide a bad experience. Each
part is scaled 0-1 from its own floor and target, only to say which is lowest.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kpis.model import Result, Status, Target

SCALES = Path(__file__).resolve().parent.parent / "data" / "targets" / "balance.csv"


@dataclass(frozen=True)
class Scale:
    """Where a part of the balance is at its worst: 0 at `floor` and below, and at `ceiling`.

    In the indicator's own unit. `ceiling` is None where no value is too high.
    """

    part: str
    kpi: str
    floor: float
    ceiling: float | None
    kind: str
    decided_by: str
    where: str


@dataclass(frozen=True)
class Part:
    """One part of the triple; `scaled` is 1 on target, 0 at its worst, None without a number."""

    part: str
    kpi: str
    value: float | None
    scaled: float | None
    status: Status | None


@dataclass(frozen=True)
class Balance:
    """The three parts in their fixed order. `lowest` are the lowest of those that have a number.

    Two may be lowest together. `missing` are the parts without a number: one of
    them could be lower still.
    """

    parts: tuple[Part, Part, Part]

    @property
    def lowest(self) -> tuple[str, ...]:
        """Names of the lowest part, or parts."""
        known = [part.scaled for part in self.parts if part.scaled is not None]
        return tuple(p.part for p in self.parts if known and p.scaled == min(known))

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the parts that cannot be placed."""
        return tuple(part.part for part in self.parts if part.scaled is None)


@cache
def scales() -> tuple[Scale, ...]:
    """The three scales, in the order they are shown."""
    with SCALES.open(encoding="utf-8", newline="") as file:
        return tuple(map(_scale, csv.DictReader(file)))


def balance(results: Mapping[str, Result], targets: Mapping[str, Target | None]) -> Balance:
    """The triple of one period, from results and targets by indicator."""
    citizen, quality, economy = (
        _part(scale, results.get(scale.kpi), targets.get(scale.kpi)) for scale in scales()
    )
    return Balance((citizen, quality, economy))


def scaled(value: float, target: Target, floor: float, ceiling: float | None) -> float | None:
    """1 where the target is met, falling evenly to 0 at the floor, or at the ceiling above it.

    None where the target has no number on the side the value is. Raises
    ValueError for a floor or ceiling inside the target.
    """
    if target.low is None and target.high is None:
        return None
    if target.low is not None and value < target.low:
        return _between(value, floor, target.low)
    if target.high is not None and value > target.high:
        return None if ceiling is None else _between(-value, -ceiling, -target.high)
    return 1.0


def _between(value: float, worst: float, met: float) -> float:
    if worst >= met:
        raise ValueError(f"The worst value {worst:g} does not lie outside the target {met:g}.")
    return min(1.0, max(0.0, (value - worst) / (met - worst)))


def _part(scale: Scale, result: Result | None, target: Target | None) -> Part:
    value = None if result is None else result.value
    placed = None
    if value is not None and target is not None:
        placed = scaled(value, target, scale.floor, scale.ceiling)
    return Part(scale.part, scale.kpi, value, placed, None if result is None else result.status)


def _scale(row: dict[str, str]) -> Scale:
    ceiling = float(row["ceiling"]) if row["ceiling"] else None
    whose = (row["kind"], row["decided_by"], row["where"])
    return Scale(row["part"], row["kpi"], float(row["floor"]), ceiling, *whose)
