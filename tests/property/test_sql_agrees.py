"""The SQL of every declared indicator gives what the second opinion gives."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, given, note, settings

import kpis
from kpis.catalogue import catalogue
from tests.property import municipality
from tests.second_opinion import INDICATORS, Answer, Opinion
from tests.second_opinion.state import Tables
from tests.spec import drawing, warehouse

OURS = (drawing.OURS,)
RECEIVED = date(2030, 1, 1)
DECLARED = [
    name
    for kpi in catalogue().values()
    for name in (kpi.id, *(f"{kpi.id}.{beside.name}" for beside in kpi.beside))
]
COMPARED = tuple(name for name in DECLARED if name in INDICATORS)
DIMENSIONS = ("age_group", "sex", "primary_target_group", "step")
Cells = dict[tuple[str, str, str, str], tuple[float | None, ...]]
Asked = list[tuple[str, str | None]]


def asked() -> Asked:
    """Every indicator both have, its total and the breakdowns of citizens that it has."""
    return [
        (name, by)
        for name in COMPARED
        for by in (None, *(d for d in DIMENSIONS if d in kpis.indicator(name).breakdowns))
    ]


def rounded(*numbers: float | None) -> tuple[float | None, ...]:
    return tuple(None if number is None else round(float(number), 6) for number in numbers)


def by_sql(folder: Path, periods: Sequence[str], known_at: date | None) -> Cells:
    """Indicator, dimension, period, member -> numbers, for every cell that has one."""
    results = [
        result
        for dimension in (None, *DIMENSIONS)
        if (names := [name for name, by in asked() if by == dimension])
        for result in kpis.evaluate(
            names, periods, by=dimension, known_at=known_at, warehouse=folder, raw=True
        )
    ]
    return {
        (r.kpi, r.by, r.period, r.member): rounded(r.numerator, r.denominator, r.value)
        for r in results
        if r.value is not None
    }


def by_hand(opinion: Opinion, periods: Sequence[str]) -> Cells:
    return {
        (kpi, by or "", period, member): rounded(*answer.counts, answer.value)
        for kpi, by in asked()
        for period in periods
        for member, answer in opinion.answers(kpi, period, by).items()
        if has_number(opinion, kpi, period, answer)
    }


def has_number(opinion: Opinion, kpi: str, period: str, answer: Answer) -> bool:
    """A count without rows to count in is no number (R17)."""
    return answer.value is not None and bool(opinion.rows(kpi, period))


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
