"""Questions asked without SQL, and the SQL they are: from a choice to one readable statement.

The statement reads the released numbers (`noegletal_resultat`), so nothing it can answer says
more than the pages do. Pure functions; whoever runs the text decides where.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kpis.analysis.results import STATUSES
from kpis.comparison import year_before
from kpis.errors import KpiError
from kpis.model import Result
from kpis.periods import period

RELATION = "noegletal_resultat"
NUMBERS = ("vaerdi", "taeller", "naevner", "nedre", "oevre", "status", "mangler")
COLUMNS = ("noegletal", "opdeling", "medlem", "periode", *NUMBERS)
"""What each row of an answer begins with, in this order."""

BEFORE = "_aaret_foer"
"""What the columns of a year before end in."""

KINDS: Mapping[str, str] = {"month": "måned", "quarter": "kvartal", "year": "år"}
"""Kinds of period, and what the relation calls them."""

_STATUS = {words: status for status, words in STATUSES.items()}


@dataclass(frozen=True)
class Choice:
    """What is asked: indicators, periods of one kind from `first` to `last`, breakdowns.

    The total is always there; each of `by` comes beside it, never one inside another, because
    only numbers of one breakdown are released. `has_year_before` puts the same period a year
    earlier beside each number.
    """

    kpis: tuple[str, ...]
    first: str
    last: str
    by: tuple[str, ...] = ()
    has_year_before: bool = False

    def __post_init__(self) -> None:
        if not self.kpis:
            raise KpiError("Nothing is asked: name an indicator.")
        if kind(self.first) != kind(self.last):
            raise KpiError(f"'{self.first}' and '{self.last}' are not periods of one kind.")
        for name in (*self.kpis, *self.by):
            if not name.isidentifier():
                raise KpiError(f"'{name}' is no name of an indicator or a breakdown.")


def kind(name: str) -> str:
    """'month', 'quarter' or 'year', by the name of a period; what is none is refused."""
    period(name)
    return "quarter" if "Q" in name else "month" if "-" in name else "year"


def statement(choice: Choice, heading: str = "") -> str:
    """The statement that answers a choice; `heading` stands above it as a remark."""
    asked = _with_year_before(choice) if choice.has_year_before else _plain(choice)
    return "".join(f"-- {line}\n" for line in heading.splitlines()) + asked


def offer() -> str:
    """The statement that says what there is to choose from.

    One row for each indicator, breakdown ('' for the total) and kind of period: the first and
    the last period of that kind. Numbers beside an indicator, which have a full stop in their
    name, are left out.
    """
    return (
        "select noegletal, opdeling, periodetype,\n"
        "       min(periode) as foerste, max(periode) as sidste\n"
        f"from {RELATION}\n"
        "where noegletal not like '%.%'\n"
        "group by all\n"
        "order by all"
    )


def offered(rows: Iterable[Sequence[Any]]) -> dict[tuple[str, str, str], tuple[str, str]]:
    """The answer to `offer` by indicator, breakdown and kind of period."""
    names = {words: name for name, words in KINDS.items()}
    return {(kpi, by, names[its]): (first, last) for kpi, by, its, first, last in rows}


def results(
    rows: Iterable[Sequence[Any]], known_at: date | None, build_id: str
) -> Iterator[tuple[Result, Result | None]]:
    """The rows of an answer as released results, each with that of a year before.

    None where the year before was not asked for or there is none.
    """
    size = len(COLUMNS)
    for kpi, by, member, name, *numbers in rows:
        own, before = numbers[: size - 4], numbers[size - 4 :]
        told = _result((kpi, name, by, member), own, known_at, build_id)
        if not before or before[-2] is None:
            yield told, None
        else:
            where = (kpi, year_before(name), by, member)
            yield told, _result(where, before, known_at, build_id)


def _result(
    where: tuple[str, str, str, str], cells: Sequence[Any], known_at: date | None, build_id: str
) -> Result:
    value, numerator, denominator, low, high, status, missing = cells
    return Result(
        *where,
        numerator=numerator,
        denominator=denominator,
        value=value,
        low=low,
        high=high,
        status=_STATUS[status],
        known_at=known_at,
        build_id=build_id,
        missing=tuple(filter(None, (missing or "").split(", "))),
    )


def _plain(choice: Choice) -> str:
    return (
        f"select {', '.join(COLUMNS)}\n"
        f"from {RELATION}\n"
        f"where {_asked(choice)}\n"
        "order by noegletal, opdeling, medlem, periode"
    )


def _with_year_before(choice: Choice) -> str:
    """Each row beside the one of the same name a year earlier, empty where there is none."""
    own = ", ".join(f"nu.{name}" for name in COLUMNS)
    before = ",\n       ".join(f"foer.{name} as {name}{BEFORE}" for name in NUMBERS)
    return (
        f"select {own},\n"
        f"       {before}\n"
        f"from {RELATION} as nu\n"
        f"left join {RELATION} as foer\n"
        "  on foer.noegletal = nu.noegletal\n"
        "  and foer.opdeling = nu.opdeling\n"
        "  and foer.medlem = nu.medlem\n"
        "  and foer.periodetype = nu.periodetype\n"
        "  and foer.fra_dato = nu.fra_dato - interval 1 year\n"
        f"where {_asked(choice, 'nu.')}\n"
        "order by nu.noegletal, nu.opdeling, nu.medlem, nu.periode"
    )


def _asked(choice: Choice, of: str = "") -> str:
    conditions = (
        f"{of}noegletal in ({_quoted(choice.kpis)})",
        f"{of}opdeling in ({_quoted(('', *choice.by))})",
        f"{of}periodetype = '{KINDS[kind(choice.first)]}'",
        f"{of}periode between '{choice.first}' and '{choice.last}'",
    )
    return "\n  and ".join(conditions)


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)
