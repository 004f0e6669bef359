"""Judged resources as Arrow tables, column by column, with the contract's names and types."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import accumulate, chain
from typing import Any

import numpy as np
import pyarrow as pa

from pipelines.contracts.delivery_reports import PROFILES
from pipelines.contracts.model import Table
from pipelines.sources.ffb.kinds import NUMBER_OF, Contents, Judged, hash_of
from pipelines.sources.ffb.primitives import local_day_of
from pipelines.sources.ffb.whole import Accepted

INSTANT = pa.timestamp("us")
_SCALARS: dict[str, pa.DataType] = {
    "VARCHAR": pa.string(),
    "DATE": pa.date32(),
    "TINYINT": pa.int8(),
    "VARCHAR[]": pa.list_(pa.string()),
}
_TABLES = {table.profile.removeprefix("kl-reporting-ffb-"): table for table in PROFILES}
WHOSE = ("person_id", "organization_id")
REMEMBERED = 30_000  # hashes of whose a report is


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

    def add(self, report_id: str, accepted: Accepted) -> None:
        """Take a report in."""
        if accepted.citizen is None:
            raise ValueError("A report without a citizen has no row.")
        person, organization, _ = accepted.citizen
        self._ids.append(report_id)
        self._persons.append(person)
        self._organizations.append(organization)
        self._whose.append(_hash_of_whose(person, organization))
        self._moments.append(accepted.reported_at)
        self._days.append(local_day_of(accepted.reported_at))

    def arrow(self) -> pa.Table:
        """report_id, person_id, organization_id, reported_at, reported_date, whose_high, whose_low.

        The last two are the hash of citizen and municipality.
        """
        return pa.table(
            {
                "report_id": pa.array(self._ids, pa.string()),
                "person_id": pa.array(self._persons, pa.string()),
                "organization_id": pa.array(self._organizations, pa.string()),
                "reported_at": pa.array(self._moments, INSTANT),
                "reported_date": pa.array(self._days, pa.int32()).cast(pa.date32()),
                **halves("whose", self._whose),
            }
        )


@lru_cache(REMEMBERED)
def _hash_of_whose(person: str, organization: str) -> bytes:
    return hash_of(repr((person, organization)).encode())


def sightings(reports: Sequence[Sequence[Judged]]) -> dict[str, pa.Table]:
    """Which report has which content, for each table: `content_no`, and `report_no` from 0."""
    resources = list(chain.from_iterable(reports))
    contents = np.array([one.content_no for one in resources], np.int64)
    kinds = np.array([NUMBER_OF[one.profile] for one in resources], np.int8)
    numbers = np.repeat(np.arange(len(reports), dtype=np.int32), list(map(len, reports)))
    return {
        table.name: pa.table({"content_no": contents[of_it], "report_no": numbers[of_it]})
        for name, table in _TABLES.items()
        if (of_it := kinds == NUMBER_OF[name]) is not None
    }


def content_tables(found: Iterable[Contents]) -> dict[str, pa.Table]:
    """One Arrow table for each table of the contract, by its name.

    It has `content_no`, the columns of the contract but those that say whose it
    is, `last_updated`, and the hash of the stored content as two numbers.
    """
    by_profile: dict[str, list[Contents]] = {name: [] for name in _TABLES}
    for one in found:
        by_profile[one.profile].append(one)
    return {table.name: _table(table, by_profile[name]) for name, table in _TABLES.items()}


def _table(table: Table, found: list[Contents]) -> pa.Table:
    own = [column for column in table.columns if column.name not in WHOSE]
    columns = [_joined([one.columns[n] for one in found]) for n in range(len(own))]
    last_updated = pa.array(_joined([one.last_updated for one in found]), pa.int64())
    return pa.table(
        {
            "content_no": pa.array(_joined([one.numbers for one in found]), pa.int64()),
            **{
                column.name: _array(cells, arrow_type(column.type))
                for column, cells in zip(own, columns, strict=True)
            },
            "last_updated": last_updated.cast(INSTANT),
            **halves("content_hash", _joined([one.hashes for one in found])),
        }
    )


def _joined(parts: Sequence[Sequence[Any]]) -> Sequence[Any]:
    return parts[0] if len(parts) == 1 else list(chain.from_iterable(parts))


def halves(name: str, hashes: Iterable[bytes]) -> dict[str, Any]:
    """Hashes of 16 bytes as two columns of numbers, the first bytes first."""
    halves = np.frombuffer(b"".join(hashes), ">u8").astype(np.uint64).reshape(-1, 2)
    return {f"{name}_high": pa.array(halves[:, 0]), f"{name}_low": pa.array(halves[:, 1])}


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
