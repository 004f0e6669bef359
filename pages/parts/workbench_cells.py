"""A value of an answer as readers read it: Danish numbers and days, a dash where there is none."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any

from pages.parts import formats
from pages.parts.texts import text

NONE = "–"
MOST_DECIMALS = ((1.0, 4), (100.0, 2))
"""Below such a size a column is written with at most so many decimals; above all with one."""

WITHOUT_POINTS = ("aar", "borger")
"""Columns whose whole numbers are names: 2026 is no count, and a citizen's number is none."""

LONGEST = 300  # characters of a cell

Words = Callable[[Any], str]


def rows(n: int) -> str:
    """'1 række', '5.000 rækker'."""
    return text("analyse.rows.one" if n == 1 else "analyse.rows.many", n=formats.number(n))


def is_number(value: Any) -> bool:
    """Whether a value can be reckoned with."""
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def is_figure(values: Sequence[Any]) -> bool:
    """Whether a column is set to the right: numbers, and at least one of them."""
    given = [value for value in values if value is not None]
    return bool(given) and all(map(is_number, given))


def words_for(name: str, values: Sequence[Any]) -> Words:
    """How the values of a column are written, all with as many decimals as one of them needs."""
    decimals = _decimals([value for value in values if isinstance(value, float | Decimal)])
    is_name = any(name == part or name.startswith(f"{part}_") for part in WITHOUT_POINTS)
    return lambda value: _words(value, decimals, is_name and not decimals)


def _words(value: Any, decimals: int, is_name: bool) -> str:
    if value is None:
        return NONE
    if isinstance(value, bool):
        return text("analyse.yes") if value else text("analyse.no")
    if is_number(value) and isfinite(value):
        return str(value) if is_name else formats.number(float(value), decimals)
    if isinstance(value, datetime):
        return f"{formats.day(value.date())} {value:%H:%M}"
    return formats.day(value) if isinstance(value, date) else _cut(str(value))


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[:LONGEST]} …"


def _decimals(values: Sequence[float | Decimal]) -> int:
    """Decimals that a column needs, and no more than its largest number bears."""
    finite = [float(value) for value in values if isfinite(value)]
    largest = max(map(abs, finite), default=0.0)
    most = next((decimals for size, decimals in MOST_DECIMALS if largest <= size), 1)
    return max((len(f"{its:.{most}f}".rstrip("0").partition(".")[2]) for its in finite), default=0)
