"""Export files as chunks of whole reports, in memory that does not grow with the file.

A chunk knows where it stood: its first line and byte in the unpacked file, so
that whatever is set aside can be pointed at and read again.
"""

import gzip
import hashlib
import io
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NamedTuple

from pipelines.sources.delivery_reports import Span

CHUNK_BYTES = 24 << 20
LARGEST_REPORT = 64 << 20
BLANK = b" \t\r\n"
UTF8_MARK = b"\xef\xbb\xbf"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class BadFile(Exception):
    """A file that cannot be taken apart into reports: set aside whole under `rule`."""

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message


@dataclass(frozen=True)
class Chunk:
    """Bytes of whole reports: one document, or whole lines with one report each."""

    line: int
    byte_from: int
    data: bytes
    is_document: bool


class Changed(OSError):
    """The file became another one while it was read."""


@dataclass(frozen=True)
class Place:
    """Where an unpacked file holds a chunk: what another process needs to read it itself."""

    path: Path
    line: int
    byte_from: int
    size: int
    is_document: bool

    def read(self) -> Chunk:
        """The chunk again. Raises OSError."""
        with self.path.open("rb") as file:
            file.seek(self.byte_from)
            data = file.read(self.size)
        if len(data) != self.size:
            raise Changed
        return Chunk(self.line, self.byte_from, data, self.is_document)


class _Piece(NamedTuple):
    """A chunk as it lies in memory now: what comes next takes its room."""

    line: int
    byte_from: int
    data: memoryview
    is_document: bool


class Export:
    """One export file. Iterate over `chunks()` or `places()` to the end: `sha256` is known then."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = 0
        self._hash = hashlib.sha256()

    @property
    def sha256(self) -> str:
        """Of the bytes read so far, hexadecimal; of the file once `chunks()` ended."""
        return self._hash.hexdigest()

    def chunks(self) -> Iterator[Chunk]:
        """The file's reports. Raises BadFile or OSError."""
        for line, byte_from, data, is_document in self._pieces():
            yield Chunk(line, byte_from, bytes(data), is_document)

    def places(self) -> Iterator[Place]:
        """Where an unpacked file holds them, without a copy. Raises BadFile or OSError."""
        for line, byte_from, data, is_document in self._pieces():
            yield Place(self.path, line, byte_from, len(data), is_document)

    def _pieces(self) -> Iterator[_Piece]:
        with self.path.open("rb", buffering=0) as raw:
            name = self.path.name.lower()
            before = _stamp(raw)
            try:
                yield from _pieces(_unpacked(_Hashing(raw, self), name), name)
            except BadFile:
                self._read_to_end(raw)
                raise
            self._read_to_end(raw)
            if _stamp(raw) != before:
                raise Changed

    @property
    def is_packed(self) -> bool:
        """Whether a place in the unpacked file is no place in the file."""
        return self.path.name.lower().endswith(".gz")

    def read_whole(self) -> "Export":
        """Hash the file without taking it apart. Raises OSError."""
        with self.path.open("rb") as raw:
            self._read_to_end(raw)
        return self

    def seen(self, data: bytes | memoryview) -> None:
        """Count and hash bytes as they are read from the disk."""
        self.size += len(data)
        self._hash.update(data)

    def _read_to_end(self, raw: IO[bytes]) -> None:
        while data := raw.read(CHUNK_BYTES):
            self.seen(data)


class _Hashing(io.RawIOBase):
    """A readable file that tells its export every byte that passes."""

    def __init__(self, raw: Any, export: Export) -> None:
        self._raw, self._export = raw, export

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """As much as one reading of the disk gives."""
        size: int = self._raw.readinto(buffer)
        self._export.seen(memoryview(buffer)[:size])
        return size


def _stamp(raw: IO[bytes]) -> tuple[int, int]:
    now = os.fstat(raw.fileno())
    return now.st_size, now.st_mtime_ns


def _unpacked(raw: Any, name: str) -> Any:
    return gzip.GzipFile(fileobj=raw, mode="rb") if name.endswith(".gz") else raw


def _pieces(file: Any, name: str) -> Iterator[_Piece]:
    window = _Window(file)
    window.fill()
    head = window.bytes
    _check_head(head)
    start = len(UTF8_MARK) if head.startswith(UTF8_MARK) else 0
    window.drop(start)
    if _has_a_report_a_line(window.bytes, name):
        yield from _lines(window, start)
    else:
        yield _document(window, start)


