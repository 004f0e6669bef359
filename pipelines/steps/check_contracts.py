"""Hold what this load wrote against its contracts and keep the results."""

from dataclasses import asdict

import duckdb
import pyarrow as pa

from pipelines import quality
from pipelines.contracts.deliveries import CONTRACT_CHECK, DELIVERIES, RULE_COUNT
from pipelines.contracts.delivery_reports import version_table
from pipelines.contracts.model import Table
from pipelines.contracts.supplementary import SUPPLEMENTS
from pipelines.errors import LoadError

COUNTED_LAST = RULE_COUNT
"""Counting takes its time, and most else can be checked beside it."""


def check_folded(checks: quality.Checks, table: Table, first_row: int) -> None:
    """Check every version of the resources that this load delivered, of one profile."""
    checks.add(quality.Rows(version_table(table), f"where rowid >= {first_row}"))


def check_told(connection: duckdb.DuckDBPyConnection, run_id: int, checks: quality.Checks) -> None:
    """Check the other rows of this run, but those of COUNTED_LAST."""
    told = [table for table in DELIVERIES if table not in (CONTRACT_CHECK, COUNTED_LAST)]
    for rows in (*(_of_run(table, run_id) for table in told), *_supplied(connection, run_id)):
        checks.add(rows)
    checks.settle()


def check_contracts(
    connection: duckdb.DuckDBPyConnection, run_id: int, checks: quality.Checks
) -> None:
    """Check what was counted last and write `core.contract_check`.

    Raises LoadError when a row breaks its contract although every rule of the
    profiles passed: that is a defect of this program, and nothing is published.
    """
    checks.add(_of_run(COUNTED_LAST, run_id))
    found = checks.end()
    _refuse_broken(found)
    _keep(connection, run_id, found)


def _of_run(table: Table, run_id: int) -> quality.Rows:
    return quality.Rows(table, f"where run_id = {run_id}")


def _supplied(connection: duckdb.DuckDBPyConnection, run_id: int) -> list[quality.Rows]:
    """Every row of the supplementary tables that this load wrote."""
    this_run = f"where run_id = {run_id}"
    return [
        quality.Rows(table, this_run)
        for table in SUPPLEMENTS
        if connection.execute(f"select 1 from core.{table.name} {this_run} limit 1").fetchall()
    ]


def _refuse_broken(checks: list[quality.Check]) -> None:
    for check in checks:
        if not check.is_met:
            column = f".{check.column_name}" if check.column_name else ""
            raise LoadError(
                f"core.{check.table_name}{column}: {check.rows_failed} rows break the contract "
                f"that it {check.sentence}; this is a fault of the program, nothing was published."
            )


def _keep(connection: duckdb.DuckDBPyConnection, run_id: int, checks: list[quality.Check]) -> None:
    rows = pa.Table.from_pylist([{**asdict(check), "is_met": check.is_met} for check in checks])
    connection.register("checks", rows)
    connection.execute(
        f"insert into core.contract_check by name select {run_id} as run_id, * from checks"
    )
    connection.unregister("checks")
