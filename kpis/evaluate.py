"""From a question to released results: one pass over the warehouse for everything asked."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path

from kpis import compile, disclosure, periods
from kpis.catalogue import indicator
from kpis.disclosure import Count, Origin
from kpis.errors import unknown
from kpis.model import Ratio, Result, Status
from kpis.periods import Period
from kpis.warehouse import EVERYTHING, NoWarehouse, Reader, opened

By = str | Sequence[str | None] | None

_SCOPE = (
    f"create table {compile.SCOPE} (period varchar, first_day date, last_day date);"
    "set variable known_at = date '{known_at}'"
)


def evaluate(
    ids: str | Iterable[str],
    asked: str | Iterable[str],
    by: By = None,
    known_at: date | None = None,
    warehouse: Path | str | None = None,
    raw: bool = False,
) -> list[Result]:
    """The released results of some indicators for some periods.

    `by` is a breakdown, or several with None for the total; each member with a
    denominator is one result. Where no member has one, a single result without
    member says so. `known_at` counts only what was reported by that day.
    `raw` skips disclosure control. Unknown ids, periods and breakdowns raise a
    `KpiError`; a warehouse without a build raises `NoWarehouse`.
    """
    kpis = [indicator(kpi_id) for kpi_id in _listed(ids)]
    wanted = [periods.period(text) for text in _listed(asked)]
    dimensions = _dimensions(by, kpis)
    with opened(warehouse) as reader:
        return list(_results(reader, kpis, wanted, dimensions, known_at, raw))


def latest_month(warehouse: Path | str | None = None) -> str:
    """The last month that was over when the newest report was written, as '2025-06'."""
    with opened(warehouse) as reader:
        newest = reader.newest_report()
    if newest is None:
        raise NoWarehouse("No delivery report has been loaded yet, so there is no latest month.")
    return periods.latest_complete(newest)


def _results(
    reader: Reader,
    kpis: Sequence[Ratio],
    wanted: Sequence[Period],
    dimensions: Sequence[str],
    known_at: date | None,
    raw: bool,
) -> Iterator[Result]:
    newest = min(filter(None, (reader.newest_report(), known_at)), default=None)
    origin = Origin(reader.build_id, newest)
    begun = [period for period in wanted if newest is not None and period.first <= newest]
    counts = _counted(reader, kpis, begun, dimensions, known_at) if begun else {}
    for kpi in kpis:
        for by in dimensions:
            for period in wanted:
                if newest is not None and period not in begun:
                    early = Count(kpi.id, period.id, by, "", 0, 0)
                    yield disclosure.without_value(early, origin, Status.TOO_EARLY)
                    continue
                cells = counts.get((kpi.id, period.id, by)) or [
                    Count(kpi.id, period.id, by, "", 0, 0)
                ]
                yield from disclosure.release(cells, origin, raw)


def _counted(
    reader: Reader,
    kpis: Sequence[Ratio],
    begun: Sequence[Period],
    dimensions: Sequence[str],
    known_at: date | None,
) -> dict[tuple[str, str, str], list[Count]]:
    """The cells that have a denominator, by indicator, period and breakdown."""
    reader.run(_SCOPE.format(known_at=known_at or EVERYTHING))
    reader.insert(compile.SCOPE, [(period.id, period.first, period.last) for period in begun])
    for relation in compile.relations({kpi.population: None for kpi in kpis}):
        reader.run(relation.create())
    counts: dict[tuple[str, str, str], list[Count]] = {}
    for cell in _cells(reader, kpis, dimensions):
        if cell.denominator:
            counts.setdefault((cell.kpi, cell.period, cell.by), []).append(cell)
    return counts


def _cells(reader: Reader, kpis: Sequence[Ratio], dimensions: Sequence[str]) -> Iterator[Count]:
    """One query a population and breakdown."""
    for population, of_population in _by_population(kpis):
        for by in dimensions:
            for row in reader.rows(compile.measure(population, of_population, by)):
                period, member, *numbers = row
                for kpi, pair in zip(of_population, _pairs(numbers), strict=True):
                    yield Count(kpi.id, period, by, member, *pair)


def _by_population(kpis: Sequence[Ratio]) -> Iterator[tuple[str, list[Ratio]]]:
    def population(kpi: Ratio) -> str:
        return kpi.population

    for name, of_population in groupby(sorted(kpis, key=population), key=population):
        yield name, list(of_population)


def _pairs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    return zip(numbers[::2], numbers[1::2], strict=True)


def _listed(texts: str | Iterable[str]) -> list[str]:
    return list(dict.fromkeys([texts] if isinstance(texts, str) else texts))


def _dimensions(by: By, kpis: Sequence[Ratio]) -> list[str]:
    """The breakdowns asked for, '' for the total; each must be one of every indicator's own."""
    names = [by] if by is None or isinstance(by, str) else by
    dimensions = list(dict.fromkeys(name or "" for name in names))
    for dimension in dimensions:
        for kpi in kpis:
            if dimension and dimension not in kpi.breakdowns:
                raise unknown(f"breakdown of {kpi.id}", dimension, kpi.breakdowns)
    return dimensions
