"""Judged resources as Arrow tables, column by column, with the contract's names and types."""

import re
from datetime import datetime
from hashlib import blake2b
from typing import Any

import numpy as np
import pyarrow as pa

from pipelines.contracts.delivery_reports import PROFILES
from pipelines.contracts.model import Table
from pipelines.sources.ffb.judge import Accepted, Judged
from pipelines.sources.ffb.primitives import local_day_of

INSTANT = pa.timestamp("us")
_SCALARS: dict[str, pa.DataType] = {
    "VARCHAR": pa.string(),
    "DATE": pa.date32(),
    "TINYINT": pa.int8(),
    "VARCHAR[]": pa.list_(pa.string()),
}
_TABLES = {table.profile.removeprefix("kl-reporting-ffb-"): table for table in PROFILES}
_WHOSE = ("person_id", "organization_id")
_REPORT = ("reported_at", "reported_date", "report_id")


def arrow_type(duckdb_type: str) -> pa.DataType:
    """The Arrow type of a column type of the contracts."""
    if duckdb_type in _SCALARS:
        return _SCALARS[duckdb_type]
    struct = re.fullmatch(r"STRUCT\((.+)\)\[\]", duckdb_type)
    if struct is None:
        raise ValueError(f"No Arrow type is known for the column type {duckdb_type}.")
    fields = [part.split() for part in struct[1].split(", ")]
    return pa.list_(pa.struct([(name, arrow_type(kind)) for name, kind in fields]))


class ReportColumns:
    """The accepted reports of a batch."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._persons: list[str] = []
        self._organizations: list[str] = []
        self._moments: list[datetime] = []
        self._days: list[int] = []

    def add(self, report_id: str, accepted: Accepted) -> int:
        """Take a report in; its number in the batch."""
        if accepted.citizen is None:
            raise ValueError("A report without a citizen has no row.")
        self._ids.append(report_id)
        self._persons.append(accepted.citizen.person_id)
        self._organizations.append(accepted.citizen.organization_id)
        self._moments.append(accepted.reported_at)
        self._days.append(local_day_of(accepted.reported_at))
        return len(self._ids) - 1

    def arrow(self) -> pa.Table:
        """report_id, person_id, organization_id, reported_at, reported_date."""
        return pa.table(
            {
                "report_id": pa.array(self._ids, pa.string()),
                "person_id": pa.array(self._persons, pa.string()),
                "organization_id": pa.array(self._organizations, pa.string()),
                "reported_at": pa.array(self._moments, INSTANT),
                "reported_date": pa.array(self._days, pa.int32()).cast(pa.date32()),
            }
        )


class TableColumns:
    """The rows of a batch, by profile."""

    def __init__(self) -> None:
        self._found: dict[str, list[Judged]] = {name: [] for name in _TABLES}
        self._report: dict[str, list[int]] = {name: [] for name in _TABLES}

    def add(self, report: int, resources: list[Judged]) -> None:
        """Take in the resources of one report."""
        for one in resources:
            self._found[one.profile].append(one)
            self._report[one.profile].append(report)

    def arrow(self, reports: ReportColumns) -> dict[str, pa.Table]:
        """One Arrow table for each table of the contract, by its name."""
        whole = reports.arrow()
        return {
            table.name: _table(table, self._found[name], self._report[name], whole)
            for name, table in _TABLES.items()
        }


def _table(table: Table, found: list[Judged], report: list[int], reports: pa.Table) -> pa.Table:
    numbers = pa.array(report, pa.int32())
    per_report = {name: reports[name].take(numbers) for name in (*_WHOSE, *_REPORT)}
    own = [column for column in table.columns if column.name not in _WHOSE]
    values = zip(*[one.row for one in found], strict=True) if found else ((),) * len(own)
    columns: dict[str, Any] = dict.fromkeys(table.column_names)
    for column, cells in zip(own, values, strict=True):
        columns[column.name] = _array(cells, arrow_type(column.type))
    columns |= per_report
    columns["last_updated"] = pa.array([one.last_updated for one in found], INSTANT)
    columns["content_hash"] = _content_hashes(found, report, reports)
    return pa.table(columns)


def _array(cells: Any, kind: pa.DataType) -> pa.Array:
    if kind == pa.date32():
        return pa.array(cells, pa.int32()).cast(kind)
    if pa.types.is_list(kind) and pa.types.is_struct(kind.value_type):
        names = [one.name for one in kind.value_type]
        cells = [[dict(zip(names, item, strict=True)) for item in one] for one in cells]
    return pa.array(cells, kind)


def _content_hashes(found: list[Judged], report: list[int], reports: pa.Table) -> pa.Array:
    """16 bytes a row: of the stored content, mixed with whose it is.

    Both parts are hashes, so that equal content of another person or
    municipality gets another value; XOR mixes them for a whole column at once.
    """
    whose = zip(*(reports[name].to_pylist() for name in _WHOSE), strict=True)
    mixed = b"".join(blake2b(repr(one).encode(), digest_size=16).digest() for one in whose)
    if not found:
        return pa.array([], pa.binary(16))
    by_report = np.frombuffer(mixed, np.uint8).reshape(-1, 16)
    content = np.frombuffer(b"".join(one.content_hash for one in found), np.uint8).reshape(-1, 16)
    data = np.bitwise_xor(content, by_report[np.array(report)]).tobytes()
    return pa.FixedSizeBinaryArray.from_buffers(
        pa.binary(16), len(found), [None, pa.py_buffer(data)]
    )
