"""One supplementary export, from its path to typed rows and pointers, some at a time."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Protocol

from pipelines.chunks import BadFile, Changed, Export
from pipelines.contracts.supplementary import BY_CODE, SUPPLEMENTS
from pipelines.contracts.supplementary.model import Supplement
from pipelines.sources.supplementary import header, text_file
from pipelines.sources.supplementary.cells import Reading
from pipelines.sources.supplementary.columns import ColumnReader, Typed
from pipelines.sources.supplementary.delimited import Delimited
from pipelines.sources.supplementary.records import Records
from pipelines.sources.supplementary.text_file import TextFile
from pipelines.sources.supplementary.workbook import Workbook


class _Source(Protocol):
    header_line: int

    def header(self) -> list[str]: ...

    def records(self, width: int) -> Iterator[Records]: ...


@dataclass
class Progressed:
    """Bytes and hash of the file, known when it was read; also when it was bad.

    `unknown` are the numbers of its columns that the contract does not know.
    """

    size: int = 0
    sha256: str = ""
    encoding: str = ""
    unknown: tuple[int, ...] = ()


def table_of(kind: str) -> Supplement:
    """The contract of a file by what its name begins with. Raises BadFile."""
    found = BY_CODE.get(kind.lower())
    if found is None:
        near = get_close_matches(kind.lower(), BY_CODE, 1, 0.5)
        hint = f"; the nearest is {BY_CODE[near[0]].code}" if near else ""
        raise BadFile(
            "file.kind",
            f"The name begins with none of {SUPPLEMENTS[0].code} to T23{hint}; "
            "nothing of the file was loaded.",
        )
    return found


def read(path: Path, reading: Reading, told: Progressed) -> Iterator[Typed]:
    """The file's records, typed. Raises BadFile (set it aside whole), OSError.

    `told` holds size and hash when this ends, however it ends.
    """
    is_workbook = path.name.lower().endswith(".xlsx")
    before = _stamp(path)
    with ExitStack() as stack:
        source = _workbook(path, reading, told, stack) if is_workbook else _text(path, told, stack)
        names = source.header()
        matched = header.match(names, reading.table, source.header_line)
        told.unknown = matched.unknown
        columns = ColumnReader(reading.table, matched, reading)
        for records in source.records(matched.width):
            yield columns.read(records)
        if _stamp(path) != before:
            raise Changed


def _stamp(path: Path) -> tuple[int, int]:
    now = path.stat()
    return now.st_size, now.st_mtime_ns


def _workbook(path: Path, reading: Reading, told: Progressed, stack: ExitStack) -> _Source:
    whole = Export(path).read_whole()
    told.size, told.sha256, told.encoding = whole.size, whole.sha256, "xlsx"
    book = Workbook(path, reading.table)
    stack.callback(book.close)
    return book


def _text(path: Path, told: Progressed, stack: ExitStack) -> _Source:
    file = TextFile(path)
    try:
        text_file.inspect(path, file)
    finally:
        told.size, told.sha256, told.encoding = file.size, file.sha256, file.encoding
    return Delimited(file, stack.enter_context(path.open("rb")))
