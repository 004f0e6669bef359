"""Contracts held against the rows of a load with Great Expectations.

The one module that imports it. The import takes seconds, so `warm_up` starts it
beside the reading. Great Expectations cannot read DuckDB itself, it gets pandas
frames. A rule is tried once on each different value of a column, together with
the number of rows that have it, and on all columns that have the rule at once:
exact, and a few hundred codes cost little where millions of rows share them.
"""

import gc
import logging
import os
import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

import duckdb
import pandas as pd

from pipelines.contracts.model import Column, Table
from pipelines.contracts.rules import Between, Given, Rule
from pipelines.lazily import lazily

VALUES_AT_A_TIME = 100_000
OF_OTHER_EXPECTATIONS = ("scipy.stats", "altair")  # two fifths of the time of the import
UNIQUE = "ExpectCompoundColumnsToBeUnique"

Failed = tuple[str, str, Rule | None]  # table, column, rule; the key of a table has neither


@dataclass(frozen=True)
class Check:
    """One expectation tried on one table: a row of `core.contract_check` without its run."""

    table_name: str
    column_name: str
    expectation: str
    sentence: str
    rows_checked: int
    rows_failed: int

    @property
    def is_met(self) -> bool:
        """Whether no row broke it."""
        return self.rows_failed == 0


class Rows(NamedTuple):
    """A table and which of its rows to check: the end of a query, `where run_id = 2`."""

    table: Table
    where: str = ""

    @property
    def source(self) -> str:
        """What stands after `from`."""
        return f"core.{self.table.name} {self.where}"


def warm_up() -> None:
    """Begin to import Great Expectations in the background."""
    threading.Thread(target=_expectations, name="great-expectations", daemon=True).start()


class Checks:
    """Contracts held against rows, a table at a time, as soon as its rows are written."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._trial = _Trial()
        self._added: list[Rows] = []
        self._unsettled: list[Rows] = []
        self._twice: dict[Failed, int] = {}

    def add(self, rows: Rows) -> None:
        """Hold the rules of one table's contract against its rows."""
        self._added.append(rows)
        self._unsettled.append(rows)
        for values in _one_ahead(_values(self._connection, rows)):
            self._trial.add(values)

    def settle(self) -> None:
        """Try what waits of what was added so far, so that `end` has less to do."""
        added, self._unsettled = self._unsettled, []
        self._trial.end()
        if added:
            self._twice |= _keys_twice(self._connection, added)

    def end(self) -> list[Check]:
        """What every rule came to, table by table as they were added."""
        self.settle()
        failed = self._trial.failed | self._twice
        return [
            found
            for rows in self._added
            for found in _checks(rows.table, _count(self._connection, rows), failed)
        ]


def _checks(table: Table, total: int, failed: Mapping[Failed, int]) -> Iterator[Check]:
    for column in table.columns:
        for rule in column.rules:
            name = rule.expectation().name
            rows = failed.get((table.name, column.name, rule), 0)
            yield Check(table.name, column.name, name, rule.says(), total, rows)
    sentence = f"has one row per {' and '.join(table.key)}"
    yield Check(table.name, "", UNIQUE, sentence, total, failed.get((table.name, "", None), 0))


def _count(connection: duckdb.DuckDBPyConnection, rows: Rows) -> int:
    [(total,)] = connection.sql(f"select count(*) from {rows.source}").fetchall()
    return int(total)


def _one_ahead(found: Iterator["_Values"]) -> Iterator["_Values"]:
    """The same, with the next one fetched in a thread while one is used."""
    with ThreadPoolExecutor(1) as thread:
        coming = thread.submit(next, found, None)
        while (one := coming.result()) is not None:
            coming = thread.submit(next, found, None)
            yield one


class _Values(NamedTuple):
    """Values of one column that a rule is tried on, and how many rows have each."""

    table: Table
    column: Column
    rule: Rule
    value: pd.Series
    rows: pd.Series


def _values(connection: duckdb.DuckDBPyConnection, rows: Rows) -> Iterator[_Values]:
    """What every rule of every column is tried on, in frames of bounded size."""
    if not _count(connection, rows):  # most tables of a small load; each column is a query
        return
    yield from _presence(connection, rows)
    for column in rows.table.columns:
        rules = [rule for rule in column.rules if not isinstance(rule, Given)]
        if rules:
            found = connection.sql(_DIFFERENT.format(column=column.name, source=rows.source))
            for batch in found.to_arrow_reader(VALUES_AT_A_TIME):
                frame = batch.to_pandas()
                for rule in rules:
                    yield _Values(rows.table, column, rule, frame["value"], frame["rows"])


_DIFFERENT = """
select "{column}"::varchar as value, count(*) as rows from {source} group by "{column}"
"""


