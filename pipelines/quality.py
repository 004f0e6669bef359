"""Contracts held against the rows of a load with Great Expectations.

The one module that imports it. The import takes seconds, so `warm_up` starts it
beside the reading. Great Expectations cannot read DuckDB itself, it gets pandas
frames. A rule is tried once on each different value of a column, together with
the number of rows that have it, and on all columns that have the rule at once:
exact, and a few hundred codes cost little where millions of rows share them.
"""

import logging
import os
import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, NamedTuple

import duckdb
import pandas as pd

from pipelines.contracts.model import Column, Table
from pipelines.contracts.rules import Between, Given, Rule

VALUES_AT_A_TIME = 100_000
UNIQUE = "ExpectCompoundColumnsToBeUnique"

Found = tuple[Table, pd.DataFrame]


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


def check(connection: duckdb.DuckDBPyConnection, everything: Sequence[Rows]) -> list[Check]:
    """Hold every rule of every table's contract against its rows."""
    trial = _Trial()
    found = ((rows.table, frame) for rows in everything for frame in _values(connection, rows))
    for table, frame in _one_ahead(found):
        trial.add(table, frame)
    trial.end()
    twice = _keys_twice(connection, everything)
    return [found for rows in everything for found in _checks(rows.table, trial, twice)]


def _checks(table: Table, trial: "_Trial", twice: dict[str, int]) -> Iterator[Check]:
    total = trial.checked[table.name]
    for column in table.columns:
        for rule in column.rules:
            failed = trial.failed[table.name, column.name, rule]
            name = rule.expectation().name
            yield Check(table.name, column.name, name, rule.says(), total, failed)
    sentence = f"has one row per {' and '.join(table.key)}"
    yield Check(table.name, "", UNIQUE, sentence, total, twice.get(table.name, 0))


def _one_ahead(found: Iterator[Found]) -> Iterator[Found]:
    """The same, with the next one fetched in a thread while one is used."""
    with ThreadPoolExecutor(1) as thread:
        coming = thread.submit(next, found, None)
        while (one := coming.result()) is not None:
            coming = thread.submit(next, found, None)
            yield one


def _values(connection: duckdb.DuckDBPyConnection, rows: Rows) -> Iterator[pd.DataFrame]:
    """Frames of a `column`'s number, a `value` as text, how many `rows` have it there.

    Column -1 stands for the whole table.
    """
    queries = [
        _query(rows, number, column)
        for number, column in enumerate(rows.table.columns)
        if column.rules
    ]
    queries.append(f'select -1 as "column", null as value, count(*) as rows from {rows.source}')
    for batch in connection.sql(" union all ".join(queries)).to_arrow_reader(VALUES_AT_A_TIME):
        yield batch.to_pandas()


def _query(rows: Rows, number: int, column: Column) -> str:
    """All values of a key, each different value of another column.

    Whether there is a value is all that counts where nothing else is asked for.
    """
    value, begin = f'"{column.name}"', f'select {number} as "column"'
    if column.name == rows.table.key[0]:
        return f"{begin}, {value}::varchar as value, 1 as rows from {rows.source}"
    if all(isinstance(rule, Given) for rule in column.rules):
        value = f"case when {value} is not null then 'given' end"
    return f"{begin}, {value}::varchar as value, count(*) as rows from {rows.source} group by value"


