"""Which order of the ladder's steps is valid when (catalogue 3.1): data that a committee can change.

`data/codelists/ladder_step.csv` and `ladder_code.csv` hold every order ever decided; rows
with one `valid_from` are one order. All that is counted for a period, the steps of earlier
days included, is counted under the order that is valid on the period's last day.
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path

from kpis.periods import Period

STEPS = Path(__file__).resolve().parent.parent / "data" / "codelists" / "ladder_step.csv"


@cache
def orders() -> tuple[str, ...]:
    """The first day of each order, as '2021-01-01', oldest first."""
    with STEPS.open(encoding="utf-8", newline="") as file:
        return tuple(sorted({row["valid_from"] for row in csv.DictReader(file)}))


def order_on(day: date) -> str:
    """The order that is valid on a day; before the first, the first."""
    return max((first for first in orders() if first <= day.isoformat()), default=orders()[0])


def by_order(periods: Iterable[Period]) -> Iterator[tuple[str, list[Period]]]:
    """Periods by the order that is valid on their last day."""

    def order(period: Period) -> str:
        return order_on(period.last)

    for valid, of_order in groupby(sorted(periods, key=order), key=order):
        yield valid, list(of_order)
