"""Version rows -> a warehouse on disk, made from the contracts' own DDL."""

import atexit
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import duckdb
import pyarrow as pa

from pipelines.contracts import deliveries, delivery_reports
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
VERSIONS = {
    table.name: delivery_reports.version_table(table) for table in delivery_reports.PROFILES
}
_CONTRACTS = {
    table.name: table for table in (*VERSIONS.values(), *SUPPLEMENTS, *deliveries.DELIVERIES)
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
    build = folder / "build_000001.duckdb"
    shutil.copyfile(_empty(), build)
    with _attached(build) as connection:
        connection.begin()
        for name, rows in (tables | delivered(received)).items():
            if rows:
                fill(connection, name, rows)
        connection.commit()
    (folder / "current").write_text("build_000001.duckdb", "utf-8")
    write_organizations(folder, ours)
    return folder


@contextmanager
def _attached(build: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The build, open to be written by this process's one engine: to start one takes longer."""
    engine = _engine()
    engine.execute(f"attach '{build}' as drawn_build; use drawn_build")
    try:
        yield engine
    finally:
        engine.execute("use memory; detach drawn_build")


@cache
def _engine() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


@cache
def _empty() -> Path:
    """Every table by its contract, without rows; made once, because each costs some time."""
    folder = Path(mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    with duckdb.connect(folder / "empty.duckdb") as connection:
        create(connection)
    return folder / "empty.duckdb"


def create(connection: duckdb.DuckDBPyConnection) -> None:
    """Every table by its contract and every view of what is valid, in a database without any."""
    connection.execute("create schema core")
    for table in _CONTRACTS.values():
        connection.execute(table.ddl())
    for name, versions in VERSIONS.items():
        connection.execute(
            f"create view core.{name} as from core.{versions.name} where superseded_at is null"
        )


def write_organizations(folder: Path, ours: tuple[str, ...]) -> None:
    """A15: the mapping of organisations is a setting of the warehouse."""
    lines = ["organization_id,municipality_code,municipality_name,is_ours"]
    lines += [f"{name},990,Tegnet kommune,true" for name in ours]
    (folder / "organizations.csv").write_text("\n".join(lines) + "\n", "utf-8")


def delivered(received: Iterable[date]) -> dict[str, list[Row]]:
    """The run and the reports of some days."""
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


def fill(connection: duckdb.DuckDBPyConnection, name: str, rows: list[Row]) -> None:
    """Rows of a table; one that lacks a column the contract has is an error."""
    table = _CONTRACTS[name]
    for row in rows:
        assert row.keys() == set(table.column_names), (
            f"{table.name}: {sorted(row.keys() ^ set(table.column_names))}"
        )
    schema = pa.schema([(column.name, ARROW[column.type]) for column in table.columns])
    connection.register("drawn", pa.Table.from_pylist(rows, schema))
    connection.execute(f"insert into core.{table.name} by name from drawn")
    connection.unregister("drawn")
