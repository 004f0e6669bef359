"""XLSX as municipalities fill it in: one sheet of records, cells as the text a CSV would have.

openpyxl reads the cells. What it would let pass in silence is found before it
is asked: bombs, macros, declarations of XML entities, hidden sheets; and
formulas that were never calculated, by reading the sheet twice where it holds
formulas at all.
"""

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time
from decimal import Decimal
from itertools import repeat
from pathlib import Path
from typing import Any

from pipelines.chunks import BadFile
from pipelines.contracts.supplementary.model import Supplement
from pipelines.sources.supplementary.records import RECORDS_AT_A_TIME, Records
from pipelines.sources.supplementary.text_file import NOTHING

LARGEST = 1 << 30  # bytes of all parts, unpacked
LARGEST_RATIO = 300  # unpacked to packed; spreadsheets reach 20 to 100
WIDEST = 200  # columns that are looked at; a sheet may claim 16,384
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_INSTRUCTIONS = "vejledning"  # the sheet of our own templates that holds no records


class Workbook:
    """The records of one workbook. `header` first, then `records` to the end."""

    def __init__(self, path: Path, table: Supplement) -> None:
        """Raises BadFile for what is no workbook, or one that is not safe to open."""
        has_formulas = _inspected(path)
        self._values = _opened(path, values=True)
        self._formulas = _opened(path, values=False) if has_formulas else None
        self._sheet = _sheet(self._values, table)
        self._rows = self._pairs()
        self.header_line = 1

    def _pairs(self) -> Iterator[tuple[int, tuple[Any, ...], tuple[Any, ...]]]:
        """Number, values and formulas of each row that is not empty."""
        values = _rows(self._values[self._sheet])
        formulas = _rows(self._formulas[self._sheet]) if self._formulas else repeat(())
        for number, (row, written) in enumerate(zip(values, formulas, strict=False), start=1):
            if any(cell.value is not None for cell in (*row, *written)):
                yield number, row, written

    def header(self) -> list[str]:
        """The first row that is not empty. Raises BadFile."""
        for number, row, _ in self._rows:
            self.header_line = number
            return [_text(cell.value) for cell in row]
        raise BadFile("file.empty", "The sheet is empty; have it exported again.")

    def records(self, width: int) -> Iterator[Records]:
        """All further rows, some at a time."""
        records = Records()
        for number, row, written in self._rows:
            self._add(records, number, row, written, width)
            if len(records) >= RECORDS_AT_A_TIME:
                yield records
                records = Records()
        if len(records):
            yield records

    def _add(
        self,
        records: Records,
        number: int,
        row: tuple[Any, ...],
        written: tuple[Any, ...],
        width: int,
    ) -> None:
        texts = [_text(cell.value) for cell in row]
        beyond = any(text.strip() for text in texts[width:])
        records.add((texts + [""] * width)[:width], number)
        if beyond:
            records.refuse(
                "row.field_count", "row", "A cell stands beyond the header; the row was not loaded."
            )
        for at, cell in enumerate(row[:width]):
            formula = written[at].value if at < len(written) else None
            if fault := _fault(cell, formula):
                records.refuse(fault[0], f"{cell.coordinate}", fault[1])

    def close(self) -> None:
        """Let the file go."""
        self._values.close()
        if self._formulas:
            self._formulas.close()


def _fault(cell: Any, formula: Any) -> tuple[str, str] | None:
    if cell.value is None and formula is not None:
        return "cell.formula", (
            "A formula was never calculated; open and save the workbook; the row was not loaded."
        )
    if getattr(cell, "data_type", "") == "e":
        return "cell.error", "A cell holds an error such as #REF!; the row was not loaded."
    return None


