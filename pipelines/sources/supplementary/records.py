"""Records of an export on their way from the file to typed columns.

Both readers (`delimited.py`, `workbook.py`) give these: cells as the text a CSV
would have, where each record stood, and what is wrong with whole records.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

RECORDS_AT_A_TIME = 50_000  # this bounds the memory of reading


class Fault(NamedTuple):
    """One broken rule of one record: `record` counts within the chunk, from 0."""

    record: int
    rule: str
    place: str
    message: str


@dataclass
class Records:
    """Some records. All lists are as long as there are records.

    `byte_from` and `byte_to` are None for workbooks, which are packed; there
    `line` is the row of the sheet. A record with a fault of its own keeps its
    place with cells that are not read.
    """

    cells: list[list[str]] = field(default_factory=list)
    line: list[int] = field(default_factory=list)
    byte_from: list[int | None] = field(default_factory=list)
    byte_to: list[int | None] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.cells)

    def add(
        self, cells: list[str], line: int, byte_from: int | None = None, byte_to: int | None = None
    ) -> None:
        """One more record."""
        self.cells.append(cells)
        self.line.append(line)
        self.byte_from.append(byte_from)
        self.byte_to.append(byte_to)

    def refuse(self, rule: str, place: str, message: str) -> None:
        """Something is wrong with the record that was added last."""
        self.faults.append(Fault(len(self.cells) - 1, rule, place, message))


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Lists of texts hold no cycles; looking for some takes a third of the time of reading."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
