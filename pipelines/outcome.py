"""What a load says about itself: one outcome a file, one line a broken rule."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from pipelines.exports import ExportFile

LOADED, SET_ASIDE, ALREADY_LOADED = "loaded", "set_aside", "already_loaded"


class Hashed(Protocol):
    """A file that was read to its end."""

    @property
    def sha256(self) -> str:
        """Of its bytes, hexadecimal."""

    @property
    def size(self) -> int:
        """In bytes."""


@dataclass
class FileOutcome:
    """What became of one file. rows_read = rows_loaded + rows_set_aside."""

    number: int
    file: ExportFile
    sha256: str = ""
    size: int = 0
    status: str = LOADED
    rows_read: int = 0
    rows_set_aside: int = 0

    @property
    def rows_loaded(self) -> int:
        """Reports or rows that went in."""
        return self.rows_read - self.rows_set_aside

    def count(self, read: int, aside: int) -> None:
        """Add the reports of one chunk."""
        self.rows_read += read
        self.rows_set_aside += aside

    def end(self, export: Hashed) -> None:
        """The file was read to its end, so its hash is known."""
        self.sha256, self.size = export.sha256, export.size
        if self.rows_read and not self.rows_loaded:
            self.status = SET_ASIDE

    def set_aside(self, rows: int) -> None:
        """So many rows in all were set aside, those that other tables' rules caught included."""
        self.rows_set_aside = rows
        if self.rows_read and not self.rows_loaded:
            self.status = SET_ASIDE

    def end_aside(self, export: Hashed) -> None:
        """The file was set aside whole; it counts as one thing read."""
        self.sha256, self.size = export.sha256, export.size
        self.status, self.rows_read, self.rows_set_aside = SET_ASIDE, 1, 1

    def row(self) -> tuple[object, ...]:
        """The file as a row of `staging.export_file`."""
        return (
            self.number,
            self.file.shown,
            self.sha256,
            self.size,
            self.file.kind,
            self.status,
            self.rows_read,
            self.rows_loaded,
            self.rows_set_aside,
        )


@dataclass(frozen=True)
class Broken:
    """One broken rule as the summary names it."""

    path: str
    line: int | None
    rule: str
    place: str
    message: str

    @property
    def where(self) -> str:
        """The line in the file and the path in the report, as far as they are known."""
        return ", ".join([f"line {self.line}"] * (self.line is not None) + [self.place])


@dataclass(frozen=True)
class Summary:
    """What a load did. `build_id` is None when there was nothing new to publish."""

    build_id: str | None
    outcomes: tuple[FileOutcome, ...]
    ignored: int
    broken: tuple[Broken, ...] = ()
    broken_in_all: int = 0
    counted: tuple[dict[str, Any], ...] = ()

    @property
    def exit_code(self) -> int:
        """0: everything was loaded; 1: something was set aside."""
        return 1 if any(outcome.rows_set_aside for outcome in self.outcomes) else 0


@dataclass(frozen=True)
class Progress:
    """Who wants to be told how a load goes on. Bytes are of the files, packed or not."""

    begins: Callable[[int], None] = lambda total: None
    advances: Callable[[int], None] = lambda read: None
    ends: Callable[[FileOutcome], None] = lambda outcome: None


SILENT = Progress()
