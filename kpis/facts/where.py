"""Which store: STRATEGI_STATE_URL, else a file of SQLite beside the warehouse."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kpis import warehouse

if TYPE_CHECKING:
    from kpis.facts.store import Book, Store

FILE = "state.sqlite3"  # no name that a load takes for a build or for something left behind

T = TypeVar("T")


def address() -> str | Path:
    """The SQLAlchemy URL of the store, or its file."""
    return os.environ.get("STRATEGI_STATE_URL") or _file()


def read(question: "Callable[[Book], T]") -> T | None:
    """What the store answers; None where nobody has written yet. Raises `Unreadable`."""
    if not os.environ.get("STRATEGI_STATE_URL") and not _file().exists():
        return None  # and SQLAlchemy need not be loaded to know it
    with _store().reading() as book:
        return None if book is None else question(book)


@contextmanager
def writing() -> "Iterator[Book]":
    """The store, held against other writers for the block; see `Store.writing`."""
    with _store().writing() as book:
        yield book


def _file() -> Path:
    return warehouse.folder() / FILE


def _store() -> "Store":
    from kpis.facts import store  # a fifth of a second, for those who have facts to read

    return store.store(address())
