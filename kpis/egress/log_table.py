"""The table of the log, in the database that keeps what people enter (docs/decisions/0012).

It only grows, and the database itself refuses a change or a removal. It is no kind of
fact: `kpis.facts.revision` must not move with every question somebody asks.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, func, insert, select

from kpis.egress import log_schema
from kpis.facts.store import Store

TABLE = Table(
    "statement_log",
    MetaData(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("written_at", String),
    Column("who", String),
    Column("build", String),
    Column("act", String),
    Column("statement", String),
    Column("parameters", String),
    Column("verdict", String),
    Column("reason", String),
    Column("row_count", Integer),
    Column("ms", Integer),
    Column("form", String),
    Column("override_reason", String),
)
VERSIONS = Table(
    "statement_log_version", TABLE.metadata, Column("version", Integer), Column("since", String)
)


def add(store: Store, line: Mapping[str, Any]) -> int:
    """Write one line and give its number. Raises `kpis.facts.Unsaved`."""
    with store.writing() as book:
        writer = book.connection
        _bring_forward(writer)
        number = int(writer.execute(select(func.max(TABLE.c.number))).scalar() or 0) + 1
        stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        writer.execute(insert(TABLE), {"number": number, "written_at": stamp, **line})
    return number


def newest(store: Store, who: str | None, count: int | None) -> Sequence[Mapping[str, Any]]:
    """The newest lines first, of one person or of everybody. Raises `kpis.facts.Unreadable`."""
    query = select(TABLE).order_by(TABLE.c.number.desc()).limit(count)
    if who is not None:
        query = query.where(TABLE.c.who == who)
    with store.reading() as book:
        if book is None or not _version(book.connection):
            return ()
        return [dict(found) for found in book.connection.execute(query).mappings()]


def _version(connection: Connection) -> int:
    if not connection.dialect.has_table(connection, "statement_log_version"):
        return 0
    return int(connection.execute(select(func.max(VERSIONS.c.version))).scalar() or 0)


def _bring_forward(writer: Connection) -> None:
    """Take the steps that the log has not been through."""
    for number in range(_version(writer), len(log_schema.STEPS)):
        for statement in log_schema.STEPS[number]:
            if statement.only in (None, writer.dialect.name):
                writer.exec_driver_sql(statement.sql)
        since = datetime.now(UTC).isoformat()
        writer.execute(insert(VERSIONS), {"version": number + 1, "since": since})
