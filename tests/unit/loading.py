"""What the tests of loads share: the official example, a key, a warehouse, questions to it."""

import atexit
import base64
import json
import shutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines import warehouse
from pipelines.outcome import Summary
from pipelines.run import load

FFB = Path(__file__).resolve().parents[3] / "shared" / "ffb"
OFFICIAL = ("02", "03", "05", "06", "07")

KEY = base64.b64encode(bytes(range(32))).decode()

needs_ffb = pytest.mark.skipif(
    not FFB.is_dir(), reason="the official FFB example is not beside the checkout (../shared/ffb)"
)


def official(*numbers: str) -> list[Path]:
    """The paths of the official reports with these numbers."""
    return [FFB / "bundles" / f"{number}_encounter.json" for number in numbers]


def bundle(path: Path) -> Any:
    """A report as Python data, to be changed and written anew."""
    return json.loads(path.read_text(encoding="utf-8"))


def official_cpr() -> str:
    """The number of the official example's invented citizen, as its reports give it."""
    citizen = resource(bundle(official("02")[0]), "da16c0a1")
    return str(citizen["identifier"][0]["value"])


def write(path: Path, report: Any) -> Path:
    """A report as a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")
    return path


def resource(report: Any, identifier: str) -> Any:
    """The resource of a report whose id begins so."""
    [found] = [
        entry["resource"]
        for entry in report["entry"]
        if entry["resource"]["id"].startswith(identifier)
    ]
    return found


def ask(folder: Path, query: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
    """A query to the live build of a warehouse."""
    build = warehouse.current(folder)
    assert build is not None, "nothing has been loaded"
    engine = _engine()
    engine.execute(f"attach '{build}' as asked (read_only); use asked")
    try:
        return engine.execute(query, parameters).fetchall()
    finally:
        engine.execute("use memory; detach asked")


@cache
def _engine() -> duckdb.DuckDBPyConnection:
    """Of this process: to start one takes longer than most questions."""
    engine = duckdb.connect()
    atexit.register(engine.close)
    return engine


def ask_one(folder: Path, query: str, parameters: Sequence[object] = ()) -> Any:
    """A query with one row of one value."""
    [[value]] = ask(folder, query, parameters)
    return value


def state(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row that the reports made: versions and deliveries of all profiles."""
    tables = ask(
        folder,
        "select table_schema || '.' || table_name from information_schema.tables "
        "where (table_name like '%\\_version' escape '\\' "
        "or table_name like '%\\_sighting' escape '\\') order by all",
    )
    return {table: ask(folder, f"from {table} order by all") for (table,) in tables}


def rules_of(folder: Path) -> set[str]:
    """The rules under which something stands aside."""
    return {rule for (rule,) in ask(folder, "select distinct rule from core.set_aside")}


class Bases:
    """Warehouses with some official reports, made once and copied for each test."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def after(self, numbers: Sequence[str], copy: Path) -> Path:
        """A warehouse of its own that holds these official reports."""
        if not numbers:
            return copy
        made = self._folder / ("_".join(numbers))
        if not made.exists():
            load(official(*numbers), made)
        shutil.copytree(made, copy)
        return copy


def loaded(done: Summary) -> tuple[int, int]:
    """How many reports were loaded and how many set aside."""
    return (
        sum(outcome.rows_loaded for outcome in done.outcomes),
        sum(outcome.rows_set_aside for outcome in done.outcomes),
    )
