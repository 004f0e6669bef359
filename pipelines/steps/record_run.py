"""Write down what a load did (`pipelines/sql/record_run.sql`)."""

from typing import Any

import duckdb

from pipelines.statements import statements


def next_run_id(connection: duckdb.DuckDBPyConnection) -> int:
    """Runs count from 1."""
    found = connection.execute("select coalesce(max(run_id), 0) + 1 from core.load_run").fetchone()
    return int(found[0]) if found else 1


def record_run(connection: duckdb.DuckDBPyConnection, run: dict[str, Any]) -> None:
    """Fill `load_run`, `export_file`, `delivery_report` and `set_aside` from staging.

    `run` holds run_id, build_id, started_at, published_at (UTC) and is_example.
    """
    for statement in statements("record_run"):
        used = {name: value for name, value in run.items() if f"${name}" in statement}
        connection.execute(statement, used)
