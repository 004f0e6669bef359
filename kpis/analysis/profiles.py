"""What stands in each column: counted once, when the file is made."""

from collections.abc import Mapping
from dataclasses import dataclass

from kpis.analysis.numbers import KINDS
from kpis.warehouse import Reader

BINS = 10
COMMONEST = 8
NUMERIC = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "DOUBLE", "FLOAT")
NAMED = ("VARCHAR", "BOOLEAN")


@dataclass(frozen=True)
class Profile:
    """One column in numbers; see `Column`."""

    missing: float
    distinct: int
    low: str | None
    high: str | None
    histogram: tuple[int, ...]
    values: tuple[str, ...]


def profiles(
    reader: Reader, table: str, columns: Mapping[str, str]
) -> tuple[int, dict[str, Profile]]:
    """The rows of a table, and the profile of each of its columns by name."""
    rows, counted = _counts(reader, table, columns)
    spread = _histograms(reader, table, columns, counted)
    found = {}
    for name, kind in columns.items():
        there, distinct, low, high = counted[name]
        missing = 1 - there / rows if rows else 0.0
        common = _commonest(reader, table, name) if kind in NAMED and rows else ()
        found[name] = Profile(missing, distinct, low, high, spread.get(name, ()), common)
    return rows, found


Counted = dict[str, tuple[int, int, str | None, str | None]]


def _counts(reader: Reader, table: str, columns: Mapping[str, str]) -> tuple[int, Counted]:
    """Rows, and of each column how many are there, how many differ, the first and the last."""
    asked = ", ".join(
        f'count("{name}"), count(distinct "{name}"), {_ends(name, kind)}'
        for name, kind in columns.items()
    )
    rows, *told = reader.rows(f"select count(*), {asked} from {table}")[0]
    each = (tuple(told[first : first + 4]) for first in range(0, len(told), 4))
    return rows, dict(zip(columns, each, strict=True))


def _ends(name: str, kind: str) -> str:
    if not _has_ends(name, kind):
        return "null, null"
    return f'min("{name}")::varchar, max("{name}")::varchar'


def _has_ends(name: str, kind: str) -> bool:
    """Numbers, days and moments have a first and a last; a drawn number tells nothing."""
    is_ordered = kind in NUMERIC or kind.startswith(("DECIMAL", "DATE", "TIMESTAMP"))
    return is_ordered and name not in KINDS


def _histograms(
    reader: Reader, table: str, columns: Mapping[str, str], counted: Counted
) -> dict[str, tuple[int, ...]]:
    """How many rows fall into each of BINS equal parts from low to high."""
    names = [name for name, kind in columns.items() if _has_ends(name, kind) and counted[name][2]]
    if not names:
        return {}
    asked = ", ".join(_bins(name, columns[name], counted[name]) for name in names)
    (told,) = reader.rows(f"select {asked} from {table}")
    return {
        name: tuple((counts or {}).get(number, 0) for number in range(BINS))
        for name, counts in zip(names, told, strict=True)
    }


def _bins(name: str, kind: str, counted: tuple[int, int, str | None, str | None]) -> str:
    """A map of the rows in each part, by its number; a NULL is in none."""
    place = _number(f'"{name}"', kind)
    low, high = (_number(f"'{end}'", kind) for end in counted[2:])
    part = f"floor(({place} - {low}) / nullif({high} - {low}, 0) * {BINS})"
    number = f"least(if({low} = {high}, 0, {part}), {BINS - 1})::integer"
    return f'histogram({number}) filter ("{name}" is not null)'


def _number(value: str, kind: str) -> str:
    if kind.startswith(("DATE", "TIMESTAMP")):
        return f"epoch({value}::timestamp)"
    return f"{value}::double"


def _commonest(reader: Reader, table: str, name: str) -> tuple[str, ...]:
    rows = reader.rows(
        f'select "{name}"::varchar as value from {table} where "{name}" is not null '
        f"group by value order by count(*) desc, value limit {COMMONEST}"
    )
    return tuple(value for (value,) in rows)
