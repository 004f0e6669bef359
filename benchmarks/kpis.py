"""All indicators for 60 months on a warehouse of a million conditions, beside the same SQL bare.

The warehouse is the example municipality many times over: real shapes, and
enough of them. "Bare" is DuckDB running the same statements on the same build
with nothing of `kpis/` around them; the ratio is what the engine costs.
"""

import gc
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from pathlib import Path

import duckdb

import kpis
from kpis import compile, periods
from kpis.model import Result
from kpis.warehouse import CODELISTS, EVERYTHING, MACROS
from pipelines import example, run
from pipelines.contracts import delivery_reports
from pipelines.contracts.model import Column

CONDITIONS = 1_000_000
MONTHS = 60
QUIET = "set enable_progress_bar = false"
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
        bare = min(bare, _seconds(lambda: _run_bare(warehouse, months)))
        engine = min(
            engine,
            _seconds(lambda: results.extend(kpis.evaluate(ids, months, warehouse=warehouse))),
        )
    conditions = kpis.deliveries(warehouse).tables["condition"]
    return Timing(conditions, len(results) // rounds, bare, engine)


def multiply(base: Path, folder: Path, conditions: int = CONDITIONS) -> Path:
    """A warehouse in `folder`: the citizens of `base`, copied to so many conditions."""
    folder.mkdir(parents=True, exist_ok=True)
    build = folder / "build_000001.duckdb"
    with duckdb.connect(build) as connection:
        connection.execute(QUIET)
        pointer = (base / "current").read_text("utf-8").strip()
        connection.execute(f"attach '{base / pointer}' as base (read_only)")
        connection.execute("create schema core")
        count = connection.execute("select count(*) from base.core.condition").fetchone()
        copies = ceil(conditions / (count or (1,))[0])
        for profile in delivery_reports.PROFILES:
            _copy(connection, profile.name, profile.columns, copies)
        for name in ("load_run", "delivery_report", "export_file", "set_aside", "contract_check"):
            connection.execute(f"create table core.{name} as from base.core.{name}")
        connection.execute("detach base")
    (folder / "current").write_text(build.name, "utf-8")
    return folder


def _copy(
    connection: duckdb.DuckDBPyConnection, name: str, columns: tuple[Column, ...], copies: int
) -> None:
    """One table of versions, every id with the number of its copy behind it."""
    renamed = ", ".join(filter(None, map(_renamed, columns)))
    connection.execute(
        f"create table core.{name}_version as select version.* replace ({renamed}) "
        f"from base.core.{name}_version as version, range({copies}) as copy(n)"
    )
    connection.execute(
        f"create view core.{name} as from core.{name}_version where superseded_at is null"
    )


def _renamed(column: Column) -> str:
    """The ids in a column; organisations stay who they are."""
    name = column.name
    if name == "target_groups":
        return (
            f"list_transform({name}, lambda t: struct_pack("
            f"target_group_id := t.target_group_id || '.' || n, rank := t.rank)) as {name}"
        )
    if name.endswith("_ids"):
        return f"list_transform({name}, lambda i: i || '.' || n) as {name}"
    is_id = name.endswith("_id") and name != "organization_id"
    return f"{name} || '.' || n as {name}" if is_id else ""


def _run_bare(warehouse: Path, months: list[str]) -> None:
    """The same statements on a connection that nothing of ours prepared but the lists."""
    connection = duckdb.connect()
    connection.execute(QUIET)
    pointer = (warehouse / "current").read_text("utf-8").strip()
    connection.execute(f"attach '{warehouse / pointer}' as warehouse (read_only); use warehouse")
    for schema in ("codelist", "known", "population"):
        connection.execute(f"attach ':memory:' as {schema}")
    for path in CODELISTS.glob("*.csv"):
        connection.execute(
            f"create table codelist.{path.stem} as "
            f"from read_csv('{path}', all_varchar = true, header = true, delim = ',')"
        )
    connection.execute(MACROS.read_text("utf-8"))
    days = ", ".join(f"('{p.id}', date '{p.first}', date '{p.last}')" for p in _periods(months))
    connection.execute(
        f"create table population.scope as "
        f"from (values {days}) as scope(period, first_day, last_day); "
        f"set variable known_at = date '{EVERYTHING}'"
    )
    for statement in _statements():
        connection.execute(statement).fetchall()
    connection.close()


def _periods(months: list[str]) -> list[periods.Period]:
    return [periods.period(month) for month in months]


def _statements() -> list[str]:
    """What the engine runs for all indicators, in its order."""
    declared = kpis.catalogue().values()
    made = [relation.create() for relation in compile.relations(k.population for k in declared)]
    counted = [
        compile.measure(population, [kpi for kpi in declared if kpi.population == population])
        for population in sorted({kpi.population for kpi in declared})
    ]
    return [*made, *counted]


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _example(folder: Path) -> Path:
    """A small example municipality, written and loaded."""
    example.write(folder / "export", citizens=CITIZENS, years=YEARS)
    run.load([folder / "export"], folder / "warehouse")
    return folder / "warehouse"


def report(folder: Path, say: Callable[[str], None] = print) -> bool:
    """Compare on the example many times over and say the ratio; True if it is small enough."""
    with tempfile.TemporaryDirectory(dir=_made(folder)) as scratch:
        base = _example(Path(scratch))
        timing = measure(multiply(base, Path(scratch) / "many"))
    say(
        f"indicators: {timing.results} results of {MONTHS} months, {timing.conditions:,} conditions"
    )
    say(f"  through the engine  {timing.engine:6.1f} s")
    say(f"  the same SQL bare   {timing.bare:6.1f} s")
    say(f"  engine / bare            {timing.ratio:5.2f} times its time (at most {MOST_OF_BARE})")
    return timing.ratio <= MOST_OF_BARE


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
