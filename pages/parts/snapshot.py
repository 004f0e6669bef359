"""The strategy and its numbers in one month, as the pages need them together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import kpis
from kpis.coverage import Covered
from kpis.model import Course, Result, Target
from kpis.strategy import Statement
from pages.parts import figures, widgets
from pages.parts.standing import Standing, standing, together


@dataclass(frozen=True)
class Snapshot:
    """One month: every indicator's result, answers and target, every node's coverage.

    `told` and `courses` hold the measured indicators: those whose exports are loaded.
    """

    month: str
    results: Mapping[str, Result]
    told: Mapping[str, "kpis.Answers"]
    courses: Mapping[str, Course]
    targets: Mapping[str, Target | None]
    coverage: Mapping[str, Covered]

    def standing(self, node_id: str) -> Standing:
        """How one node stands."""
        covered = self.coverage[node_id]
        planned = len(covered.measured) + len(covered.waiting)
        return standing([self.courses[kpi] for kpi in covered.measured], planned)

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
    return _take(figures.build().build_id, month)


@widgets.cached
def _take(build_id: str, month: str) -> Snapshot:
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
    )


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
