"""A frozen report as a spreadsheet: numbers as numbers, dates as dates, words that stay words.

A cell that begins like a formula is written as text, whoever wrote the words in it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from kpis.spreadsheet import DAY, LIKE_A_FORMULA, WIDEST
from pages.parts import palette
from pages.parts.texts import text
from pages.reports import facts
from pages.reports.frozen import Definition, Figure, Page, Point, Report

Value = float | str | date | None


@dataclass(frozen=True)
class Number:
    """A number with the way it is shown."""

    value: float | None
    shown: str


@dataclass(frozen=True)
class Column:
    """A heading by its text key, how wide it is, and what stands below it."""

    name: str
    width: int
    of: Callable[[Any], Value | Number]


@dataclass(frozen=True)
class FigureRow:
    """One figure on the page it stands on."""

    page: Page
    figure: Figure


@dataclass(frozen=True)
class TrendRow:
    """One period of one figure."""

    figure: Figure
    point: Point


def xlsx(report: Report) -> bytes:
    """The report as a workbook: figures, trend, meaning, and where it all comes from."""
    book = Workbook()
    book.remove(book.active)
    book.properties.title, book.properties.language = report.title, "da-DK"
    _fill(book, "figures", FIGURES, _figure_rows(report))
    _fill(book, "trend", TREND, _trend_rows(report))
    _fill(book, "meaning", MEANING, report.definitions)
    _about(book, report)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def number_format(figure: Figure) -> str:
    """Excel's own pattern; the reader's language gives it comma and point."""
    fraction = "." + "0" * figure.decimals if figure.decimals else ""
    if figure.number_format == "share":
        return f"0{fraction}\\ %"
    if figure.number_format == "signed_share":
        return f"+0{fraction}\\ %;-0{fraction}\\ %;0{fraction}\\ %"
    return f"#,##0{fraction}"


def _figure_rows(report: Report) -> Iterator[FigureRow]:
    for page in report.pages:
        for figure in report.page_figures(page):
            yield FigureRow(page, figure)


def _trend_rows(report: Report) -> Iterator[TrendRow]:
    for figure in report.figures:
        for point in figure.trend.points:
            yield TrendRow(figure, point)


def _fill(book: Workbook, name: str, columns: Sequence[Column], rows: Iterable[Any]) -> None:
    sheet = book.create_sheet(text(f"reports.sheets.{name}"))
    for at, column in enumerate(columns, start=1):
        _heading(sheet.cell(1, at), text(f"reports.columns.{column.name}"))
        sheet.column_dimensions[get_column_letter(at)].width = min(column.width, WIDEST)
    last = 1
    for last, row in enumerate(rows, start=2):
        for at, column in enumerate(columns, start=1):
            _put(sheet.cell(last, at), column.of(row), column.width >= WIDEST)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"


def _heading(cell: Any, words: str) -> None:
    _put(cell, words, wraps=True)
    cell.font = Font(bold=True, color=palette.CARD.removeprefix("#"))
    cell.fill = PatternFill("solid", fgColor=palette.HEADER.removeprefix("#"))


def _put(cell: Any, value: Value | Number, wraps: bool = False) -> None:
    """One value. Words never become a formula, and a missing number is an empty cell."""
    if isinstance(value, Number):
        cell.value, cell.number_format = value.value, value.shown
        return
    cell.value = value
    if isinstance(value, date):
        cell.number_format = DAY
    elif isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(LIKE_A_FORMULA)
    cell.alignment = Alignment(wrap_text=wraps, vertical="top")


def _about(book: Workbook, report: Report) -> None:
    sheet = book.create_sheet(text("reports.sheets.about"))
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 26, WIDEST + 10
    for row, (name, value) in enumerate(_about_rows(report), start=1):
        _put(sheet.cell(row, 1), text(f"reports.about.{name}"))
        sheet.cell(row, 1).font = Font(bold=True)
        _put(sheet.cell(row, 2), value, wraps=True)


def _about_rows(report: Report) -> Iterator[tuple[str, Value]]:
    yield "title", report.title
    yield "headline", f"{report.headline}. {report.lead}"
    yield "period", report.period_words
    yield "known_at", _day(report.known_at)
    yield "freshness", report.freshness
    yield "build", report.build_id
    yield "sha256", report.sha256
    if report.is_example:
        yield "example", report.example
    yield "numbers", text("reports.about.numbers_told")


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _of(row: FigureRow | TrendRow, value: float | None) -> Number:
    """A value in the unit of its figure."""
    return Number(value, number_format(row.figure))


def _count(value: float | None) -> Number:
    return Number(value, "#,##0")


def _answer(at: int) -> Callable[[FigureRow], str]:
    return lambda row: row.figure.answers[at].word


def _list(name: str) -> Callable[[Definition], str]:
    return lambda its: "\n".join(
        line for part in its.lists if part.name == name for line in part.lines
    )


def _term(name: str) -> Callable[[Definition], str]:
    return lambda its: next((term.words for term in its.terms if term.name == name), "")


FIGURES = (
    Column("number", 9, lambda row: row.figure.number),
    Column("page", 30, lambda row: row.page.title),
    Column("indicator", 42, lambda row: row.figure.title),
    Column("period", 16, lambda row: row.figure.period_words),
    Column("value", 11, lambda row: _of(row, row.figure.value)),
    Column("unit", 11, lambda row: row.figure.unit),
    Column("words", 18, lambda row: row.figure.words),
    Column("numerator", 10, lambda row: _count(row.figure.numerator)),
    Column("denominator", 10, lambda row: _count(row.figure.denominator)),
    Column("low", 11, lambda row: _of(row, row.figure.low)),
    Column("high", 11, lambda row: _of(row, row.figure.high)),
    Column("target_low", 11, lambda row: _of(row, row.figure.target.low)),
    Column("target_high", 11, lambda row: _of(row, row.figure.target.high)),
    Column("provenance", 34, lambda row: row.figure.target.provenance),
    Column("distance", 11, lambda row: _of(row, row.figure.distance)),
    Column("course", 18, lambda row: row.figure.course.words),
    Column("answer_course", 24, _answer(0)),
    Column("answer_variation", 24, _answer(1)),
    Column("answer_assurance", 28, _answer(2)),
    Column("answer_trust", 24, _answer(3)),
    Column("before", 11, lambda row: _of(row, row.figure.before.value)),
    Column("headline", WIDEST, lambda row: row.figure.headline),
    Column("reason", WIDEST, lambda row: row.figure.reason),
    Column("target_line", WIDEST, lambda row: facts.target_line(row.figure)),
    Column("kpi", 32, lambda row: row.figure.kpi),
)
TREND = (
    Column("number", 9, lambda row: row.figure.number),
    Column("indicator", 42, lambda row: row.figure.title),
    Column("period", 16, lambda row: row.point.label),
    Column("day", 12, lambda row: _day(row.point.day)),
    Column("value", 11, lambda row: _of(row, row.point.value)),
    Column("words", 18, lambda row: row.point.words),
    Column("numerator", 10, lambda row: _count(row.point.numerator)),
    Column("denominator", 10, lambda row: _count(row.point.denominator)),
    Column("low", 11, lambda row: _of(row, row.point.low)),
    Column("high", 11, lambda row: _of(row, row.point.high)),
    Column("lower", 11, lambda row: _of(row, row.point.lower)),
    Column("mean", 11, lambda row: _of(row, row.point.mean)),
    Column("upper", 11, lambda row: _of(row, row.point.upper)),
    Column("target_low", 11, lambda row: _of(row, row.point.target_low)),
    Column("target_high", 11, lambda row: _of(row, row.point.target_high)),
    Column("remark", 50, lambda row: row.point.remark),
    Column("kpi", 32, lambda row: row.figure.kpi),
)
MEANING = (
    Column("indicator", 42, lambda its: its.title),
    Column("question", WIDEST, lambda its: its.question),
    Column("definition", WIDEST, _term("definition")),
    Column("numerator", WIDEST, _term("numerator")),
    Column("denominator", WIDEST, _term("denominator")),
    Column("window", WIDEST, _term("window")),
    Column("may_use", WIDEST, _list("may_use")),
    Column("may_not_use", WIDEST, _list("may_not_use")),
    Column("pitfalls", WIDEST, _list("pitfalls")),
    Column("kpi", 32, lambda its: its.kpi),
)
