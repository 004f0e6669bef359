"""Kinds of periods: months, and the quarters and years made of whole months."""

from collections import Counter
from collections.abc import Sequence
from typing import Literal

import kpis

Kind = Literal["month", "quarter", "year"]
KINDS: tuple[Kind, ...] = ("month", "quarter", "year")
MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}


def kind_of(period: str) -> Kind:
    """'2025-Q2' -> 'quarter'; what is no period counts as a month."""
    try:
        kpis.period(period)
    except kpis.UnknownPeriod:
        return "month"
    return "quarter" if "Q" in period else "month" if "-" in period else "year"


def complete_periods(kind: Kind, months: Sequence[str]) -> tuple[str, ...]:
    """The periods of a kind whose months are all there, in the order of the months."""
    found = Counter(part_of(month, kind) for month in months)
    return tuple(name for name, count in found.items() if count == MONTHS_IN[kind])


def part_of(month: str, kind: Kind) -> str:
    """The period of a kind a month lies in: '2025-05' -> '2025-Q2'."""
    year, number = month[:4], int(month[5:])
    names = {"month": month, "quarter": f"{year}-Q{(number + 2) // 3}", "year": year}
    return names[kind]
