"""How well a part of the strategy is evidenced. A pure rule: measured, judged, without reservation.

It says nothing of whether things go well; a part can be fully evidenced and off course.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import kpis
from kpis import Answers
from kpis.model import Course


class Level(StrEnum):
    """How much is known; of a part, or of one indicator (which is never PARTLY)."""

    FULL = "full"
    PARTLY = "partly"
    UNJUDGED = "unjudged"
    NONE = "none"


@dataclass(frozen=True)
class Evidence:
    """Of `planned` indicators so many are measured, judged, and judged without reservation."""

    planned: int
    measured: int
    judged: int
    trusted: int

    @property
    def level(self) -> Level:
        """FULL when every planned indicator is judged without reservation."""
        if not self.measured:
            return Level.NONE
        if not self.judged:
            return Level.UNJUDGED
        return Level.FULL if self.trusted == self.planned else Level.PARTLY


def evidence(told: Iterable[Answers], planned: int) -> Evidence:
    """`told` are the answers about the measured indicators, of `planned` in all."""
    measured = list(told)
    judged = [its for its in measured if its.course is not Course.NOT_JUDGED]
    return Evidence(planned, len(measured), len(judged), sum(map(is_trusted, judged)))


def is_trusted(told: Answers) -> bool:
    """No reservation but that a new number is preliminary, as every new number is."""
    return all(doubt.code is kpis.DoubtCode.PRELIMINARY for doubt in told.trust)


def of_indicator(told: Answers | None) -> Level:
    """One indicator: not measured, not judged, judged with a reservation, or without one."""
    if told is None:
        return Level.NONE
    if told.course is Course.NOT_JUDGED:
        return Level.UNJUDGED
    return Level.FULL if is_trusted(told) else Level.PARTLY
