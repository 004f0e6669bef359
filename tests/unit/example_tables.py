"""What the tests of the example read out of its supplementary tables, without the loader."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

from pipelines.example.tables import workbook

Row = dict[str, str]
SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
EPOCH = date(1899, 12, 30)


def day(text: str) -> date | None:
    """dd-mm-yyyy, or None for what is no date."""
    if not text:
        return None
    found = re.fullmatch(r"(\d\d)-(\d\d)-(\d{4})", text)
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def number(text: str) -> float:
    """A number with a decimal comma, thousands with or without dots; 0 for what is none."""
    is_number = re.fullmatch(r"-?[0-9.]+(,[0-9]+)?", text)
    return float(text.replace(".", "").replace(",", ".")) if is_number else 0.0


def holds(row: Row, start: str, end: str, on: date) -> bool:
    """Whether a row is valid on a day; its last day included."""
    first, last = day(row[start]), day(row[end])
    return first is not None and first <= on and (last is None or last >= on)


class Tables:
    """The tables of one folder, read when asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[str, list[Row]] = {}

    def __getitem__(self, code: str) -> list[Row]:
        if code not in self._read:
            self._read[code] = list(rows(self.file(code)))
        return self._read[code]

    def file(self, code: str) -> Path:
        """The file whose name begins with the code of the export."""
        [file] = self.folder.glob(f"{code}_*")
        return file

    @cached_property
    def left(self) -> dict[str, date]:
        """The day a citizen died or was no longer ours (A2)."""
        found: dict[str, date] = {}
        for row in self["T01"]:
            is_ours = row["Handlekommune"] == "990"
            on = day(row["Statusdato"])
            if on and (row["Status"] in ("Død", "Udrejst") or not is_ours):
                found[row["CPR"]] = on
        return found

    @cached_property
    def citizens(self) -> set[str]:
        """The CPR numbers with a status."""
        return {row["CPR"] for row in self["T01"]}

    @cached_property
    def cases(self) -> set[str]:
        """The numbers of the applications."""
        return {row["Sagsnummer"] for row in self["T02"]}

    @cached_property
    def periods(self) -> dict[str, list[Row]]:
        """The periods of each offer."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self["T18"]:
            found[row["TilbudsID"]].append(row)
        return found


def rows(file: Path) -> Iterator[Row]:
    """The rows of a table as text, dates as dd-mm-yyyy."""
    if file.suffix == ".xlsx":
        header, *body = _cells(file)
        yield from (dict(zip(header, row, strict=True)) for row in body)
    else:
        yield from csv.DictReader(io.StringIO(text(file)), delimiter=";")


def text(file: Path) -> str:
    """The text of a CSV file in UTF-8 with a byte order mark, or in Windows-1252."""
    content = file.read_bytes()
    return content.decode("utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "cp1252")


def _cells(file: Path) -> Iterator[list[str]]:
    with ZipFile(file) as archive:
        sheet = ElementTree.fromstring(archive.read(f"xl/{workbook.SHEET}"))
    width = 0
    for row in sheet.iter(f"{SPREADSHEET}row"):
        found = {_column(cell.get("r", "")): _value(cell) for cell in row}
        width = width or len(found)
        yield [found.get(at, "") for at in range(width)]


def _column(place: str) -> int:
    return ord(place[0]) - ord("A")


def _value(cell: ElementTree.Element) -> str:
    value = "".join(cell.itertext())
    if cell.get("s") == "1":
        return f"{EPOCH + timedelta(days=int(value)):%d-%m-%Y}"
    return value


def within(text: str, last: date, days: int = 365) -> bool:
    """Whether a day lies in the window of so many days that ends with `last`."""
    on = day(text)
    return on is not None and last - timedelta(days=days) < on <= last


def yearly(row: Row) -> float:
    """Kr. a full year of one T03 price (R18)."""
    price = number(row["Takst"]) * number(row["AntalEnheder"])
    return price * {"Døgn": 365.25, "Måned": 12, "Time": 365.25 / 7}.get(row["Enhed"], 0)


def share(values: Iterable[bool]) -> float:
    """The share of the values that are so."""
    found = list(values)
    return sum(found) / len(found)
