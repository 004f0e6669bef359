"""Hold what this load wrote against its contracts and keep the results."""

import duckdb

from pipelines import quality
from pipelines.contracts.deliveries import CONTRACT_CHECK, DELIVERIES
from pipelines.contracts.delivery_reports import PROFILES, version_table
from pipelines.errors import LoadError


def check_contracts(connection: duckdb.DuckDBPyConnection, run_id: int) -> None:
    """Check the rows of this run and write `core.contract_check`.

    Raises LoadError when a row breaks its contract although every rule of the
    profiles passed: that is a defect of this program, and nothing is published.
    """
    checks: list[quality.Check] = []
    for table in PROFILES:
        touched = f"where {table.key[0]} in (select {table.key[0]} from staging.{table.name})"
        checks += quality.check_table(connection, version_table(table), touched)
    for table in DELIVERIES:
        if table is not CONTRACT_CHECK:
            checks += quality.check_table(connection, table, f"where run_id = {run_id}")
    _refuse_broken(checks)
    _keep(connection, run_id, checks)


def _refuse_broken(checks: list[quality.Check]) -> None:
    for check in checks:
        if not check.is_met:
            column = f".{check.column_name}" if check.column_name else ""
            raise LoadError(
                f"core.{check.table_name}{column}: {check.rows_failed} rows break the contract "
                f"that it {check.sentence}; this is a fault of the program, nothing was published."
            )


def _keep(connection: duckdb.DuckDBPyConnection, run_id: int, checks: list[quality.Check]) -> None:
    connection.executemany(
        "insert into core.contract_check values (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                run_id,
                check.table_name,
                check.column_name,
                check.expectation,
                check.sentence,
                check.rows_checked,
                check.rows_failed,
                check.is_met,
            )
            for check in checks
        ],
    )
