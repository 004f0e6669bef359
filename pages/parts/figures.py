"""The numbers a page shows, asked of `kpis` once for each build.

A page never asks `kpis` itself: here the answers are kept for all readers, by
the build they come from and what was asked.
"""

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from datetime import date
from itertools import takewhile

import kpis
from kpis import facts
from kpis.model import Course, Indicator, Result, Target
from pages.parts import keeping

NOT_ASSESSED = ("not_evaluable", "step_unknown")
"""Shares beside indicators that tell how many were left out unassessed."""

MONTHS_SHOWN = 61
"""Five years and the same month of the year before them."""

NOBODY = "nobody"
"""The revision of facts before anybody has written one."""

_entered: ContextVar[str] = ContextVar("entered", default="")


@keeping.cached_briefly
def build() -> "kpis.BuildInfo":
    """The live build. Raises `kpis.NoWarehouse` when nothing has been loaded."""
    return kpis.build()


def catalogue() -> Mapping[str, Indicator]:
    """The indicators that are measured, by id."""
    return kpis.catalogue()


def latest_month() -> str:
    """The latest complete month, '2026-10'."""
    return _latest_month(build().build_id)


def months() -> tuple[str, ...]:
    """The months shown, oldest first: none before anybody reported."""
    known_from = build().known_from
    *every, latest = kpis.months_back(latest_month(), MONTHS_SHOWN)
    shown = (m for m in every if known_from is None or m >= f"{known_from:%Y-%m}")
    return (*shown, latest)


def is_whole(kpi: str, period: str) -> bool:
    """Whether reports had begun on the first day an indicator's number looks at."""
    return _is_whole(kpi, period, build().known_from)


def whole(kpi: str, periods: Sequence[str]) -> tuple[str, ...]:
    """The periods whose number is whole; the last of all when none is."""
    known_from = build().known_from
    return tuple(p for p in periods if _is_whole(kpi, p, known_from)) or tuple(periods[-1:])


def _is_whole(kpi: str, period: str, known_from: date | None) -> bool:
    return known_from is None or known_from <= kpis.looks_from(kpi, period)


def of_month(month: str) -> Mapping[str, Result]:
    """Every indicator in one month."""
    every = _every()
    return {kpi: every[kpi, month] for kpi in catalogue()}


def trend(kpi: str) -> tuple[Result, ...]:
    """One indicator in all months shown whose number is whole, oldest first."""
    _every()  # says that it computes, where it does
    return trends()[kpi]


def trends() -> Mapping[str, tuple[Result, ...]]:
    """The same of every indicator, for a page that draws many: one question instead of fifty."""
    return _trends(build().build_id, months())


def of_periods(kpi: str, periods: Sequence[str]) -> tuple[Result, ...]:
    """One indicator in any periods."""
    return _of_periods(build().build_id, kpi, tuple(periods))


def members(kpi: str, period: str, by: str) -> tuple[Result, ...]:
    """One indicator in one period, by one of its dimensions."""
    return _members(build().build_id, kpi, period)[by]


def of_each_period(periods: Sequence[str]) -> Mapping[tuple[str, str], Result]:
    """Every indicator in any periods, by both."""
    return _in_each_period(build().build_id, tuple(periods))


def course(result: Result) -> Course:
    """A result held against its target; one that is not whole is not judged.

    A target that starts from a month's own value is known in the months shown.
    """
    if result.kpi in catalogue() and not result.by and result.period in months():
        return answered(result.period)[result.kpi].course
    return answers((result,)).course


def targets(results: Sequence[Result]) -> tuple[Target | None, ...]:
    """The target of each period of a series, as the steps a chart draws."""
    return kpis.targets_held(results, _declared(results[-1].kpi), breaks=breaks())


def answers(results: Sequence[Result], not_assessed: float | None = None) -> "kpis.Answers":
    """The four answers about the last of a series; `not_assessed` is a share 0-1."""
    around = kpis.Circumstances(
        not_assessed=not_assessed, known_from=build().known_from, today=_today()
    )
    return kpis.answers(results, _declared(results[-1].kpi), breaks=breaks(), circumstances=around)


def not_assessed(kpi: str, period: str, shares: Mapping[str, Result] | None = None) -> float | None:
    """The share that is left out because nobody assessed it; None where it is not counted.

    `shares` is what is counted beside it, where that is at hand.
    """
    names = [its.name for its in catalogue()[kpi].beside if its.name in NOT_ASSESSED]
    shares = beside(kpi, period) if shares is None else shares
    return shares[f"{kpi}.{names[0]}"].value if names else None


def beside(kpi: str, period: str) -> Mapping[str, Result]:
    """What is counted beside an indicator, in one period."""
    return beside_each([kpi], period)


def beside_each(names: Sequence[str], period: str) -> Mapping[str, Result]:
    """The same of many indicators, asked at once: the price is hardly that of a few."""
    ids = [f"{kpi}.{its.name}" for kpi in names for its in catalogue()[kpi].beside]
    return of_period(ids, period)


def answered(month: str) -> Mapping[str, "kpis.Answers"]:
    """The four answers about every indicator in one month."""
    _every()  # says that it computes, where it does
    return _answered(build().build_id, month, _today(), entered())


def judged(results: Sequence[Result], target: Target | None) -> "kpis.Series":
    """A series with its limits and breaks, or why it has none; `target` is that of its last."""
    return kpis.series(results, _declared(results[-1].kpi), target, breaks())


def forecast(
    results: Sequence[Result], target: Target | None
) -> "kpis.Forecast | kpis.NoForecast | None":
    """Why the history allows no forecast; None where one must be computed."""
    return kpis.refused_at_once(results, target, breaks())


