"""Drawn resources -> a warehouse in memory as a load leaves it, and what breaks a rule there."""

import atexit
from collections.abc import Iterable
from datetime import date
from functools import cache

import duckdb
import pyarrow as pa

from pipelines import schema
from pipelines.contracts.report_rules import HELP_OF_PLANS, REPORT_RULES
from tests.spec import drawing_supply, warehouse

NEWEST = date(2024, 3, 31)


def core(given: dict[str, str], received: Iterable[date] = (NEWEST,)) -> duckdb.DuckDBPyConnection:
    """A warehouse in memory that holds what is drawn, and reports of these days.

    It ends with the next one: what is drawn is never committed.
    """
    connection = _empty()
    connection.rollback()
    connection.begin()
    for name, rows in drawing_supply.municipality(given).items():
        if rows:
            types = [(column, warehouse.ARROW[kind]) for column, kind in _columns(connection, name)]
            connection.register("drawn", pa.Table.from_pylist(rows, pa.schema(types)))
            connection.execute(f"insert into core.{name} by name from drawn")
            connection.unregister("drawn")
    for day in received:
        connection.execute(
            "insert into core.delivery_report values (?, 1, 'x', 'ours', ?, ?)",
            [str(day), day, day],
        )
    return connection


@cache
def _empty() -> duckdb.DuckDBPyConnection:
    """Every table without rows, in a transaction: to make them takes longer than to fill some."""
    connection = duckdb.connect(config={"threads": 1})
    atexit.register(connection.close)
    schema.create(connection)
    connection.begin()
    return connection


def _columns(connection: duckdb.DuckDBPyConnection, name: str) -> list[tuple[str, str]]:
    return [
        (column, kind)
        for column, kind, *_ in connection.execute(f"describe core.{name}").fetchall()
    ]


def broken(connection: duckdb.DuckDBPyConnection, rule: str, table: str, place: str) -> list[str]:
    """What breaks one rule; `place` tells several of one id and table apart."""
    [one] = [o for o in REPORT_RULES if (o.id, o.table, o.place) == (rule, table, place)]
    connection.execute(HELP_OF_PLANS)
    return sorted(str(row[0]) for row in connection.execute(one.broken).fetchall())
