"""The SQL of all ten indicators gives what the second opinion gives."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, given, note, settings

import kpis
from tests.property import municipality
from tests.second_opinion.answer import INDICATORS, Opinion
from tests.second_opinion.state import Tables
from tests.spec import drawing, warehouse

OURS = (drawing.OURS,)
RECEIVED = date(2030, 1, 1)
DIMENSIONS = (None, "age_group", "sex", "primary_target_group", "step")
Counts = dict[tuple[str, str, str, str], tuple[int, int]]


def by_sql(folder: Path, periods: Sequence[str], known_at: date | None) -> Counts:
    """Indicator, dimension, period, member -> counts, for every cell that has a row."""
    results = kpis.evaluate(
        INDICATORS, periods, by=DIMENSIONS, known_at=known_at, warehouse=folder, raw=True
    )
    return {
        (r.kpi, r.by, r.period, r.member): (r.numerator or 0, r.denominator)
        for r in results
        if r.denominator
    }


def by_hand(opinion: Opinion, periods: Sequence[str]) -> Counts:
    return {
        (kpi, by or "", period, member): counts
        for kpi in INDICATORS
        for by in DIMENSIONS
        for period in periods
        for member, counts in opinion.counts(kpi, period, by).items()
        if counts[1]
    }


def differences(
    tables: Tables, periods: Sequence[str] = municipality.PERIODS, known_at: date | None = None
) -> Iterator[str]:
    """One line for each cell on which the two disagree."""
    opinion = Opinion(tables, known_at, OURS)
    with TemporaryDirectory() as place:
        folder = warehouse.write(Path(place), tables, OURS, {RECEIVED, known_at or RECEIVED})
        sql, hand = by_sql(folder, periods, known_at), by_hand(opinion, periods)
    for cell in sorted(sql.keys() | hand.keys()):
        if sql.get(cell) != hand.get(cell):
            yield f"{cell}: SQL {sql.get(cell)}, second opinion {hand.get(cell)}"


def agree(cells: municipality.Tables, periods: Sequence[str], known_at: date | None = None) -> None:
    for table, rows in cells.items():
        if rows:
            note(f"{table}\n{drawing.drawn(rows)}\n")
    assert list(differences(drawing.of_cells(cells), periods, known_at)) == []


quickly = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
)


@quickly
@given(municipality.municipalities())
def test_with_everything_known(cells: municipality.Tables) -> None:
    agree(cells, municipality.PERIODS)


@quickly
@given(municipality.municipalities())
def test_as_known_on_a_day(cells: municipality.Tables) -> None:
    """Periods that had begun by then."""
    agree(cells, municipality.PERIODS_THEN, municipality.KNOWN_AT)
