"""Periods: a month, a quarter or a year, both ends included. No database."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from kpis.errors import KpiError, nearest

MONTH, QUARTER, YEAR = 1, 3, 12

_FORM = re.compile(r"(?P<year>[0-9]{4})(?:-(?:(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4])))?")


class UnknownPeriod(KpiError):
    """A period that is no month, quarter or year."""


@dataclass(frozen=True)
class Period:
    """`last` is D, the day on which a stock is taken (catalogue 2.1, Notation)."""

    id: str
    first: date
    last: date


@lru_cache(maxsize=4096)  # a page asks for the same few hundred names ten thousand times
def period(text: str) -> Period:
    """'2025-06', '2025-Q2' or '2025'; anything else raises `UnknownPeriod`."""
    found = _FORM.fullmatch(text)
    if found is None or int(found["year"]) < 1900:
        raise UnknownPeriod(
            f"'{text}' is no period: write 2025-06 (month), 2025-Q2 (quarter) or 2025 (year)."
            f" Did you mean '{_nearest(text)}'?"
        )
    months = MONTH if found["month"] else QUARTER if found["quarter"] else YEAR
    start = int(found["month"] or QUARTER * int(found["quarter"] or 1) - 2)
    return _spanning(text, int(found["year"]), start, months)


def _nearest(text: str) -> str:
    """The period most like the text, of the year it begins with or of 2025."""
    year = found[0] if (found := re.match(r"(?:19|2[0-9])[0-9]{2}", text)) else "2025"
    months = (f"{year}-{month:02}" for month in range(1, YEAR + 1))
    quarters = (f"{year}-Q{quarter}" for quarter in range(1, 5))
    return nearest(text, (*months, *quarters, year))


def month_of(day: date) -> Period:
    """The month a day lies in."""
    return period(f"{day.year:04}-{day.month:02}")


def months_back(newest: str, count: int) -> list[str]:
    """`count` months ending with `newest`, oldest first."""
    last = period(newest).last
    ends = [last.year * YEAR + last.month - 1 - back for back in reversed(range(count))]
    return [f"{end // YEAR:04}-{end % YEAR + 1:02}" for end in ends]


def month_after(month: str, count: int) -> str:
    """The month `count` months later: '2025-11', 3 -> '2026-02'."""
    first = period(month).first
    index = first.year * YEAR + first.month - 1 + count
    return f"{index // YEAR:04}-{index % YEAR + 1:02}"


def latest_complete(day: date) -> str:
    """The last month that is over on `day`."""
    month = month_of(day)
    return month.id if month.last <= day else month_of(month.first - timedelta(days=1)).id


def _spanning(text: str, year: int, first_month: int, months: int) -> Period:
    last_month = first_month + months - 1
    last_day = monthrange(year, last_month)[1]
    return Period(text, date(year, first_month, 1), date(year, last_month, last_day))