class _Window:
    """The part of a file that is looked at: filled from the file, emptied from the front.

    One piece of memory for all of a file: new memory for every chunk costs more than to read it.
    """

    def __init__(self, file: Any) -> None:
        self._file = file
        self._memory = bytearray(CHUNK_BYTES)
        self.filled = 0

    @property
    def bytes(self) -> bytes:
        """A copy of what it holds."""
        return bytes(self.view(self.filled))

    def view(self, end: int) -> memoryview:
        """Its first bytes, until it is emptied."""
        return memoryview(self._memory)[:end]

    def fill(self) -> bool:
        """Until it is full or the file has ended: whether more came. Raises BadFile, OSError."""
        before, room = self.filled, memoryview(self._memory)
        try:
            while size := self._file.readinto(room[self.filled :]):
                self.filled += size
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise BadFile(
                "file.gzip", "The compressed file is damaged or cut off; nothing of it was loaded."
            ) from error
        return self.filled > before

    def grow(self, size: int) -> None:
        """Room for so many bytes in all."""
        self._memory = self._memory + bytes(size - len(self._memory))

    def drop(self, size: int) -> None:
        """Forget its first bytes."""
        left = self.filled - size
        self._memory[:left] = self._memory[size : self.filled]
        self.filled = left

    def last_line(self) -> int:
        """Where the last whole line ends; 0 where none does."""
        return self._memory.rfind(b"\n", 0, self.filled) + 1

    def lines(self, end: int) -> int:
        """How many lines end before."""
        return sum(1 for _ in _line_ends(self._memory, end))


def _check_head(head: bytes) -> None:
    """Raises BadFile for what can be told from the first bytes."""
    if not head.removeprefix(UTF8_MARK).strip(BLANK):
        raise BadFile("file.empty", "The file is empty; have it exported again.")
    if head.startswith(b"\x1f\x8b"):
        raise BadFile("file.gzip", "The file is gzip data; name it `.gz` and load it again.")
    if head.startswith(UTF16_MARKS) or b"\x00" in head[:4]:
        raise BadFile("json.encoding", "The file is not UTF-8 but UTF-16 or UTF-32; JSON is UTF-8.")
    if head.lstrip(UTF8_MARK + BLANK).startswith(b"<"):
        raise BadFile("json.xml", "The file is XML or a web page, not FHIR JSON.")


def _has_a_report_a_line(head: bytes, name: str) -> bool:
    """By the name; a pretty-printed `.ndjson` and a `.json` of many lines are met halfway."""
    first, _, rest = head.lstrip(BLANK).partition(b"\n")
    if name.endswith((".ndjson", ".ndjson.gz")):
        return first.strip(BLANK) not in (b"{", b"[")
    return first.strip(BLANK).endswith(b"}") and rest.lstrip(BLANK).startswith(b"{")


def _document(window: _Window, start: int) -> _Piece:
    if start + window.filled == CHUNK_BYTES:
        window.grow(LARGEST_REPORT + 1)
        window.fill()
    if window.filled > LARGEST_REPORT:
        raise _too_large()
    return _Piece(1, start, window.view(window.filled), is_document=True)


def _lines(window: _Window, start: int) -> Iterator[_Piece]:
    line, byte_from = 1, start
    while window.filled:
        end = window.last_line()
        if not end:
            if _has_more(window):
                continue
            end = window.filled
        yield _Piece(line, byte_from, window.view(end), is_document=False)
        line += window.lines(end)
        byte_from += end
        window.drop(end)
        window.fill()


def _has_more(window: _Window) -> bool:
    """Whether a report that fills the window goes on in the file; then there is room for it."""
    window.grow(window.filled + CHUNK_BYTES)
    if not window.fill():
        return False
    if window.filled > LARGEST_REPORT:
        raise _too_large()
    return True


def _too_large() -> BadFile:
    limit = LARGEST_REPORT >> 20
    return BadFile("file.size", f"One report is larger than {limit} MB; have the export split.")


def spans(chunk: Chunk) -> list[Span]:
    """The reports of a chunk with their place in the file; blank lines are none."""
    if chunk.is_document:
        return [_span(chunk.line, chunk.byte_from, chunk.data)]
    found, begin, data = [], 0, chunk.data
    for number, end in enumerate(_line_ends(data, len(data), last=True), start=chunk.line):
        text = data[begin:end]
        if text.strip(BLANK):
            found.append(_span(number, chunk.byte_from + begin, text))
        begin = end + 1
    return found


def _line_ends(data: bytes | bytearray, size: int, last: bool = False) -> Iterator[int]:
    """Where the lines of the first bytes end; with `last` also one that nothing ends.

    Reports are long lines: from end to end is eight times as quick as to count or to split.
    """
    end = data.find(b"\n", 0, size)
    while end >= 0:
        yield end
        end = data.find(b"\n", end + 1, size)
    if last:
        yield size


def _span(line: int, byte_from: int, text: bytes) -> Span:
    """Without the blanks around it, so that the same report has the same bytes everywhere."""
    stripped = text.strip(BLANK)
    start = byte_from + len(text) - len(text.lstrip(BLANK))
    return Span(line, start, start + len(stripped), stripped)
