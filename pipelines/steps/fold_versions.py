"""Fold what was staged into the versions of each profile (`pipelines/sql/fold.sql`)."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from string import Template

import duckdb

from pipelines.contracts.delivery_reports import PROFILES, WHOSE
from pipelines.contracts.model import Table
from pipelines.statements import statements
from pipelines.warehouse import beside

AT_ONCE = 2  # the engine gives a profile of less than 122,880 rows one thread
ROWS_AT_ONCE = 500_000  # of one profile; this bounds the memory of a fold


Folded = Callable[[Table, int], None]
"""Told of a profile's table and the row id from which on its versions are the fold's."""


def fold_versions(
    connection: duckdb.DuckDBPyConnection,
    profiles: Sequence[Table] = PROFILES,
    folded: Folded = lambda table, first_row: None,
) -> None:
    """Rebuild the versions of every staged resource.

    `folded` is told of every profile as soon as its versions are written, while
    those of others still are, so what it does to them is done beside the fold.
    """
    for statement in statements("order_reports"):
        connection.execute(statement)
    began = {table.name: _next_row(connection, table) for table in profiles}
    staged = {table: _staged(connection, table) for table in profiles}
    largest_first = sorted(filter(staged.get, profiles), key=lambda table: -staged[table])
    threads = ThreadPoolExecutor(AT_ONCE)
    try:
        folds = {
            threads.submit(
                _fold, beside(connection), table, 1 + staged[table] // ROWS_AT_ONCE
            ): table
            for table in largest_first
        }
        for fold in as_completed(folds):
            fold.result()
            folded(folds[fold], began[folds[fold].name])
    finally:  # after a fault, or Ctrl-C, what has not begun never does
        threads.shutdown(cancel_futures=True)
    for table in (table for table in profiles if not staged[table]):
        folded(table, began[table.name])


def _fold(connection: duckdb.DuckDBPyConnection, table: Table, parts: int) -> None:
    """One profile, on a connection of its own: temporary tables are a connection's."""
    with connection:
        for part in range(parts):
            for statement in _statements(table, part, parts):
                connection.execute(statement)


def _next_row(connection: duckdb.DuckDBPyConnection, table: Table) -> int:
    query = f"select coalesce(max(rowid) + 1, 0) from core.{table.name}_version"
    found = connection.execute(query).fetchone()
    return int(found[0]) if found else 0


def _statements(table: Table, part: int, parts: int) -> Sequence[str]:
    """The fold's SQL for one profile, statement by statement."""
    names = {
        "part": str(part),
        "parts": str(parts),
        "table": table.name,
        "key": table.key[0],
        "version_columns": _columns(table, "version"),
        "kept_columns": _columns(table, "kept"),
        "staged_columns": _columns(table, "content", "report"),
    }
    return [Template(statement).substitute(names) for statement in statements("fold")]


def _columns(table: Table, relation: str, whose: str = "") -> str:
    """All columns of a relation; whose it is from another one, where that is given."""
    told = {column.name: whose for column in WHOSE if whose}
    return ", ".join(f'{told.get(name, relation)}."{name}"' for name in table.column_names)


def _staged(connection: duckdb.DuckDBPyConnection, table: Table) -> int:
    found = connection.execute(f"select count(*) from staging.{table.name}_sighting").fetchone()
    return int(found[0]) if found else 0
