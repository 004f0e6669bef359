"""What a chunk of vouched resources is given out as: hashed texts, contents, sightings."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.contracts.model import Table
from pipelines.sources.ffb.columns import INSTANT, WHOSE, arrow_type, halves

REMEMBERED = 300_000
"""Contents of all profiles of which a repeat is recognised, in at most some 90 MB."""

_Key = tuple[bytes, int]


class Memory:
    """Which number a content was given out under; of two halves the older is dropped."""

    def __init__(self) -> None:
        self.recent: dict[_Key, int] = {}
        self._older: dict[_Key, int] = {}

    def numbered(self, keys: Iterable[_Key], numbers: Iterator[int]) -> tuple[list[int], list[int]]:
        """The number of each content by its hash and moment, and the places of those that are new.

        It is asked for every resource of a load, so there is no call in its loop.
        """
        recent, older = self.recent, self._older
        found, new = [], []
        for place, key in enumerate(keys):
            number = recent.get(key)
            if number is None:
                number = older.get(key)
                if number is None:
                    number = next(numbers)
                    new.append(place)
                recent[key] = number
            found.append(number)
        return found, new

    def forget(self) -> None:
        """Drop the older half."""
        self.recent, self._older = {}, self.recent


def forget(memories: Collection[Memory]) -> None:
    """Drop the older half of each when the other halves are full."""
    if sum(len(memory.recent) for memory in memories) > REMEMBERED // 2:
        for memory in memories:
            memory.forget()


def row_texts(columns: Sequence[pa.Array]) -> pa.Array:
    """Each row as the JSON text that `kinds` would write."""
    parts: list[Any] = ["["]
    for column in columns:
        parts += [_json(column), ","]
    return pc.binary_join_element_wise(*parts[:-1], "]", "")


def _json(column: pa.Array) -> pa.Array:
    if pa.types.is_list(column.type):
        return _json_list(column)
    if pa.types.is_integer(column.type):
        return column.cast(pa.string()).fill_null("null")
    return pc.binary_join_element_wise('"', column, '"', "").fill_null("null")


def _json_list(column: pa.ListArray) -> pa.Array:
    items = column.values
    if pa.types.is_struct(items.type):
        name, rank = items.field(0), items.field(1).cast(pa.string())
        texts = pc.binary_join_element_wise('["', name, '",', rank, "]", "")
    else:
        texts = pc.binary_join_element_wise('"', items, '"', "")
    joined = pc.binary_join(pa.ListArray.from_arrays(column.offsets, texts), ",")
    return pc.binary_join_element_wise("[", joined, "]", "")


@dataclass(frozen=True)
class New:
    """Contents that are given out for the first time, as columns beside their numbers."""

    numbers: list[int]
    columns: Sequence[pa.Array]
    updated: pa.Array
    hashes: list[bytes]


def contents(table: Table, new: New | None) -> pa.Table:
    """The contents of one profile as in `Batch.contents`."""
    own = [column for column in table.columns if column.name not in WHOSE]
    found = new or New([], [pa.nulls(0)] * len(own), pa.nulls(0), [])
    columns = {
        column.name: values.cast(arrow_type(column.type))
        for column, values in zip(own, found.columns, strict=True)
    }
    return pa.table(
        {
            "content_no": pa.array(found.numbers, pa.int64()),
            **columns,
            "last_updated": found.updated.cast(INSTANT),
            **halves("content_hash", found.hashes),
        }
    )


def sightings(numbers: Sequence[int], reports: Any) -> pa.Table:
    """The sightings of one profile as in `Batch.sightings`."""
    return pa.table(
        {"content_no": pa.array(numbers, pa.int64()), "report_no": pa.array(reports, pa.int32())}
    )
