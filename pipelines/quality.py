"""Contracts held against the rows of a load with Great Expectations.

The one module that imports it. The import takes seconds, so `warm_up` starts it
beside the reading. Great Expectations cannot read DuckDB itself, it gets pandas
frames. A rule on a column's values is tried once on each different value, with
the number of rows that have it: exact, and a few hundred codes cost nothing
where millions of rows share them.
"""

import logging
import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import pandas as pd

from pipelines.contracts.model import Column, Table
from pipelines.contracts.rules import Expectation, Given, Rule

VALUES_AT_A_TIME = 500_000


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
        return self.rows_failed == 0


def warm_up() -> None:
    """Begin to import Great Expectations in the background."""
    threading.Thread(target=_expectations, name="great-expectations", daemon=True).start()


def check_table(connection: duckdb.DuckDBPyConnection, table: Table, rows: str = "") -> list[Check]:
    """Hold every rule of the table's contract against its rows.

    `rows` narrows them: the end of a query, for example `where run_id = 2`.
    """
    source = f"core.{table.name} {rows}"
    checks = [
        check
        for column in table.columns
        if column.rules
        for check in _check_column(connection, table, column, source)
    ]
    return [*checks, _check_key(connection, table, source)]


def _check_column(
    connection: duckdb.DuckDBPyConnection, table: Table, column: Column, source: str
) -> list[Check]:
    checked = 0
    failed = [0] * len(column.rules)
    for frame in _values(connection, table, column, source):
        checked += int(frame["rows"].sum())
        for number, broken in enumerate(_broken_rows(frame, column.rules)):
            failed[number] += broken
    return [
        Check(table.name, column.name, rule.expectation().name, rule.says(), checked, count)
        for rule, count in zip(column.rules, failed, strict=True)
    ]


def _values(
    connection: duckdb.DuckDBPyConnection, table: Table, column: Column, source: str
) -> Iterator[pd.DataFrame]:
    """The column's values as `value`, and how many `rows` have each."""
    query = f"select {_value(column)} as value, count(*) as rows from {source} group by value"
    if column.name in table.key:
        query = f'select "{column.name}" as value, 1 as rows from {source}'
    for batch in connection.sql(query).to_arrow_reader(VALUES_AT_A_TIME):
        if batch.num_rows:
            yield batch.to_pandas()


def _value(column: Column) -> str:
    """Whether there is a value is all that counts where nothing else is asked for."""
    if all(isinstance(rule, Given) for rule in column.rules):
        return f'case when "{column.name}" is not null then true end'
    return f'"{column.name}"'


def _broken_rows(frame: pd.DataFrame, rules: Sequence[Rule]) -> list[int]:
    """How many rows break each rule."""
    result = _validated(frame, [rule.expectation() for rule in rules], "BOOLEAN_ONLY")
    if result.success:
        return [0] * len(rules)
    result = _validated(frame, [rule.expectation() for rule in rules], "COMPLETE")
    return [_rows_of(frame, one) for one in result.results]


def _rows_of(frame: pd.DataFrame, result: Any) -> int:
    if result.success:
        return 0
    indexes = [index["at"] for index in result.result.get("unexpected_index_list") or []]
    return int(frame["rows"].iloc[indexes].sum()) if indexes else int(frame["rows"].sum())


def _validated(frame: pd.DataFrame, expected: Sequence[Expectation], detail: str) -> Any:
    gx = _expectations()
    frame = frame.assign(at=range(len(frame)))
    batch = gx.batches.get_batch({"dataframe": frame})
    suite = gx.core.ExpectationSuite(
        name="contract",
        expectations=[
            getattr(gx.classes, one.name)(column="value", **one.arguments) for one in expected
        ],
    )
    form = {"result_format": detail, "unexpected_index_column_names": ["at"]}
    return batch.validate(suite, result_format=form)


def _check_key(connection: duckdb.DuckDBPyConnection, table: Table, source: str) -> Check:
    """The key is unique: of the rows whose key occurs more than once there are none."""
    key = ", ".join(f'"{name}"' for name in table.key)
    total = connection.execute(f"select count(*) from {source}").fetchone()
    twice = connection.execute(
        f"select {key} from (select {key}, count(*) as n from {source} group by all having n > 1), "
        "range(n)"
    ).df()
    gx = _expectations()
    expectation = _unique(gx, table.key)
    is_unique = gx.batches.get_batch({"dataframe": twice}).validate(expectation).success
    return Check(
        table.name,
        "",
        type(expectation).__name__,
        f"has one row per {' and '.join(table.key)}",
        total[0] if total else 0,
        0 if is_unique else len(twice),
    )


def _unique(gx: "_Expectations", key: Sequence[str]) -> Any:
    if len(key) == 1:
        return gx.classes.ExpectColumnValuesToBeUnique(column=key[0])
    return gx.classes.ExpectCompoundColumnsToBeUnique(column_list=list(key))


@dataclass(frozen=True)
class _Expectations:
    core: Any
    classes: Any
    batches: Any


_lock = threading.Lock()
_loaded: list[_Expectations] = []


def _expectations() -> _Expectations:
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
            _loaded.append(_Expectations(core, classes, batches))
        return _loaded[0]
