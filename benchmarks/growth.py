"""All indicators with all their breakdowns for 60 months: the seconds, and how they grow.

The example municipality as it is, with all its supplementary tables, then 4 and 16 times
over. What costs the same however little there is, planning and running some hundred
statements, is measured on the same warehouse without reports and with one row a table.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from math import log
from pathlib import Path

import kpis
from benchmarks import many
from benchmarks.kpis import MONTHS, made, seconds
from kpis import periods
from pipelines import example, run

MOST_SECONDS = 20.0  # for the example municipality as it is, on two cores
TIMES = (1, 4, 16)


@dataclass(frozen=True)
class Growth:
    """Seconds by how many times the data; `fixed` are those without any."""

    fixed: float
    taken: dict[int, float]
    results: int
    bytes: dict[int, int]

    def ratio(self, times: int) -> float:
        """How many times as long it takes with `times` the data."""
        return self.taken[times] / self.taken[1]

    @property
    def exponent(self) -> float:
        """e where time without the fixed cost grows as data to the power e; 1 is in step."""
        least, *_, most = self.taken
        above = [self.taken[times] - self.fixed for times in (least, most)]
        return log(above[1] / above[0]) / log(most / least)

    @property
    def is_reached(self) -> bool:
        """Fast enough as it is, and growing no faster than the data."""
        in_step = all(self.ratio(times) <= times for times in self.taken)
        return self.taken[1] < MOST_SECONDS and in_step


def measure(base: Path, scratch: Path) -> Growth:
    """Time every size on copies of `base`; the smaller ones twice, the faster one counts."""
    months = periods.months_back(kpis.latest_month(base), MONTHS)
    taken, size = {}, {}
    fixed, _ = _timed(many.multiply(base, scratch / "empty", 0), months, rounds=2)
    results = 0
    for times in TIMES:
        warehouse = base if times == 1 else many.multiply(base, scratch / f"x{times}", times)
        taken[times], found = _timed(warehouse, months, rounds=2 if times == 1 else 1)
        results = results or found
        size[times] = many.size(warehouse)
    return Growth(fixed, taken, results, size)


def _timed(warehouse: Path, months: list[str], rounds: int) -> tuple[float, int]:
    found: list[int] = []

    def all_of_them() -> None:
        ids = list(kpis.catalogue())
        found.append(len(kpis.evaluate(ids, months, kpis.EACH, warehouse=warehouse)))

    return min(seconds(all_of_them) for _ in range(rounds)), found[0]


def report(folder: Path, say: Callable[[str], None] = print) -> bool:
    """Measure on the example municipality and say it; True if it is fast and grows in step."""
    with tempfile.TemporaryDirectory(dir=made(folder)) as scratch:
        example.write(Path(scratch) / "export")
        run.load([Path(scratch) / "export"], Path(scratch) / "warehouse")
        growth = measure(Path(scratch) / "warehouse", Path(scratch))
    return told(growth, say)


def told(growth: Growth, say: Callable[[str], None] = print) -> bool:
    """Say what was measured; True where every bar is reached."""
    say(
        f"growth: {len(kpis.catalogue())} indicators, {MONTHS} months, all breakdowns,"
        f" {growth.results:,} results"
    )
    say(f"  without reports {growth.fixed:6.1f} s: the fixed cost")
    for times, taken in growth.taken.items():
        bar = f"at most {MOST_SECONDS:g} s" if times == 1 else f"at most {times} times"
        megabytes = growth.bytes[times] / 1e6
        say(
            f"  {times:>2} times the data {taken:6.1f} s, {growth.ratio(times):5.2f} times ({bar});"
            f" {megabytes:,.0f} MB"
        )
    say(f"  without the fixed cost, time grows as data to the power {growth.exponent:.2f}")
    return growth.is_reached
