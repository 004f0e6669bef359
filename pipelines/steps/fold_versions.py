"""Fold what was staged into the versions of each profile (`pipelines/sql/fold.sql`)."""

from collections.abc import Sequence
from string import Template

import duckdb

from pipelines.contracts.delivery_reports import PROFILES
from pipelines.contracts.model import Table
from pipelines.statements import statements


def fold_versions(
    connection: duckdb.DuckDBPyConnection, profiles: Sequence[Table] = PROFILES
) -> dict[str, int]:
    """Rebuild the versions of every staged resource.

    Returns, for each profile's table, the row id from which on its versions
    were written by this fold.
    """
    began = {table.name: _next_row(connection, table) for table in profiles}
    for table in profiles:
        if _is_staged(connection, table):
            for statement in _fold(table):
                connection.execute(statement)
    return began


def _next_row(connection: duckdb.DuckDBPyConnection, table: Table) -> int:
    query = f"select coalesce(max(rowid) + 1, 0) from core.{table.name}_version"
    found = connection.execute(query).fetchone()
    return int(found[0]) if found else 0


def _fold(table: Table) -> Sequence[str]:
    """The fold's SQL for one profile, statement by statement."""
    names = {
        "table": table.name,
        "key": table.key[0],
        "version_columns": _columns(table, "version"),
        "content_columns": _columns(table, "content"),
    }
    return [Template(statement).substitute(names) for statement in statements("fold")]


def _columns(table: Table, relation: str) -> str:
    return ", ".join(f'{relation}."{name}"' for name in table.column_names)


def _is_staged(connection: duckdb.DuckDBPyConnection, table: Table) -> bool:
    found = connection.execute(f"select 1 from staging.{table.name} limit 1").fetchone()
    return found is not None
