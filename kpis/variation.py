"""An indicator's series judged as real change or noise, or refused with the reason."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from kpis import breaks as series_breaks
from kpis.autocorrelation import is_autocorrelated
from kpis.breaks import Break
from kpis.charts_p import judge_shares
from kpis.model import Direction, Indicator, Result, Target
from kpis.periods import period
from kpis.spc import Assurance, Better, Chart, Judgement, Variation, judged, xmr
from kpis.suitability import fit
from kpis.targets import SMALLEST_JUDGED

SMALL_DENOMINATORS, AUTOCORRELATED = "small_denominators", "autocorrelated"
REASONS = (
    *("stock", "rolling", "too_few_points", "no_value", "nearly_constant"),
    *(SMALL_DENOMINATORS, AUTOCORRELATED),
)
"""Every code with which a verdict is refused; their words are in data/texts."""

BETTER = {
    Direction.HIGHER: Better.HIGHER,
    Direction.LOWER: Better.LOWER,
    Direction.BAND: Better.NEUTRAL,
}


@dataclass(frozen=True)
class Series:
    """A judged series: `judgement` has limits only where it may be shown with limits.

    `restarts` are the breaks at which limits start anew, by index of the first
    period of the new.
    """

    results: tuple[Result, ...]
    judgement: Judgement
    restarts: Mapping[int, Break]


def series(
    results: Sequence[Result],
    kpi: Indicator,
    target: Target | None = None,
    breaks: Iterable[Break] | None = None,
    ghosts: Mapping[int, str] | None = None,
) -> Series:
    """Judge the results of one indicator, oldest first, without gaps between periods.

    `target` is that of the last period. `ghosts` are points to leave out of the
    calculation, each with its reason. Raises ValueError for results that are no
    one series, and for a ghost without a reason.
    """
    _check(results, ghosts or {})
    restarts = series_breaks.starts(
        [result.period for result in results],
        kpi.id,
        series_breaks.declared() if breaks is None else breaks,
    )
    start = max(restarts, default=0)
    last_segment = [r for i, r in enumerate(results) if i >= start and i not in (ghosts or {})]
    reason = _unfit(last_segment, kpi)
    if reason:
        return Series(tuple(results), refused(reason), restarts)
    return Series(
        tuple(results), _judged(results, kpi, target, tuple(restarts), ghosts or {}), restarts
    )


def refused(reason: str) -> Judgement:
    """No verdict, no limits, and why."""
    return Judgement((), Variation.REFUSED, None, Assurance.NONE, reason)


def _judged(
    results: Sequence[Result],
    kpi: Indicator,
    target: Target | None,
    rebase: Sequence[int],
    ghosts: Mapping[int, str],
) -> Judgement:
    better = BETTER[kpi.better]
    floor, ceiling = (None, None) if target is None else (target.low, target.high)
    if _chart(results, kpi) is Chart.P:
        shares = [_share(result) for result in results]
        return judge_shares(shares, better, floor, ceiling, rebase=rebase, ghosts=ghosts)
    segments = xmr([result.value for result in results], rebase=rebase, ghosts=ghosts)
    return judged(segments, better, floor, ceiling)


def _chart(results: Sequence[Result], kpi: Indicator) -> Chart | None:
    return fit(kpi, period(results[-1].period)).chart


def _unfit(results: Sequence[Result], kpi: Indicator) -> str:
    """Why no limits may be drawn for the last segment; empty where they may."""
    if not results:
        return "no_value"  # every period since the break was left out
    fitting = fit(kpi, period(results[-1].period))
    if fitting.reason:
        return fitting.reason
    if fitting.chart is Chart.P and _is_of_few(results):
        return SMALL_DENOMINATORS
    values = [result.value for result in results if result.value is not None]
    return AUTOCORRELATED if is_autocorrelated(values) else ""


def _is_of_few(results: Sequence[Result]) -> bool:
    """Whether fewer than 20 are counted as a rule, or in the last period."""
    sizes = [r.denominator for r in results if r.value is not None and r.denominator is not None]
    last = results[-1].denominator
    return bool(sizes) and min(median(sizes), last or median(sizes)) < SMALLEST_JUDGED


def _share(result: Result) -> tuple[int, int] | None:
    if result.value is None or result.numerator is None or result.denominator is None:
        return None
    return int(result.numerator), int(result.denominator)


def _check(results: Sequence[Result], ghosts: Mapping[int, str]) -> None:
    if not results:
        raise ValueError("A series needs at least one result.")
    if len({(r.kpi, r.by, r.member) for r in results}) > 1:
        raise ValueError(f"The results of {results[0].kpi} are of more than one series.")
    spans = [period(result.period) for result in results]
    for before, after in pairwise(spans):
        if (after.first - before.last).days != 1:
            raise ValueError(f"{results[0].kpi}: {after.id} does not follow on {before.id}.")
    if not all(reason.strip() for reason in ghosts.values()):
        raise ValueError("A ghost point needs a reason.")
