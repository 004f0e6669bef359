"""The trend chart as a plain Plotly dictionary: numbers in, a figure out.

No plotly import: a dictionary is seven times quicker to draw than go.Figure,
and can be cached. Months, numbers and hover texts are written in Danish here,
because the chart library knows only English.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count, groupby
from math import ceil, floor
from typing import Any

import kpis
from kpis.model import Result, Target
from pages.parts import formats, labels, limits, marks, palette, sentences, swings, units
from pages.parts.texts import text

Figure = dict[str, Any]
MARGIN = 0.09  # of the y range, above and below what is drawn
SMALLEST_RANGE = 6  # smallest steps of the axis: a flat series is not blown up into mountains
ROUND = (1, 2, 5)
MOST_TICKS = 6
TOP, BELOW = 24, 30  # pixels above the plot, and below it for the years


@dataclass(frozen=True)
class Trend:
    """What is drawn: one result a period, the target of each, and the chosen period.

    `judged` is the series up to the chosen period with its limits and breaks; `events` are
    days with the words of what happened on them.
    """

    results: tuple[Result, ...]
    targets: tuple[Target | None, ...]
    chosen: str
    judged: kpis.Series | None = None
    events: tuple[tuple[date, str], ...] = ()

    @property
    def kpi(self) -> str:
        """The indicator that is drawn."""
        return self.results[0].kpi

    @property
    def breaks(self) -> Mapping[int, kpis.Break]:
        """Breaks by the first period of the new."""
        return self.judged.restarts if self.judged else {}

    @property
    def target(self) -> Target | None:
        """The newest target drawn, which the legend names."""
        return next((target for target in reversed(self.targets) if target), None)


def trend(series: Trend, height: int = 380) -> Figure:
    """The figure: values with gaps and breaks, limits or uncertainty, target steps, signs."""
    low, high = _y_range(series)
    traces = [*_bands(series), *limits.lines(series), *_target_lines(series), _values(series)]
    axes = {"xaxis": x_axis(_periods(series)), "yaxis": y_axis(series.kpi, low, high)}
    above = TOP + marks.room(series)
    marked = marks.drawn(series)
    marked["annotations"] += labels.ends(series, (low, high), height - above - BELOW)
    points = (*limits.signs(series), *labels.year_before(series), *_chosen(series))
    return {
        "data": [*traces, *points],
        "layout": layout(height, _room(series), above) | axes | marked,
    }


def y_ticks(low: float, high: float, smallest: float = 0.01) -> tuple[float, ...]:
    """Round numbers between two bounds, at most six; `smallest` is the least step."""
    step = next(s for s in _steps(smallest) if (high - low) / s < MOST_TICKS)
    first, last = ceil(low / step - 1e-6), floor(high / step + 1e-6)
    return tuple(round(n * step, 4) for n in range(first, last + 1))


def _steps(smallest: float) -> Iterator[float]:
    for power in count():
        yield from (smallest * part * 10**power for part in ROUND)


def runs(present: Sequence[bool]) -> Iterator[range]:
    """The stretches of positions without a gap."""
    for is_there, group in groupby(range(len(present)), key=lambda at: present[at]):
        positions = list(group)
        if is_there:
            yield range(positions[0], positions[-1] + 1)


def _bands(series: Trend) -> Iterator[dict[str, Any]]:
    targets = series.targets
    is_band = [t is not None and t.low is not None and t.high is not None for t in targets]
    for run in runs(is_band):
        bounds = [(targets[at].low, targets[at].high) for at in run]  # type: ignore[union-attr]
        yield area(run, bounds, palette.TARGET_BAND)
    if swings.has_limits(series.judged):
        return  # two bands over each other tell nobody anything; the table has both
    intervals = [_interval(result) for result in series.results]
    for run in runs([bool(interval) for interval in intervals]):
        yield area(run, [(intervals[at][0], intervals[at][-1]) for at in run], palette.BAND)


def _interval(result: Result) -> tuple[float, ...]:
    """Its ends; empty where there is none, or no percentage is drawn."""
    ends = (result.low, result.high) if sentences.percentage(result) is not None else ()
    return tuple(end for end in ends if end is not None)


def area(
    run: range, bounds: Sequence[tuple[float | None, float | None]], colour: str
) -> dict[str, Any]:
    """A filled stretch between a lower and an upper edge."""
    there = list(run)
    return {
        "type": "scatter",
        "x": there + there[::-1],
        "y": [low for low, _ in bounds] + [high for _, high in bounds[::-1]],
        "fill": "toself",
        "fillcolor": colour,
        "line": {"width": 0},
        "mode": "lines",
        "hoverinfo": "skip",
    }


def _target_lines(series: Trend) -> Iterator[dict[str, Any]]:
    for side in ("low", "high"):
        heights = [None if t is None else getattr(t, side) for t in series.targets]
        is_one = len(heights) == 1  # a line takes two points
        if any(height is not None for height in heights):
            yield {
                "type": "scatter",
                "x": [-0.3, 0.3] if is_one else list(range(len(heights))),
                "y": heights * 2 if is_one else heights,
                "mode": "lines",
                "line": {"color": palette.TARGET, "width": 2, "dash": "dash", "shape": "hv"},
                "hoverinfo": "skip",
            }


def _values(series: Trend) -> dict[str, Any]:
    points = list(_points(series))
    return {
        "type": "scatter",
        "x": [x for x, _, _ in points],
        "y": [y for _, y, _ in points],
        "mode": "lines+markers",
        "connectgaps": False,
        "cliponaxis": False,  # a mark at 100 % is not cut in half
        "line": {"color": palette.PRIMARY, "width": 2.5},
        "marker": {"size": 6, "color": palette.PRIMARY},
        "customdata": [words for _, _, words in points],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _points(series: Trend) -> Iterator[tuple[float, float | None, str]]:
    """Place, value and hover text; a hole at each break, so that no line goes across it."""
    found = swings.swings(series.judged)
    for at, result in enumerate(series.results):
        if at in series.breaks:
            yield at - 0.5, None, ""
        yield at, sentences.drawn(result), _hover(result, found.get(at))


def _hover(result: Result, swing: swings.Swing | None) -> str:
    lines = [
        f"<b>{sentences.value_or_reason(result)}</b>",
        formats.period(result.period),
        sentences.count(result),
        sentences.interval(result),
        swings.sign(swing) if swing else "",
    ]
    return "<br>".join(line for line in lines if line)


def _chosen(series: Trend) -> Iterator[dict[str, Any]]:
    for at, result in enumerate(series.results):
        if result.period == series.chosen and sentences.drawn(result) is not None:
            yield {
                "type": "scatter",
                "x": [at],
                "y": [sentences.drawn(result)],
                "mode": "markers+text",
                "text": [f"<b>{sentences.value_or_reason(result)}</b>"],
                "textposition": _label_place(series, at),
                "textfont": {"size": 15, "color": palette.HEADER},
                "marker": {
                    "size": 11,
                    "color": palette.PRIMARY,
                    "line": {"color": palette.CARD, "width": 2},
                },
                "hoverinfo": "skip",
                "cliponaxis": False,
            }


def _label_place(series: Trend, at: int) -> str:
    """Beside the last value; else on the side of the line that its neighbours leave free."""
    if at == len(series.results) - 1:
        return "middle right"
    around = (series.results[max(at - 1, 0)], series.results[at + 1])
    values = [value for value in map(sentences.drawn, around) if value is not None]
    is_low = values and sum(values) / len(values) > (sentences.drawn(series.results[at]) or 0)
    return "bottom center" if is_low else "top center"


def _y_range(series: Trend) -> tuple[float, float]:
    return y_range(series.kpi, _drawn(series))


def y_range(kpi: str, numbers: Iterable[float | None]) -> tuple[float, float]:
    """All that is drawn with some air; a share inside 0-1, and what is never negative above 0."""
    drawn = [number for number in numbers if number is not None]
    low, high = min(drawn, default=0.0), max(drawn, default=1.0)
    smallest = SMALLEST_RANGE * units.smallest_step(kpi)
    air = max((high - low) * MARGIN, (smallest - (high - low)) / 2)
    bottom = low - air if low < 0 else max(0.0, low - air)
    return bottom, min(1.0, high + air) if units.is_share(kpi) else high + air


def _drawn(series: Trend) -> Iterator[float | None]:
    for result, target in zip(series.results, series.targets, strict=True):
        yield sentences.drawn(result)
        yield from (target.low, target.high) if target else ()
    if not swings.has_limits(series.judged):
        yield from (end for result in series.results for end in _interval(result))
    yield from limits.edges(series)


def y_axis(kpi: str, low: float, high: float) -> dict[str, Any]:
    """The axis of values, with its marks in the unit of the indicator."""
    ticks = y_ticks(low, high, units.smallest_step(kpi))
    return {
        "range": [low, high],
        "tickvals": list(ticks),
        "ticktext": [units.tick(kpi, tick) for tick in ticks],
        "gridcolor": palette.RULE,
        "zeroline": False,
        "fixedrange": True,
        "automargin": True,
    }


def x_axis(periods: Sequence[str]) -> dict[str, Any]:
    """The axis of periods, one place each, in their order."""
    marks = _x_marks(list(periods))
    return {
        "range": [-0.3, len(periods) - 0.7],
        "tickvals": [at for at, _ in marks],
        "ticktext": [words for _, words in marks],
        "showgrid": False,
        "zeroline": False,
        "tickangle": 0,
        "ticks": "outside",
        "ticklen": 5,
        "showline": True,
        "linecolor": palette.MUTED,
        "fixedrange": True,
        "automargin": True,
    }


def _x_marks(periods: list[str]) -> list[tuple[int, str]]:
    """Each year once, at its first period drawn; short series name every period."""
    if len(periods) <= 5:
        return [(at, formats.period_short(period)) for at, period in enumerate(periods)]
    starts = [at for at, name in enumerate(periods) if at == 0 or name[:4] != periods[at - 1][:4]]
    crowded = len(starts) > 1 and starts[1] - starts[0] < len(periods) / 12
    return [(at, periods[at][:4]) for at in (starts[1:] if crowded else starts)]


def _periods(series: Trend) -> list[str]:
    return [result.period for result in series.results]


def _room(series: Trend) -> int:
    """Pixels right of the last point, where its value and the target stand."""
    value = 9 * len(sentences.value_or_reason(series.results[-1]))
    return 22 + round(max(value, labels.width(series)))


def layout(height: int, right: int, top: int = TOP) -> dict[str, Any]:
    """What all charts have in common; margins in pixels."""
    return {
        "height": height,
        "autosize": True,
        "margin": {"l": 4, "r": right, "t": top, "b": 4},
        "showlegend": False,
        "dragmode": False,
        "font": {"family": "IBM Plex Sans, sans-serif", "size": 13, "color": palette.INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "hoverlabel": {"bgcolor": palette.INK, "font": {"color": palette.CARD, "size": 14}},
        "template": {"layout": {}},
    }


def legend(series: Trend) -> list[tuple[str, str]]:
    """What each mark of the chart means: its CSS class and its words, for above the chart."""
    words = sentences.target_words(series.target)
    shown = [("line", text("noegletal.trend.legend_value"))]
    if swings.has_limits(series.judged):
        shown += limits.legend(series)
    elif any(map(_interval, series.results)):
        shown.append(("band", text("noegletal.trend.legend_band")))
    if found := labels.before(series):
        words_before = text(
            "trend.legend_before",
            period=formats.period(found[1].period).capitalize(),
            value=sentences.value_or_reason(found[1]),
        )
        shown.append(("before", words_before))
    if words:
        shown.append(("target", text("noegletal.trend.legend_target", target=words)))
    return shown
