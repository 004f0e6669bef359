"""`python -m kpis shell`: statements and dot commands in, tables out, Ctrl+C stops what runs."""

import _thread
import threading
import time
from datetime import date
from decimal import Decimal

import pytest

from kpis import sandbox
from kpis.shell import table
from kpis.shell.prompt import Doors, Prompt
from tests.unit import drafted

pytestmark = pytest.mark.usefixtures("forked_statements")

ENDLESS = "select count(*) from range(100000000000) as a(n) where n % 7 = 3;"
STOPPED_WITHIN = 3  # seconds; it stops itself only after 4


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    return drafted.analysis_file(tmp_path_factory.mktemp("analysis") / "a.duckdb")


class Typed:
    """Somebody who types lines; an exception among them is what the keys do."""

    def __init__(self, *lines) -> None:
        self.lines = list(lines)
        self.prompts: list[str] = []

    def __call__(self, prompt: str) -> str:
        self.prompts.append(prompt)
        line = self.lines.pop(0) if self.lines else EOFError
        if isinstance(line, str):
            return line
        raise line


@pytest.fixture
def session(database):
    """What was said, whether all was answered, and what the log heard."""

    def run(*lines, most=None):
        said, log = [], []
        doors = Doors(
            start=lambda sql: sandbox.start(sql, database),
            relations=lambda: [("grundlag_citizen_with_support", "Borgere"), ("plan", "Planer")],
            describe=lambda name: [f"{name}: kolonner"],
            wrote=lambda sql, answer: log.append((sql, answer.verdict)),
        )
        prompt = Prompt(doors, Typed(*lines), said.append, most)
        return said, prompt.run(), log

    return run


SESSIONS = [
    (["select 1 as tal;"], ["tal", "---", "  1", "(1 række)"], True),
    (["select 1", "  as tal", ";"], ["tal", "---", "  1", "(1 række)"], True),
    (["select 1 as tal"], ["tal", "---", "  1", "(1 række)"], True),
    (["select 'a;", "b' as t;"], ["t", "----", "a; b", "(1 række)"], True),
    (["select 1 -- it's; one", "as tal; -- done"], ["tal", "---", "  1", "(1 række)"], True),
    ([".tables"], ["grundlag_citizen_with_support  Borgere", "plan  Planer"], True),
    ([".describe PLAN"], ["plan: kolonner"], True),
    ([".quit", "select 1;"], [], True),
    ([";", " ", ".quit"], ["Der er ingen forespørgsel at køre."], False),
    ([".table"], ["».table« kendes ikke; skriv .help for at se, hvad der kan skrives."], False),
    (
        [".describe plam"],
        ["Der er ingen relation, der hedder »plam«; den nærmeste er »plan«."],
        False,
    ),
    (["select", KeyboardInterrupt, "select 2 as x;"], ["", "x", "-", "2", "(1 række)"], True),
    ([KeyboardInterrupt, ".quit"], [""], True),
]


@pytest.mark.parametrize(("lines", "told", "is_answered"), SESSIONS)
def test_a_session(session, lines, told, is_answered):
    said, answered, _ = session(*lines)
    assert answered is is_answered
    if is_answered:
        assert said == told
    else:
        assert len(said) == len(told)


def test_help_is_danish_and_names_every_command(session):
    (said,), _, _ = session(".help")
    assert all(name in said for name in (".tables", ".describe", ".help", ".quit", "Ctrl+C"))
    assert "semikolon" in said


def test_a_refusal_is_one_sentence_and_in_the_log(session):
    said, answered, log = session("drop table x;", "select 1 as tal;")
    assert (answered, len(said)) == (False, 5)
    assert log == [("drop table x", "refused"), ("select 1 as tal", "ok")]


def test_a_terminal_sees_the_first_rows_and_how_many_there_are(session):
    said, _, _ = session("select n from range(1234) as r(n);", most=3)
    assert said == ["n", "-", "0", "1", "2", "(viser 3 af 1.234 rækker)"]


def test_what_the_sandbox_cut_is_told(session):
    said, _, _ = session("select n from range(1000000) as r(n);", most=1)
    assert said[-1] == "(viser 1 af mere end 5.000 rækker; resten er skåret fra)"


def test_ctrl_c_stops_the_statement_and_the_next_one_runs(session):
    threading.Timer(0.7, _thread.interrupt_main).start()
    began = time.monotonic()
    said, answered, log = session(ENDLESS, "select 1 as tal;")
    assert time.monotonic() - began < STOPPED_WITHIN + 0.7
    assert [verdict for _, verdict in log] == ["stopped", "ok"]
    assert (answered, said[-1]) == (False, "(1 række)")


def test_values_are_aligned_and_cannot_write_to_the_terminal():
    columns, types = ("navn", "tal", "andel"), ("VARCHAR", "DECIMAL(18,2)", "DOUBLE")
    rows = [("a\x1b[31mb\nc", Decimal("2.50"), 1 / 3), (None, None, None), ("x" * 50, 10, 2.0)]
    assert list(table.lines(columns, types, rows)) == [
        f"navn{' ' * 36} |  tal |    andel",
        f"{'-' * 40}-+------+---------",
        f"a [31mb c{' ' * 31} | 2.50 | 0.333333",
        f"-{' ' * 39} |    - |        -",
        f"{'x' * 39}… |   10 |        2",
        "(3 rækker)",
    ]


def test_lists_days_and_flags_are_written_as_sql_writes_them():
    rows = [([1, 2], date(2026, 1, 31), True)]
    assert list(table.lines(("l", "d", "f"), ("INTEGER[]", "DATE", "BOOLEAN"), rows))[2] == (
        "[1, 2] | 2026-01-31 | true"
    )