def _text(value: Any) -> str:
    """A cell as the text that a CSV would have: dd-mm-yyyy, decimal comma, J and N."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "J" if value else "N"
    if isinstance(value, datetime):
        return _date_text(value)
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, float):
        return _number_text(value)
    if isinstance(value, time):
        return f"{value:%H:%M:%S}"
    return str(value)


def _date_text(value: datetime) -> str:
    day = f"{value.day:02}-{value.month:02}-{value.year:04}"
    at = value.time()
    return day if at == time() else f"{day} {at:%H:%M:%S}"


def _number_text(value: float) -> str:
    """The shortest decimal number that is the same float; whole ones without a decimal."""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{Decimal(repr(value)):f}".replace(".", ",")


def _rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    sheet.reset_dimensions()  # what the sheet claims of its size is not to be trusted
    try:
        yield from sheet.iter_rows(max_col=WIDEST)
    except Exception as error:  # openpyxl raises what its parts raise, and quotes the content
        raise _damaged() from error


def _sheet(workbook: Any, table: Supplement) -> str:
    """The sheet named like the table, else the only one that is seen. Raises BadFile."""
    seen = [
        sheet.title
        for sheet in workbook.worksheets
        if sheet.sheet_state == "visible" and sheet.title.casefold() != _INSTRUCTIONS
    ]
    named = [title for title in seen if title.split("_")[0].casefold() == table.code.casefold()]
    chosen = named or seen
    if len(chosen) != 1:
        hidden = len(workbook.worksheets) - len(seen)
        raise BadFile(
            "file.sheet",
            f"The workbook has {len(seen)} sheets that may hold the records and {hidden} that may "
            f"not (hidden, or Vejledning); name the one with the records {table.code}; {NOTHING}.",
        )
    return str(chosen[0])


def _opened(path: Path, values: bool) -> Any:
    import openpyxl  # here: it takes a while, and most loads have no workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of extensions that hold no records
            return openpyxl.load_workbook(path, read_only=True, data_only=values, keep_links=False)
    except Exception as error:  # openpyxl raises what its parts raise, and quotes the content
        raise _damaged() from error


def _damaged() -> BadFile:
    return BadFile("file.type", f"The workbook is damaged or cut off; {NOTHING}.")


def _inspected(path: Path) -> bool:
    """Whether the workbook holds formulas. Raises BadFile for what must not be opened."""
    _refuse_head(path)
    try:
        with closing(zipfile.ZipFile(path)) as parts:
            entries = parts.infolist()
            _refuse_entries(entries)
            return [_has_formula(parts, entry) for entry in entries].count(True) > 0
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise _damaged() from error


def _refuse_head(path: Path) -> None:
    with path.open("rb") as raw:
        head = raw.read(4096)
    if not head.strip():
        raise BadFile("file.empty", "The file is empty; have it exported again.")
    if head.startswith(_OLE):
        raise BadFile(
            "file.protected",
            f"The workbook is protected by a password, or an old .xls; save it without; {NOTHING}.",
        )
    if not head.startswith(b"PK"):
        kind = "a CSV or text file" if b";" in head or b"," in head else "no workbook"
        raise BadFile("file.type", f"The file is {kind}, not xlsx, or it is damaged; {NOTHING}.")


def _refuse_entries(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > LARGEST or (unpacked > 50 << 20 and unpacked > LARGEST_RATIO * packed):
        raise BadFile("file.size", f"The workbook is {unpacked >> 20} MB unpacked; {NOTHING}.")
    names = {entry.filename for entry in entries}
    if any(name.startswith("/") or ".." in name.split("/") or "\\" in name for name in names):
        raise BadFile("file.type", f"The workbook names files outside itself; {NOTHING}.")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise BadFile("file.macro", f"The workbook holds a macro; save it as .xlsx; {NOTHING}.")
    if "[Content_Types].xml" not in names:
        raise BadFile("file.type", f"The file is a zip file, but no workbook (xlsx); {NOTHING}.")


def _has_formula(parts: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Read one part through, so that a damaged one is found. Raises BadFile on a DTD."""
    if not entry.filename.endswith((".xml", ".rels")):
        return False
    is_sheet, found, before, size = "worksheets/" in entry.filename, False, b"", 0
    with parts.open(entry) as part:
        while block := part.read(1 << 20):
            size += len(block)
            if size > entry.file_size:  # the directory lied about it
                raise BadFile("file.size", f"The workbook is larger than it says; {NOTHING}.")
            window = before + block
            plain = window.replace(b"\x00", b"")  # also in UTF-16
            if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
                raise BadFile("file.xml", f"The workbook declares XML entities (DTD); {NOTHING}.")
            found = found or (is_sheet and (b"<f>" in window or b"<f " in window))
            before = block[-16:]
    return found
