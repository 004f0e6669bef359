"""The spreadsheet: numbers as numbers, words as words, and the numbers of the frozen report."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from pages.reports import workbook


@pytest.fixture(scope="module")
def book(report):
    return openpyxl.load_workbook(BytesIO(workbook.xlsx(report)))


def rows(book, sheet) -> list[dict]:
    head, *body = book[sheet].iter_rows()
    names = [cell.value for cell in head]
    return [dict(zip(names, row, strict=True)) for row in body]


def told(cell) -> float | None:
    return None if cell.value is None else pytest.approx(cell.value)


def test_figures_are_those_of_the_frozen_report(book, report):
    found = rows(book, "Tal")
    assert [row["Figur"].value for row in found] == [figure.number for figure in report.figures]
    for row, figure in zip(found, report.figures, strict=True):
        assert figure.value == told(row["Tal"])
        assert figure.numerator == told(row["Tæller"])
        assert figure.denominator == told(row["Nævner"])
        assert figure.target.low == told(row["Måltal mindst"])
        assert row["Som det vises"].value == figure.words
        assert row["Vurdering"].value == figure.course.words
        assert (row["Hvorfor der ikke er et tal"].value or "") == figure.reason


def test_trends_are_those_of_the_frozen_report(book, report):
    found = rows(book, "Udvikling")
    points = [(figure, point) for figure in report.figures for point in figure.trend.points]
    assert len(found) == len(points)
    for row, (figure, point) in zip(found, points, strict=True):
        assert row["Figur"].value == figure.number
        assert row["Sidste dag"].value.date() == date.fromisoformat(point.day)
        assert point.value == told(row["Tal"])
        assert point.lower == told(row["Nedre grænse"])
        assert point.target_high == told(row["Måltal højst"])


def test_numbers_are_numbers_with_a_format(book):
    for row in rows(book, "Tal"):
        if row["Tal"].value is not None:
            assert row["Tal"].data_type == "n"
            assert row["Tal"].number_format in (
                *("0.0\\ %", "#,##0", "#,##0.0"),
                "+0.0\\ %;-0.0\\ %;0.0\\ %",
            )


def test_nothing_in_it_is_a_formula(report):
    """Words from anywhere that begin like a formula stay words."""
    figure = replace(report.figures[0], title='=HYPERLINK("x")', headline="+1", reason="@SUM(A1)")
    changed = replace(report, figures=(figure, *report.figures[1:]))
    book = openpyxl.load_workbook(BytesIO(workbook.xlsx(changed)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    (title,) = {cell.value for cell in cells if str(cell.value).startswith("=HYP")}
    assert title == '=HYPERLINK("x")'
    quoted = [cell for cell in cells if cell.data_type == "s" and str(cell.value)[:1] in "=+-@"]
    assert all(cell.quotePrefix for cell in quoted if cell.value)


def test_headers_are_frozen_and_can_be_filtered(book):
    for name in ("Tal", "Udvikling", "Betydning"):
        assert book[name].freeze_panes == "B2"
        assert book[name].auto_filter.ref.startswith("A1:")


def test_it_says_where_it_comes_from(book, report):
    about = {row[0].value: row[1].value for row in book["Om"].iter_rows()}
    assert about["Kontrolsum (SHA-256)"] == report.sha256
    assert about["Udgave af tallene"] == report.build_id
    assert about["Periode"] == report.period_words
    assert about["Data kendt til og med"].date().isoformat() == report.known_at
