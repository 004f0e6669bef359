"""A result as a workbook: numbers as numbers, days as days, and the head on a sheet of its own."""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from math import isfinite
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from kpis.egress import words
from kpis.egress.csv_file import words_of
from kpis.egress.header import Line
from kpis.sandbox import Answer
from kpis.spreadsheet import DAY, LIKE_A_FORMULA, WIDEST

MOMENT = f"{DAY} hh:mm:ss"
LARGEST = 10**15
"""Excel keeps 15 digits of a number; a longer whole number is written as words."""

LONGEST = 32_767
"""Characters that Excel allows in a cell."""


def written(answer: Answer, head: Iterable[Line]) -> bytes:
    """The rows on the first sheet, the head on the second."""
    book = Workbook()
    sheet = book.active
    sheet.title = words.header("sheet_data")
    for at, name in enumerate(answer.columns, start=1):
        _put(sheet.cell(1, at), name)
        sheet.cell(1, at).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(at)].width = min(max(12, len(name) + 2), WIDEST)
    for row, values in enumerate(answer.rows, start=2):
        for at, value in enumerate(values, start=1):
            _put(sheet.cell(row, at), value)
    sheet.freeze_panes = "A2"
    about = book.create_sheet(words.header("sheet_about"))
    for row, (word, value) in enumerate(head, start=1):
        _put(about.cell(row, 1), word)
        _put(about.cell(row, 2), value)
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 22, WIDEST
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _put(cell: Any, value: Any) -> None:
    """One value. Words never become a formula, and a missing value is an empty cell."""
    if isinstance(value, datetime):
        cell.value, cell.number_format = value.replace(tzinfo=None), MOMENT
    elif isinstance(value, date):
        cell.value, cell.number_format = value, DAY
    elif value is None or isinstance(value, bool | time) or _is_number(value):
        cell.value = value
    else:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", words_of(value))[:LONGEST]
        cell.data_type = "s"
        cell.quotePrefix = cell.value.startswith(LIKE_A_FORMULA)


def _is_number(value: Any) -> bool:
    if isinstance(value, float):
        return isfinite(value)
    return isinstance(value, int | Decimal) and abs(int(value)) < LARGEST
