"""One exported table as a municipality's system writes it: text cells, the Danish way."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from pipelines.contracts.supplementary import BY_CODE
from pipelines.example.tables import workbook

Cells = list[str]
Row = dict[str, str]

CSV, XLSX = "csv", "xlsx"


@dataclass
class Sheet:
    """A table on its way to a file: `name` is the file's, without ending; cells are text."""

    code: str
    name: str
    headers: tuple[str, ...]
    rows: list[Cells]
    encoding: str = "utf-8-sig"
    format: str = CSV

    @classmethod
    def of_columns(cls, code: str, columns: Mapping[str, Sequence[str]]) -> "Sheet":
        """The columns in the order of the export's contract, which names every one of them."""
        headers = headers_of(code)
        if set(headers) != set(columns):
            raise ValueError(f"{code} differs from its contract: {set(headers) ^ set(columns)}")
        rows = [list(row) for row in zip(*(columns[each] for each in headers), strict=True)]
        return cls(code, name_of(code), headers, rows)

    @classmethod
    def of_rows(cls, code: str, rows: Sequence[Mapping[str, str]]) -> "Sheet":
        """The same from rows; all of them name the same columns."""
        names = rows[0] if rows else headers_of(code)
        return cls.of_columns(code, {each: [row[each] for row in rows] for each in names})

    def at(self, header: str) -> int:
        """The place of a column."""
        return self.headers.index(header)

    def write(self, folder: Path) -> Path:
        """Write the file; the same rows give the same bytes."""
        file = folder / f"{self.name}.{self.format}"
        if self.format == XLSX:
            file.write_bytes(workbook.content([list(self.headers), *self.rows]))
        else:
            file.write_bytes(_csv(self.headers, self.rows).encode(self.encoding))
        return file


def headers_of(code: str) -> tuple[str, ...]:
    """The headers of an export, in the order of its contract."""
    export = BY_CODE[code.lower()]
    key, *others = (field.header for field in export.fields)
    return (key, *export.not_stored, *others)


def name_of(code: str) -> str:
    """The name of an export's file, without ending: T02_sager_afgørelser."""
    return f"{code}_{BY_CODE[code.lower()].name_da.replace(' ', '_')}"


def _csv(headers: Sequence[str], rows: Iterable[Cells]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(headers)
    writer.writerows(rows)
    return text.getvalue()


@lru_cache(maxsize=20_000)
def _day(day: int) -> str:
    return f"{date.fromordinal(day):%d-%m-%Y}"


def day(value: int | None) -> str:
    """An ordinal as dd-mm-yyyy; nothing for None."""
    return "" if value is None else _day(int(value))


def day_of(text: str) -> int:
    """The ordinal of dd-mm-yyyy."""
    return date(int(text[6:]), int(text[3:5]), int(text[:2])).toordinal()


def last_day(end: int | None) -> str:
    """The last valid day before an end that is itself outside."""
    return "" if end is None else _day(end - 1)


@lru_cache(maxsize=2_000)
def month(day: int) -> str:
    """The month of a day, yyyy-mm."""
    return f"{date.fromordinal(day):%Y-%m}"


def number(value: float | None, decimals: int = 2) -> str:
    """A number with a decimal comma; nothing for None."""
    return "" if value is None else f"{value:.{decimals}f}".replace(".", ",")


def moment(day: int, hour: int, minute: int) -> str:
    """A day and a time of it, dd-mm-yyyy hh:mm."""
    return f"{_day(day)} {hour:02d}:{minute:02d}"


def yes(is_so: bool) -> str:
    """J or N."""
    return "J" if is_so else "N"
