"""The store as its own database's driver sees it, without the code under test."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg


def is_sqlite(url: str) -> bool:
    return url.startswith("sqlite")


def path(url: str) -> str:
    return url.removeprefix("sqlite:///")


@contextmanager
def connected(url: str) -> Iterator[Any]:
    """A connection of the driver in which every statement stands for itself."""
    if is_sqlite(url):
        connection: Any = sqlite3.connect(path(url), isolation_level=None)
    else:
        connection = psycopg.connect(url, autocommit=True)
    try:
        yield connection
    finally:
        connection.close()


def run(url: str, *statements: str) -> None:
    with connected(url) as connection:
        for sql in statements:
            connection.execute(sql)


def rows(url: str, sql: str = "select * from fact order by number") -> list[tuple[Any, ...]]:
    with connected(url) as connection:
        return [tuple(row) for row in connection.execute(sql).fetchall()]
