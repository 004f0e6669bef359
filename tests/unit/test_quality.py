"""Contracts are held against real rows: each kind of rule bites, and counts rows exactly."""

import duckdb
import pytest

from pipelines import quality, schema
from pipelines.contracts.deliveries import DELIVERIES
from pipelines.contracts.delivery_reports import CARE_EVALUATION, PROFILES, version_table
from pipelines.contracts.model import Column, Table
from pipelines.contracts.rules import Between, Given, Matches, OneOf
from pipelines.errors import LoadError
from pipelines.steps import check_contracts

TABLE = Table(
    name="thing",
    grain="one row per thing",
    key=("thing_id",),
    columns=(
        Column("thing_id", "VARCHAR", "Name", (Given(), Matches("a letter", "^[a-z]$"))),
        Column("colour", "VARCHAR", "Colour", (OneOf.of("colours", ("red", "blue")),)),
        Column("level", "TINYINT", "Level", (Between(0, 4),)),
        Column("parts", "VARCHAR[]", "Parts", (Given(),)),
    ),
)


def _checked(connection, everything):
    checks = quality.Checks(connection)
    for rows in everything:
        checks.add(rows)
    return checks.end()


@pytest.fixture
def connection():
    with duckdb.connect() as found:
        found.execute("create schema core")
        found.execute(
            "create table core.thing (thing_id varchar, colour varchar, "
            "level tinyint, parts varchar[])"
        )
        yield found


def checked(connection, rows, where=""):
    """(column, failed rows) of every check that is not met."""
    for row in rows:
        connection.execute("insert into core.thing values (?, ?, ?, ?)", row)
    found = _checked(connection, [quality.Rows(TABLE, where)])
    assert {check.rows_checked for check in found} == {len(rows)} or where
    return {
        (check.column_name, check.expectation[6:]): check.rows_failed
        for check in found
        if not check.is_met
    }


def test_good_rows_meet_everything(connection):
    assert checked(connection, [("a", "red", 0, ["x"]), ("b", None, None, [])]) == {}


def test_no_rows_meet_everything(connection):
    assert checked(connection, []) == {}


def test_each_rule_counts_the_rows_that_break_it(connection):
    rows = [
        ("a", "green", 5, ["x"]),
        ("b", "green", 9, None),
        ("c", "black", 4, None),
        ("DD", "red", None, ["x"]),
    ]
    assert checked(connection, rows) == {
        ("thing_id", "ColumnValuesToMatchRegex"): 1,
        ("colour", "ColumnValuesToBeInSet"): 3,
        ("level", "ColumnValuesToBeBetween"): 2,
        ("parts", "ColumnValuesToNotBeNull"): 2,
    }


def test_a_missing_key_and_a_key_twice(connection):
    rows = [(None, "red", 1, []), ("a", "red", 1, []), ("a", "red", 1, []), ("b", "red", 1, [])]
    assert checked(connection, rows) == {
        ("thing_id", "ColumnValuesToNotBeNull"): 1,
        ("", "CompoundColumnsToBeUnique"): 2,
    }


def test_only_the_asked_rows_are_checked(connection):
    rows = [("a", "green", 1, []), ("b", "red", 1, [])]
    assert checked(connection, rows, "where thing_id = 'b'") == {}


def test_many_values_are_tried_in_several_frames(connection, monkeypatch):
    monkeypatch.setattr(quality, "VALUES_AT_A_TIME", 10)
    connection.execute(
        "insert into core.thing select 'n' || i, 'red', i % 8, [] from range(100) as t(i)"
    )
    failed = {
        check.column_name: check.rows_failed
        for check in _checked(connection, [quality.Rows(TABLE)])
        if not check.is_met
    }
    assert failed == {"thing_id": 100, "level": 36}


def test_every_rule_of_every_contract_can_be_tried():
    """All contracts on an empty warehouse: names of expectations and columns are real."""
    with duckdb.connect() as connection:
        schema.create(connection)
        tables = [*map(version_table, PROFILES), *DELIVERIES]
        found = _checked(connection, [quality.Rows(table) for table in tables])
    rules = sum(len(column.rules) for table in tables for column in table.columns)
    assert len(found) == rules + len(tables)


def test_a_broken_contract_ends_the_load_in_one_sentence():
    check = quality.Check("condition_version", "code", "ExpectX", "is one of 3 codes", 10, 2)
    with pytest.raises(LoadError, match=r"core\.condition_version\.code: 2 rows break"):
        check_contracts._refuse_broken([check])


def test_a_level_outside_its_range_is_found_in_the_real_table():
    table = version_table(CARE_EVALUATION)
    with duckdb.connect() as connection:
        schema.create(connection)
        connection.execute(
            "insert into core.care_evaluation_version values ('e', 'k1:' || repeat('a', 26), 'o', "
            "'no such code', 7, null, '2024', 'final', 1, now()::timestamp, "
            "current_date, null, null)"
        )
        broken = {
            check.column_name
            for check in _checked(connection, [quality.Rows(table)])
            if not check.is_met
        }
    assert broken == {"level_code", "level"}
