"""Judged resources as Arrow tables, column by column, with the contract's names and types."""

import re
from datetime import datetime
from hashlib import blake2b
from itertools import accumulate, chain
from typing import Any

import numpy as np
import pyarrow as pa

from pipelines.contracts.delivery_reports import PROFILES
from pipelines.contracts.model import Table
from pipelines.sources.ffb.judge import Accepted, Judged
from pipelines.sources.ffb.primitives import local_day_of

Bytes = np.ndarray[Any, np.dtype[np.uint8]]
Numbers = np.ndarray[Any, np.dtype[np.int32]]
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
        self._whose: list[bytes] = []

    def add(self, report_id: str, accepted: Accepted) -> int:
        """Take a report in; its number in the batch."""
        if accepted.citizen is None:
            raise ValueError("A report without a citizen has no row.")
        person, organization, _ = accepted.citizen
        self._ids.append(report_id)
        self._persons.append(person)
        self._organizations.append(organization)
        self._whose.append(_hash_of(repr((person, organization)).encode()))
        self._moments.append(accepted.reported_at)
        self._days.append(local_day_of(accepted.reported_at))
        return len(self._ids) - 1

    def whose(self) -> Bytes:
        """16 bytes a report: the hash of its citizen and municipality."""
        return np.frombuffer(b"".join(self._whose), np.uint8).reshape(-1, 16)

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
        self._put = {
            name: (self._found[name].append, self._report[name].append) for name in _TABLES
        }

    def add(self, report: int, resources: list[Judged]) -> None:
        """Take in the resources of one report."""
        put = self._put
        for one in resources:
            put_resource, put_report = put[one.profile]
            put_resource(one)
            put_report(report)

    def arrow(self, reports: ReportColumns) -> dict[str, pa.Table]:
        """One Arrow table for each table of the contract, by its name."""
        per_report, whose = reports.arrow(), reports.whose()
        return {
            table.name: _table(
                table, self._found[name], np.array(self._report[name], np.int32), per_report, whose
            )
            for name, table in _TABLES.items()
        }


def _table(
    table: Table, found: list[Judged], report: Numbers, reports: pa.Table, whose: Bytes
) -> pa.Table:
    per_report = {name: reports[name].take(pa.array(report)) for name in (*_WHOSE, *_REPORT)}
    own = [column for column in table.columns if column.name not in _WHOSE]
    values = zip(*[one.row for one in found], strict=True) if found else ((),) * len(own)
    columns: dict[str, Any] = dict.fromkeys(table.column_names)
    for column, cells in zip(own, values, strict=True):
        columns[column.name] = _array(cells, arrow_type(column.type))
    columns |= per_report
    columns["last_updated"] = pa.array([one.last_updated for one in found], pa.int64()).cast(
        INSTANT
    )
    columns["content_hash"] = _content_hashes(found, whose[report])
    return pa.table(columns)


def _array(cells: Any, kind: pa.DataType) -> pa.Array:
    if kind == pa.date32():
        return pa.array(cells, pa.int32()).cast(kind)
    return _lists(cells, kind) if pa.types.is_list(kind) else pa.array(cells, kind)


def _lists(cells: Any, kind: pa.ListType) -> pa.Array:
    """Lists of texts, or of tuples that become structs."""
    ends = pa.array([0, *accumulate(map(len, cells))], pa.int32())
    values: Any = list(chain.from_iterable(cells))
    if pa.types.is_struct(kind.value_type):
        fields = list(kind.value_type)
        columns = zip(*values, strict=True) if values else [()] * len(fields)
        arrays = [pa.array(one, f.type) for one, f in zip(columns, fields, strict=True)]
        return pa.ListArray.from_arrays(ends, pa.StructArray.from_arrays(arrays, fields=fields))
    return pa.ListArray.from_arrays(ends, pa.array(values, kind.value_type))


def _content_hashes(found: list[Judged], whose: Bytes) -> pa.Array:
    """16 bytes a row: of the stored content, mixed with whose it is.

    Both parts are hashes, so that equal content of another person or
    municipality gets another value; XOR mixes them for a whole column at once.
    """
    content = np.frombuffer(b"".join([_hash_of(one.text) for one in found]), np.uint8)
    data = pa.py_buffer(np.bitwise_xor(content.reshape(-1, 16), whose).tobytes())
    return pa.FixedSizeBinaryArray.from_buffers(pa.binary(16), len(found), [None, data])


_EMPTY_HASH = blake2b(digest_size=16)


def _hash_of(text: bytes) -> bytes:
    """16 bytes; to copy an empty hash is quicker than to ask for a new one."""
    content = _EMPTY_HASH.copy()
    content.update(text)
    return content.digest()
