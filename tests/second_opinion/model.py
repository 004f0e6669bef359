"""What an indicator's rows are, and how rows become an answer."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from tests.second_opinion.goals import Goals
from tests.second_opinion.needs import Needs
from tests.second_opinion.plans import Plans
from tests.second_opinion.state import State, days

DAYS_A_MONTH = Fraction(304, 10)  # catalogue no. 21: days / 30.4


@dataclass(frozen=True)
class Counted:
    """One row of an indicator.

    `day` is the day of its attributes (A3). A share counts `is_met`; a count
    and a median take `amount`; a quotient is `amount` per `per`. `bridged` is
    the step of the day and the day it was read on (A9), in movement. `own`
    holds the breakdowns that are columns of the row itself.
    """

    person_id: str | None
    day: date
    is_met: bool = True
    bridged: tuple[int, date] | None = None
    amount: Any = 1
    per: Any = 1
    own: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What the second opinion answers for one member.

    Shares and quotients have all three; a count has no denominator; a median
    has its value alone. `value` is None where the denominator is 0 (R17).
    """

    numerator: Any
    denominator: Any
    value: Any

    @property
    def counts(self) -> tuple[Any, Any]:
        return self.numerator, self.denominator


def quotient(numerator: Any, denominator: Any) -> Answer:
    value = Fraction(numerator) / Fraction(denominator) if denominator else None
    return Answer(numerator, denominator, value)


def share_of(rows: list[Counted]) -> Answer:
    return quotient(sum(row.is_met for row in rows), len(rows))


def count_of(rows: list[Counted]) -> Answer:
    """Sum over rows, no denominator."""
    total = sum(row.amount for row in rows)
    return Answer(total, None, total)


def quotient_of(rows: list[Counted]) -> Answer:
    return quotient(sum(row.amount for row in rows), sum(row.per for row in rows))


def median_of(rows: list[Counted]) -> Answer:
    """The middle amount, or half way between the two in the middle."""
    amounts = sorted(row.amount for row in rows)
    if not amounts:
        return Answer(None, None, None)
    low, high = amounts[(len(amounts) - 1) // 2], amounts[len(amounts) // 2]
    return Answer(None, None, (Fraction(low) + Fraction(high)) / 2)


def survival_of(rows: list[Counted]) -> Answer:
    """Kaplan-Meier: the first length that at most half outlive, in months.

    `amount` is the length in days, `is_met` that it ended (not censored).
    """
    surviving = Fraction(1)
    for length in sorted({row.amount for row in rows if row.is_met}):
        at_risk = sum(row.amount >= length for row in rows)
        ended = sum(row.amount == length and row.is_met for row in rows)
        surviving *= 1 - Fraction(ended, at_risk)
        if surviving <= Fraction(1, 2):
            return Answer(None, None, length / DAYS_A_MONTH)
    return Answer(None, None, None)


class World:
    """One municipality as known on one day: everything an indicator may ask."""

    def __init__(self, state: State) -> None:
        self.state, self.plans = state, Plans(state)
        self.goals, self.needs = Goals(state, self.plans), Needs(state)
        self.persons = sorted({row["person_id"] for row in state.all_newest("citizen")})

    def population(self, day: date) -> list[str]:
        """POP(D), R7."""
        return [person for person in self.persons if self.plans.in_population(person, day)]

    def on_steps(self, day: date, steps: range) -> list[str]:
        """A5: "citizens" in a stock indicator means POP."""
        return [p for p in self.population(day) if self.plans.step(p, day) in steps]

    def codes(self, person_id: str, day: date) -> set[str]:
        """The codes of all ydelser active on the day."""
        active = self.plans.active(person_id, day)
        return {c for plan in active for c in self.plans.codes(plan["care_plan_id"], day)}


Rows = Callable[[World, date, date], Iterator[Counted]]


@dataclass(frozen=True)
class Indicator:
    """Which rows, from the first and last day of a period, and how they become an answer."""

    rows: Rows
    answer: Callable[[list[Counted]], Answer] = share_of
    # Breakdowns whose members are no parts of the rows: the rows of all members.
    apart: dict[str, Rows] = field(default_factory=dict)


def only(rows: Rows, is_in: Callable[[Counted], bool]) -> Rows:
    """Some of the rows of another indicator."""

    def some(world: World, first: date, last: date) -> Iterator[Counted]:
        yield from filter(is_in, rows(world, first, last))

    return some


def period_days(period: str) -> tuple[date, date]:
    """First and last day of '2025-06', '2025-Q2' or '2025'."""
    year, part = int(period[:4]), period[5:]
    if part.startswith("Q"):
        first, months = int(part[1]) * 3 - 2, 3
    else:
        first, months = (int(part), 1) if part else (1, 12)
    after = date(year + (first + months > 12), (first + months - 1) % 12 + 1, 1)
    return date(year, first, 1), after - days(1)


def month_ends(after: date, until: date) -> list[date]:
    """The last days of months in (after, until]."""
    count = (until - after).days
    found = (after + days(n) for n in range(1, count + 1))
    return [day for day in found if (day + days(1)).day == 1]
