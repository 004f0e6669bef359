"""All indicators for 60 months on a hundred thousand conditions, beside the same SQL run bare.

The warehouse is the example municipality many times over: real shapes, and
enough of them. "Bare" is DuckDB running the same statements on the same build
with nothing of `kpis/` around them; the ratio is what the engine costs.
"""

import gc
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

import kpis
from benchmarks import many
from benchmarks.many import QUIET
from kpis import compile, ladder_order, periods
from kpis.model import Result
from kpis.supply import supplies
from kpis.warehouse import CODELISTS, EVERYTHING, MACROS
from pipelines import run
from pipelines.example import delivery

CONDITIONS = 1_000_000
MONTHS = 60
MOST_OF_BARE = 1.2
CITIZENS, YEARS = 300, 5  # of the municipality that is copied


@dataclass(frozen=True)
class Timing:
    """Seconds of the fastest of some rounds; the two sides take turns."""

    conditions: int
    results: int
    bare: float
    engine: float

    @property
    def ratio(self) -> float:
        return self.engine / self.bare


def measure(warehouse: Path, rounds: int = 2) -> Timing:
    """Time both sides on the live build of `warehouse`."""
    newest = kpis.latest_month(warehouse)
    months = periods.months_back(newest, MONTHS)
    ids = list(kpis.catalogue())
    results: list[Result] = []
    bare = engine = float("inf")
    for _ in range(rounds):
        bare = min(bare, seconds(lambda: _run_bare(warehouse, months)))
        engine = min(
            engine,
            seconds(lambda: results.extend(kpis.evaluate(ids, months, warehouse=warehouse))),
        )
    conditions = kpis.deliveries(warehouse).tables["condition"]
    return Timing(conditions, len(results) // rounds, bare, engine)


def _run_bare(warehouse: Path, months: list[str]) -> None:
    """The same statements on a connection that nothing of ours prepared but the lists."""
    connection = duckdb.connect()
    connection.execute(QUIET)
    pointer = (warehouse / "current").read_text("utf-8").strip()
    connection.execute(f"attach '{warehouse / pointer}' as warehouse (read_only); use warehouse")
    for schema in ("codelist", "supply", "known", "population"):
        connection.execute(f"attach ':memory:' as {schema}")
    for path in CODELISTS.glob("*.csv"):
        connection.execute(
            f"create table codelist.{path.stem} as "
            f"from read_csv('{path}', all_varchar = true, header = true, delim = ',')"
        )
    for supply in supplies():
        connection.execute(supply.ready(is_there=True))
    connection.execute(MACROS.read_text("utf-8"))
    for ladder, own in ladder_order.by_order([periods.period(month) for month in months]):
        _run_under(connection, ladder, own)
    connection.close()


def _run_under(
    connection: duckdb.DuckDBPyConnection, ladder: str, asked: Sequence[periods.Period]
) -> None:
    """The periods that one order of the ladder is valid for, from empty schemas."""
    days = ", ".join(f"('{p.id}', date '{p.first}', date '{p.last}')" for p in asked)
    newest = connection.execute("select max(reported_date) from core.delivery_report").fetchone()
    connection.execute("detach known; detach population")
    connection.execute("attach ':memory:' as known; attach ':memory:' as population")
    connection.execute(
        f"create table population.scope as "
        f"from (values {days}) as scope(period, first_day, last_day); "
        f"set variable known_at = date '{EVERYTHING}'; set variable ladder = '{ladder}'; "
        f"set variable newest = date '{(newest or (None,))[0]}'"
    )
    for statement in _statements():
        connection.execute(statement).fetchall()


def _statements() -> list[str]:
    """What the engine runs for all indicators, in its order."""
    declared = kpis.catalogue().values()
    made = [relation.create() for relation in compile.relations(k.population for k in declared)]
    counted = [
        compile.measure(population, [kpi for kpi in declared if kpi.population == population])
        for population in sorted({kpi.population for kpi in declared})
    ]
    return [*made, *counted]


def seconds(work: Callable[[], object]) -> float:
    """How long some work takes."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _example(folder: Path) -> Path:
    """A small example municipality, written and loaded."""
    delivery.write(folder / "export", citizens=CITIZENS, years=YEARS)
    run.load([folder / "export"], folder / "warehouse")
    return folder / "warehouse"


def report(folder: Path, say: Callable[[str], None] = print) -> bool:
    """Compare on the example many times over and say the ratio; True if it is small enough."""
    with tempfile.TemporaryDirectory(dir=made(folder)) as scratch:
        base = _example(Path(scratch))
        copies = many.copies_for(base, CONDITIONS)
        timing = measure(many.multiply(base, Path(scratch) / "many", copies))
    say(
        f"indicators: {timing.results} results of {MONTHS} months, {timing.conditions:,} conditions"
    )
    say(f"  through the engine  {timing.engine:6.1f} s")
    say(f"  the same SQL bare   {timing.bare:6.1f} s")
    say(f"  engine / bare            {timing.ratio:5.2f} times its time (at most {MOST_OF_BARE})")
    return timing.ratio <= MOST_OF_BARE


def made(folder: Path) -> Path:
    """The folder, made where it is not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    return folder
