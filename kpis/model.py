"""The vocabulary of the numbers: what an indicator is, what a result is.

Frozen dataclasses, validated on creation. No database, no files.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kpis.formulas import Formula, Share, Sum

# The breakdowns every population of citizens offers, read on the row's own day (A3).
CITIZEN = ("step", "primary_target_group", "age_group", "sex")


class Status(StrEnum):
    """Why a result has a value, or has none."""

    OK = "ok"
    NO_DATA = "no_data"
    SUPPRESSED = "suppressed"
    TOO_EARLY = "too_early"
    NOT_MEASURABLE = "not_measurable"


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"
    BAND = "band"


class Kind(StrEnum):
    """What sort of measure an indicator is."""

    OUTCOME = "outcome"
    PROCESS = "process"
    STRUCTURE = "structure"
    BALANCING = "balancing"


class Unit(StrEnum):
    """What a value is counted in."""

    SHARE = "share"
    COUNT = "count"
    PLACES = "places"
    DAYS = "days"
    MONTHS = "months"
    KRONER = "kroner"
    SCORE = "score"


@dataclass(frozen=True)
class Beside:
    """What the catalogue wants counted beside an indicator, over the same population.

    A share by its two conditions, anything else by its `formula` and `unit`; over another
    `population` where that is named, and then with its own `persons`, without breakdowns.
    `sources` are the exports it takes, where they differ from the indicator's. It is
    asked for as `<indicator>.<name>` and released like any other number. Shares that
    name the same `whole` give one another away by subtraction, so one that is hidden
    hides all of them.
    """

    name: str
    numerator: str = ""
    denominator: str = "true"
    whole: str = ""
    formula: Formula | None = None
    unit: Unit = Unit.SHARE
    population: str = ""
    persons: str = ""
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if bool(self.numerator) == bool(self.formula):
            raise ValueError(f"Beside {self.name} is a share or has a formula, one of the two.")


@dataclass(frozen=True)
class Apart:
    """A breakdown whose members do not part the rows of the indicator.

    A row stands in several members, or a part of it in each. So it is counted over a
    `population` of its own, one row for each row and member, with the columns that the
    formula names. The members do not sum to the total.
    """

    by: str
    population: str


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One number of the catalogue: a formula over the rows of a population.

    The population itself places each row in its periods: a stock on the last day, an
    event on its own day. `breakdowns` are columns of the population, or of that of their
    `apart`. `balanced_by` are
    indicators that must be shown with this one, `companions` such that explain it,
    `beside` what is counted in the same rows; `sources` the exports it takes to compute
    it, "FFB" for the delivery reports, `trusted_with` those without which it is computed
    but flatters. `reads_ladder`: its value follows the order of steps, so two of them
    compare under one order only. `days_back`: how many days before the last
    day of a month it looks; 0 for a stock, which is taken on that day. `hidden_with`
    are the numbers, itself among them, whose hidden members are hidden here too.
    `persons` is the column that names whose a row is, where one person can have
    several; NOBODY where rows are not about people.
    """

    id: str
    serves: tuple[str, ...]
    population: str
    better: Direction
    kind: Kind
    breakdowns: tuple[str, ...] = ()
    apart: tuple[Apart, ...] = ()
    companions: tuple[str, ...] = ()
    balanced_by: tuple[str, ...] = ()
    beside: tuple[Beside, ...] = ()
    sources: tuple[str, ...] = ("FFB",)
    trusted_with: tuple[str, ...] = ()
    reads_ladder: bool = False
    days_back: int = 0
    hidden_with: tuple[str, ...] = ()
    persons: str = ""
    unit: Unit = Unit.SHARE

    def __post_init__(self) -> None:
        if not self.serves:
            raise ValueError(f"Indicator {self.id} serves no node of the strategy.")
        if not {one.by for one in self.apart} <= set(self.breakdowns):
            raise ValueError(f"Indicator {self.id} has an apart that is no breakdown of it.")

    def counted_over(self, by: str = "") -> str:
        """The population of a breakdown; '' for the total."""
        return {one.by: one.population for one in self.apart}.get(by, self.population)

    @property
    def formula(self) -> Formula:
        """How its number comes out of the rows."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class Ratio(Indicator):
    """A share of the rows of a population, 0-1: two conditions over its columns."""

    numerator: str
    denominator: str = "true"

    @property
    def formula(self) -> Formula:
        return Share(self.numerator, self.denominator)


@dataclass(frozen=True, kw_only=True)
class Count(Indicator):
    """A number of rows, or the sum of an amount over them. It has no denominator."""

    amount: str = "1"
    where: str = "true"
    unit: Unit = Unit.COUNT

    @property
    def formula(self) -> Formula:
        return Sum(self.amount, self.where)


@dataclass(frozen=True, kw_only=True)
class Measured(Indicator):
    """An indicator whose number takes more than two conditions: its formula stands in full."""

    number: Formula

    @property
    def formula(self) -> Formula:
        return self.number


@dataclass(frozen=True)
class Result:
    """One number as it may be shown, or the reason why there is none.

    `value`, `low` and `high` (95 %) are in the indicator's unit: shares 0-1 for a Ratio,
    with Wilson's interval. `numerator` and `denominator` are counts for a share, sums for
    other formulas, None where the formula has none. `period` is '2025-06', '2025-Q2' or
    '2025'. `by` and `member` are empty for the total. A hidden number is None with status
    `suppressed`, never 0. `missing` are the exports that are not loaded and that it takes
    to compute it (then there is no value) or to trust it.
    """

    kpi: str
    period: str
    by: str
    member: str
    numerator: float | None
    denominator: float | None
    value: float | None
    low: float | None
    high: float | None
    status: Status
    known_at: date | None
    build_id: str
    missing: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.value is None) == (self.status is Status.OK):
            raise ValueError(f"{self.kpi} {self.period}: a value and status {self.status}.")


@dataclass(frozen=True)
class Target:
    """A target as it was decided: a floor, a ceiling or both, shares 0-1."""

    kpi: str
    kind: str
    low: float | None
    high: float | None
    valid_from: date
    decided_by: str
    where: str


class Course(StrEnum):
    """A result held against its target. Words and shapes live in the texts."""

    ON_COURSE = "on_course"
    WATCH = "watch"
    ACT = "act"
    NOT_JUDGED = "not_judged"
