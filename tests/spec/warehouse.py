"""Version rows -> a warehouse on disk, made from the contracts' own DDL."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from pipelines.contracts import deliveries, delivery_reports
from pipelines.contracts.model import Table
from pipelines.contracts.supplementary import SUPPLEMENTS
from tests.second_opinion.state import Row, Tables

ARROW = {
    "VARCHAR": pa.string(),
    "VARCHAR[]": pa.list_(pa.string()),
    "INTEGER": pa.int32(),
    "BIGINT": pa.int64(),
    "TINYINT": pa.int8(),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("us"),
    "BOOLEAN": pa.bool_(),
    "DECIMAL(18,2)": pa.decimal128(18, 2),
    "DECIMAL(18,4)": pa.decimal128(18, 4),
    "STRUCT(target_group_id VARCHAR, rank TINYINT)[]": pa.list_(
        pa.struct([("target_group_id", pa.string()), ("rank", pa.int8())])
    ),
}
BUILT_AT = datetime(2030, 1, 2, 10)
RUN = {
    "run_id": 1,
    "build_id": "build_000001",
    "started_at": BUILT_AT,
    "published_at": BUILT_AT,
    "is_example": True,
}


def write(folder: Path, tables: Tables, ours: tuple[str, ...], received: Iterable[date]) -> Path:
    """A warehouse with reports on the days `received`; returns its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(folder / "build_000001.duckdb") as connection:
        connection.execute("create schema core")
        for table in delivery_reports.PROFILES:
            versions = delivery_reports.version_table(table)
            _fill(connection, versions, tables.get(versions.name, []))
            connection.execute(
                f"create view core.{table.name} as "
                f"from core.{versions.name} where superseded_at is null"
            )
        for supplement in SUPPLEMENTS:
            _fill(connection, supplement, tables.get(supplement.name, []))
        for table in deliveries.DELIVERIES:
            _fill(connection, table, _delivered(received).get(table.name, []))
    (folder / "current").write_text("build_000001.duckdb", "utf-8")
    _write_organizations(folder, ours)
    return folder


def _write_organizations(folder: Path, ours: tuple[str, ...]) -> None:
    """A15: the mapping of organisations is a setting of the warehouse."""
    lines = ["organization_id,municipality_code,municipality_name,is_ours"]
    lines += [f"{name},990,Tegnet kommune,true" for name in ours]
    (folder / "organizations.csv").write_text("\n".join(lines) + "\n", "utf-8")


def _delivered(received: Iterable[date]) -> dict[str, list[Row]]:
    reports = [
        {
            "report_id": f"drawn-{day}",
            "run_id": 1,
            "person_id": "k1:" + "2" * 26,
            "organization_id": "ours",
            "reported_at": datetime(day.year, day.month, day.day, 10),
            "reported_date": day,
        }
        for day in received
    ]
    return {"load_run": [RUN], "delivery_report": reports}


def _fill(connection: duckdb.DuckDBPyConnection, table: Table, rows: list[Row]) -> None:
    """The table by its contract; a row that lacks a column the contract has is an error."""
    connection.execute(table.ddl())
    if rows:
        schema = pa.schema([(column.name, ARROW[column.type]) for column in table.columns])
        for row in rows:
            assert row.keys() == set(table.column_names), (
                f"{table.name}: {sorted(row.keys() ^ set(table.column_names))}"
            )
        connection.register("drawn", pa.Table.from_pylist(rows, schema))
        connection.execute(f"insert into core.{table.name} by name from drawn")
        connection.unregister("drawn")
