"""Which order of the ladder's steps is valid when: data that a committee can change (3.1).

`data/codelists/ladder_step.csv` and `ladder_code.csv` hold every order ever decided; rows
with one `valid_from` are one order. All that is counted for a period, the steps of earlier
days included, is counted under the order that is valid on the period's last day.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path

from kpis.periods import Period

STEPS = Path(__file__).resolve().parent.parent / "data" / "codelists" / "ladder_step.csv"


@dataclass(frozen=True)
class Rung:
    """One step: 0-9, its zone A-D, its Danish name and the law behind it."""

    step: int
    zone: str
    name_da: str
    legal_basis: str


@cache
def _steps() -> dict[str, tuple[Rung, ...]]:
    """The steps of each order, by its first day, oldest first."""
    found: dict[str, list[Rung]] = {}
    with STEPS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rung = Rung(int(row["step"]), row["zone"], row["name_da"], row["legal_basis"])
            found.setdefault(row["valid_from"], []).append(rung)
    return {first: tuple(found[first]) for first in sorted(found)}


def orders() -> tuple[str, ...]:
    """The first day of each order, as '2021-01-01', oldest first."""
    return tuple(_steps())


def rungs(order: str) -> tuple[Rung, ...]:
    """The steps of an order, least intrusive first."""
    return _steps()[order]


def order_on(day: date) -> str:
    """The order that is valid on a day; before the first, the first."""
    return max((first for first in orders() if first <= day.isoformat()), default=orders()[0])


def by_order(periods: Iterable[Period]) -> Iterator[tuple[str, list[Period]]]:
    """Periods by the order that is valid on their last day."""

    def order(period: Period) -> str:
        return order_on(period.last)

    for valid, of_order in groupby(sorted(periods, key=order), key=order):
        yield valid, list(of_order)
