"""A result as CSV the way Danish Excel reads it: semicolons, decimal comma, UTF-8 with a mark."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

from kpis.egress.header import Line
from kpis.sandbox import Answer
from kpis.spreadsheet import LIKE_A_FORMULA


def written(answer: Answer, head: Iterable[Line]) -> bytes:
    """The head as lines beginning with `#`, the names of the columns, the rows."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for word, value in head:
        writer.writerow([f"# {word}", cell(value)])
    writer.writerow(map(cell, answer.columns))
    writer.writerows([cell(value) for value in row] for row in answer.rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def cell(value: Any) -> str:
    """One value. Words that a spreadsheet would take for a formula get an apostrophe in front."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "sand" if value else "falsk"
    if isinstance(value, int | float | Decimal):
        return plain(value).replace(".", ",")
    if isinstance(value, datetime):
        return value.strftime("%d-%m-%Y %H:%M:%S")
    if isinstance(value, date):
        return value.strftime("%d-%m-%Y")
    return harmless(words_of(value))


def plain(value: float | Decimal) -> str:
    """A number in digits, without an exponent."""
    if isinstance(value, int):
        return str(value)
    text = format(Decimal(repr(value)) if isinstance(value, float) else value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def words_of(value: Any) -> str:
    """Anything that is no number and no day, as words."""
    if isinstance(value, time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return ", ".join(map(words_of, value))
    return str(value)


def harmless(words: str) -> str:
    """Words that stay words in a spreadsheet."""
    return f"'{words}" if words.lstrip(" ").startswith(LIKE_A_FORMULA) else words
