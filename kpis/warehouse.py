"""The reader's side of the warehouse: the one module of kpis/ that knows DuckDB.

A warehouse is a directory of immutable builds and a text file `current` that
names the live one. A reader attaches that build read-only beside four
in-memory databases: `codelist` (the reviewed lists), `supply` (the supplementary
exports, loaded or empty), `known` and `population` (what the compiled SQL
computes). Nothing is ever written to disk.
"""

import csv
import os
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from kpis.errors import KpiError
from kpis.supply import exports, supplies

ROOT = Path(__file__).resolve().parent.parent
CODELISTS = ROOT / "data" / "codelists"
MACROS = Path(__file__).resolve().parent / "macros.sql"
EVERYTHING = date(9999, 12, 31)  # known-at when all that was received counts

# Who we are (A15) is a setting: a warehouse with its own list does not use the example's.
ORGANIZATIONS = "organizations.csv"


_OF_CORE = (
    "select table_name from duckdb_tables() "
    "where database_name = 'warehouse' and schema_name = 'core'"
)
_LIST = re.compile(r"\bcodelist\.[a-z_]+\b")


class NoWarehouse(KpiError):
    """There is nothing to read yet, or what is there is no warehouse."""


class UnreadableWarehouse(KpiError):
    """A build that DuckDB cannot read: damaged, of another version, too large for the memory."""


@dataclass(frozen=True)
class BuildInfo:
    """The live build: `known_from` and `known_at` are the days of its first and last report.

    Before `known_from` nobody reported: what a number says about those days is
    hindsight, and who had left by then is missing from it.
    """

    build_id: str
    built_at: datetime | None
    known_at: date | None
    is_example: bool
    known_from: date | None = None


@dataclass(frozen=True)
class Deliveries:
    """What was loaded, for the page about data: rows as the tables of `core` hold them.

    `counts` are the rows that a rule counts without setting them aside; a build from before
    there were such rules has none.
    """

    runs: tuple[dict[str, Any], ...]
    files: tuple[dict[str, Any], ...]
    set_aside: tuple[dict[str, Any], ...]
    checks: tuple[dict[str, Any], ...]
    tables: dict[str, int]
    counts: tuple[dict[str, Any], ...] = ()


class Reader:
    """One open build. Close it by leaving the `with` block of `opened`."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, build_id: str, where: Path) -> None:
        self._connection = connection
        self._where = where
        self.build_id = build_id

    def prepare(self, given: Collection[str] | None = None) -> None:
        """Make room to compute in: code lists, macros and empty schemas, in memory only.

        `given` names the lists and exports that will be read (`compile.given`); without it all
        stand ready. Each takes as long to make as a small population.
        """
        _prepare(self._connection, self._where, given)

    def write_to(self, file: Path, name: str) -> None:
        """A new database file beside the build; before `prepare`, which lets no other file in."""
        options = "recovery_mode no_wal_writes"  # what was not finished is thrown away
        self.run(f"attach '{_quoted(file)}' as {name} ({options})")

    def start_over(self) -> None:
        """Forget what was computed, and keep what was prepared."""
        self.run("detach known; detach population; attach ':memory:' as known")
        self.run("attach ':memory:' as population")

    def run(self, sql: str) -> None:
        """Run one statement or several."""
        self._connection.execute(sql)

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of one query."""
        return self._connection.execute(sql, list(parameters)).fetchall()

    def records(self, sql: str) -> tuple[dict[str, Any], ...]:
        """The rows of one query, each by column name."""
        cursor = self._connection.execute(sql)
        names = [column[0] for column in cursor.description or ()]
        return tuple(dict(zip(names, row, strict=True)) for row in cursor.fetchall())

    def insert(self, table: str, rows: Sequence[Sequence[Any]]) -> None:
        """Add a few rows to a table of `population`."""
        marks = ", ".join("?" for _ in rows[0])
        self._connection.executemany(f"insert into {table} values ({marks})", rows)

    def insert_many(self, table: str, rows: Sequence[Sequence[Any]]) -> None:
        """Add many rows to a table in one statement, a list for each column."""
        if rows:
            marks = ", ".join("unnest(?)" for _ in rows[0])
            self.rows(f"insert into {table} select {marks}", [*map(list, zip(*rows, strict=True))])

    def reported(self) -> tuple[date | None, date | None]:
        """The Danish dates of the first and the last delivery report; None when there is none."""
        query = "select min(reported_date), max(reported_date) from core.delivery_report"
        first, last = self.rows(query)[0]
        return first, last

    def loaded(self) -> frozenset[str]:
        """The supplementary exports (T01-T23) of which a row is loaded."""
        # The engine knows of which tables nothing was ever written; only the others are read.
        held = {table for (table,) in self.rows(f"{_OF_CORE} and estimated_size > 0")}
        return exports(
            supply.table
            for supply in supplies()
            if supply.table in held and self.rows(f"from warehouse.core.{supply.table} limit 1")
        )


def folder(warehouse: Path | str | None = None) -> Path:
    """The directory: as given, else STRATEGI_WAREHOUSE, else data/warehouse."""
    return Path(warehouse or os.environ.get("STRATEGI_WAREHOUSE") or ROOT / "data" / "warehouse")


def municipality(warehouse: Path | str | None = None) -> str:
    """The name of the municipality whose numbers these are (A15); empty where the list has none."""
    where = folder(warehouse)
    (path,) = [path for path in _codelists(where) if path.name == ORGANIZATIONS]
    with path.open(encoding="utf-8-sig", newline="") as file:
        ours = [row for row in csv.DictReader(file) if row["is_ours"] == "true"]
    return ours[0]["municipality_name"] if ours else ""


