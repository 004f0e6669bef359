"""The forecast back-tested: how often months that were kept back lie in the interval told.

Every indicator of the example municipality is foretold from every month that
has three years before it, with what was known of the series then. An honest 80 %
interval holds about 80 % of the months that followed. Months of one series are
not independent, so the bar leaves room below.
"""

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import kpis
from kpis import periods
from kpis.catalogue import looks_from
from kpis.forecast import DISTINCT, ENOUGH_POINTS, LEVEL, Ahead, ahead
from pipelines import run
from pipelines.example import delivery

HORIZONS = (1, 3, 6, 12)
MONTHS = 60
LEAST = 0.72  # of all months kept back together


@dataclass
class Coverage:
    """How many months were foretold and how many lay inside, by months ahead."""

    inside: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    told: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, horizon: int, is_inside: bool) -> None:
        """Count one month."""
        self.told[horizon] += 1
        self.inside[horizon] += is_inside

    @property
    def share(self) -> float:
        """Inside, of all."""
        return sum(self.inside.values()) / max(1, sum(self.told.values()))


@dataclass
class BackTest:
    """All series together; those apart whose pace can be told from none; and what was refused."""

    every: Coverage = field(default_factory=Coverage)
    with_pace: Coverage = field(default_factory=Coverage)
    origins: int = 0
    not_fitted: int = 0
    unexplained: int = 0


def measure(warehouse: Path) -> BackTest:
    """Foretell every indicator of the live build from every month that has a past."""
    test = BackTest()
    for values in _series(warehouse):
        for origin in range(ENOUGH_POINTS, len(values)):
            past, kept_back = values[origin - ENOUGH_POINTS : origin], values[origin:]
            if max(past) > min(past):
                _compare(test, ahead(past, max(HORIZONS)), kept_back)
    return test


def _compare(test: BackTest, seen: Ahead, kept_back: Sequence[float]) -> None:
    test.origins += 1
    test.not_fitted += not seen.is_fitted
    test.unexplained += seen.is_fitted and not seen.is_explained
    if not (seen.is_fitted and seen.is_explained):
        return
    for horizon in HORIZONS:
        if horizon <= len(kept_back):
            place = horizon - 1
            is_inside = seen.low[place] <= kept_back[place] <= seen.high[place]
            test.every.add(horizon, is_inside)
            if abs(seen.distinct) >= DISTINCT:
                test.with_pace.add(horizon, is_inside)


def _series(warehouse: Path) -> Iterator[list[float]]:
    """The values of each indicator in the months its number is whole."""
    months = periods.months_back(kpis.latest_month(warehouse), MONTHS)
    begun = kpis.build(warehouse).known_from
    results = kpis.evaluate(list(kpis.catalogue()), months, warehouse=warehouse)
    for kpi in kpis.catalogue():
        yield [
            result.value
            for result in results
            if result.kpi == kpi
            and result.value is not None
            and (begun is None or begun <= looks_from(kpi, result.period))
        ]


def report(folder: Path, say: Callable[[str], None] = print) -> bool:
    """Back-test on the example municipality and say the coverage; True if it is wide enough."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        delivery.write(Path(scratch) / "export")
        run.load([Path(scratch) / "export"], Path(scratch) / "warehouse")
        test = measure(Path(scratch) / "warehouse")
    return told(test, say)


def told(test: BackTest, say: Callable[[str], None] = print) -> bool:
    """Say what a back-test found; True if the intervals are honest."""
    say(
        f"forecast: {test.origins} origins of {ENOUGH_POINTS} months; {test.not_fitted} not fitted,"
        f" {test.unexplained} with unexplained residuals; nominal coverage {LEVEL:.0%}"
    )
    for name, coverage in (("all", test.every), ("with a pace", test.with_pace)):
        ahead_by = ", ".join(
            f"{horizon} mo. {coverage.inside[horizon] / n:.0%} (n={n})"
            for horizon, n in coverage.told.items()
        )
        total = sum(coverage.told.values())
        say(f"  {name:<12} {coverage.share:5.0%} of {total} months kept back: {ahead_by}")
    say(f"  at least {LEAST:.0%} of all must lie inside")
    return test.every.share >= LEAST
