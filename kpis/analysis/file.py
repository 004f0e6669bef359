"""The published file as its readers open it: read-only, and closed at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from kpis.analysis.model import SCHEMA, Column, NotPublished, Published, Relation

Row = tuple[Any, ...]
Connection = duckdb.DuckDBPyConnection


def about(path: Path) -> Published:
    """What the file says of itself. Raises NotPublished where it cannot be read."""
    query = f"select build_id, bygget, kendt_til, er_eksempel from {SCHEMA}.om_databasen"
    ((build_id, built_at, known_at, is_example),) = _rows(path, query)
    return Published(path, build_id, built_at, known_at, is_example)


def relations(published: Published) -> tuple[Relation, ...]:
    """Every relation with its columns, in the order of the dictionary."""
    told = _rows(published.path, f"from {SCHEMA}.ordbog_kolonne order by relation, nr")
    columns: dict[str, list[Column]] = {}
    for name, _, column, kind, text, missing, distinct, low, high, counts, values in told:
        found = Column(
            column, kind, text, missing, distinct, low, high, tuple(counts), tuple(values)
        )
        columns.setdefault(name, []).append(found)
    return tuple(
        Relation(name, title, text, grain, group, rows, tuple(columns.get(name, ())))
        for _, name, title, text, grain, group, rows in _rows(
            published.path, f"from {SCHEMA}.ordbog_relation order by nr"
        )
    )


def write_parquet(published: Published, folder: Path, said: str) -> None:
    """Every table as `<name>.parquet`; `said` stands in the metadata of each."""
    with opened(published.path) as connection:
        names = connection.execute(
            "select table_name from duckdb_tables() where database_name = 'published'"
        ).fetchall()
        for (name,) in names:
            target = _quoted(folder / f"{name}.parquet")
            connection.execute(
                f"copy {SCHEMA}.{name} to '{target}' "
                "(format parquet, compression zstd, kv_metadata {om_databasen: $said})",
                {"said": said},
            )


def _rows(path: Path, query: str) -> list[Row]:
    with opened(path) as connection:
        return connection.execute(query).fetchall()


@contextmanager
def opened(path: Path) -> Iterator[Connection]:
    """A connection to the file, which it is closed after.

    Attached, not connected to: another part of this process may have opened it otherwise.
    """
    connection = duckdb.connect()
    try:
        connection.execute(f"attach '{_quoted(path)}' as published (read_only); use published")
        yield connection
    except duckdb.Error as error:
        raise NotPublished(
            f"The analysis database {path.name} cannot be read; remove it, "
            "and `python -m kpis publish` makes it again."
        ) from error
    finally:
        connection.close()


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
