"""The table of the log, in the database that keeps what people enter (docs/decisions/0012).

It only grows, and the database itself refuses a change or a removal. It is no kind of
fact: `kpis.facts.revision` must not move with every question somebody asks.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Integer, MetaData, String, Table, func, insert, select

from kpis.egress import log_schema
from kpis.facts.store import Store, stamp, steps_taken, take_steps

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
        take_steps(writer, VERSIONS, log_schema.STEPS)
        number = int(writer.execute(select(func.max(TABLE.c.number))).scalar() or 0) + 1
        when = stamp(datetime.now(UTC))
        writer.execute(insert(TABLE), {"number": number, "written_at": when, **line})
    return number


def newest(store: Store, who: str | None, count: int | None) -> Sequence[Mapping[str, Any]]:
    """The newest lines first, of one person or of everybody. Raises `kpis.facts.Unreadable`."""
    query = select(TABLE).order_by(TABLE.c.number.desc()).limit(count)
    if who is not None:
        query = query.where(TABLE.c.who == who)
    with store.reading() as book:
        if book is None or not steps_taken(book.connection, VERSIONS):
            return ()
        return [dict(found) for found in book.connection.execute(query).mappings()]
