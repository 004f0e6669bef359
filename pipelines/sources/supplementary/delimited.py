"""CSV as a municipality's systems write it: semicolons, a header, one record a line or more.

DuckDB's own CSV reader guesses, and accepts cut, padded and shifted files in
silence; Python's is told everything and tells where it is.
"""

import csv
from collections.abc import Iterator
from typing import IO

from pipelines.chunks import BadFile
from pipelines.sources.supplementary.records import (
    RECORDS_AT_A_TIME,
    Records,
    without_garbage_collection,
)
from pipelines.sources.supplementary.text_file import BLOCK, NOTHING, TextFile


class _Lines:
    """The lines of a file as text; where the record that is being read began, and ends."""

    def __init__(self, raw: IO[bytes], file: TextFile) -> None:
        self._raw, self._file = raw, file
        self.begin = self.at = file.starts_at
        self.is_broken = False  # a line of the record is not in the file's encoding
        self._last = b""

    def __iter__(self) -> Iterator[str]:
        encoding = self._file.encoding
        self._raw.seek(self.at)
        for data in self._split():
            self._last = data
            self.at += len(data)
            try:
                yield data.decode(encoding)
            except UnicodeDecodeError:
                self.is_broken = True
                yield data.decode(encoding, errors="replace")

    @property
    def is_ended(self) -> bool:
        """Whether the last line has a line end."""
        return self._last.endswith((b"\n", b"\r"))

    def _split(self) -> Iterator[bytes]:
        if not self._file.carriage_returns_only:
            yield from self._raw
            return
        rest = b""
        while block := self._raw.read(BLOCK):
            *lines, rest = (rest + block).split(b"\r")
            yield from (line + b"\r" for line in lines)
        if rest:
            yield rest

    def next_record(self) -> None:
        """What follows belongs to another record."""
        self.begin = self.at
        self.is_broken = False


class Delimited:
    """The records of an inspected CSV file. `header` first, then `records` to the end."""

    def __init__(self, file: TextFile, raw: IO[bytes]) -> None:
        self._lines = _Lines(raw, file)
        self._reader = csv.reader(self._lines, delimiter=";", strict=True)
        self.header_line = 1

    def header(self) -> list[str]:
        """The first record; a line `sep=;` before it is Excel's and skipped. Raises BadFile."""
        names = self._first()
        if len(names) <= 2 and names and names[0].strip().lower() == "sep=":
            names = self._first()
        self.header_line = self._reader.line_num
        if len(names) == 1:
            _refuse_delimiter(names[0])
        return names

    def _first(self) -> list[str]:
        try:
            for row in self._reader:
                self._lines.next_record()
                if any(cell.strip() for cell in row):
                    return row
        except csv.Error as error:
            raise _unreadable_header() from error
        raise _unreadable_header()

    def records(self, width: int) -> Iterator[Records]:
        """All further records, some at a time. Raises BadFile when the file is cut off."""
        is_ended = False
        while not is_ended:
            records = Records()
            with without_garbage_collection():
                while len(records.cells) < RECORDS_AT_A_TIME and not is_ended:
                    is_ended = not self._one(records, width)
            if len(records):
                yield records

    def _one(self, records: Records, width: int) -> bool:
        """Take one record; False at the end of the file. Called for every record: no frills."""
        line = self._reader.line_num + 1
        try:
            row = next(self._reader)
        except StopIteration:
            return False
        except csv.Error as error:
            self._broken(records, line, error)
            return True
        lines = self._lines
        if len(row) > width:
            _drop_empty_end(row, width)
        if any(row):
            records.add(row, line, lines.begin, lines.at)
            if len(row) != width or lines.is_broken or self._reader.line_num != line:
                self._judge(records, row, line, width)
        lines.next_record()
        return True

    def _judge(self, records: Records, row: list[str], line: int, width: int) -> None:
        """What may be wrong with a record that is not one line of the right width."""
        lines = self._lines
        if len(row) != width:
            if not lines.is_ended and len(row) < width:
                raise BadFile(
                    "file.truncated",
                    f"The last line is cut off: its transfer broke; {NOTHING}.",
                )
            until = self._reader.line_num
            span = f"Lines {line}-{until} hold" if until > line else "The line holds"
            records.refuse(
                "row.field_count", "row", f"{span} {len(row)} of {width} fields; it was not loaded."
            )
        elif self._reader.line_num > line and any("\n" in one and ";" in one for one in row):
            self._refuse_quote(records, line)
        elif lines.is_broken:
            records.refuse(
                "cell.encoding", "row", "The line is not in the file's encoding; it was not loaded."
            )

    def _broken(self, records: Records, line: int, error: csv.Error) -> None:
        """A quote that is not closed, or closed in the middle, or a cell beyond all measure."""
        lines, is_one_line = self._lines, self._reader.line_num <= line
        said = str(error)
        if "unexpected end" in said or ("field limit" in said and not is_one_line):
            raise BadFile(
                "file.quote", f"The quote opened on line {line} is never closed; {NOTHING}."
            )
        records.add([], line, lines.begin, lines.at)
        if "field limit" in said:
            records.refuse(
                "cell.too_long", "row", "A cell is longer than any can be; the row was not loaded."
            )
        else:
            self._refuse_quote(records, line)
        lines.next_record()

    def _refuse_quote(self, records: Records, line: int) -> None:
        """A quote that took in what follows it: maybe the next record."""
        until = self._reader.line_num
        span = f"lines {line}-{until} were" if until > line else "the line was"
        records.refuse("row.quote", "row", f"A quote ends in the wrong place; {span} not loaded.")


def _drop_empty_end(row: list[str], width: int) -> None:
    """Spreadsheets end rows with empty cells."""
    while len(row) > width and not row[-1].strip():
        row.pop()


def _refuse_delimiter(line: str) -> None:
    for mark, name in ((",", "comma"), ("\t", "tab"), ("|", "bar")):
        if mark in line:
            raise BadFile(
                "file.delimiter",
                f"The columns are separated by {name}, not by semicolon; {NOTHING}.",
            )


def _unreadable_header() -> BadFile:
    return BadFile("file.header", f"The header cannot be read; {NOTHING}.")