def forecast_computed(
    results: Sequence[Result], target: Target | None
) -> "kpis.Forecast | kpis.NoForecast":
    """When the target is met. The first one asked of a server takes seconds."""
    last = results[-1]
    where = (build().build_id, last.kpi, last.period, entered())
    return _forecast(*where, results, target)


def until(kpi: str, month: str) -> tuple[Result, ...]:
    """The months of an indicator whose number is whole, up to one of them; that month at least."""
    return _until(trend(kpi), kpi, month)


def _until(trend_of: Sequence[Result], kpi: str, month: str) -> tuple[Result, ...]:
    past = tuple(takewhile(lambda its: its.period <= month, trend_of))
    is_there = past and past[-1].period == month
    return past if is_there else (_every()[kpi, month],)


def waits_for(result: Result) -> tuple[str, ...]:
    """The exports without which there is no number; empty where it can be computed."""
    sources = _declared(result.kpi).sources
    return tuple(export for export in result.missing if export in sources)


def breaks() -> Sequence["kpis.Break"]:
    """The breaks in the series of this build."""
    return kpis.breaks_known(build().is_example, build().known_at)


def events(kpi: str) -> tuple[facts.Event, ...]:
    """What people entered as having happened, and what a chart of an indicator shows of it."""
    return tuple(its.fact for its in facts.events(kpi))


def months_met_about() -> tuple[str, ...]:
    """The last months of the periods that meetings before today looked at, by their day."""
    held = (its.fact for its in facts.meetings() if its.fact.day < date.today())
    return tuple(f"{kpis.period(its.period).last:%Y-%m}" for its in held)


def target_history() -> Sequence[facts.TargetFact]:
    """Every target ever stated, from the reviewed file and entered, by first day."""
    return kpis.target_history()


def target_in(kpi: str, period: str) -> Target | None:
    """The target in force in a period; a relative one is None without a number."""
    return kpis.target(kpi, period, breaks=breaks())


def balanced_by(kpi: str) -> tuple[str, ...]:
    """The indicators that show the price of this one."""
    return catalogue()[kpi].balanced_by


def read_with(kpi: str) -> tuple[str, ...]:
    """The indicators to read together with one: its companions and what it is balanced with."""
    own = catalogue()[kpi]
    balances = (other.id for other in catalogue().values() if kpi in other.balanced_by)
    return tuple(dict.fromkeys((*own.companions, *own.balanced_by, *balances)))


def of_period(ids: Sequence[str], period: str) -> Mapping[str, Result]:
    """Indicators, or shares beside them, in one period."""
    return _of_period(build().build_id, tuple(ids), period) if ids else {}


def look_for_entered() -> None:
    """Asks once, at the start of a page, what people have entered; raises `facts.Unreadable`."""
    _entered.set(facts.revision() or NOBODY)


def entered() -> str:
    """Another text as soon as anything is entered: for the keys of answers that reckon with it."""
    return _entered.get() or facts.revision() or NOBODY


def _every() -> Mapping[tuple[str, str], Result]:
    """Every indicator in every month shown: computed once for a build, which may take seconds."""
    return _in_each_period(build().build_id, months())


def _declared(kpi: str) -> Indicator:
    return kpis.indicator(kpi)


def _today() -> date | None:
    """The day to hold the newest report against; an invented municipality has no today."""
    return None if build().is_example else date.today()


@keeping.cached
def _answered(
    build_id: str, month: str, today: date | None, entered: str
) -> Mapping[str, "kpis.Answers"]:
    return {kpi: answers(_until(its, kpi, month)) for kpi, its in trends().items()}


@keeping.cached
def _forecast(
    build_id: str,
    kpi: str,
    period: str,
    entered: str,
    _results: Sequence[Result],
    _target: Target | None,
) -> "kpis.Forecast | kpis.NoForecast":
    """Results and target follow from the build, the indicator, the period and what was entered."""
    return kpis.forecast(_results, _target, breaks())


@keeping.cached
def _latest_month(build_id: str) -> str:
    return kpis.latest_month()


@keeping.cached_patiently("ui.common.computing")
def _in_each_period(build_id: str, periods: tuple[str, ...]) -> Mapping[tuple[str, str], Result]:
    results = kpis.evaluate(list(kpis.catalogue()), list(periods))
    return {(result.kpi, result.period): result for result in results}


@keeping.cached
def _trends(build_id: str, periods: tuple[str, ...]) -> Mapping[str, tuple[Result, ...]]:
    every = _in_each_period(build_id, periods)
    return {kpi: tuple(every[kpi, month] for month in whole(kpi, periods)) for kpi in catalogue()}


@keeping.cached
def _of_periods(build_id: str, kpi: str, periods: tuple[str, ...]) -> tuple[Result, ...]:
    return tuple(kpis.evaluate([kpi], list(periods)))


@keeping.cached
def _of_period(build_id: str, ids: tuple[str, ...], period: str) -> Mapping[str, Result]:
    return {result.kpi: result for result in kpis.evaluate(list(ids), [period])}


@keeping.cached_patiently("ui.common.computing_members")
def _members(build_id: str, kpi: str, period: str) -> Mapping[str, tuple[Result, ...]]:
    """All dimensions at once: that costs hardly more than one of them."""
    dimensions = kpis.catalogue()[kpi].breakdowns
    results = kpis.evaluate([kpi], [period], by=dimensions)
    return {by: tuple(result for result in results if result.by == by) for by in dimensions}
