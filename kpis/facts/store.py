"""The table of facts, and the one module of kpis/ that knows SQLAlchemy.

One table that only grows. Who writes holds the whole table for the moment it
takes, so versions are numbered 1, 2, 3 without a hole in the order in which
they can be read, and a rule that looks at what is there holds when it is
written. The database itself refuses a change or a removal (docs/decisions/0012).
"""

import os
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from errno import ENOSPC
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    RowMapping,
    Select,
    String,
    Table,
    create_engine,
    event,
    exc,
    exists,
    func,
    insert,
    select,
)
from sqlalchemy.engine import URL, make_url

from kpis.errors import KpiError
from kpis.facts import schema
from kpis.facts.errors import Fault, Unreadable, Unsaved
from kpis.facts.versions import Draft, Row

PATIENCE = 5
"""Seconds to wait for another writer, or for the server to answer."""

WRITERS = 8_020_012
"""The advisory lock that writers on PostgreSQL take; any number, the same for all."""

# What SQLite and PostgreSQL call the faults that have words of their own.
FAULTS = {
    "SQLITE_BUSY": Fault.LOCKED,
    "SQLITE_LOCKED": Fault.LOCKED,
    "SQLITE_FULL": Fault.NO_ROOM,
    "SQLITE_READONLY": Fault.READ_ONLY,
    "SQLITE_IOERR": Fault.DISK,
    "SQLITE_CORRUPT": Fault.DAMAGED,
    "SQLITE_NOTADB": Fault.DAMAGED,
    "55P03": Fault.LOCKED,
    "53100": Fault.NO_ROOM,
    "25006": Fault.READ_ONLY,
    "42501": Fault.READ_ONLY,
}

WORDS = {
    Fault.LOCKED: "is held by another writer",
    Fault.NO_ROOM: "has no room left on its disk",
    Fault.READ_ONLY: "may not be written by this program",
    Fault.DISK: "cannot be read or written by its disk",
    Fault.DAMAGED: "is damaged or no database",
    Fault.NEWER: "was made by a newer version of this program",
    Fault.OTHER: "cannot be reached or answered with an error",
}
WHAT_NEXT = {
    Fault.LOCKED: "try again in a moment",
    Fault.NO_ROOM: "make room and try again",
    Fault.READ_ONLY: "give it the right to write and try again",
    Fault.DISK: "see to the disk and try again",
    Fault.DAMAGED: "restore a backup with `python -m kpis facts --restore FILE`",
    Fault.NEWER: "update this program",
    Fault.OTHER: "see that the database runs and that STRATEGI_STATE_URL names it",
}

