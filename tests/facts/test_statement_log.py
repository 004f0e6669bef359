"""The log of statements: what it keeps, that it only grows, and what it masks."""

import json
import sqlite3

import psycopg
import pytest

from kpis import __main__, facts
from kpis.egress import log
from tests.facts import raw
from tests.facts.said import ANNE, comment

LINES = "select * from statement_log order by number"


def test_a_line_is_read_back(state):
    assert log.history() == ()
    log.wrote("anne", "build_1", "select 1", "ok", parameters={"a": 2}, rows=1, ms=17)
    log.wrote("bo", "build_1", "delete", "refused", reason="Kun SELECT.")
    log.wrote("anne", "build_2", "select 2", "may_leave", act=log.EXPORT, form="csv")
    assert [line.number for line in log.history()] == [3, 2, 1]
    assert [line.build for line in log.history("anne", 1)] == ["build_2"]
    first = log.history()[-1]
    assert (first.who, first.parameters, first.row_count, first.ms) == ("anne", {"a": 2}, 1, 17)
    assert first.written_at.tzinfo is not None


def test_the_database_refuses_to_change_or_remove_a_line(state):
    log.wrote("anne", "b", "select 1", "ok")
    log.wrote("bo", "b", "select 2", "ok")
    before = raw.rows(state, LINES)
    statements = [
        "update statement_log set who = 'x'",
        "delete from statement_log where number = 1",
    ]
    if raw.is_sqlite(state):
        statements.append("replace into statement_log select * from statement_log where number = 1")
    else:
        statements.append("truncate statement_log")
    for sql in statements:
        with pytest.raises((sqlite3.IntegrityError, psycopg.errors.RaiseException), match="never"):
            raw.run(state, sql)
        assert raw.rows(state, LINES) == before, sql


def test_a_statement_is_no_fact(state):
    facts.add(comment("a"), ANNE)
    before = facts.revision()
    log.wrote("anne", "b", "select 1", "ok")
    assert facts.revision() == before
    assert len(log.history()) == 1


@pytest.mark.parametrize(
    "number",
    ["1501901234", "150190-1234", "150190 1234", "150190.1234", "1501 90123456", "12345678901"],
)
def test_what_could_be_a_cpr_number_is_masked(state, number):
    is_masked = number != "1501 90123456"
    log.wrote("anne", "b", f"select '{number}'", "ok", parameters={"x": number}, reason=number)
    told = str(raw.rows(state, LINES))
    assert (number not in told) == is_masked
    assert (
        log.masked("i 2024-05-01 og 123456 og build_000123")
        == "i 2024-05-01 og 123456 og build_000123"
    )


def test_the_command_tells_it(state, capsys):
    log.wrote(
        "anne", "build_1", "select\n 1", "may_leave", act=log.EXPORT, form="csv", rows=3, ms=9
    )
    assert __main__.main(["log"]) == 0
    assert (
        "anne, export csv on build_1: may_leave, 3 rows in 9 ms: select 1"
        in capsys.readouterr().out
    )
    assert __main__.main(["log", "--format", "json", "--who", "anne", "--newest", "5"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["statement"] == "select\n 1"
    assert __main__.main(["log", "--who", "bo"]) == 0
    assert capsys.readouterr().out == "Nobody has asked anything yet.\n"
