"""The strategy and its numbers in one month, as the pages need them together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import kpis
from kpis.coverage import Covered
from kpis.model import Course, Result, Target
from kpis.strategy import Statement
from pages.parts import figures
from pages.parts.standing import Standing, standing, together


@dataclass(frozen=True)
class Snapshot:
    """One month: every indicator's result, course and target, every node's coverage."""

    month: str
    results: Mapping[str, Result]
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

    def waiting(self) -> tuple[str, ...]:
        """Every indicator that is not measured yet, once, in the order of the strategy."""
        return _once(kpi for covered in self.coverage.values() for kpi in covered.waiting)


def take(month: str) -> Snapshot:
    """The snapshot of a month."""
    results = figures.of_month(month)
    return Snapshot(
        month,
        results,
        {kpi: figures.course(result) for kpi, result in results.items()},
        {kpi: figures.target(kpi, month) for kpi in results},
        {covered.node.id: covered for covered in kpis.coverage()},
    )


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