TABLE = Table(
    "fact",
    MetaData(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("id", String),
    Column("kind", String),
    Column("subject", String),
    Column("payload", JSON),
    Column("author", String),
    Column("role", String),
    Column("written_at", String),
    Column("replaces", String),
    Column("is_withdrawn", Boolean),
)
VERSIONS = Table(
    "schema_version", TABLE.metadata, Column("version", Integer), Column("since", String)
)
NEWER = TABLE.alias("newer")
IS_HEAD = ~exists(select(NEWER.c.number).where(NEWER.c.replaces == TABLE.c.id))


class Book:
    """The table inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def heads(
        self, kind: str | None = None, subject: str | None = None, since: datetime | None = None
    ) -> tuple[Row, ...]:
        """The newest version of every fact, in the order written; only those asked for."""
        query = select(TABLE).where(IS_HEAD)
        if kind is not None:
            query = query.where(TABLE.c.kind == kind)
        if subject is not None:
            query = query.where(TABLE.c.subject == subject)
        if since is not None:
            query = query.where(TABLE.c.written_at >= stamp(since))
        return self._rows(query)

    def every(self) -> tuple[Row, ...]:
        """Every version there is, in the order they were written."""
        return self._rows(select(TABLE))

    def get(self, version: str) -> Row | None:
        """One version by its id."""
        return self._one(select(TABLE).where(TABLE.c.id == version))

    def replacing(self, version: str) -> Row | None:
        """The version that replaced one; None where it is the newest."""
        return self._one(select(TABLE).where(TABLE.c.replaces == version))

    def line(self, version: str) -> tuple[Row, ...]:
        """All versions of the fact that one version is of, oldest first; empty for an unknown."""
        found = [row] if (row := self.get(version)) else []
        while found and found[0].replaces and (before := self.get(found[0].replaces)):
            found.insert(0, before)
        while found and (after := self.replacing(found[-1].id)):
            found.append(after)
        return tuple(found)

    def last(self) -> tuple[int, str]:
        """Number and id of the version written last; 0 and '' before the first."""
        query = select(TABLE.c.number, TABLE.c.id).order_by(TABLE.c.number.desc()).limit(1)
        found = self.connection.execute(query).first()
        return (found.number, found.id) if found else (0, "")

    def add(self, draft: Draft) -> Row:
        """Write one version; it is kept when the transaction ends well."""
        return self.keep(
            Row(
                number=self.last()[0] + 1,
                id=str(uuid.uuid4()),
                kind=draft.kind,
                subject=draft.subject,
                payload=draft.payload,
                author=draft.author.name,
                role=draft.author.role,
                written_at=datetime.now(UTC),
                replaces=draft.replaces,
                is_withdrawn=draft.is_withdrawn,
            )
        )

    def keep(self, row: Row) -> Row:
        """Write a row that has its number, id and time already, as a backup has."""
        values = {**vars(row), "written_at": stamp(row.written_at)}
        self.connection.execute(insert(TABLE), values)
        return row

    def _rows(self, query: Select[Any]) -> tuple[Row, ...]:
        found = self.connection.execute(query.order_by(TABLE.c.number)).mappings()
        return tuple(map(_row, found))

    def _one(self, query: Select[Any]) -> Row | None:
        found = self.connection.execute(query).mappings().first()
        return _row(found) if found else None


class Store:
    """One database. Its connections are pooled for the process."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._engine = _engine(url)
        self._is_ready = False

    @contextmanager
    def reading(self) -> Iterator[Book | None]:
        """The table as it is now; None where nobody has written yet. Raises `Unreadable`."""
        if _file(self._url) and not _inode(self._url):
            yield None  # to connect would make the file
            return
        with self._in_words(Unreadable):
            is_written = self._is_written()
            with self._engine.connect() as connection:
                yield Book(connection) if is_written else None

    @contextmanager
    def writing(self) -> Iterator[Book]:
        """The table, held against other writers until the block ends; made where it is missing.

        Kept as a whole when the block ends well, else nothing of it. Raises `Unsaved`.
        """
        with self._in_words(Unsaved):
            if file := _file(self._url):
                file.parent.mkdir(parents=True, exist_ok=True)
            with self._held() as writer:
                yield Book(writer)

    def _is_written(self) -> bool:
        """Whether there is a table, of the form we know; one of an older form is brought on."""
        if not self._is_ready:
            with self._engine.connect() as connection:
                version = _version(connection)
            if 0 < version < len(schema.STEPS):
                with self._held():
                    pass
            self._is_ready = version > 0
        return self._is_ready

    @contextmanager
    def _held(self) -> Iterator[Connection]:
        """A transaction that no other writer shares, in a store of the form we know."""
        with self._engine.connect() as connection:
            writer = connection.execution_options(**_WRITING[connection.dialect.name])
            with writer.begin():
                _hold(writer)
                _bring_forward(writer)
                yield writer

    @contextmanager
    def _in_words(self, kind: type[Unreadable] | type[Unsaved]) -> Iterator[None]:
        """A fault of the database or the disk as one sentence; it names no password."""
        try:
            yield
        except _Newer as error:
            raise kind(Fault.NEWER, self._sentence(kind, Fault.NEWER)) from error
        except (exc.SQLAlchemyError, OSError) as error:
            fault = _fault(error)
            raise kind(fault, self._sentence(kind, fault)) from error

    def _sentence(self, kind: type[Unreadable] | type[Unsaved], fault: Fault) -> str:
        where = self._url.render_as_string(hide_password=True)
        ends = "nothing was saved" if kind is Unsaved else "nothing that people wrote can be shown"
        return f"The store of facts at {where} {WORDS[fault]}; {ends}, {WHAT_NEXT[fault]}."


class _Newer(Exception):
    """The store has been through steps that this program does not know."""


def store(address: str | Path) -> Store:
    """The store in a file of SQLite, or at an SQLAlchemy URL; a `KpiError` for other databases.

    A process that was forked, and a file that was put in another's place, get
    connections of their own.
    """
    return _store(address, os.getpid(), _inode(_url(address)))


@lru_cache(maxsize=8)
def _store(address: str | Path, process: int, inode: int) -> Store:
    return Store(_url(address))


@lru_cache(maxsize=8)
def _url(address: str | Path) -> URL:
    if isinstance(address, Path):
        return URL.create("sqlite", database=str(address))
    try:
        url = make_url(address)
    except exc.ArgumentError:
        raise KpiError("STRATEGI_STATE_URL is no URL of SQLAlchemy; see the README.") from None
    if url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:"):
        return url
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    raise KpiError(
        f"STRATEGI_STATE_URL names {url.drivername}; facts are kept in a file of SQLite "
        "or in PostgreSQL."
    )


def _file(url: URL) -> Path | None:
    """The file of an SQLite store; None for a server."""
    if url.get_backend_name() != "sqlite" or url.database is None:
        return None
    return Path(url.database.removeprefix("file:"))


def _inode(url: URL) -> int:
    """Which file it is; 0 where there is none yet, or a server."""
    file = _file(url)
    try:
        return file.stat().st_ino if file else 0
    except OSError:
        return 0


def _engine(url: URL) -> Engine:
    """Connections to a store. Their errors never hold what somebody wrote (`hide_parameters`)."""
    if url.get_backend_name() == "postgresql":
        options = f"-c lock_timeout={PATIENCE}s -c statement_timeout={2 * PATIENCE}s"
        return create_engine(
            url,
            connect_args={"connect_timeout": PATIENCE, "options": options},
            hide_parameters=True,
            isolation_level="AUTOCOMMIT",  # a read needs no transaction, and saves two journeys
            pool_pre_ping=True,
        )
    engine = create_engine(url, connect_args={"timeout": PATIENCE}, hide_parameters=True)
    event.listen(engine, "connect", _prepared)
    event.listen(engine, "begin", _begun)
    return engine


# On SQLite `_begun` begins; on PostgreSQL the driver does.
_WRITING: dict[str, dict[str, Any]] = {
    "sqlite": {"is_writing": True},
    "postgresql": {"isolation_level": "READ COMMITTED"},
}


def _prepared(connection: Any, _: object) -> None:
    """Python's driver would begin transactions at a time of its own."""
    connection.isolation_level = None
    connection.execute("pragma foreign_keys = on")


def _begun(connection: Connection) -> None:
    """A writer takes the lock at once: one that reads first could not be given it later."""
    is_writing = connection.get_execution_options().get("is_writing", False)
    connection.exec_driver_sql("begin immediate" if is_writing else "begin")


def _hold(writer: Connection) -> None:
    """Keep other writers out until the transaction ends. SQLite has done so."""
    if writer.dialect.name == "postgresql":
        writer.exec_driver_sql(f"select pg_advisory_xact_lock({WRITERS})")


def _version(connection: Connection) -> int:
    """How many steps the store has been through; 0 where there is none. Raises `_Newer`."""
    found = steps_taken(connection, VERSIONS)
    if found > len(schema.STEPS):
        raise _Newer
    return found


def _bring_forward(writer: Connection) -> None:
    """Take the steps that the store has not been through."""
    if _version(writer) < len(schema.STEPS):
        take_steps(writer, VERSIONS, schema.STEPS)


def steps_taken(connection: Connection, versions: Table) -> int:
    """How many steps its table of versions tells of; 0 where there is none yet."""
    if not connection.dialect.has_table(connection, versions.name):
        return 0
    return connection.execute(select(func.max(versions.c.version))).scalar() or 0


def take_steps(
    writer: Connection, versions: Table, steps: Sequence[Sequence[schema.Statement]]
) -> None:
    """Take the steps of some form that were not taken, and note each with its time."""
    for number in range(steps_taken(writer, versions), len(steps)):
        for statement in steps[number]:
            if statement.only in (None, writer.dialect.name):
                writer.exec_driver_sql(statement.sql)
        noted = {"version": number + 1, "since": stamp(datetime.now(UTC))}
        writer.execute(insert(versions), noted)


def _fault(error: Exception) -> Fault:
    """What went wrong, as the database calls it; `OTHER` for what has no words."""
    if isinstance(error, OSError):
        return Fault.NO_ROOM if error.errno == ENOSPC else Fault.READ_ONLY
    cause = getattr(error, "orig", None)
    name = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or ""
    return next((fault for code, fault in FAULTS.items() if name.startswith(code)), Fault.OTHER)


def stamp(when: datetime) -> str:
    """A time as a text that sorts as time does: UTC, to the microsecond."""
    return f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"


def _row(found: RowMapping) -> Row:
    return Row(**{**found, "written_at": datetime.fromisoformat(found["written_at"])})
