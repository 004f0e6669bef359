"""The analysts' sandbox: does anything escape, does a runaway query disturb, how soon is a cancel?

The bars are those of the goal: no escape, a page change beside runaway queries within twice its
own time, a cancel within a second. Page changes are measured in Chromium with two runaway
queries going on all the time, which is the most a server runs at once.
"""

import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks import dashboard_browser as chromium
from benchmarks import sandbox_fuzz
from benchmarks.dashboard import ROOT, Line, example_at_hand
from benchmarks.dashboard_server import served
from kpis import sandbox
from pages.parts import registry
from tests.browser import serving
from tests.sandbox.attacks import BOUNDED, REFUSED
from tests.sandbox.places import SCHEMA, fuzzed
from tests.sandbox.test_gate import ALLOWED

AT_THE_GATE = 10_000
THROUGH_THE_DOOR = 400
SEEDS = (1, 2)
ROUNDS = 4
TIMES = 15
SETTLED = 1.0  # seconds a query runs before it is cancelled

MOST_OF_ALONE = 2.0
MOST_CANCEL = 1.0
MOST_MEMORY = 1.4e9

RUNAWAYS = {
    "cross join": "select sum(hash(a.range, b.range)) from range(1000000) a, range(1000000) b",
    "recursive CTE": "with recursive r(i) as (select 1 union all select i + 1 from r) "
    "select max(i) from r",
    "huge string": "select length(string_agg(repeat('x', 100000), '')) from range(1000000)",
    "regex bomb": "select count(*) from range(100000000) r(i) "
    "where regexp_matches(repeat('a', 3000) || i, '(a|aa)+(a|aa)+(a|aa)+b$')",
}


def report(folder: Path, say: Callable[[str], None] = print) -> bool:
    """Measure everything and say it; True when every bar is reached."""
    say("sandbox: random statements, cancelling, and pages beside runaway queries")
    lines = []
    for line in _measured(folder, say):
        say(str(line))
        lines.append(line)
    return all(line.is_reached for line in lines)


def _measured(folder: Path, say: Callable[[str], None]) -> Iterator[Line]:
    with tempfile.TemporaryDirectory() as made:
        place = fuzzed(Path(made), SCHEMA.read_text("utf-8"))
        database = place / "published.duckdb"
        usual = statistics.median(
            sandbox.run("select count(*) from borger", database).ms for _ in range(TIMES)
        )
        yield Line("start to answer", usual, " ms")
        yield from _cancelling(database, usual / 1000)
        yield from _pages(folder, database)
        yield from _fuzzed(place, say)


def _cancelling(database: Path, usual: float) -> Iterator[Line]:
    """Seconds until a cancel has come back, and what the next query takes beside its usual."""
    for name, sql in RUNAWAYS.items():
        cancels, nexts = zip(*(_cancelled(sql, database) for _ in range(3)), strict=True)
        yield Line(f"cancel, {name}", max(cancels) * 1000, " ms", MOST_CANCEL * 1000)
        beside = statistics.median(nexts) / usual
        yield Line(f"next query / usual, {name}", beside, "", MOST_OF_ALONE)


def _cancelled(sql: str, database: Path) -> tuple[float, float]:
    running = sandbox.start(sql, database)
    running.answer(SETTLED)
    start = time.perf_counter()
    running.cancel()
    cancelled = time.perf_counter() - start
    start = time.perf_counter()
    sandbox.run("select 1", database)
    return cancelled, time.perf_counter() - start


def _pages(folder: Path, database: Path) -> Iterator[Line]:
    """Page changes alone, then beside each kind of runaway query; the median of all pages."""
    if serving.find_browser() is None:
        yield Line("no Chromium was found: pages beside queries", float("inf"), "", MOST_OF_ALONE)
        return
    warehouse = example_at_hand(folder)
    with served(ROOT / "app.py", warehouse) as ours, serving.browsing() as browser:
        alone = _changes(browser, ours.url())
        yield Line("page change, alone", alone * 1000, " ms")
        for name, sql in RUNAWAYS.items():
            with _running(sql, database) as ended:
                beside = _changes(browser, ours.url())
            yield Line(f"page change / alone, {name}", beside / alone, "", MOST_OF_ALONE)
            unbounded = [answer.code for answer in ended if answer.verdict != "stopped"]
            words = f"queries not stopped by a limit, {name} {unbounded or ''}"
            yield Line(words, len(unbounded), "", 0)


def _changes(browser: Browser, url: str) -> float:
    """Median seconds of a walk through the menu."""
    walk = [*(page.address for page in registry.PAGES if page.address and page.in_menu), ""]
    taken = chromium.changes(browser, url, [chromium.to_page(path) for path in walk], ROUNDS)
    return statistics.median(its.whole for of_page in taken for its in of_page)


@contextmanager
def _running(sql: str, database: Path) -> Iterator[list[sandbox.Answer]]:
    """Two of a runaway query at any time, a new one as soon as one is stopped."""
    ended: list[sandbox.Answer] = []
    is_over = threading.Event()
    last: list[sandbox.Running] = []

    def again() -> None:
        while not is_over.is_set():
            running = sandbox.start(sql, database)
            last.append(running)
            answer = running.answer()
            assert answer is not None
            ended.append(answer)

    loops = [threading.Thread(target=again) for _ in range(2)]
    for loop in loops:
        loop.start()
    try:
        yield ended
    finally:
        is_over.set()
        for running in last:
            running.cancel()
        for loop in loops:
            loop.join()


def _fuzzed(place: Path, say: Callable[[str], None]) -> Iterator[Line]:
    """Random statements: how many, how many were let through, how many escaped."""
    short = [sql for attacks in REFUSED.values() for sql, _ in attacks if len(sql) < 2000]
    known = [*short, *ALLOWED]
    bombs = [*known, *(sql for sql, _ in BOUNDED), *RUNAWAYS.values()]
    for seed in SEEDS:
        gate = sandbox_fuzz.at_the_gate(seed, AT_THE_GATE // len(SEEDS), known, place)
        door = sandbox_fuzz.through_the_door(seed, THROUGH_THE_DOOR // len(SEEDS), bombs, place)
        for escape in (*gate.escapes, *door.escapes):
            say(f"  ESCAPED: {escape}")
        yield Line(f"statements at the gate, seed {seed}", gate.statements)
        yield Line("  of which passed", gate.verdicts.get("passed", 0))
        yield Line("  escaped", len(gate.escapes), "", 0)
        yield Line(f"statements through the sandbox, seed {seed}", door.statements)
        yield Line(f"  {door.verdicts}, slowest", door.slowest, " s")
        yield Line("  escaped", len(door.escapes), "", 0)
    yield Line("largest process", sandbox_fuzz.largest_child() / 1e9, " GB", MOST_MEMORY / 1e9)
