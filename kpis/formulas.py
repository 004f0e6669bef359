"""How a number comes out of the rows it counts: SQL aggregates in, one figure out.

A formula names the aggregates it needs, in SQL over the columns of a population, and
makes a figure of their values in one cell. No database. A NULL condition is not met.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Protocol

from kpis.standardise import standardised, stratified
from kpis.statistics import DAYS_A_MONTH, Stay, median_stay, wilson

Values = Mapping[str, Any]

NOBODY = "nobody"  # in place of the column of persons, where rows are not about people


@dataclass(frozen=True)
class Figure:
    """One number before disclosure control.

    `value` is None where nothing can be said: nothing counted, or a median that was not
    reached. `rows` were looked at: none means that there was nothing to count in, which is
    something else than a count of 0. `persons` stand behind the number, None where rows
    are not about people. `low` and `high` are a 95 % interval, for formulas that have one.
    `parts` are the two sides of a share, each of which can tell about somebody.
    """

    rows: int
    persons: int | None
    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    low: float | None = None
    high: float | None = None
    parts: tuple[int, int] | None = None


class Formula(Protocol):
    """What every formula can do. Conditions and amounts are SQL over one row.

    `adds_up`: where rows are parted, the numerators and denominators of the parts sum to
    those of the whole. It is not so for a middle, or for what is weighed or counted anew in
    each part.
    """

    adds_up: ClassVar[bool]

    def conditions(self) -> dict[str, str]:
        """The SQL that defines it, by the role it plays, as readers are shown it."""

    def aggregates(self, persons: str) -> dict[str, str]:
        """SQL aggregates by name; `persons` names whose a row is, '' for one person a row."""

    def figure(self, values: Values) -> Figure:
        """The figure of one cell from the values of its aggregates, by name."""


@dataclass(frozen=True)
class Share:
    """Rows that meet a condition among rows that meet another, 0-1, with Wilson's interval."""

    adds_up: ClassVar[bool] = True
    numerator: str
    denominator: str = "true"

    def conditions(self) -> dict[str, str]:
        return {"numerator": self.numerator, "denominator": self.denominator}

    def aggregates(self, persons: str) -> dict[str, str]:
        return {
            "numerator": f"count(*) filter (({self.denominator}) and ({self.numerator}))",
            "denominator": f"count(*) filter ({self.denominator})",
        } | _whose(persons, self.denominator)

    def figure(self, values: Values) -> Figure:
        numerator, denominator = values["numerator"], values["denominator"]
        return share(numerator, denominator, values.get("persons", denominator))


def share(numerator: int, denominator: int, persons: int | None) -> Figure:
    """The figure of a share; without a denominator it has no value (R17)."""
    if denominator == 0:
        return Figure(0, persons, None, 0, 0)
    low, high = wilson(numerator, denominator)
    parts = None if persons is None else (numerator, denominator - numerator)
    value = numerator / denominator
    return Figure(denominator, persons, value, numerator, denominator, low, high, parts)


@dataclass(frozen=True)
class Sum:
    """The sum of an amount over rows; the number of rows where the amount is 1. No denominator.

    It is 0 where rows were looked at and none meets `where`.
    """

    adds_up: ClassVar[bool] = True
    amount: str = "1"
    where: str = "true"

    def conditions(self) -> dict[str, str]:
        return {"amount": self.amount, "where": self.where}

    def aggregates(self, persons: str) -> dict[str, str]:
        return {
            "amount": f"coalesce(sum({self.amount}) filter ({self.where}), 0)",
            "rows": "count(*)",
        } | (_whose(persons, self.where) or {"persons": f"count(*) filter ({self.where})"})

    def figure(self, values: Values) -> Figure:
        amount = _number(values["amount"])
        return Figure(*_behind(values), amount, amount)


@dataclass(frozen=True)
class Quotient:
    """One sum over another. Either may be an amount of money or of days, and signed."""

    adds_up: ClassVar[bool] = True
    numerator: str
    denominator: str
    where: str = "true"

    def conditions(self) -> dict[str, str]:
        return {
            "numerator": self.numerator,
            "denominator": self.denominator,
            "where": self.where,
        }

    def aggregates(self, persons: str) -> dict[str, str]:
        return {
            "numerator": f"coalesce(sum({self.numerator}) filter ({self.where}), 0)",
            "denominator": f"coalesce(sum({self.denominator}) filter ({self.where}), 0)",
        } | _rows(persons, self.where)

    def figure(self, values: Values) -> Figure:
        numerator, denominator = _number(values["numerator"]), _number(values["denominator"])
        value = numerator / denominator if denominator else None
        return Figure(*_behind(values), value, numerator, denominator)