@contextmanager
def opened(warehouse: Path | str | None = None) -> Iterator[Reader]:
    """The live build, open for reading.

    Raises `NoWarehouse` when there is none, `UnreadableWarehouse` when DuckDB
    gives up inside the `with` block: no traceback of it reaches a reader.
    """
    where = folder(warehouse)
    connection = duckdb.connect()
    try:
        yield Reader(connection, _attach(connection, where), where)
    except duckdb.Error as error:
        raise UnreadableWarehouse(
            f"The warehouse in {where} is there but could not be read to the end; "
            "load the exports again with `python -m pipelines load`."
        ) from error
    finally:
        connection.close()


def live(warehouse: Path | str | None = None) -> Path:
    """The file of the live build, which is not opened. Raises `NoWarehouse`."""
    where = folder(warehouse)
    return where / _pointer(where)


def build(warehouse: Path | str | None = None) -> BuildInfo:
    """Which build is live and what it holds."""
    with opened(warehouse) as reader:
        runs = "select max(published_at), coalesce(bool_and(is_example), false) from core.load_run"
        built_at, is_example = reader.rows(runs)[0]
        first, last = reader.reported()
        return BuildInfo(reader.build_id, built_at, last, is_example, first)


def deliveries(warehouse: Path | str | None = None) -> Deliveries:
    """Runs, files, what was set aside, checks and the rows of each table."""
    with opened(warehouse) as reader:
        return Deliveries(
            runs=reader.records("from core.load_run order by run_id desc"),
            files=reader.records("from core.export_file order by run_id desc, path"),
            set_aside=reader.records("from core.set_aside order by set_aside_id"),
            checks=reader.records("from core.contract_check order by run_id desc, table_name"),
            tables=_table_sizes(reader),
            counts=_rule_counts(reader),
        )


def _table_sizes(reader: Reader) -> dict[str, int]:
    """Rows in the current state of each profile, entered in error included.

    And of each supplementary export that has any.
    """
    views = reader.rows(
        "select view_name from duckdb_views() "
        "where database_name = 'warehouse' and schema_name = 'core' order by view_name"
    )
    there = _core_tables(reader)
    sizes = {name: _rows_of(reader, name) for (name,) in views}
    given = {s.table: _rows_of(reader, s.table) for s in supplies() if s.table in there}
    return sizes | {name: rows for name, rows in given.items() if rows}


def _rows_of(reader: Reader, table: str) -> int:
    return int(reader.rows(f'select count(*) from core."{table}"')[0][0])


def _rule_counts(reader: Reader) -> tuple[dict[str, Any], ...]:
    if "rule_count" not in _core_tables(reader):
        return ()
    return reader.records("from core.rule_count order by run_id desc, table_name, rule, place")


def _core_tables(reader: Reader) -> frozenset[str]:
    query = "from duckdb_tables() select table_name where schema_name = 'core'"
    return frozenset(name for (name,) in reader.rows(query))


def _attach(connection: duckdb.DuckDBPyConnection, where: Path) -> str:
    """Attach the live build. It may be pruned between pointer and open: then look once more."""
    for is_last_try in (False, True):
        build = where / _pointer(where)
        try:
            connection.execute(f"attach '{_quoted(build)}' as warehouse (read_only)")
            connection.execute("set enable_progress_bar = false; use warehouse")
            return build.stem
        except duckdb.Error as error:
            if is_last_try:
                raise NoWarehouse(
                    f"The build {build.name} in {where} cannot be opened; "
                    "load the exports again with `python -m pipelines load`."
                ) from error
    raise AssertionError("The loop above returns or raises.")


def _pointer(where: Path) -> str:
    """The file name in `current`."""
    try:
        name = (where / "current").read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise NoWarehouse(
            f"There is no warehouse in {where}; make one with `python -m pipelines load`."
        ) from error
    if not name or Path(name).name != name:
        raise NoWarehouse(
            f"The file current in {where} names no build; make one with `python -m pipelines load`."
        )
    return name


def _prepare(
    connection: duckdb.DuckDBPyConnection, where: Path, given: Collection[str] | None
) -> None:
    """Code lists, macros, and then no more files: what follows computes in memory only."""
    for name in ("codelist", "supply", "known", "population"):
        connection.execute(f"attach ':memory:' as {name}")
    macros = MACROS.read_text("utf-8")
    wanted = None if given is None else {*given, *_LIST.findall(macros)}
    for path in _codelists(where):
        if wanted is None or f"codelist.{path.stem}" in wanted:
            connection.execute(
                f"create table codelist.{path.stem} as "
                f"from read_csv('{_quoted(path)}', all_varchar = true, header = true, delim = ',')"
            )
    _supply(connection, wanted)
    connection.execute(macros)
    connection.execute("set temp_directory = ''; set enable_external_access = false")


def _supply(connection: duckdb.DuckDBPyConnection, wanted: Collection[str] | None) -> None:
    """The supplementary tables, empty where the build has none, so that all SQL binds."""
    there = connection.execute(_OF_CORE).fetchall()
    for supply in supplies():
        if wanted is None or f"supply.{supply.table}" in wanted:
            connection.execute(supply.ready((supply.table,) in there))


def _codelists(where: Path) -> list[Path]:
    """The reviewed lists; a warehouse's own list of organisations takes the example's place."""
    own = where / ORGANIZATIONS
    lists = {path.name: path for path in CODELISTS.glob("*.csv")}
    return list((lists | {own.name: own} if own.is_file() else lists).values())


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
