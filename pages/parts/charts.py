"""The trend chart as a plain Plotly dictionary: numbers in, a figure out.

No plotly import: a dictionary is seven times quicker to draw than go.Figure,
and can be cached. Months, numbers and hover texts are written in Danish here,
because the chart library knows only English.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from kpis.model import Result, Target
from pages.parts import formats, palette, sentences
from pages.parts.texts import text

Figure = dict[str, Any]
MARGIN = 0.09  # of the y range, above and below what is drawn
SMALLEST_RANGE = 0.06  # a flat series is not blown up into mountains
STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25)
MOST_TICKS = 6


@dataclass(frozen=True)
class Trend:
    """What is drawn: one result a period, the target of each, and the chosen period."""

    results: tuple[Result, ...]
    targets: tuple[Target | None, ...]
    chosen: str

    @property
    def target(self) -> Target | None:
        """The newest target drawn, which the legend names."""
        return next((target for target in reversed(self.targets) if target), None)


def trend(series: Trend, height: int = 380) -> Figure:
    """The figure: values with gaps, their uncertainty, target steps, the chosen value labelled."""
    low, high = _y_range(series)
    traces = [*_bands(series, low, high), *_target_lines(series), _values(series)]
    return {
        "data": [*traces, *_chosen(series)],
        "layout": _layout(height) | {"xaxis": _x_axis(series), "yaxis": _y_axis(low, high)},
    }


def y_ticks(low: float, high: float) -> tuple[float, ...]:
    """Round shares between two bounds, at most six."""
    step = next((s for s in STEPS if (high - low) / s < MOST_TICKS), STEPS[-1])
    first, last = int(low / step + 0.999999), int(high / step + 0.000001)
    return tuple(round(n * step, 4) for n in range(first, last + 1))


def runs(present: Sequence[bool]) -> Iterator[range]:
    """The stretches of positions without a gap."""
    for is_there, group in groupby(range(len(present)), key=lambda at: present[at]):
        positions = list(group)
        if is_there:
            yield range(positions[0], positions[-1] + 1)


def _bands(series: Trend, low: float, high: float) -> Iterator[dict[str, Any]]:
    targets = series.targets
    is_band = [t is not None and t.low is not None and t.high is not None for t in targets]
    for run in runs(is_band):
        bounds = [(targets[at].low, targets[at].high) for at in run]  # type: ignore[union-attr]
        yield _area(run, bounds, palette.TARGET_BAND)
    intervals = [_interval(result) for result in series.results]
    for run in runs([bool(interval) for interval in intervals]):
        yield _area(run, [(intervals[at][0], intervals[at][-1]) for at in run], palette.BAND)


def _interval(result: Result) -> tuple[float, ...]:
    """Its ends; empty where no percentage is drawn."""
    ends = (result.low, result.high) if sentences.percentage(result) is not None else ()
    return tuple(end for end in ends if end is not None)


def _area(
    run: range, bounds: list[tuple[float | None, float | None]], colour: str
) -> dict[str, Any]:
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
        if any(height is not None for height in heights):
            yield {
                "type": "scatter",
                "x": list(range(len(heights))),
                "y": heights,
                "mode": "lines",
                "line": {"color": palette.TARGET, "width": 2, "dash": "dash", "shape": "hv"},
                "hoverinfo": "skip",
            }


def _values(series: Trend) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": list(range(len(series.results))),
        "y": [sentences.percentage(result) for result in series.results],
        "mode": "lines+markers",
        "connectgaps": False,
        "cliponaxis": False,  # a mark at 100 % is not cut in half
        "line": {"color": palette.PRIMARY, "width": 2.5},
        "marker": {"size": 6, "color": palette.PRIMARY},
        "customdata": [_hover(result) for result in series.results],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _hover(result: Result) -> str:
    lines = [
        f"<b>{sentences.value_or_reason(result)}</b>",
        formats.period(result.period),
        sentences.count(result),
        sentences.interval(result),
    ]
    return "<br>".join(line for line in lines if line)


def _chosen(series: Trend) -> Iterator[dict[str, Any]]:
    for at, result in enumerate(series.results):
        if result.period == series.chosen and sentences.percentage(result) is not None:
            yield {
                "type": "scatter",
                "x": [at],
                "y": [result.value],
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
    values = [value for value in map(sentences.percentage, around) if value is not None]
    is_low = values and sum(values) / len(values) > (series.results[at].value or 0)
    return "bottom center" if is_low else "top center"


def _y_range(series: Trend) -> tuple[float, float]:
    """All values, intervals and targets with some air, inside 0-1."""
    drawn = [
        number
        for result, target in zip(series.results, series.targets, strict=True)
        for number in (
            *(sentences.percentage(result), *_interval(result)),
            *((target.low, target.high) if target else ()),
        )
        if number is not None
    ]
    low, high = min(drawn, default=0.0), max(drawn, default=1.0)
    air = max((high - low) * MARGIN, (SMALLEST_RANGE - (high - low)) / 2)
    return max(0.0, low - air), min(1.0, high + air)


def _y_axis(low: float, high: float) -> dict[str, Any]:
    ticks = y_ticks(low, high)
    return {
        "range": [low, high],
        "tickvals": list(ticks),
        "ticktext": [formats.percent_short(tick) for tick in ticks],
        "gridcolor": palette.RULE,
        "zeroline": False,
        "fixedrange": True,
        "automargin": True,
    }


def _x_axis(series: Trend) -> dict[str, Any]:
    marks = _x_marks([result.period for result in series.results])
    return {
        "range": [-0.3, len(series.results) - 0.7],
        "tickvals": [at for at, _ in marks],
        "ticktext": [words for _, words in marks],
        "showgrid": False,
        "zeroline": False,
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


def _layout(height: int) -> dict[str, Any]:
    return {
        "height": height,
        "autosize": True,
        "margin": {"l": 4, "r": 62, "t": 22, "b": 4},
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
    marks = [("line", text("noegletal.trend.legend_value"))]
    marks.append(("band", text("noegletal.trend.legend_band")))
    if words:
        marks.append(("target", text("noegletal.trend.legend_target", target=words)))
    return marks