def _presence(connection: duckdb.DuckDBPyConnection, rows: Rows) -> Iterator[_Values]:
    """For columns that are always given: one value that is there, one that is missing."""
    given = [column for column in rows.table.columns if column.is_given]
    counts = "".join(f', count("{column.name}")' for column in given)
    [(total, *present)] = connection.sql(f"select count(*){counts} from {rows.source}").fetchall()
    for column, there in zip(given, present, strict=True):
        frame = pd.DataFrame({"value": ["given", None], "rows": [there, total - there]})
        frame = frame[frame["rows"] > 0]
        yield _Values(rows.table, column, Given(), frame["value"], frame["rows"])


class _Trial:
    """Values that wait to be tried on their rules, and how many rows failed so far."""

    def __init__(self) -> None:
        self.failed: dict[Failed, int] = defaultdict(int)
        self._waiting: dict[Rule, list[_Values]] = defaultdict(list)

    def add(self, values: _Values) -> None:
        """Have values tried on their rule, now or later."""
        waiting = self._waiting[values.rule]
        waiting.append(values)
        if sum(len(values.value) for values in waiting) > VALUES_AT_A_TIME:
            self._try(values.rule)

    def end(self) -> None:
        """Try what still waits."""
        for rule in list(self._waiting):
            self._try(rule)

    def _try(self, rule: Rule) -> None:
        tried = self._waiting.pop(rule)
        broken = _broken(pd.concat([values.value for values in tried], ignore_index=True), rule)
        begin = 0
        for values in tried:
            end = begin + len(values.value)
            mine = [at - begin for at in broken if begin <= at < end]
            rows = int(values.rows.iloc[mine].sum())
            self.failed[values.table.name, values.column.name, rule] += rows
            begin = end


def _broken(value: pd.Series, rule: Rule) -> list[int]:
    """The places at which a value breaks the rule."""
    if isinstance(rule, Between):
        value = pd.to_numeric(value)
    expected, gx = rule.expectation(), _expectations()
    expectation = getattr(gx.classes, expected.name)(column="value", **expected.arguments)
    return gx.broken(pd.DataFrame({"value": value}), expectation)


def _keys_twice(
    connection: duckdb.DuckDBPyConnection, everything: Sequence[Rows]
) -> dict[Failed, int]:
    """How many rows of each table have a key that another row has too."""
    queries = [_twice(rows) for rows in everything]
    frame = connection.sql(" union all ".join(queries)).df()
    gx = _expectations()
    broken = gx.broken(frame, getattr(gx.classes, UNIQUE)(column_list=["table", "key"]))
    return {
        (str(name), "", None): int(count)
        for name, count in frame.loc[broken, "table"].value_counts().items()
    }


def _twice(rows: Rows) -> str:
    """The keys that occur more than once, as often as they occur."""
    key = ", ".join(f'"{name}"' for name in rows.table.key)
    return (
        f"select '{rows.table.name}' as \"table\", concat_ws('/', {key}) as key "
        f"from (select {key}, count(*) as n from {rows.source} group by all having n > 1), range(n)"
    )


@dataclass(frozen=True)
class _GreatExpectations:
    """The expectations, and what tries them on a frame in memory.

    A batch of a data source would be hashed from end to end each time it is asked for,
    to tell it from other batches; a validator with its own engine takes the frame as it is.
    """

    classes: Any
    engine: Any
    validator: Any
    context: Any

    def broken(self, frame: pd.DataFrame, expectation: Any) -> list[int]:
        """The index of every row that breaks the expectation."""
        if self._validated(frame, expectation, "BOOLEAN_ONLY").success:
            return []
        form = {"result_format": "COMPLETE", "unexpected_index_column_names": ["at"]}
        found = self._validated(frame.assign(at=frame.index), expectation, form)
        return [row["at"] for row in found.result["unexpected_index_list"]]

    def _validated(self, frame: pd.DataFrame, expectation: Any, form: Any) -> Any:
        engine = self.engine()
        engine.load_batch_data("rows", frame)
        validator = self.validator(execution_engine=engine, data_context=self.context)
        asked = {"result_format": form, "catch_exceptions": False}
        [found] = validator.graph_validate([expectation.configuration], asked)
        return found


_lock = threading.Lock()
_loaded: list[_GreatExpectations] = []


def _expectations() -> _GreatExpectations:
    """Great Expectations, imported once, silent, writing nothing, calling nobody."""
    with _lock:
        if not _loaded:
            os.environ["GX_ANALYTICS_ENABLED"] = "false"
            with _no_garbage_collection(), lazily(*OF_OTHER_EXPECTATIONS):
                _loaded.append(_imported())
        return _loaded[0]


def _imported() -> _GreatExpectations:
    import great_expectations as core
    from great_expectations import expectations as classes
    from great_expectations.data_context.types.base import ProgressBarsConfig
    from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
    from great_expectations.validator.validator import Validator

    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    context = core.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    return _GreatExpectations(classes, PandasExecutionEngine, Validator, context)


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Two thousand modules make no garbage; searching them for some takes a fifth of the import."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
