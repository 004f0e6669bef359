"""The vocabulary of the numbers: what an indicator is, what a result is.

Frozen dataclasses, validated on creation. No database, no files.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

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


@dataclass(frozen=True)
class Beside:
    """A share that the catalogue wants counted beside an indicator, over the same population.

    It is asked for as `<indicator>.<name>` and released like any other number.
    Shares that name the same `whole` give one another away by subtraction, so
    one that is hidden hides all of them.
    """

    name: str
    numerator: str
    denominator: str = "true"
    whole: str = ""


@dataclass(frozen=True)
class Ratio:
    """A share of the rows of a population, 0-1.

    `numerator` and `denominator` are SQL conditions over the population's
    columns; a NULL condition counts as not met. The population itself places
    each row in its periods: a stock on the last day, an event on its own day.
    `breakdowns` are columns of the population. `balanced_by` are indicators
    that must be shown with this one, `companions` such that explain it,
    `beside` what is counted in the same rows; `sources` the exports it takes to trust
    it, "FFB" for the delivery reports. `days_back`: how many days before the last
    day of a month it looks; 0 for a stock, which is taken on that day. `hidden_with`
    are the numbers, itself among them, whose hidden members are hidden here too.
    """

    id: str
    serves: tuple[str, ...]
    population: str
    numerator: str
    better: Direction
    kind: Kind
    denominator: str = "true"
    breakdowns: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()
    balanced_by: tuple[str, ...] = ()
    beside: tuple[Beside, ...] = ()
    sources: tuple[str, ...] = ("FFB",)
    days_back: int = 0
    hidden_with: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.serves:
            raise ValueError(f"Indicator {self.id} serves no node of the strategy.")


@dataclass(frozen=True)
class Result:
    """One number as it may be shown, or the reason why there is none.

    `value`, `low` and `high` (Wilson 95 %) are shares 0-1 for a Ratio.
    `period` is '2025-06', '2025-Q2' or '2025'. `by` and `member` are empty
    for the total. A hidden number is None with status `suppressed`, never 0.
    """

    kpi: str
    period: str
    by: str
    member: str
    numerator: int | None
    denominator: int | None
    value: float | None
    low: float | None
    high: float | None
    status: Status
    known_at: date | None
    build_id: str

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
