"""Export files as chunks of whole reports, in memory that does not grow with the file.

A chunk knows where it stood: its first line and byte in the unpacked file, so
that whatever is set aside can be pointed at and read again.
"""

import gzip
import hashlib
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

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

    @classmethod
    def of(cls, path: Path, chunk: Chunk) -> "Place":
        """The place of a chunk that was read from this file."""
        return cls(path, chunk.line, chunk.byte_from, len(chunk.data), chunk.is_document)

    def read(self) -> Chunk:
        """The chunk again. Raises OSError."""
        with self.path.open("rb") as file:
            file.seek(self.byte_from)
            data = file.read(self.size)
        if len(data) != self.size:
            raise Changed
        return Chunk(self.line, self.byte_from, data, self.is_document)


class Export:
    """One export file. Iterate over `chunks()` to its end, then `sha256` is known."""

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
        with self.path.open("rb") as raw:
            name = self.path.name.lower()
            before = _stamp(raw)
            try:
                yield from _chunks(_unpacked(_Hashing(raw, self), name), name)
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

    def seen(self, data: bytes) -> None:
        """Count and hash bytes as they are read from the disk."""
        self.size += len(data)
        self._hash.update(data)

    def _read_to_end(self, raw: IO[bytes]) -> None:
        while data := raw.read(CHUNK_BYTES):
            self.seen(data)


class _Hashing:
    """A readable file that tells its export every byte that passes."""

    def __init__(self, raw: IO[bytes], export: Export) -> None:
        self._raw, self._export = raw, export

    def read(self, size: int = -1) -> bytes:
        data = self._raw.read(size)
        self._export.seen(data)
        return data


def _stamp(raw: IO[bytes]) -> tuple[int, int]:
    now = os.fstat(raw.fileno())
    return now.st_size, now.st_mtime_ns


def _unpacked(raw: Any, name: str) -> Any:
    return gzip.GzipFile(fileobj=raw, mode="rb") if name.endswith(".gz") else raw


def _chunks(file: Any, name: str) -> Iterator[Chunk]:
    head = _read(file, CHUNK_BYTES)
    _check_head(head)
    start = len(UTF8_MARK) if head.startswith(UTF8_MARK) else 0
    if _has_a_report_a_line(head[start:], name):
        yield from _lines(file, head[start:], start)
    else:
        yield _document(file, head[start:], start)


def _read(file: Any, size: int) -> bytes:
    """Exactly `size` bytes, fewer only at the end. Raises BadFile on damaged gzip data."""
    parts: list[bytes] = []
    missing = size
    try:
        while missing and (data := file.read(missing)):
            parts.append(data)
            missing -= len(data)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise BadFile(
            "file.gzip", "The compressed file is damaged or cut off; nothing of it was loaded."
        ) from error
    return b"".join(parts)


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


def _document(file: Any, head: bytes, start: int) -> Chunk:
    data = head + _read(file, LARGEST_REPORT + 1 - len(head))
    if len(data) > LARGEST_REPORT:
        raise _too_large()
    return Chunk(1, start, data, is_document=True)


def _lines(file: Any, head: bytes, start: int) -> Iterator[Chunk]:
    line, byte_from, rest = 1, start, head
    while rest:
        end = rest.rfind(b"\n") + 1
        if not end:
            more = _read(file, CHUNK_BYTES)
            if more:
                if len(rest) + len(more) > LARGEST_REPORT:
                    raise _too_large()
                rest += more
                continue
            end = len(rest)
        data, rest = rest[:end], rest[end:]
        yield Chunk(line, byte_from, data, is_document=False)
        line += data.count(b"\n")
        byte_from += len(data)
        rest += _read(file, CHUNK_BYTES)


def _too_large() -> BadFile:
    limit = LARGEST_REPORT >> 20
    return BadFile("file.size", f"One report is larger than {limit} MB; have the export split.")


def spans(chunk: Chunk) -> list[Span]:
    """The reports of a chunk with their place in the file; blank lines are none."""
    if chunk.is_document:
        return [_span(chunk.line, chunk.byte_from, chunk.data)]
    found, byte_from = [], chunk.byte_from
    for number, text in enumerate(chunk.data.split(b"\n"), start=chunk.line):
        if text.strip(BLANK):
            found.append(_span(number, byte_from, text))
        byte_from += len(text) + 1
    return found


def _span(line: int, byte_from: int, text: bytes) -> Span:
    """Without the blanks around it, so that the same report has the same bytes everywhere."""
    stripped = text.strip(BLANK)
    start = byte_from + len(text) - len(text.lstrip(BLANK))
    return Span(line, start, start + len(stripped), stripped)
