"""Thousands of random statements at the gate, hundreds through the whole sandbox: does one escape?

At the gate the engine behind it has no other layer: no setting is locked, every file may be
read. Whatever the gate lets through is planned and run there, and five things are looked at:
a forbidden piece the grammar knows of, what the plan reads, a marker in the rows, files opened
beside the published one, and the state of the connection afterwards.
"""

import json
import random
import re
import resource
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.sandbox_grammar import Grammar, mutated
from benchmarks.sandbox_watch import Opened, sources, state, watched
from kpis import sandbox
from kpis.sandbox import gate
from kpis.sandbox.catalog import Catalog, read_catalog
from kpis.sandbox.limits import LIMITS
from kpis.sandbox.refusal import Refused

MARKER = "HEMMELIG-4711"
MAY_READ = {"range", "generate_series", "unnest", "json_each", "json_tree"}
SHOWS = {"duckdb_tables", "duckdb_views"}
LOOK_AT_STATE = 25  # statements between two looks at the whole state
LATE = 3.0  # seconds beyond the wall limit that a busy machine may take
BIG = re.compile(r"\d{5}")  # a number that could keep an engine without limits busy


@dataclass
class Told:
    """What a run found: how many statements, what became of them, and every escape."""

    statements: int = 0
    verdicts: dict[str, int] = field(default_factory=dict)
    escapes: list[str] = field(default_factory=list)
    slowest: float = 0.0

    def count(self, verdict: str) -> None:
        """One more statement."""
        self.statements += 1
        self.verdicts[verdict] = self.verdicts.get(verdict, 0) + 1


def statements(seed: int, known: list[str], folder: Path) -> Iterator[tuple[str, bool]]:
    """Without end: a statement, and whether the grammar knows that it is forbidden."""
    grammar = Grammar(seed)
    chance = random.Random(seed)
    while True:
        sql = grammar.statement(chance.randint(0, 4))
        yield sql.replace("{DIR}", str(folder / "beside")), grammar.is_forbidden
        yield mutated(known, chance).replace("{DIR}", str(folder / "beside")), False


def at_the_gate(seed: int, count: int, known: list[str], folder: Path) -> Told:
    """Random statements at the gate alone."""
    told = Told()
    with (
        open_engine(folder / "published.duckdb") as connection,
        watched(*_beside(folder)) as opened,
    ):
        catalog = read_catalog(connection)
        before = state(connection)
        opened.names()
        for sql, is_forbidden in statements(seed, known, folder):
            if told.statements >= count:
                break
            told.count(_one(connection, catalog, sql, is_forbidden, opened, told.escapes))
            if told.statements % LOOK_AT_STATE == 0 and state(connection) != before:
                told.escapes.append(f"The state of the connection changed before: {sql}")
                before = state(connection)
    return told


def _beside(folder: Path) -> tuple[Path, ...]:
    """Folders nobody may look into: what is to be found there has been moved away from the file."""
    return (folder / "beside", folder / "out")


def open_engine(database: Path) -> duckdb.DuckDBPyConnection:
    """An engine with nothing locked but time and memory; its settings hold the marker."""
    connection = duckdb.connect(str(database), read_only=True)
    connection.execute("set schema = 'api'; set memory_limit = '1GB'; set threads = 1")
    connection.execute("set max_execution_time = 500; set autoinstall_known_extensions = false")
    connection.execute(f"set home_directory = '{MARKER}'; set variable hemmelig = '{MARKER}'")
    return connection


def _one(
    connection: Any,
    catalog: Catalog,
    sql: str,
    is_forbidden: bool,
    opened: Opened,
    escapes: list[str],
) -> str:
    try:
        gate.check(connection, sql, catalog)
    except Refused as refused:
        escapes += [f"The gate opened {name}: {sql}" for name in opened.names()]
        return refused.code
    problems = ["passed with a forbidden piece"] if is_forbidden else []
    if not BIG.search(sql):
        problems += _reads(connection, sql) + _shows(connection, sql)
    problems += [f"opened {name}" for name in opened.names()]
    escapes += [f"{problem}: {sql}" for problem in problems]
    return "passed"


def _reads(connection: Any, sql: str) -> list[str]:
    """What the plan reads that it may not."""
    try:
        ((_, plan),) = connection.execute(f"explain (format json) {sql}").fetchall()
    except (duckdb.Error, ValueError):
        return []
    allowed = MAY_READ | SHOWS if "show" in sql.lower() else MAY_READ
    read = {name for name in sources(json.loads(plan)) if not name.startswith("published.api.")}
    return [f"reads {name}" for name in read - allowed]


def _shows(connection: Any, sql: str) -> list[str]:
    try:
        rows = connection.execute(sql).fetchmany(200)
    except Exception as error:  # an error is no escape, unless it tells the secret
        return ["tells the secret in an error"] if MARKER in str(error) else []
    return ["shows the secret"] if MARKER in repr(rows) else []


def through_the_door(seed: int, count: int, known: list[str], folder: Path) -> Told:
    """Random statements, the resource bombs too, through the whole sandbox."""
    told = Told()
    database = folder / "published.duckdb"
    with watched(*_beside(folder)) as opened:
        for sql, _ in statements(seed, known, folder):
            if told.statements >= count:
                break
            answer = sandbox.run(sql, database)
            told.count(answer.verdict if answer.code != "crashed" else "crashed")
            told.slowest = max(told.slowest, answer.ms / 1000)
            told.escapes += [f"{problem}: {sql}" for problem in _wrong(answer)]
            told.escapes += [f"opened {name}: {sql}" for name in opened.names()]
    return told


def _wrong(answer: sandbox.Answer) -> Iterator[str]:
    if MARKER in repr(answer.rows) or MARKER in answer.reason:
        yield "shows the secret"
    if answer.ms > (LIMITS.wall_seconds + LATE) * 1000:
        yield f"took {answer.ms} ms"
    if len(answer.rows) > LIMITS.rows:
        yield f"gave {len(answer.rows)} rows"
    if answer.code == "broken":
        yield "gave no answer"


def largest_child() -> int:
    """Bytes of the largest process that has ended so far."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
