"""What a control chart adds to a trend: limits and mean, unusual points.

Everything is a plain Plotly dictionary, as in `charts`. Limits are a pair of thin lines, trial
limits dotted ones; an unusual point has a triangle that shows which way.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

import kpis
from kpis.model import Course
from pages.parts import palette, sentences, swings
from pages.parts.swings import Swing
from pages.parts.texts import text

if TYPE_CHECKING:
    from pages.parts.charts import Trend

COLOURS = {
    kpis.Variation.IMPROVEMENT: palette.TONES[Course.ON_COURSE].text,
    kpis.Variation.CONCERN: palette.TONES[Course.ACT].fill,
    kpis.Variation.NEUTRAL: palette.PRIMARY,
}
OUTSIDE, RUN = 14, 10  # sizes: a point outside the limits says more than one of a run
TRIANGLES = {kpis.Side.HIGH: "triangle-up", kpis.Side.LOW: "triangle-down"}


def lines(series: "Trend") -> Iterator[dict[str, Any]]:
    """Limits and mean of each stretch between two breaks."""
    for stretch in _stretches(series):
        edges = [(_clipped(series, its.lower), _clipped(series, its.upper)) for its in stretch]
        places = [its.at for its in stretch]
        yield _filled(places, edges)
        dash = "dot" if stretch[0].is_trial else "dash"
        yield _line(places, [low for low, _ in edges], dash, 1)
        yield _line(places, [high for _, high in edges], dash, 1)
        yield _line(places, [its.mean for its in stretch], "solid", 1.25)


def edges(series: "Trend") -> Iterator[float | None]:
    """Everything `lines` draws, for the range of the axis."""
    for stretch in _stretches(series):
        for its in stretch:
            yield from (_clipped(series, its.lower), _clipped(series, its.upper), its.mean)


def signs(series: "Trend") -> Iterator[dict[str, Any]]:
    """A triangle on every unusual point: up or down by side, coloured by what that means."""
    found = [its for its in swings.swings(series.judged).values() if its.side is not None]
    for side, group in groupby(sorted(found, key=lambda its: str(its.side)), lambda its: its.side):
        if side is None:
            continue
        marked = list(group)
        places = [its.at for its in marked]
        yield {
            "type": "scatter",
            "x": places,
            "y": [sentences.drawn(series.results[at]) for at in places],
            "mode": "markers",
            "marker": {
                "symbol": TRIANGLES[side],
                "size": [OUTSIDE if its.signal is kpis.Signal.OUTSIDE else RUN for its in marked],
                "color": COLOURS[swings.meaning(series.kpi, side)],
                "line": {"color": palette.CARD, "width": 1.5},
            },
            "hoverinfo": "skip",
            "cliponaxis": False,
        }


def legend(series: "Trend") -> list[tuple[str, str]]:
    """The marks of limits, mean, unusual points: CSS class and words."""
    found = swings.swings(series.judged).values()
    last = max((its for its in found if its.lower is not None), key=lambda its: its.at)
    name = "trial" if last.is_trial else "limits"
    words = text(f"noegletal.trend.legend_{name}", limits=swings.limits(series.kpi, last))
    marks = [(name, words)]
    marks.append(
        ("mean", text("noegletal.trend.legend_mean", mean=sentences.level(series.kpi, last.mean)))
    )
    for side in kpis.Side:
        if any(its.side is side for its in found):
            css = f"sign_{side} {swings.meaning(series.kpi, side)}"
            marks.append((css, text(f"noegletal.trend.legend_{side}")))
    return marks


def _stretches(series: "Trend") -> Iterator[list[Swing]]:
    """Neighbouring periods with limits, none across a break or a hole."""
    stretch: list[Swing] = []
    for at in range(len(series.results)):
        its = swings.swings(series.judged).get(at)
        is_there = its is not None and its.lower is not None
        if stretch and (at in series.breaks or not is_there):
            yield stretch
            stretch = []
        if its is not None and is_there:
            stretch.append(its)
    if stretch:
        yield stretch


def _clipped(series: "Trend", edge: float | None) -> float:
    return swings.clipped(series.kpi, edge or 0.0)


def _filled(places: list[int], edges: list[tuple[float, float]]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": places + places[::-1],
        "y": [low for low, _ in edges] + [high for _, high in edges[::-1]],
        "fill": "toself",
        "fillcolor": palette.LIMITS_BAND,
        "line": {"width": 0},
        "mode": "lines",
        "hoverinfo": "skip",
    }


def _line(places: list[int], heights: list[float], dash: str, width: float) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": places,
        "y": heights,
        "mode": "lines",
        "line": {"color": palette.LIMITS, "width": width, "dash": dash},
        "hoverinfo": "skip",
        "name": "limits",
    }
