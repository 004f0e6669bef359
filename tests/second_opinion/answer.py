"""All indicators and what is counted beside them, and the one way to ask for them."""

from collections.abc import Iterable
from datetime import date

from tests.second_opinion import (
    cases,
    economy,
    follow_up,
    granting,
    movement,
    offers,
    pursuit,
    registers,
    staff,
    stock,
    surveys,
    things,
)
from tests.second_opinion.members import member
from tests.second_opinion.model import Answer, Counted, Indicator, World, period_days
from tests.second_opinion.state import State, Tables

SUBJECTS = (
    *(pursuit, movement, stock, follow_up, granting),  # delivery reports, T01
    *(surveys, registers, things, staff, economy, cases, offers),
)
INDICATORS: dict[str, Indicator] = {
    name: indicator for subject in SUBJECTS for name, indicator in subject.INDICATORS.items()
}


def evaluate(
    tables: Tables,
    kpi: str,
    period: str,
    known_at: date | None = None,
    by: str | None = None,
    ours: Iterable[str] = (),
) -> dict[str, Answer]:
    """Member -> answer; the total stands under ''.

    `kpi` is an indicator or `<indicator>.<name>` for what is counted beside it.
    Members without rows are absent; the total is there even when there are none.
    """
    return Opinion(tables, known_at, ours).answers(kpi, period, by)


class Opinion:
    """The second opinion on one municipality as known on one day."""

    def __init__(
        self, tables: Tables, known_at: date | None = None, ours: Iterable[str] = ()
    ) -> None:
        self.world = World(State(tables, known_at, ours))
        self._rows: dict[tuple[str, str, str | None], list[Counted]] = {}

    def answers(self, kpi: str, period: str, by: str | None = None) -> dict[str, Answer]:
        """See `evaluate`."""
        rows = self.rows(kpi, period, by)
        groups: dict[str, list[Counted]] = {} if by else {"": rows}
        for row in rows if by else []:
            groups.setdefault(member(self.world, row, by), []).append(row)
        return {name: INDICATORS[kpi].answer(group) for name, group in groups.items()}

    def rows(self, kpi: str, period: str, by: str | None = None) -> list[Counted]:
        """The rows of an indicator in a period; they are asked for again by each breakdown."""
        apart = INDICATORS[kpi].apart.get(by or "")
        key = kpi, period, by if apart else None
        if key not in self._rows:
            found = (apart or INDICATORS[kpi].rows)(self.world, *period_days(period))
            self._rows[key] = list(found)
        return self._rows[key]
