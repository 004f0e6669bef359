"""Four answers about one number, not one light.

Is it on target now; has it really changed; will the process, as it runs, meet
the target; can the number be trusted. Each answer is a code with a word and a
shape of its own. Nothing adds them up.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kpis.breaks import Break, declared, of
from kpis.catalogue import looks_from
from kpis.model import Course, Indicator, Result, Target
from kpis.periods import period
from kpis.point_rules import Side
from kpis.spc import Assurance, Chart, Variation
from kpis.target_facts import TargetFact
from kpis.targets import baseline_period, held_against, is_small, target, targets
from kpis.variation import Series, series

SETTLED_AFTER = timedelta(days=30)  # R3: what was received by then is the published figure
LATE_AFTER = timedelta(days=31)  # reports are owed daily; a month without any is a fault
TOO_FEW_ASSESSED = 0.10  # an assumption: from there "not assessed" could turn a finding round


class DoubtCode(StrEnum):
    """Why a number may not be what it seems."""

    SMALL = "small_n"
    NOT_ASSESSED = "not_assessed"
    QUALITY = "quality_check_failed"
    BREAK = "series_break"
    MISSING_EXPORT = "missing_export"
    PRELIMINARY = "preliminary"
    LATE = "late_data"
    NOT_WHOLE = "not_whole"


class Standing(StrEnum):
    """How meeting or missing the target compares with the periods before."""

    FIRST = "first"
    AGAIN = "again"
    STILL = "still"
    NONE = "none"


@dataclass(frozen=True)
class Doubt:
    """One reason for doubt; `detail` are names or a number to say with it."""

    code: DoubtCode
    detail: tuple[str, ...] = ()


@dataclass(frozen=True)
class Circumstances:
    """What a number's series does not tell: the deliveries behind it.

    `delivered` are the exports that were loaded ("FFB", "T01", ...), None when
    that is not known; `failed_checks` names of checks of data quality that
    failed; `not_assessed` a share 0-1; `known_from` the day of the first report.
    """

    delivered: frozenset[str] | None = None
    failed_checks: tuple[str, ...] = ()
    not_assessed: float | None = None
    known_from: date | None = None
    today: date | None = None


@dataclass(frozen=True)
class Answer:
    """A question and the code of its answer, with the keys of its word and its shape."""

    question: str
    code: str

    @property
    def word_key(self) -> str:
        """Where its words stand in the Danish texts."""
        return f"signals.{self.question}.{self.code}"

    @property
    def shape_key(self) -> str:
        """The name of its shape, so that colour is never alone."""
        return f"{self.question}-{self.code}".replace("_", "-")


@dataclass(frozen=True)
class Answers:
    """The four answers for the last result of a series.

    `reason` says as a code why `variation` is refused. `restart` is the break
    at which the series began anew, if it did. `trust` is empty when nothing
    speaks against the number.
    """

    result: Result
    target: Target | None
    course: Course
    standing: Standing
    variation: Variation
    side: Side | None
    reason: str
    assurance: Assurance
    chart: Chart
    rules: str
    restart: Break | None
    trust: tuple[Doubt, ...]

    def each(self) -> tuple[Answer, Answer, Answer, Answer]:
        """The answers in their fixed order."""
        way = f"_{self.side}" if self.side else ""
        return (
            Answer("course", str(self.course)),
            Answer("variation", f"{self.variation}{way}"),
            Answer("assurance", str(self.assurance)),
            Answer("trust", "doubted" if self.trust else "trusted"),
        )

    def doubts(self) -> tuple[Answer, ...]:
        """Each reason for doubt, as words and a shape."""
        return tuple(Answer("doubt", str(doubt.code)) for doubt in self.trust)


@dataclass(frozen=True)
class _Held:
    """A series and what it is held against."""

    results: Sequence[Result]
    kpi: Indicator
    history: tuple[TargetFact, ...]
    breaks: tuple[Break, ...]
    circumstances: Circumstances

    def target(self, result: Result) -> Target | None:
        """The target of a result's own period; a relative one counts from the series itself."""
        where = (result.kpi, result.period, result.by, result.member)
        begun = baseline_period(*where, self.history)
        baseline = next((r.value for r in self.results if r.period == begun), None)
        return target(*where, baseline, self.history, self.breaks)

    def course(self, result: Result) -> Course:
        """A result against its target; what reports do not cover wholly is not judged."""
        if not self.is_whole(result):
            return Course.NOT_JUDGED
        return held_against(result, self.target(result))

    def is_whole(self, result: Result) -> bool:
        """Whether reports had begun on the first day the number looks at."""
        begun = self.circumstances.known_from
        return begun is None or begun <= looks_from(self.kpi.id, result.period)


