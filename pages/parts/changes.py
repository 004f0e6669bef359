"""What is different from an earlier month, indicator by indicator. A pure rule.

Nothing that is noise counts as a change: a value has changed when its 95 %
interval and the earlier one do not overlap, or when its own chart signals now
and did not signal that way then. A course that flips inside the noise is told
apart, so that nobody takes it for news.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import kpis
from kpis import Answers, Break
from kpis.model import Course, Direction, Target
from pages.parts.standing import of_indicator

SIGNALS = (kpis.Variation.IMPROVEMENT, kpis.Variation.CONCERN, kpis.Variation.NEUTRAL)


class Kind(StrEnum):
    """In what way an indicator is different, in the order it is told."""

    WORSE = "worse"
    BETTER = "better"
    MOVED = "moved"
    NEW_TARGET = "new_target"
    JUDGED_NOW = "judged_now"
    JUDGED_NO_MORE = "judged_no_more"
    BROKEN = "broken"
    NOISE = "noise"


REAL = (Kind.WORSE, Kind.BETTER, Kind.MOVED)


@dataclass(frozen=True)
class Difference:
    """One indicator then and now; `by` is the break across which nothing is compared."""

    kpi: str
    kind: Kind
    before: Answers
    now: Answers
    by: Break | None = None

    @property
    def has_other_course(self) -> bool:
        """Whether readers see another word than then."""
        return _word(self.before) != _word(self.now)


def differences(
    before: Mapping[str, Answers], now: Mapping[str, Answers], breaks: Iterable[Break]
) -> list[Difference]:
    """Every indicator measured now that is told differently from then, in the order of `Kind`."""
    held = tuple(breaks)
    found = [one for kpi in now if kpi in before for one in _of(kpi, before[kpi], now[kpi], held)]
    return sorted(found, key=lambda one: list(Kind).index(one.kind))


def _of(kpi: str, before: Answers, now: Answers, breaks: tuple[Break, ...]) -> Iterator[Difference]:
    is_judged, was_judged = (told.course is not Course.NOT_JUDGED for told in (now, before))
    its = kpis.change(now.result, before.result, breaks)
    if isinstance(its, kpis.AcrossBreak):
        yield Difference(kpi, Kind.BROKEN, before, now, its.by)
    elif its is not None and _is_real(its, before, now):
        yield Difference(kpi, _way(kpi, before, now), before, now)
    elif is_judged is not was_judged:
        kind = Kind.JUDGED_NOW if is_judged else Kind.JUDGED_NO_MORE
        yield Difference(kpi, kind, before, now)
    elif _word(before) != _word(now):
        kind = Kind.NOISE if _bounds(before.target) == _bounds(now.target) else Kind.NEW_TARGET
        yield Difference(kpi, kind, before, now)


def _is_real(its: kpis.Change, before: Answers, now: Answers) -> bool:
    return its.is_clear or (_signals(now, its.difference) and not _signals(before, its.difference))


def _signals(told: Answers, difference: float) -> bool:
    """Whether a series' own chart says that it moved the way of a difference."""
    way = kpis.Side.HIGH if difference > 0 else kpis.Side.LOW
    return bool(difference) and told.variation in SIGNALS and told.side is way


def _way(kpi: str, before: Answers, now: Answers) -> Kind:
    """Better or worse; inside a band, or where no band was decided, neither."""
    then, value = before.result.value or 0.0, now.result.value or 0.0
    better = kpis.indicator(kpi).better
    if better is not Direction.BAND:
        return Kind.BETTER if (value > then) is (better is Direction.HIGHER) else Kind.WORSE
    was, is_now = (kpis.distance(told.result, now.target) for told in (before, now))
    if was is None or is_now is None or abs(was) == abs(is_now):
        return Kind.MOVED
    return Kind.BETTER if abs(is_now) < abs(was) else Kind.WORSE


def _word(told: Answers) -> str:
    return of_indicator(told.course, told.target)


def _bounds(target: Target | None) -> tuple[object, ...]:
    """What a target asks, and whether it is decided."""
    return (target.kind, target.low, target.high) if target else ()
