"""The released numbers of an invented municipality as an analysis database, made once for each.

The file is real and asked through the real sandbox; only what stands in it is invented.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

import kpis
from kpis.analysis import Published, describing
from kpis.analysis.dictionary import dictionary
from kpis.analysis.results import RESULTS, STATUSES
from kpis.exploring import KINDS, kind
from kpis.model import Result
from pages.parts import kinds
from tests.pages.results import BUILD

MONTHS = 26  # two years and what they are compared with
_folder = TemporaryDirectory(prefix="invented-")


def published(numbers: Callable[..., Any], months: tuple[str, ...]) -> Published:
    """The database of results made by rule, as `numbers` gives them."""
    build = kpis.build()
    path = _file(numbers, months)
    return Published(path, BUILD, datetime(2026, 11, 1), build.known_at, build.is_example)


@cache
def _file(numbers: Callable[..., Any], months: tuple[str, ...]) -> Path:
    path = Path(_folder.name) / f"{len(list(Path(_folder.name).iterdir()))}.duckdb"
    columns = [*map(list, zip(*_rows(numbers, months), strict=True))]
    marks = ", ".join("unnest(?)" for _ in columns)
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema api")
        connection.execute(f"create table api.noegletal_resultat ({RESULTS})")
        connection.execute(f"insert into api.noegletal_resultat select {marks}", columns)
        _describe(connection)
    return path


def _describe(connection: duckdb.DuckDBPyConnection) -> None:
    """The dictionary of the one relation, for those who read what there is."""
    words = dictionary()["noegletal_resultat"]
    connection.execute(f"create table api.om_databasen ({describing.ABOUT})")
    connection.execute(f"create table api.ordbog_relation ({describing.RELATIONS})")
    connection.execute(f"create table api.ordbog_kolonne ({describing.COLUMNS})")
    told = [1, words.name, words.title, words.description, words.grain, words.group, 0]
    connection.execute("insert into api.ordbog_relation values (?, ?, ?, ?, ?, ?, ?)", told)
    for place, (name, said) in enumerate(words.columns.items(), start=1):
        row = [words.name, place, name, "VARCHAR", said, 0.0, 0, None, None, [], []]
        marks = ", ".join("?" for _ in row)
        connection.execute(f"insert into api.ordbog_kolonne values ({marks})", row)


def _rows(numbers: Callable[..., Any], months: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    asked = [name for each in kinds.KINDS for name in kinds.complete_periods(each, months)]
    for kpi, declared in kpis.catalogue().items():
        for one in numbers([kpi], asked, ("", *declared.breakdowns)):
            yield _row(one)


def _row(one: Result) -> tuple[Any, ...]:
    its = kpis.period(one.period)
    return (
        *(one.kpi, one.period, KINDS[kind(one.period)], its.first, its.last, one.by, one.member),
        *(one.numerator, one.denominator, one.value, one.low, one.high),
        *(STATUSES[one.status], ", ".join(one.missing)),
    )