@dataclass(frozen=True)
class Median:
    """The middle amount of the rows."""

    adds_up: ClassVar[bool] = False
    amount: str
    where: str = "true"

    def conditions(self) -> dict[str, str]:
        return {"amount": self.amount, "where": self.where}

    def aggregates(self, persons: str) -> dict[str, str]:
        return {"median": f"median({self.amount}) filter ({self.where})"} | _rows(
            persons, self.where
        )

    def figure(self, values: Values) -> Figure:
        return Figure(*_behind(values), _number(values["median"]))


@dataclass(frozen=True)
class Survival:
    """The Kaplan-Meier median length in months of stays, of which some are still open.

    `days` is the length so far, `ended` whether it ended. No value while fewer than half
    have ended, as far as the open ones can tell.
    """

    adds_up: ClassVar[bool] = False
    days: str
    ended: str
    where: str = "true"

    def conditions(self) -> dict[str, str]:
        return {"days": self.days, "ended": self.ended, "where": self.where}

    def aggregates(self, persons: str) -> dict[str, str]:
        stays = f"list(({self.days}, coalesce({self.ended}, false))) filter ({self.where})"
        return {"stays": stays} | _rows(persons, self.where)

    def figure(self, values: Values) -> Figure:
        middle = median_stay([Stay(*stay) for stay in values["stays"] or ()])
        return Figure(*_behind(values), None if middle is None else middle / DAYS_A_MONTH)


@dataclass(frozen=True)
class InUse:
    """How many categories have at least `smallest` rows (B17: in each member on its own)."""

    adds_up: ClassVar[bool] = False
    category: str
    smallest: int
    where: str = "true"

    def conditions(self) -> dict[str, str]:
        return {"category": self.category, "smallest": str(self.smallest), "where": self.where}

    def aggregates(self, persons: str) -> dict[str, str]:
        sizes = f"map_values(histogram({self.category}) filter ({self.where}))"
        return {"sizes": sizes} | _rows(persons, self.where)

    def figure(self, values: Values) -> Figure:
        used = sum(size >= self.smallest for size in values["sizes"] or ())
        return Figure(*_behind(values), used, used)


@dataclass(frozen=True)
class Standardised:
    """An amount per unit of time, weighed by strata so that a change of mix is no change (no. 36).

    `group` and `rank` are the stratum: a step, and the level of need within it, NULL for an
    unknown one. `time` is person-years, `weight` the stratum's share of them in a reference
    year. A stratum with less than `smallest` of `time` is merged with its neighbour by rank.
    """

    adds_up: ClassVar[bool] = False
    amount: str
    time: str
    group: str
    rank: str
    weight: str
    smallest: float = 5.0
    where: str = "true"

    def conditions(self) -> dict[str, str]:
        return {"numerator": self.amount, "denominator": self.time, "where": self.where}

    def aggregates(self, persons: str) -> dict[str, str]:
        row = f"({self.group}, {self.rank}, {self.amount}, {self.time}, {self.weight})"
        # A stratum of the reference year that nobody is in now has no time.
        counted = _rows(persons, f"({self.where}) and {self.time} > 0")
        return {"strata": f"list({row}) filter ({self.where})"} | counted

    def figure(self, values: Values) -> Figure:
        strata = stratified(values["strata"] or ())
        weighed = standardised(strata, self.smallest)
        return Figure(*_behind(values), weighed)


def _rows(persons: str, where: str) -> dict[str, str]:
    return {"rows": f"count(*) filter ({where})"} | _whose(persons, where)


def _whose(persons: str, where: str) -> dict[str, str]:
    """How many persons stand behind the rows, where a person can have several."""
    if not persons:
        return {}
    counted = "NULL" if persons == NOBODY else f"count(distinct {persons}) filter ({where})"
    return {"persons": counted}


def _number(value: Any) -> Any:
    """Money and decimals come from the engine as Decimal; a result holds plain numbers."""
    return float(value) if isinstance(value, Decimal) else value


def _behind(values: Values) -> tuple[int, int | None]:
    """Rows and persons; without a column of persons a row is one."""
    return values["rows"], values.get("persons", values["rows"])
