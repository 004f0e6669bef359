"""Targets, and a result held against its target. Facts stand in data/targets; judgement is here."""

import csv
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from kpis.model import Course, Result, Target
from kpis.periods import period as parse_period

TARGETS = Path(__file__).resolve().parent.parent / "data" / "targets" / "targets.csv"
SMALLEST_JUDGED = (
    20  # persons, plans or goals; below that a colour tells more than the number (R17)
)


@cache
def targets() -> tuple[Target, ...]:
    """Every target ever set, in file order. An empty bound is None: no limit on that side."""
    with TARGETS.open(encoding="utf-8", newline="") as file:
        return tuple(map(_target, csv.DictReader(file)))


def target(kpi_id: str, period: str) -> Target | None:
    """The target that holds on the period's last day; None before the first."""
    last = parse_period(period).last
    valid = [t for t in targets() if t.kpi == kpi_id and t.valid_from <= last]
    return max(valid, key=lambda t: t.valid_from, default=None)


def course(result: Result) -> Course:
    """On course: the value meets the target. Watch: it does not, but may for all 95 % tells.

    Act: not even the nearer end of the interval meets it. Not judged: no value,
    fewer than 20 counted, or a target without a number.
    """
    held_to = target(result.kpi, result.period)
    if held_to is None or (held_to.low is None and held_to.high is None):
        return Course.NOT_JUDGED
    if result.value is None or (result.denominator or 0) < SMALLEST_JUDGED:
        return Course.NOT_JUDGED
    if _meets(held_to, result.value, result.value):
        return Course.ON_COURSE
    return Course.WATCH if _meets(held_to, result.low, result.high) else Course.ACT


def course_of(courses: Iterable[Course]) -> Course:
    """The course of a goal: the worst that was judged, never an average."""
    seen = set(courses)
    for worst in (Course.ACT, Course.WATCH, Course.ON_COURSE):
        if worst in seen:
            return worst
    return Course.NOT_JUDGED


def _meets(target: Target, low: float | None, high: float | None) -> bool:
    """Whether some value from low to high lies within the target."""
    is_high_enough = target.low is None or (high is not None and high >= target.low)
    is_low_enough = target.high is None or (low is not None and low <= target.high)
    return is_high_enough and is_low_enough


def _target(row: dict[str, str]) -> Target:
    return Target(
        kpi=row["kpi"],
        kind=row["kind"],
        low=float(row["low"]) if row["low"] else None,
        high=float(row["high"]) if row["high"] else None,
        valid_from=date.fromisoformat(row["valid_from"]),
        decided_by=row["decided_by"],
        where=row["where"],
    )
