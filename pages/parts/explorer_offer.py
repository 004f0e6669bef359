"""What a reader of Udforsk may choose from: what there are released numbers of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import kpis
from kpis import exploring
from pages.parts import explorer_answers, figures, selection, widgets
from pages.parts.kinds import Kind, complete_periods

Span = tuple[str, str]


@dataclass(frozen=True, eq=False)
class Offer:
    """First and last period by indicator, breakdown ('' for the total) and kind of period."""

    spans: Mapping[tuple[str, str, str], Span]

    @property
    def kpis(self) -> tuple[str, ...]:
        """The indicators there are numbers of, as the catalogue has them."""
        there = {kpi for kpi, _, _ in self.spans}
        return tuple(kpi for kpi in figures.catalogue() if kpi in there)

    def periods(self, names: Sequence[str], kind: Kind) -> tuple[str, ...]:
        """The periods of a kind that all indicators have a whole number for, oldest first.

        Where they share none, those of the first.
        """
        each = [self._whole(kpi, kind) for kpi in names]
        shared = [period for period in each[0] if all(period in its for its in each)]
        return tuple(shared or each[0])

    def breakdowns(self, names: Sequence[str], kind: Kind) -> tuple[str, ...]:
        """The breakdowns that all indicators have, who the citizens are before what they get."""
        each = [
            {by for by in figures.catalogue()[kpi].breakdowns if (kpi, by, kind) in self.spans}
            for kpi in names
        ]
        own = [
            by for by in figures.catalogue()[names[0]].breakdowns if all(by in its for its in each)
        ]
        return tuple(sorted(own, key=selection.rank))

    def _whole(self, kpi: str, kind: Kind) -> tuple[str, ...]:
        if (kpi, "", kind) not in self.spans:
            return ()
        first, last = self.spans[kpi, "", kind]
        complete = complete_periods(kind, figures.months())
        there = [period for period in complete if first <= period <= last]
        return figures.whole(kpi, there)


def offer() -> Offer:
    """What the live build offers."""
    return _offer(figures.build().build_id)


@widgets.cached
def _offer(build_id: str) -> Offer:
    return Offer(exploring.offered(explorer_answers.rows(exploring.offer()).rows))


def every_breakdown() -> frozenset[str]:
    """The breakdowns of any indicator."""
    return frozenset(by for its in figures.catalogue().values() for by in its.breakdowns)


def last_month(period: str) -> str:
    """The last month of a period: '2026-Q2' -> '2026-06'."""
    return f"{kpis.period(period).last:%Y-%m}"
