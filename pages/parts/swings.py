"""The limits of ordinary swings and the points outside them, in words.

What is drawn and what stands in the table come from the same judged series.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import kpis
from kpis.model import Direction
from pages.parts import formats, sentences, units
from pages.parts.texts import text

MEANINGS = {
    (Direction.HIGHER, kpis.Side.HIGH): kpis.Variation.IMPROVEMENT,
    (Direction.HIGHER, kpis.Side.LOW): kpis.Variation.CONCERN,
    (Direction.LOWER, kpis.Side.LOW): kpis.Variation.IMPROVEMENT,
    (Direction.LOWER, kpis.Side.HIGH): kpis.Variation.CONCERN,
}


@dataclass(frozen=True)
class Swing:
    """One period of a judged series: its mean and limits, its sign, and how sure they are.

    `lower` and `upper` are None where there are no limits.
    """

    at: int
    mean: float
    lower: float | None
    upper: float | None
    side: kpis.Side | None
    signal: kpis.Signal
    is_trial: bool


def swings(judged: kpis.Series | None) -> dict[int, Swing]:
    """Every period that has limits or a mean, by its place in the series."""
    found = (swing for segment in _segments(judged) for swing in _of_segment(segment))
    return {swing.at: swing for swing in found}


def has_limits(judged: kpis.Series | None) -> bool:
    """Whether a chart may show limits."""
    return any(swing.lower is not None for swing in swings(judged).values())


def meaning(kpi: str, side: kpis.Side) -> kpis.Variation:
    """Whether that way is better or worse; neutral where the target is a band."""
    return MEANINGS.get((kpis.indicator(kpi).better, side), kpis.Variation.NEUTRAL)


def limits(kpi: str, swing: Swing) -> str:
    """'66,0–80,1 %', '12–24 måneder'; empty where there are none."""
    if swing.lower is None or swing.upper is None:
        return ""
    low, high = (clipped(kpi, edge) for edge in (swing.lower, swing.upper))
    low_words = sentences.level(kpi, low).rsplit(formats.NBSP, 1)[0]
    high_words = sentences.level(kpi, high)
    return text("noegletal.numbers.interval_value", low=low_words, high=high_words)


def clipped(kpi: str, edge: float) -> float:
    """No share lies below 0 or above 1, whatever the arithmetic of its limits says."""
    return min(1.0, max(0.0, edge)) if units.is_share(kpi) else edge


def sign(swing: Swing) -> str:
    """'Højere end de normale udsving: ...'; empty for a point inside them."""
    if swing.side is None:
        return ""
    return text(f"signals.sign.{swing.signal}_{swing.side}")


def method(judged: kpis.Series) -> str:
    """What the limits of a chart show, or why there are none."""
    if not has_limits(judged):
        reason = judged.judgement.reason
        if not reason:
            return text("signals.no_limits.constant")
        return text("signals.no_limits.refused", reason=text(f"signals.reason.{reason}"))
    words = text(f"signals.chart.{judged.judgement.chart}")
    is_trial = any(swing.is_trial for swing in swings(judged).values())
    return f"{words} {text('signals.chart.trial')}" if is_trial else words


def breaks(judged: kpis.Series) -> Iterator[str]:
    """The words of each break drawn."""
    yield from map(break_words, judged.restarts.values())


def break_words(its: kpis.Break) -> str:
    """'Brud 3. januar 2025: Nye priser. Oplyst af Økonomi.'."""
    return text(
        "signals.break.told", day=formats.day_long(its.day), cause=its.cause, owner=its.owner
    )


def _segments(judged: kpis.Series | None) -> tuple[kpis.Segment, ...]:
    return judged.judgement.segments if judged else ()


def _of_segment(segment: kpis.Segment) -> Iterator[Swing]:
    for place, (point, own) in enumerate(zip(segment.points, segment.each, strict=False)):
        yield Swing(
            segment.start + place,
            own.mean,
            own.lower,
            own.upper,
            point.direction,
            point.signal,
            segment.is_trial,
        )
