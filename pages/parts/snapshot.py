"""The strategy and its numbers in one month, as the pages need them together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import kpis
from kpis.coverage import Covered
from kpis.model import Course, Result, Target
from kpis.strategy import Statement
from pages.parts import figures, widgets
from pages.parts.standing import Standing, of_indicator, standing, together


@dataclass(frozen=True)
class Snapshot:
    """One month: every indicator's result, answers and target, every node's coverage.

    `told` and `courses` hold the measured indicators: those whose exports are loaded. `trends`
    are all months shown.
    """

    month: str
    results: Mapping[str, Result]
    told: Mapping[str, "kpis.Answers"]
    courses: Mapping[str, Course]
    targets: Mapping[str, Target | None]
    coverage: Mapping[str, Covered]
    trends: Mapping[str, Sequence[Result]]

    def trend(self, kpi: str) -> list[Result]:
        """The months of one indicator whose number is whole, up to this month."""
        return [result for result in self.trends[kpi] if result.period <= self.month]

    def standing(self, node_id: str) -> Standing:
        """How one node stands."""
        covered = self.coverage[node_id]
        planned = len(covered.measured) + len(covered.waiting)
        return standing([self.course(kpi) for kpi in covered.measured], planned)

    def course(self, kpi: str) -> str:
        """How one measured indicator stands, as pages tell it."""
        return of_indicator(self.courses[kpi], self.targets[kpi])

    def courses_of(self, *node_ids: str) -> dict[str, str]:
        """The measured indicators of some nodes, each once, and how they stand."""
        names = _once(kpi for node_id in node_ids for kpi in self.coverage[node_id].measured)
        return {kpi: self.course(kpi) for kpi in names}

    def targets_judged(self, names: Iterable[str]) -> list[Target]:
        """The targets that some indicators were judged against."""
        judged = (kpi for kpi in names if self.courses[kpi] is not Course.NOT_JUDGED)
        return [target for kpi in judged if (target := self.targets[kpi])]

    def of_statement(self, statement: Statement) -> Standing:
        """How a statement stands; two sentences are measured apart and shown together."""
        return together(self.standing(part.id) for part in statement.measured)

    def planned(self) -> tuple[str, ...]:
        """Every indicator that is meant to measure some node, once."""
        every = self.coverage.values()
        return _once(kpi for covered in every for kpi in (*covered.measured, *covered.waiting))

    def waiting(self) -> tuple[str, ...]:
        """Every indicator that is not measured yet, once, in the order of the strategy."""
        return _once(kpi for covered in self.coverage.values() for kpi in covered.waiting)


def take(month: str) -> Snapshot:
    """The snapshot of a month."""
    figures.answered(month)  # says that it computes, where it does
    return _take(figures.build().build_id, month, figures.entered())


@widgets.cached
def _take(build_id: str, month: str, entered: str) -> Snapshot:
    results = figures.of_month(month)
    answered = figures.answered(month)
    told = {kpi: its for kpi, its in answered.items() if not figures.waits_for(its.result)}
    return Snapshot(
        month,
        results,
        told,
        {kpi: its.course for kpi, its in told.items()},
        {kpi: its.target for kpi, its in answered.items()},
        {covered.node.id: covered for covered in kpis.coverage(told)},
        figures.trends(),
    )


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
