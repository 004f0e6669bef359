"""The reviewed lists of functions against those of the installed engine."""

import duckdb
import pytest

from kpis.sandbox.catalog import FUNCTIONS, REFUSED_FUNCTIONS, TABLE_FUNCTIONS
from kpis.sandbox.tree_rules import OF_THE_PARSER

EXPRESSION = ("scalar", "aggregate", "macro", "window")
TABLE = ("table", "table_macro")

# One of each thing that must never become an allowed function.
NEVER = {
    "current_setting", "getvariable", "read_csv", "read_text", "glob", "query", "query_table",
    "write_log", "sleep_ms", "pg_sleep", "nextval", "json_execute_serialized_sql", "pandas_scan",
    "duckdb_settings", "pragma_table_info", "read_duckdb", "which_secret", "enable_logging",
}  # fmt: skip


def installed(*kinds: str) -> set[str]:
    rows = duckdb.connect().execute(
        "select distinct function_name from duckdb_functions() "
        "where list_contains(?, function_type)",
        [list(kinds)],
    )
    return {name for (name,) in rows.fetchall()}


def test_every_installed_function_was_reviewed():
    """After an upgrade: read what each named function does, then put it into one of the lists."""
    seen = FUNCTIONS | TABLE_FUNCTIONS | REFUSED_FUNCTIONS
    assert sorted(installed(*EXPRESSION, *TABLE) - seen) == []


def test_no_reviewed_function_is_gone():
    assert sorted(FUNCTIONS - installed(*EXPRESSION) - OF_THE_PARSER) == []
    assert sorted(TABLE_FUNCTIONS - installed(*TABLE)) == []


def test_what_is_refused_is_not_allowed():
    assert sorted(FUNCTIONS & REFUSED_FUNCTIONS) == []
    assert sorted((FUNCTIONS | TABLE_FUNCTIONS) & NEVER) == []


@pytest.mark.parametrize("prefix", ["read_", "duckdb_", "pragma_", "__internal", "parquet_", "st_"])
def test_no_function_of_a_refused_family_is_allowed(prefix):
    assert [name for name in FUNCTIONS | TABLE_FUNCTIONS if name.startswith(prefix)] == []


def test_no_allowed_function_is_volatile_but_chance_and_keys():
    """A function with an effect is declared volatile: each of those was looked at twice."""
    rows = duckdb.connect().execute(
        "select distinct function_name from duckdb_functions() where stability = 'VOLATILE'"
    )
    volatile = {name for (name,) in rows.fetchall()}
    assert sorted(volatile & FUNCTIONS) == [
        "error",
        "gen_random_uuid",
        "random",
        "uuid",
        "uuidv4",
        "uuidv7",
    ]
