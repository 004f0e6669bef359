"""An indicator's series judged as real change or noise, or refused with the reason."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from kpis import breaks as series_breaks
from kpis.autocorrelation import is_autocorrelated
from kpis.breaks import Break
from kpis.charts_p import judge_shares
from kpis.model import Direction, Ratio, Result, Target
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
    kpi: Ratio,
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
    reason = _unfit(results, kpi, max(restarts, default=0))
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
    kpi: Ratio,
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


def _chart(results: Sequence[Result], kpi: Ratio) -> Chart | None:
    return fit(kpi, period(results[-1].period)).chart


def _unfit(results: Sequence[Result], kpi: Ratio, start: int) -> str:
    """Why no limits may be drawn at all; empty where they may."""
    misfit = fit(kpi, period(results[-1].period)).reason
    if misfit:
        return misfit
    sizes = [r.denominator for r in results if r.value is not None and r.denominator is not None]
    if sizes and min(median(sizes), results[-1].denominator or median(sizes)) < SMALLEST_JUDGED:
        return SMALL_DENOMINATORS
    values = [result.value for result in results[start:] if result.value is not None]
    return AUTOCORRELATED if is_autocorrelated(values) else ""


def _share(result: Result) -> tuple[int, int] | None:
    if result.value is None or result.numerator is None or result.denominator is None:
        return None
    return result.numerator, result.denominator


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
