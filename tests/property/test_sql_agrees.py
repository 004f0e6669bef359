"""The SQL of every declared indicator gives what the second opinion gives."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings

import kpis
from kpis import supply
from kpis.catalogue import catalogue
from kpis.model import Result
from tests.property import municipality
from tests.second_opinion import INDICATORS, Answer, Opinion
from tests.second_opinion.state import Tables
from tests.spec import drawing, exports, warehouse

OURS = (drawing.OURS,)
RECEIVED = date(2030, 1, 1)
DECLARED = [
    name
    for kpi in catalogue().values()
    for name in (kpi.id, *(f"{kpi.id}.{beside.name}" for beside in kpi.beside))
]
COMPARED = tuple(name for name in DECLARED if name in INDICATORS)
FROM_REPORTS = tuple(n for n in COMPARED if set(kpis.indicator(n).sources) <= {"FFB", "T01"})
# Transitions (T21) are exits from the ladder, which is counted of the reports alone, too.
FROM_EXPORTS = tuple(
    n for n in COMPARED if n not in FROM_REPORTS or "T21" in kpis.indicator(n).trusted_with
)
# A count of nothing: the SQL says whether there was something to count in, the opinion does not.
NONE_COUNTED = (0.0, None, 0.0)
Names = tuple[str, ...]
Cells = dict[tuple[str, str, str, str], tuple[float | None, ...]]


def asked(names: Names) -> list[tuple[str, str | None]]:
    """Each of them: its total, and by each of its breakdowns."""
    return [(name, by) for name in names for by in (None, *kpis.indicator(name).breakdowns)]


def rounded(*numbers: float | None) -> tuple[float | None, ...]:
    return tuple(None if number is None else round(float(number), 6) for number in numbers)


def by_sql(results: Iterable[Result]) -> Cells:
    """Indicator, dimension, period, member -> numbers, for every cell that has one."""
    return {
        (r.kpi, r.by, r.period, r.member): rounded(r.numerator, r.denominator, r.value)
        for r in results
        if r.value is not None
    }


def badly_added(results: Iterable[Result]) -> Iterator[str]:
    """One line for each total that the members of a breakdown should sum to and do not.

    A member without a denominator shows no numerator either, so there is nothing to add.
    """
    parts: dict[tuple[str, str, str], list[Result]] = {}
    for result in results:
        parts.setdefault((result.kpi, result.by, result.period), []).append(result)
    for (kpi, by, period), members in parts.items():
        if by and kpis.adds_up(kpi, by) and all(r.value is not None for r in members):
            total = parts[kpi, "", period]
            if added(members) != pytest.approx(added(total), abs=0.001):
                yield f"{kpi} {period} by {by}: members {added(members)}, total {added(total)}"


def added(results: Sequence[Result]) -> tuple[float, float]:
    return sum(r.numerator or 0.0 for r in results), sum(r.denominator or 0.0 for r in results)


def by_hand(opinion: Opinion, names: Names, periods: Sequence[str]) -> Cells:
    return {
        (kpi, by or "", period, member): rounded(*answer.counts, answer.value)
        for kpi, by in asked(names)
        for period in periods
        for member, answer in opinion.answers(kpi, period, by).items()
        if has_number(opinion, kpi, period, answer)
    }


def is_loaded(kpi: str, tables: Tables) -> bool:
    """Whether a row of every export that it takes is there; else it has no number."""
    there = {one.export for one in supply.supplies() if tables.get(one.table)}
    return not list(supply.not_loaded(kpis.indicator(kpi).sources, frozenset(there)))


def has_number(opinion: Opinion, kpi: str, period: str, answer: Answer) -> bool:
    """A count without rows to count in is no number (R17)."""
    return answer.value is not None and bool(opinion.rows(kpi, period))


def differences(
    tables: Tables,
    names: Names,
    periods: Sequence[str] = municipality.PERIODS,
    known_at: date | None = None,
) -> Iterator[str]:
    """One line for each cell on which the two disagree."""
    opinion = Opinion(tables, known_at, OURS)
    with TemporaryDirectory() as place:
        folder = warehouse.write(Path(place), tables, OURS, {RECEIVED, known_at or RECEIVED})
        results = kpis.evaluate(names, periods, kpis.EACH, known_at, folder, raw=True)
        sql = by_sql(results)
        computable = tuple(name for name in names if is_loaded(name, tables))
        hand = by_hand(opinion, computable, periods)
    yield from badly_added(results)
    for cell in sorted(sql.keys() | hand.keys()):
        if sql.get(cell, NONE_COUNTED) != hand.get(cell, NONE_COUNTED):
            yield f"{cell}: SQL {sql.get(cell)}, second opinion {hand.get(cell)}"


def agree(
    cells: municipality.Tables,
    names: Names,
    periods: Sequence[str] = municipality.PERIODS,
    known_at: date | None = None,
) -> None:
    for table, rows in cells.items():
        if rows:
            note(f"{table}\n{drawing.drawn(rows)}\n")
    assert list(differences(exports.of_all_cells(cells), names, periods, known_at)) == []


quickly = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.generate],
)


def test_every_number_is_compared() -> None:
    assert tuple(DECLARED) == COMPARED


@quickly
@given(municipality.municipalities())
def test_with_everything_known(cells: municipality.Tables) -> None:
    agree(cells, FROM_REPORTS)


@quickly
@given(municipality.municipalities())
def test_as_known_on_a_day(cells: municipality.Tables) -> None:
    """Periods that had begun by then."""
    agree(cells, FROM_REPORTS, municipality.PERIODS_THEN, municipality.KNOWN_AT)


@pytest.mark.skipif(not FROM_EXPORTS, reason="no indicator of a supplementary export is declared")
@quickly
@given(municipality.supplied())
def test_with_supplementary_exports(cells: municipality.Tables) -> None:
    agree(cells, FROM_EXPORTS)
