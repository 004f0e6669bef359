"""From a question to released results: one pass over the warehouse for everything asked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from kpis import compile, disclosure, ladder_order, periods, together
from kpis.catalogue import indicator
from kpis.disclosure import Cell, Origin
from kpis.errors import unknown
from kpis.formulas import Figure
from kpis.model import Indicator, Result, Status
from kpis.periods import Period
from kpis.supply import not_loaded
from kpis.warehouse import EVERYTHING, NoWarehouse, Reader, opened

By = str | Sequence[str | None] | None
Cells = dict[tuple[str, str, str], list[Cell]]  # by indicator, period and breakdown
EACH = "*"  # in place of a breakdown: the total, and every breakdown that an indicator has
NOTHING = Figure(0, 0, None, 0, 0)

_SCOPE = (
    f"create table {compile.SCOPE} (period varchar, first_day date, last_day date);"
    "set variable known_at = date '{known_at}'; set variable ladder = '{ladder}';"
    "set variable newest = date '{newest}'"
)


@dataclass(frozen=True)
class Question:
    """What is asked; `named` are breakdowns, '' for the total, or EACH alone.

    `raw`: before disclosure control. `loaded` are the exports that are there.
    """

    kpis: tuple[Indicator, ...]
    periods: tuple[Period, ...]
    named: tuple[str, ...]
    known_at: date | None
    raw: bool = False
    loaded: frozenset[str] = frozenset()

    def dimensions(self, *kpis: Indicator) -> tuple[str, ...]:
        """The breakdowns asked for of some indicators, each once."""
        if self.named != (EACH,):
            return self.named
        return tuple(dict.fromkeys(name for kpi in kpis for name in ("", *kpi.breakdowns)))

    def cells(self) -> Iterator[Cell]:
        """One empty cell for every number asked for, in the order asked."""
        for kpi in self.kpis:
            for by in self.dimensions(kpi):
                for period in self.periods:
                    yield Cell(kpi.id, period.id, by, "", NOTHING)


def evaluate(
    ids: str | Iterable[str],
    asked: str | Iterable[str],
    by: By = None,
    known_at: date | None = None,
    warehouse: Path | str | None = None,
    raw: bool = False,
) -> list[Result]:
    """The released results of some indicators for some periods.

    `by` is a breakdown, or several with None for the total, or EACH for the total and
    all that each indicator has; each member with a denominator is one result. Where no
    member has one, a single result without member says so. `known_at` counts only what
    was reported by that day.
    `raw` skips disclosure control. Unknown ids, periods and breakdowns raise a
    `KpiError`; a warehouse without a build raises `NoWarehouse`.
    """
    question = replace(_question(ids, asked, by, known_at), raw=raw)
    with opened(warehouse) as reader:
        newest = newest_report(reader, known_at)
        origin = Origin(reader.build_id, newest)
        begun = tuple(p for p in question.periods if newest is None or p.first <= newest)
        question = replace(question, loaded=reader.loaded())
        computable = _computable(question)
        reader.prepare(compile.given(population for population, _ in _queries(computable)))
        counts = _counts(reader, computable, begun)
    results = _released(question, counts, {p.id for p in begun}, origin)
    return [_with_missing(result, question.loaded) for result in results]


def latest_month(warehouse: Path | str | None = None) -> str:
    """The last month that was over when the newest report was written, as '2025-06'."""
    with opened(warehouse) as reader:
        _, newest = reader.reported()
    if newest is None:
        raise NoWarehouse("No delivery report has been loaded yet, so there is no latest month.")
    return periods.latest_complete(newest)


def _question(
    ids: str | Iterable[str], asked: str | Iterable[str], by: By, known_at: date | None
) -> Question:
    kpis = tuple(indicator(kpi_id) for kpi_id in _listed(ids))
    wanted = tuple(periods.period(text) for text in _listed(asked))
    names = [by] if by is None or isinstance(by, str) else by
    dimensions = tuple(dict.fromkeys(name or "" for name in names))
    for kpi in kpis:
        for dimension in dimensions:
            if dimension not in ("", EACH, *kpi.breakdowns):
                raise unknown(f"breakdown of {kpi.id}", dimension, kpi.breakdowns)
    return Question(kpis, wanted, dimensions, known_at)


def _listed(texts: str | Iterable[str]) -> list[str]:
    return list(dict.fromkeys([texts] if isinstance(texts, str) else texts))


def _released(
    question: Question, counts: Cells, begun: set[str], origin: Origin
) -> Iterator[Result]:
    for empty in question.cells():
        if empty.period not in begun:
            yield disclosure.without_value(empty, origin, Status.TOO_EARLY)
        else:
            cells = counts.get((empty.kpi, empty.period, empty.by), [empty])
            own = {
                name: counts.get((name, empty.period, empty.by), [])
                for name in (empty.kpi, *_deciding(question, empty.kpi, empty.by))
            }
            others = [own[name] for name in _given_away_by(empty.kpi, empty.by) if name in own]
            also = together.hidden_here(empty.kpi, empty.by, own)
            yield from disclosure.release(cells, origin, question.raw, others, also)


def _computable(question: Question) -> Question:
    """The question without the indicators that an export is missing for."""
    kpis = tuple(kpi for kpi in question.kpis if _is_there(kpi, question))
    return replace(question, kpis=kpis)


def _is_there(kpi: Indicator, question: Question) -> bool:
    """Whether no export is missing that an indicator takes."""
    return not list(not_loaded(kpi.sources, question.loaded))


def _with_missing(result: Result, loaded: frozenset[str]) -> Result:
    kpi = indicator(result.kpi)
    missing = tuple(not_loaded((*kpi.sources, *kpi.trusted_with), loaded))
    return replace(result, missing=missing) if missing else result


def _counts(reader: Reader, question: Question, begun: Sequence[Period]) -> Cells:
    """The cells in which something was counted, each under the ladder of its period."""
    counts: Cells = {}
    for ladder, own in ladder_order.by_order(begun):
        reader.start_over()
        populations = (population for population, _ in _queries(question))
        compute(reader, populations, own, question.known_at, ladder)
        for cell in _cells(reader, question):
            if cell.figure.rows:
                counts.setdefault((cell.kpi, cell.period, cell.by), []).append(cell)
    return counts


def newest_report(reader: Reader, known_at: date | None) -> date | None:
    """The day of the newest report that counts, or the known-at date where that is earlier."""
    return min(filter(None, (reader.reported()[1], known_at)), default=None)


def compute(
    reader: Reader,
    populations: Iterable[str],
    asked: Sequence[Period],
    known_at: date | None,
    ladder: str,
) -> None:
    """Make some populations for some periods, all under one ladder, in a prepared reader."""
    newest = newest_report(reader, known_at) or date.min
    reader.run(_SCOPE.format(known_at=known_at or EVERYTHING, ladder=ladder, newest=newest))
    reader.insert(compile.SCOPE, [(period.id, period.first, period.last) for period in asked])
    for relation in compile.relations(populations):
        reader.run(relation.create())


def _cells(reader: Reader, question: Question) -> Iterator[Cell]:
    """One query a population and set of breakdowns."""
    for (population, dimensions), alike in _queries(question).items():
        query = compile.measure(population, alike, dimensions)
        for period, by, member, *numbers in reader.rows(query):
            following = iter(numbers)
            for kpi in alike:
                values = dict(zip(kpi.formula.aggregates(kpi.persons), following, strict=False))
                yield Cell(kpi.id, period, by, member, kpi.formula.figure(values))


def _queries(question: Question) -> dict[tuple[str, tuple[str, ...]], list[Indicator]]:
    """Indicators by the population and the breakdowns that are counted of them."""
    alike: dict[tuple[str, tuple[str, ...]], list[Indicator]] = {}
    for kpi, dimensions in sorted(_counted(question).items(), key=lambda one: one[0].population):
        over: dict[str, tuple[str, ...]] = {}
        for by in dimensions:
            population = kpi.counted_over(by)
            over[population] = (*over.get(population, ()), by)
        for each in over.items():
            alike.setdefault(each, []).append(kpi)
    return alike


def _counted(question: Question) -> dict[Indicator, list[str]]:
    """The breakdowns to count of what is asked for, and of what decides which members it hides."""
    counted: dict[Indicator, list[str]] = {}
    for kpi in question.kpis:
        for by in question.dimensions(kpi):
            for name in (kpi.id, *_deciding(question, kpi.id, by)):
                its = counted.setdefault(indicator(name), [])
                its += [by] * (by not in its)
    return counted


def _deciding(question: Question, kpi_id: str, by: str) -> list[str]:
    """The indicators whose cells decide what an indicator hides in a breakdown."""
    if question.raw:
        return []
    names = (*_given_away_by(kpi_id, by), *together.speakers(kpi_id, by))
    return [name for name in names if _is_there(indicator(name), question)]


@cache
def _given_away_by(kpi_id: str, by: str) -> tuple[str, ...]:
    """Those whose hidden members one would give away: it hides them, too.

    The members of a number beside an indicator are hidden where the indicator's are.
    """
    kpi, main = indicator(kpi_id), kpi_id.partition(".")[0]
    is_beside = by and main != kpi_id and indicator(main).population == kpi.population
    return tuple(dict.fromkeys((*kpi.hidden_with, *([main] if is_beside else []))))
