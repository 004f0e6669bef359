"""Random statements: a few at each run, thousands in `make bench`."""

import json
import random
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from benchmarks import sandbox_fuzz
from benchmarks.sandbox_grammar import Grammar, mutated
from benchmarks.sandbox_watch import sources, state, watched
from kpis.sandbox import gate
from kpis.sandbox.catalog import read_catalog
from tests.sandbox.attacks import BOUNDED, REFUSED
from tests.sandbox.places import SCHEMA, fuzzed
from tests.sandbox.test_gate import ALLOWED

ATTACKS = [sql for attacks in REFUSED.values() for sql, _ in attacks if len(sql) < 2000]
KNOWN = [*ATTACKS, *ALLOWED]
SEED = 20261126


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fuzzed(tmp_path_factory.mktemp("fuzz"), SCHEMA.read_text("utf-8"))


def test_no_statement_escapes_the_gate(folder):
    told = sandbox_fuzz.at_the_gate(SEED, 1500, KNOWN, folder)
    assert told.escapes == []
    assert told.verdicts["passed"] > 200  # it is not deaf either
    assert len(told.verdicts) > 12  # rules of every kind were met


def _told_and_largest(folder: Path) -> tuple[sandbox_fuzz.Told, int]:
    return sandbox_fuzz.through_the_door(SEED, 40, KNOWN, folder), sandbox_fuzz.largest_child()


def test_no_statement_escapes_the_sandbox(folder):
    # In a process of its own: a child counts as large as the process that began it.
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        told, largest = process.submit(_told_and_largest, folder).result()
    assert told.escapes == []
    assert told.verdicts["ok"] >= 2
    assert told.verdicts["refused"] > 10
    assert largest < 1_400_000_000


@pytest.mark.slow
def test_no_bomb_escapes_the_sandbox(folder):
    bombs = [sql for sql, _ in BOUNDED]
    told = sandbox_fuzz.through_the_door(SEED + 1, 12, [*bombs, *ALLOWED], folder)
    assert told.escapes == []


# The watch itself: what it could not see, it could not find.


def test_the_watch_sees_a_file_that_is_opened(folder):
    with (
        watched(folder / "beside") as opened,
        sandbox_fuzz.open_engine(folder / "published.duckdb") as connection,
    ):
        connection.execute(f"from read_text('{folder}/beside/secret.txt')").fetchall()
        assert opened.names() == {"secret.txt"}
        assert opened.names() == set()


@pytest.mark.parametrize(
    ("sql", "read"),
    [
        ("from gemt.person", {"published.gemt.person"}),
        ("from duckdb_settings()", {"duckdb_settings"}),
        ("from information_schema.tables", {"duckdb_tables", "duckdb_views"}),
        ("select 1 from enhed e, (select * from test_all_types()) x", {"test_all_types"}),
        ("with x as materialized (from enhed) from x, x y", set()),
        ("from enhed, range(3)", set()),
    ],
)
def test_the_watch_sees_what_a_plan_reads(folder, sql, read):
    with sandbox_fuzz.open_engine(folder / "published.duckdb") as connection:
        found = sandbox_fuzz._reads(connection, sql)
    assert {one.removeprefix("reads ") for one in found} == read


def test_the_watch_sees_a_secret_that_is_shown(folder):
    with sandbox_fuzz.open_engine(folder / "published.duckdb") as connection:
        for sql in ("from gemt.person", "select current_setting('home_directory')"):
            assert sandbox_fuzz._shows(connection, sql) == ["shows the secret"]
        assert sandbox_fuzz._shows(connection, "from enhed") == []


@pytest.mark.parametrize(
    "sql", ["set threads = 2", "create temp table t as select 1", "create temp macro m() as 1"]
)
def test_the_watch_sees_a_change(folder, sql):
    with sandbox_fuzz.open_engine(folder / "published.duckdb") as connection:
        before = state(connection)
        connection.execute(sql)
        assert state(connection) != before


def test_a_gate_with_a_hole_is_found(folder, monkeypatch):
    """As if somebody had reviewed a function badly."""
    with sandbox_fuzz.open_engine(folder / "published.duckdb") as connection:
        whole = read_catalog(connection)
    hole = type(whole)(**{**vars(whole), "functions": whole.functions | {"current_setting"}})
    monkeypatch.setattr(sandbox_fuzz, "read_catalog", lambda _: hole)
    assert sandbox_fuzz.at_the_gate(SEED, 1500, KNOWN, folder).escapes


def test_the_grammar_knows_what_it_wrote():
    grammar = Grammar(SEED, share_forbidden=0)
    written = [grammar.statement() for _ in range(200)]
    assert not grammar.is_forbidden
    assert len(set(written)) > 150


def test_a_grammar_without_forbidden_pieces_passes(folder):
    """What is refused of it is refused by mistake."""
    grammar = Grammar(SEED, share_forbidden=0)
    with sandbox_fuzz.open_engine(folder / "published.duckdb") as connection:
        catalog = read_catalog(connection)
        for _ in range(300):
            gate.check(connection, grammar.statement(), catalog)


def test_a_mutation_changes_something():
    chance = random.Random(SEED)
    assert sum(mutated(KNOWN, chance) in KNOWN for _ in range(100)) < 20


def test_the_engine_of_the_fuzz_is_open(folder):
    """Else it would be another layer that held, and not the gate."""
    with sandbox_fuzz.open_engine(folder / "published.duckdb") as connection:
        assert connection.execute(f"from read_text('{folder}/beside/secret.txt')").fetchall()
        assert sources(json_plan(connection, "from enhed")) == {"published.api.enhed"}


def json_plan(connection, sql):
    return json.loads(connection.execute(f"explain (format json) {sql}").fetchall()[0][1])