class _Trial:
    """Values that wait to be tried on their rules; what was checked and what failed so far."""

    def __init__(self) -> None:
        self.checked: dict[str, int] = {}
        self.failed: dict[tuple[str, str, Rule], int] = defaultdict(int)
        self._waiting: dict[Rule, list[_Values]] = defaultdict(list)

    def add(self, table: Table, frame: pd.DataFrame) -> None:
        """Have a table's values tried on the rules of their columns, now or later."""
        for number, values in frame.groupby("column", sort=False):
            if number < 0:
                self.checked[table.name] = int(values["rows"].iloc[0])
                continue
            column = table.columns[int(str(number))]
            for rule in column.rules:
                frame = _present(values) if isinstance(rule, Given) else values
                self._add(rule, _Values(table.name, column.name, frame["value"], frame["rows"]))

    def end(self) -> None:
        """Try what still waits."""
        for rule in list(self._waiting):
            self._try(rule)

    def _add(self, rule: Rule, values: "_Values") -> None:
        waiting = self._waiting[rule]
        waiting.append(values)
        if sum(len(values.value) for values in waiting) > VALUES_AT_A_TIME:
            self._try(rule)

    def _try(self, rule: Rule) -> None:
        tried = self._waiting.pop(rule)
        broken = _broken(pd.concat([values.value for values in tried], ignore_index=True), rule)
        begin = 0
        for values in tried:
            end = begin + len(values.value)
            mine = [at - begin for at in broken if begin <= at < end]
            rows = int(values.rows.iloc[mine].sum())
            self.failed[values.table_name, values.column_name, rule] += rows
            begin = end


class _Values(NamedTuple):
    """Values of one column, and how many rows have each."""

    table_name: str
    column_name: str
    value: pd.Series
    rows: pd.Series


def _present(values: pd.DataFrame) -> pd.DataFrame:
    """One row for the values that are missing and one for those that are not."""
    missing = values["value"].isna()
    return pd.concat([values[missing].head(1), values[~missing].head(1)]).assign(
        rows=[int(values["rows"][some].sum()) for some in (missing, ~missing) if some.any()]
    )


def _broken(value: pd.Series, rule: Rule) -> list[int]:
    """The places at which a value breaks the rule."""
    if isinstance(rule, Between):
        value = pd.to_numeric(value)
    expected, gx = rule.expectation(), _expectations()
    expectation = getattr(gx.classes, expected.name)(column="value", **expected.arguments)
    return gx.broken(pd.DataFrame({"value": value}), expectation)


def _keys_twice(
    connection: duckdb.DuckDBPyConnection, everything: Sequence[Rows]
) -> dict[str, int]:
    """How many rows of each table have a key that another row has too."""
    queries = [_twice(rows) for rows in everything]
    frame = connection.sql(" union all ".join(queries)).df()
    gx = _expectations()
    broken = gx.broken(frame, getattr(gx.classes, UNIQUE)(column_list=["table", "key"]))
    return {
        str(name): int(count) for name, count in frame.loc[broken, "table"].value_counts().items()
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
    classes: Any
    batches: Any

    def broken(self, frame: pd.DataFrame, expectation: Any) -> list[int]:
        """The index of every row that breaks the expectation."""
        batch = self.batches.get_batch({"dataframe": frame})
        if batch.validate(expectation, result_format="BOOLEAN_ONLY").success:
            return []
        batch = self.batches.get_batch({"dataframe": frame.assign(at=frame.index)})
        form = {"result_format": "COMPLETE", "unexpected_index_column_names": ["at"]}
        found = batch.validate(expectation, result_format=form).result["unexpected_index_list"]
        return [row["at"] for row in found]


_lock = threading.Lock()
_loaded: list[_GreatExpectations] = []


def _expectations() -> _GreatExpectations:
    """Great Expectations, imported once, silent, writing nothing, calling nobody."""
    with _lock:
        if not _loaded:
            os.environ["GX_ANALYTICS_ENABLED"] = "false"
            import great_expectations as core
            from great_expectations import expectations as classes
            from great_expectations.data_context.types.base import ProgressBarsConfig

            logging.getLogger("great_expectations").setLevel(logging.ERROR)
            context = core.get_context(mode="ephemeral")
            context.variables.progress_bars = ProgressBarsConfig(globally=False)
            asset = context.data_sources.add_pandas("load").add_dataframe_asset("rows")
            batches = asset.add_batch_definition_whole_dataframe("all")
            _loaded.append(_GreatExpectations(classes, batches))
        return _loaded[0]