def answers(
    results: Sequence[Result],
    kpi: Indicator,
    history: Iterable[TargetFact] | None = None,
    breaks: Iterable[Break] | None = None,
    circumstances: Circumstances | None = None,
) -> Answers:
    """The four answers for the last of the released results of one indicator, oldest first.

    `history` are the targets, `breaks` the breaks to reckon with: all that were
    stated where nothing is given. Raises ValueError for results that are no one
    series.
    """
    held = _Held(
        results,
        kpi,
        targets() if history is None else tuple(history),
        declared() if breaks is None else tuple(breaks),
        circumstances or Circumstances(),
    )
    last = results[-1]
    judged = series(results, kpi, held.target(last), held.breaks)
    return Answers(
        result=last,
        target=held.target(last),
        course=held.course(last),
        standing=_standing(held, judged),
        variation=judged.judgement.variation,
        side=judged.judgement.side,
        reason=judged.judgement.reason,
        assurance=judged.judgement.assurance,
        chart=judged.judgement.chart,
        rules=judged.judgement.rules,
        restart=judged.restarts.get(max(judged.restarts, default=0)),
        trust=tuple(_doubts(held)),
    )


def targets_held(
    results: Sequence[Result],
    kpi: Indicator,
    history: Iterable[TargetFact] | None = None,
    breaks: Iterable[Break] | None = None,
) -> tuple[Target | None, ...]:
    """The target of each result's own period, as numbers: the steps a chart draws.

    A relative one counts from the value that the series itself has in the period
    it starts from. Arguments are those of `answers`.
    """
    held = _Held(
        results,
        kpi,
        targets() if history is None else tuple(history),
        declared() if breaks is None else tuple(breaks),
        Circumstances(),
    )
    return tuple(map(held.target, results))


def _standing(held: _Held, judged: Series) -> Standing:
    """Whether the target was met, or missed, before; periods before a break do not count."""
    since = held.results[max(judged.restarts, default=0) :]
    courses = [held.course(result) for result in since]
    if courses[-1] is Course.NOT_JUDGED:
        return Standing.NONE
    *before, now = [its is Course.ON_COURSE for its in courses if its is not Course.NOT_JUDGED]
    if not before:
        return Standing.NONE
    if before[-1] is now:
        return Standing.STILL
    return Standing.AGAIN if now in before else Standing.FIRST


def _doubts(held: _Held) -> Iterator[Doubt]:
    """What speaks against the last number, in the order it is told."""
    result, around = held.results[-1], held.circumstances
    last = period(result.period).last
    if result.value is not None and is_small(result):
        yield Doubt(DoubtCode.SMALL, (str(result.denominator),))
    if around.not_assessed is not None and around.not_assessed > TOO_FEW_ASSESSED:
        yield Doubt(DoubtCode.NOT_ASSESSED, (str(around.not_assessed),))
    if around.failed_checks:
        yield Doubt(DoubtCode.QUALITY, around.failed_checks)
    begins = looks_from(held.kpi.id, result.period)
    for its in of(held.kpi.id, held.breaks):
        if begins < its.day <= last:
            yield Doubt(DoubtCode.BREAK, (its.id,))
    missing = set(result.missing)
    if around.delivered is not None:
        missing |= {*held.kpi.sources, *held.kpi.trusted_with} - around.delivered
    if missing:
        yield Doubt(DoubtCode.MISSING_EXPORT, tuple(sorted(missing)))
    yield from _doubts_of_time(held, result, last)


def _doubts_of_time(held: _Held, result: Result, last: date) -> Iterator[Doubt]:
    known_at, today = result.known_at, held.circumstances.today
    if known_at is not None and known_at < last + SETTLED_AFTER:
        yield Doubt(DoubtCode.PRELIMINARY)
    if known_at is not None and today is not None and today - known_at > LATE_AFTER:
        yield Doubt(DoubtCode.LATE, (known_at.isoformat(),))
    if not held.is_whole(result):
        yield Doubt(DoubtCode.NOT_WHOLE)
