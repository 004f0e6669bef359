"""`python -m kpis query`: fields and exit codes are fixed."""

import csv
import io
import json

import pytest

from kpis.__main__ import main
from tests.sandbox.attacks import BOUNDED
from tests.sandbox.places import Place

FIELDS = {"verdict", "reason", "columns", "rows", "truncated", "ms"}


@pytest.fixture
def query(place: Place, tmp_path, capsys):
    def asked(sql: str, *more: str) -> tuple[int, str]:
        file = tmp_path / "statement.sql"
        file.write_text(sql, "utf-8")
        code = main(["query", "--sql-file", str(file), "--database", str(place.database), *more])
        return code, capsys.readouterr().out

    return asked


def test_an_answer_is_json_with_the_fixed_fields(query):
    code, out = query("select enhed_id, navn from enhed order by 1 limit 1")
    told = json.loads(out)
    assert code == 0
    assert told.keys() >= FIELDS
    assert told["columns"] == ["enhed_id", "navn"]
    assert told["rows"] == [[1, "Socialforvaltningen"]]
    assert (told["verdict"], told["reason"], told["truncated"]) == ("ok", "", False)


@pytest.mark.parametrize(
    ("sql", "verdict", "code"),
    [
        ("copy enhed to 'x'", "refused", 3),
        ("select 1; select 2", "refused", 3),
        (BOUNDED[2][0], "stopped", 4),
        ("select 'a'::int", "error", 5),
    ],
)
def test_what_is_not_answered_has_an_exit_code_and_a_reason(query, sql, verdict, code):
    exit_code, out = query(sql)
    told = json.loads(out)
    assert (exit_code, told["verdict"], told["rows"]) == (code, verdict, [])
    assert told["reason"]


def test_every_type_can_be_written_as_json_and_csv(query):
    _, out = query("from alt")
    row = json.loads(out)["rows"][0]
    assert row[:2] == ["2024-05-05T10:00:00+02:00", "2024-05-05T10:00:01.500000"]
    assert row[3:7] == [1.5, {"a": 1}, {"x": 1, "y": ["2024-02-29"]}, "aa"]
    assert row[8] == 170141183460469231731687303715884105727
    assert row[-1] is None
    code, out = query("from alt", "--format", "csv")
    names, cells = csv.reader(io.StringIO(out))
    assert code == 0
    assert dict(zip(names, cells, strict=True))["struktur"] == '{"x": 1, "y": ["2024-02-29"]}'


def test_csv_of_a_refusal_says_why(query):
    code, out = query("drop table enhed", "--format", "csv")
    assert code == 3
    names, cells = csv.reader(io.StringIO(out))
    assert names == ["verdict", "reason"]
    assert cells[0] == "refused"


@pytest.mark.parametrize("missing", ["--sql-file", "--database"])
def test_a_file_that_is_not_there_is_wrong_use(place: Place, tmp_path, capsys, missing):
    there = tmp_path / "statement.sql"
    there.write_text("select 1", "utf-8")
    files = {"--sql-file": str(there), "--database": str(place.database)}
    files[missing] = str(tmp_path / "missing")
    assert main(["query", *(word for pair in files.items() for word in pair)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
