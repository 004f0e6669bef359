"""What is written straight on a trend: the last value, the target's bounds, a year before.

Words stand right of the last point. Targets give way to the value and to each other, so
that nothing is written over something else.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import kpis
from kpis.model import Result
from pages.parts import palette, sentences, units
from pages.parts.texts import text

if TYPE_CHECKING:
    from pages.parts.charts import Trend

LINE = 27  # pixels between two words: a target's stand on two lines
WIDE = 7.2  # pixels of a letter of the targets
Height = tuple[str, float]  # words, and the value they belong to


def ends(series: "Trend", bounds: tuple[float, float], pixels: int) -> list[dict[str, Any]]:
    """The words at the right end; `bounds` are those of the axis, `pixels` its length."""
    last = sentences.drawn(series.results[-1])
    heights = list(_targets(series))
    scale = pixels / (bounds[1] - bounds[0])
    anchor = None if last is None else last * scale
    shifts = spread(anchor, [value * scale for _, value in heights])
    labels = [
        _words(series, words, value, shift, palette.TARGET)
        for (words, value), shift in zip(heights, shifts, strict=True)
    ]
    if last is not None and series.chosen != series.results[-1].period:
        told = sentences.value_or_reason(series.results[-1])
        labels.append(_words(series, told, last, 0, palette.INK))
    return labels


def width(series: "Trend") -> float:
    """Pixels that the words of the targets take."""
    lines = (line for words, _ in _targets(series) for line in words.split("<br>"))
    return max((WIDE * len(line) for line in lines), default=0)


def spread(anchor: float | None, others: Sequence[float], gap: float = LINE) -> list[float]:
    """How far to move each of some heights so that all are `gap` apart; `anchor` stays.

    Heights below the anchor move down and those above it up, the nearest first. All in
    pixels; the answers stand in the order of `others`.
    """
    shifts = dict.fromkeys(range(len(others)), 0.0)
    for way in (-1, 1):
        edge = anchor
        side = [
            at for at, its in enumerate(others) if (_is_above(its, anchor, others)) == (way > 0)
        ]
        for at in sorted(side, key=lambda at: way * others[at]):
            place = others[at]
            if edge is not None and way * (place - edge) < gap:
                place = edge + way * gap
            shifts[at] = place - others[at]
            edge = place
    return list(shifts.values())


def _is_above(its: float, anchor: float | None, others: Sequence[float]) -> bool:
    """On which side of the value, or without one of the lowest of the others."""
    return its >= (min(others) if anchor is None else anchor)


def _targets(series: "Trend") -> Iterator[Height]:
    """The bounds of the target in force at the end."""
    held = series.targets[-1]
    for name in ("low", "high"):
        bound = None if held is None else getattr(held, name)
        if bound is not None:
            yield text(f"trend.target_{name}", bound=_bound(series.kpi, bound)), bound


def _bound(kpi: str, bound: float) -> str:
    return units.tick(kpi, bound)


def _words(series: "Trend", words: str, value: float, shift: float, colour: str) -> dict[str, Any]:
    return {
        "x": len(series.results) - 1,
        "y": value,
        "xanchor": "left",
        "yanchor": "middle",
        "xshift": 10,
        "yshift": shift,
        "showarrow": False,
        "align": "left",
        "text": words,
        "font": {"size": 13, "color": colour},
    }


def year_before(series: "Trend") -> Iterator[dict[str, Any]]:
    """A ring around the same period a year before the chosen one."""
    found = before(series)
    if found is not None:
        at, result = found
        yield {
            "type": "scatter",
            "x": [at],
            "y": [sentences.drawn(result)],
            "mode": "markers",
            "name": "year_before",
            "marker": {
                "size": 12,
                "color": palette.CARD,
                "line": {"color": palette.PRIMARY, "width": 2.5},
            },
            "hoverinfo": "skip",
            "cliponaxis": False,
        }


def before(series: "Trend") -> tuple[int, Result] | None:
    """The same period a year before, where it is drawn."""
    wanted = kpis.year_before(series.chosen)
    for at, result in enumerate(series.results):
        if result.period == wanted and sentences.drawn(result) is not None:
            return at, result
    return None
