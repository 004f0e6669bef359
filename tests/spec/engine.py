"""Drawn tables in one engine that stays open, for the many drawings that are asked once.

To start an engine, to write a build and to read the code lists takes as long as to count. Here
all of that is done once, by `Reader.prepare` itself; for each drawing only the rows change. That
a build on disk says the same is tested in test_engine.py.
"""

import atexit
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pytest

from kpis.warehouse import Reader
from tests.second_opinion.state import Tables
from tests.spec import drawing, warehouse

BUILD = "build_000001"


class Drawn(Reader):
    """A reader that stands ready: it has been prepared before."""

    def prepare(self, given: Any = None) -> None:
        pass


@contextmanager
def drawn(tables: Tables, received: Iterable[date]) -> Iterator[None]:
    """Whoever evaluates meanwhile reads these tables, of the usual organisation."""
    connection = _prepared()
    filled = {n: rows for n, rows in (tables | warehouse.delivered(received)).items() if rows}
    reader = Drawn(connection, BUILD, Path())

    @contextmanager
    def opened(_: Any) -> Iterator[Reader]:
        yield reader

    try:
        for name, rows in filled.items():
            warehouse.fill(connection, name, rows)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys.modules["kpis.evaluate"], "opened", opened)
            yield
    finally:
        for name in filled:
            connection.execute(f"delete from core.{name}")


@cache
def _prepared() -> duckdb.DuckDBPyConnection:
    """An empty warehouse in memory, ready to be computed in."""
    connection = duckdb.connect(config={"threads": 1})  # a second one only waits for so few rows
    atexit.register(connection.close)
    connection.execute("attach ':memory:' as warehouse")
    connection.execute("set enable_progress_bar = false; use warehouse")
    warehouse.create(connection)
    with TemporaryDirectory() as folder:
        warehouse.write_organizations(Path(folder), (drawing.OURS,))
        Reader(connection, BUILD, Path(folder)).prepare()
    return connection
