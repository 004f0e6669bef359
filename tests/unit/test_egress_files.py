"""The three files of an export, read back, and what their heads say."""

import csv
import json
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
import pyarrow.parquet as pq
import pytest

from kpis.egress import csv_file, parquet_file, xlsx_file
from kpis.sandbox import Answer

HEAD = [("Titel", "Borgere"), ("Data til og med", date(2024, 4, 30)), ("Forespørgsel", "=1+1")]
ANSWER = Answer(
    "ok",
    columns=("tekst", "antal", "andel", "beloeb", "dag", "sandt", "antal"),
    types=("VARCHAR", "BIGINT", "DOUBLE", "DECIMAL(18,2)", "DATE", "BOOLEAN", "BIGINT"),
    rows=(
        ("Æble; pære", 1200, 0.25, Decimal("-10.50"), date(2024, 2, 29), True, 1),
        ("=cmd|' /C calc'!A0", 0, 1e-7, Decimal("1000000"), None, False, 2),
        ("@SUM(A1)", None, None, None, None, None, 3),
        ("+45", -5, -0.5, None, None, None, 4),
    ),
)


def csv_rows(answer=ANSWER):
    text = csv_file.written(answer, HEAD).decode("utf-8-sig")
    return [*csv.reader(StringIO(text), delimiter=";")]


def test_csv_is_what_danish_excel_reads():
    assert csv_file.written(ANSWER, HEAD).startswith(b"\xef\xbb\xbf")
    rows = csv_rows()
    assert rows[0] == ["# Titel", "Borgere"]
    assert rows[3] == ["tekst", "antal", "andel", "beloeb", "dag", "sandt", "antal"]
    assert rows[4] == ["Æble; pære", "1200", "0,25", "-10,5", "29-02-2024", "sand", "1"]
    assert rows[5][1:6] == ["0", "0,0000001", "1000000", "", "falsk"]


@pytest.mark.parametrize("words", ["=1+1", "+45", "-x", "@a", "\tx", " =1", "\r=1"])
def test_words_in_csv_are_no_formula(words):
    assert csv_file.cell(words) == f"'{words}"
    assert csv_file.cell(-5) == "-5"


def test_the_head_of_a_csv_is_no_formula_either():
    assert csv_rows()[2] == ["# Forespørgsel", "'=1+1"]


def test_a_workbook_holds_numbers_days_and_words():
    book = openpyxl.load_workbook(BytesIO(xlsx_file.written(ANSWER, HEAD)))
    data, about = book.worksheets
    rows = [[cell.value for cell in row] for row in data.iter_rows()]
    assert rows[0] == list(ANSWER.columns)
    assert rows[1] == ["Æble; pære", 1200, 0.25, -10.5, datetime(2024, 2, 29), True, 1]
    assert rows[3] == ["@SUM(A1)", None, None, None, None, None, 3]
    assert {cell.data_type for cell in data["A"]} == {"s"}
    assert data["E2"].number_format == "dd.mm.yyyy"
    assert next([cell.value for cell in row] for row in about.iter_rows()) == ["Titel", "Borgere"]
    assert about["B3"].data_type == "s"


def test_a_workbook_takes_what_excel_has_no_type_for():
    values = (10**20, float("nan"), [1, 2], {"a": 1}, "x" * 40_000, "a\x00b", b"z")
    answer = Answer("ok", columns=("v",), rows=tuple((value,) for value in values))
    sheet = openpyxl.load_workbook(BytesIO(xlsx_file.written(answer, HEAD))).worksheets[0]
    told = [row[0].value for row in sheet.iter_rows(min_row=2)]
    assert told[0] == str(10**20)
    assert told[2] == "1, 2"
    assert len(told[4]) == xlsx_file.LONGEST
    assert told[5] == "ab"


def test_parquet_keeps_types_and_has_the_head_in_its_metadata():
    table = pq.read_table(BytesIO(parquet_file.written(ANSWER, HEAD)))
    assert table.column_names == [*ANSWER.columns[:-1], "antal_2"]
    assert table["antal"].to_pylist() == [1200, 0, None, -5]
    assert str(table.schema.field("dag").type) == "date32[day]"
    assert table["beloeb"].to_pylist()[0] == Decimal("-10.50")
    head = json.loads(table.schema.metadata[parquet_file.KEY])
    assert head == [
        ["Titel", "Borgere"],
        ["Data til og med", "2024-04-30"],
        ["Forespørgsel", "=1+1"],
    ]


def test_parquet_takes_a_column_of_several_types_as_words():
    answer = Answer("ok", columns=("v",), rows=((1,), ("a",), (None,)))
    table = pq.read_table(BytesIO(parquet_file.written(answer, HEAD)))
    assert table["v"].to_pylist() == ["1", "a", None]


@pytest.mark.parametrize("writer", [csv_file, xlsx_file, parquet_file])
def test_a_result_without_rows_is_a_file(writer):
    assert writer.written(Answer("ok", columns=("a", "b")), HEAD)
