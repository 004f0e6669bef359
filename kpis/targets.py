"""Targets, and a result held against its target. Facts stand elsewhere; judgement is here."""

from collections.abc import Iterable
from functools import cache, lru_cache

from kpis.breaks import Break, between, declared
from kpis.facts import reading
from kpis.model import Course, Result, Target
from kpis.periods import Period
from kpis.periods import period as parse_period
from kpis.target_facts import RELATIVE, CsvStore, Form, Store, TargetFact, append

SMALLEST_JUDGED = (
    20  # persons, plans or goals; below that a colour tells more than the number (R17)
)

EXACT = 12  # decimals


def targets() -> tuple[TargetFact, ...]:
    """Every target ever stated, in the reviewed file and on a page, by first day: one history.

    Where both say something from the same day, the file's comes first and holds
    (`fact`): two people saw it, and who wrote it could see what was entered. The
    other way round it cannot come about, since an entered target begins later.
    """
    return _history(reading.revision())


def state(fact: TargetFact, store: Store | None = None) -> None:
    """Append a target to the reviewed file; what it says holds from its first day on."""
    append(store or CsvStore(), fact)
    _reviewed.cache_clear()
    _history.cache_clear()


@lru_cache(maxsize=4)
def _history(revision: str) -> tuple[TargetFact, ...]:
    """The history as it is at a revision of the store."""
    stated = (*_reviewed(), *(version.fact for version in reading.targets()))
    return tuple(sorted(stated, key=lambda its: its.valid_from))


@cache
def _reviewed() -> tuple[TargetFact, ...]:
    return CsvStore().facts()


def fact(
    kpi_id: str,
    period: str,
    by: str = "",
    member: str = "",
    history: Iterable[TargetFact] | None = None,
) -> TargetFact | None:
    """The target that holds on the period's last day; None before the first.

    The newest decision, or where nothing was decided the newest proposal: a
    proposal never replaces a decision. A member without a target of its own is
    held to that of the total.
    """
    last = parse_period(period).last
    facts = tuple(targets() if history is None else history)
    for whom in ((kpi_id, by, member), (kpi_id, "", "")):
        valid = [f for f in facts if f.of == whom and f.valid_from <= last]
        if valid:
            return max(valid, key=lambda f: (f.is_decided, f.valid_from))
    return None


def target(
    kpi_id: str,
    period: str,
    by: str = "",
    member: str = "",
    baseline: float | None = None,
    history: Iterable[TargetFact] | None = None,
    breaks: Iterable[Break] | None = None,
) -> Target | None:
    """The target that holds in a period, as numbers; None before the first.

    `baseline` is the indicator's value in the period that a relative target
    starts from (`baseline_period`). Without it, or with a break of the series
    since, such a target has no number.
    """
    held = fact(kpi_id, period, by, member, history)
    if held is None:
        return None
    if held.baseline:
        broken = declared() if breaks is None else breaks
        baseline = None if between(kpi_id, held.baseline, period, broken) else baseline
    return _resolved(held, parse_period(period), baseline)


def baseline_period(
    kpi_id: str,
    period: str,
    by: str = "",
    member: str = "",
    history: Iterable[TargetFact] | None = None,
) -> str:
    """The period whose value the target of a period starts from; empty for an absolute target."""
    held = fact(kpi_id, period, by, member, history)
    return "" if held is None else held.baseline


def course(result: Result) -> Course:
    """On course: the value meets the target. Watch: it does not, but may for all 95 % tells.

    Act: not even the nearer end of the interval meets it. Not judged: no value,
    fewer than 20 counted, or a target without a number.
    """
    return held_against(result, target(result.kpi, result.period, result.by, result.member))


def held_against(result: Result, held_to: Target | None) -> Course:
    """A result against a target that is at hand; see `course`.

    What has no denominator (a count, a median) is what it is: it meets the
    target or does not, unless an interval says how sure it is.
    """
    if held_to is None or (held_to.low is None and held_to.high is None):
        return Course.NOT_JUDGED
    if result.value is None or is_small(result):
        return Course.NOT_JUDGED
    if _meets(held_to, result.value, result.value):
        return Course.ON_COURSE
    return Course.WATCH if _meets(held_to, result.low, result.high) else Course.ACT


def is_small(result: Result) -> bool:
    """Whether fewer than 20 were counted; where nothing is counted of, nothing is small."""
    return result.denominator is not None and result.denominator < SMALLEST_JUDGED


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


def _resolved(held: TargetFact, period: Period, baseline: float | None) -> Target:
    """A fact as a floor and a ceiling in one period."""
    low, high = held.low, held.high
    if held.form in RELATIVE:
        moved = None if baseline is None else _moved(held, period, baseline)
        low, high = (None, moved) if held.form is Form.CEILING else (moved, None)
    return Target(held.kpi, held.kind, low, high, held.valid_from, held.decided_by, held.where)


def _moved(held: TargetFact, period: Period, baseline: float) -> float:
    """Where a relative target stands: moved once for each whole year since the baseline."""
    begun = parse_period(held.baseline).last
    months = (period.last.year - begun.year) * 12 + period.last.month - begun.month
    years = max(0, months // 12)
    steps = (held.step or 0.0) * (years if held.years is None else min(years, held.years))
    moved = baseline * (1 + steps) if held.form is Form.GROWTH else baseline + steps
    # A rise ends at `low`, and asks nobody who began above it to fall.
    ends = moved if held.low is None else min(moved, max(held.low, baseline))
    return round(ends, EXACT)  # 0.8 + 0.02 is 0.8200000000000001, and 0.82 meets it
