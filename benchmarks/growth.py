"""All indicators with all their breakdowns for 60 months: the seconds, and how they grow.

The example municipality as it is, with all its supplementary tables, then 4 and 16 times
over. What costs the same however little there is, planning and running some hundred
statements, is measured on the same warehouse without reports and with one row a table.

The bar of the seconds is by the clock. Growth is told in processor seconds of all threads:
what else the machine does stretches a long run more than a short one.
"""

import gc
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from math import log
from pathlib import Path

import kpis
from benchmarks import many
from benchmarks.kpis import MONTHS, made
from kpis import periods
from pipelines import run
from pipelines.example import delivery

MOST_SECONDS = 20.0  # for the example municipality as it is, on two cores
TIMES = (1, 4, 16)


@dataclass(frozen=True)
class Taken:
    """Seconds of one run: by the clock, and of the processors."""

    clock: float
    work: float


@dataclass(frozen=True)
class Growth:
    """What was taken by how many times the data; `fixed` is that without any."""

    fixed: Taken
    taken: dict[int, Taken]
    results: int
    bytes: dict[int, int]

    def ratio(self, times: int) -> float:
        """How many times the work there is with `times` the data."""
        return self.taken[times].work / self.taken[1].work

    @property
    def exponent(self) -> float:
        """e where work without the fixed cost grows as data to the power e; 1 is in step."""
        least, *_, most = self.taken
        above = [self.taken[times].work - self.fixed.work for times in (least, most)]
        return log(above[1] / above[0]) / log(most / least)

    @property
    def is_reached(self) -> bool:
        """Fast enough as it is, and growing no faster than the data."""
        in_step = all(self.ratio(times) <= times for times in self.taken)
        return self.taken[1].clock < MOST_SECONDS and in_step


def measure(base: Path, scratch: Path) -> Growth:
    """Time every size on copies of `base`; the smaller ones twice, the faster one counts."""
    months = periods.months_back(kpis.latest_month(base), MONTHS)
    taken: dict[int, Taken] = {}
    size: dict[int, int] = {}
    fixed, _ = _timed(many.multiply(base, scratch / "empty", 0), months, rounds=2)
    results = 0
    for times in TIMES:
        warehouse = base if times == 1 else many.multiply(base, scratch / f"x{times}", times)
        taken[times], found = _timed(warehouse, months, rounds=2 if times == 1 else 1)
        results = results or found
        size[times] = many.size(warehouse)
    return Growth(fixed, taken, results, size)


def _timed(warehouse: Path, months: list[str], rounds: int) -> tuple[Taken, int]:
    """The least that some rounds took, and how many results there are."""
    runs = [_run(warehouse, months) for _ in range(rounds)]
    least = Taken(min(run.clock for run, _ in runs), min(run.work for run, _ in runs))
    return least, runs[0][1]


def _run(warehouse: Path, months: list[str]) -> tuple[Taken, int]:
    gc.collect()
    clock, work = time.perf_counter(), time.process_time()
    results = kpis.evaluate(list(kpis.catalogue()), months, kpis.EACH, warehouse=warehouse)
    return Taken(time.perf_counter() - clock, time.process_time() - work), len(results)


def report(folder: Path, say: Callable[[str], None] = print) -> bool:
    """Measure on the example municipality and say it; True if it is fast and grows in step."""
    with tempfile.TemporaryDirectory(dir=made(folder)) as scratch:
        delivery.write(Path(scratch) / "export")
        run.load([Path(scratch) / "export"], Path(scratch) / "warehouse")
        growth = measure(Path(scratch) / "warehouse", Path(scratch))
    return told(growth, say)


def told(growth: Growth, say: Callable[[str], None] = print) -> bool:
    """Say what was measured; True where every bar is reached."""
    say(
        f"growth: {len(kpis.catalogue())} indicators, {MONTHS} months, all breakdowns,"
        f" {growth.results:,} results"
    )
    fixed = growth.fixed
    say(f"  without reports   {fixed.clock:6.1f} s, {fixed.work:6.1f} s of work: the fixed cost")
    for times, taken in growth.taken.items():
        bar = f"at most {MOST_SECONDS:g} s" if times == 1 else f"at most {times} times the work"
        say(
            f"  {times:>2} times the data {taken.clock:6.1f} s, {taken.work:6.1f} s of work,"
            f" {growth.ratio(times):5.2f} times ({bar}); {growth.bytes[times] / 1e6:,.0f} MB"
        )
    say(f"  without the fixed cost, work grows as data to the power {growth.exponent:.2f}")
    return growth.is_reached
