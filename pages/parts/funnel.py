"""The funnel plot: units by how many they count, between the limits of chance around everybody.

A unit outside the limits is named, the others are points alike. Nothing is ranked.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import kpis
from kpis import FunnelPlace, FunnelPoint
from pages.parts import charts, formats, limits, palette, sentences, swings
from pages.parts.markup import items, safe
from pages.parts.texts import counted, listed, text

HEIGHT = 400  # pixels
LINE = 18  # letters of a name before it is broken, so that it holds on a telephone
SIDES = {
    FunnelPlace.LOW: kpis.Side.LOW,
    FunnelPlace.VERY_LOW: kpis.Side.LOW,
    FunnelPlace.HIGH: kpis.Side.HIGH,
    FunnelPlace.VERY_HIGH: kpis.Side.HIGH,
}
VERY = (FunnelPlace.VERY_LOW, FunnelPlace.VERY_HIGH)
Names = Mapping[str, str]


@dataclass(frozen=True)
class Drawn:
    """A funnel ready to be sent: finding and legend, figure, and words instead of it."""

    above: str
    figure: charts.Figure
    alternative: str


def drawn(its: "kpis.Funnel", names: Names) -> Drawn:
    """The plot of released results; `names` are the Danish names of the members."""
    words = finding(its, names)
    marks = (f'<li><i class="{css}"></i>{safe(told)}</li>' for css, told in _marks(its))
    above = (
        f'<p class="found">{safe(words)}</p><p class="dim">{safe(text("funnel.how"))}</p>'
        f"{items(marks, 'legend')}"
    )
    first = its.points[0].result
    alternative = text("funnel.alt", title=text(f"kpi.{first.kpi}.title"), finding=words)
    return Drawn(above, figure(its, names), alternative)


def finding(its: "kpis.Funnel", names: Names) -> str:
    """'Ingen af de 12 enheder ...', or which lie outside, in the order of their names."""
    outside = [point for point in its.points if point.place in SIDES]
    if not outside:
        return text("funnel.none", n=len(its.points))
    told = [
        text(f"funnel.named.{point.place}", name=_name(point, names), value=_value(point))
        for point in outside
    ]
    words = counted("funnel.some", len(outside), of=len(its.points))
    return f"{words} {listed(told)}."


def figure(its: "kpis.Funnel", names: Names) -> charts.Figure:
    """The plot as a plain Plotly dictionary."""
    sizes = [at.denominator for at in its.curve]
    low, high = _y_range(its)
    return {
        "data": [*_limits(its, sizes), *_points(its, names)],
        "layout": charts.layout(HEIGHT, 12)
        | {"xaxis": _x_axis(its, sizes), "yaxis": charts.y_axis(_kpi(its), low, high)}
        | {"annotations": list(_labels(its, names, sizes))},
    }


def columns(its: "kpis.Funnel") -> Mapping[str, tuple[str, str, str]]:
    """For the table: limits and place of each member, by its name in the data."""
    return {
        point.result.member: (
            _between(point.limits.low, point.limits.high),
            _between(point.limits.outer_low, point.limits.outer_high),
            text(f"funnel.place.{point.place}"),
        )
        for point in its.points
    }


def _between(low: float, high: float) -> str:
    return sentences.between(low, high)


def _limits(its: "kpis.Funnel", sizes: Sequence[int]) -> Iterator[dict[str, Any]]:
    inner = [(at.low, at.high) for at in its.curve]
    outer = [(at.outer_low, at.outer_high) for at in its.curve]
    for edges, dash in ((inner, "solid"), (outer, "dash")):
        for side in (0, 1):
            yield _line(sizes, [edge[side] for edge in edges], dash, palette.LIMITS, 1)
    ends = [sizes[0], sizes[-1]]
    yield _line(ends, [its.share] * 2, "solid", palette.HEADER, 1.75)


def _line(
    places: Sequence[int], heights: Sequence[float], dash: str, colour: str, width: float
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": list(places),
        "y": list(heights),
        "mode": "lines",
        "line": {"color": colour, "width": width, "dash": dash},
        "hoverinfo": "skip",
    }


def _points(its: "kpis.Funnel", names: Names) -> Iterator[dict[str, Any]]:
    inside = [point for point in its.points if point.place not in SIDES]
    yield _marked(inside, names, "circle", palette.PRIMARY)
    for side in kpis.Side:
        found = [point for point in its.points if SIDES.get(point.place) is side]
        if found:
            colour = limits.COLOURS[swings.meaning(_kpi(its), side)]
            yield _marked(found, names, limits.TRIANGLES[side], colour)


def _marked(
    points: Sequence[FunnelPoint], names: Names, symbol: str, colour: str
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": [point.limits.denominator for point in points],
        "y": [point.result.value for point in points],
        "mode": "markers",
        "marker": {
            "symbol": symbol,
            "size": [14 if point.place in VERY else 11 for point in points],
            "color": colour,
            "opacity": 1,
            "line": {"color": palette.CARD, "width": 1.5},
        },
        "customdata": [_hover(point, names) for point in points],
        "hovertemplate": "%{customdata}<extra></extra>",
        "cliponaxis": False,
    }


def _hover(point: FunnelPoint, names: Names) -> str:
    lines = (
        f"<b>{safe(_name(point, names))}</b>",
        f"{_value(point)} · {sentences.count(point.result)}",
        text(f"funnel.place.{point.place}"),
    )
    return "<br>".join(lines)


def _labels(its: "kpis.Funnel", names: Names, sizes: Sequence[int]) -> Iterator[dict[str, Any]]:
    """The names of the units outside, on the side of the plot that has room."""
    middle = (sizes[0] + sizes[-1]) / 2
    for point in its.points:
        if point.place not in SIDES:
            continue
        is_right = point.limits.denominator > middle
        yield {
            "x": point.limits.denominator,
            "y": point.result.value,
            "xanchor": "right" if is_right else "left",
            "yanchor": "middle",
            "xshift": -11 if is_right else 11,
            "align": "right" if is_right else "left",
            "showarrow": False,
            "text": _broken(_name(point, names)),
            "bgcolor": palette.CARD,
            "font": {"size": 13, "color": palette.INK},
        }


def _broken(name: str) -> str:
    """A long name on two lines, broken between words."""
    words, lines = name.split(), [""]
    for word in words:
        if lines[-1] and len(lines[-1]) + len(word) >= LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(safe(line) for line in lines)


def _y_range(its: "kpis.Funnel") -> tuple[float, float]:
    """All points, and the 95 % limits of the smallest unit; the outer ones may run out."""
    values = [point.result.value or 0.0 for point in its.points]
    smallest = min(point.limits.denominator for point in its.points)
    edges = [edge for at in its.curve if at.denominator >= smallest for edge in (at.low, at.high)]
    edges += [edge for point in its.points for edge in (point.limits.outer_low,)]
    low, high = min(*values, *edges), max(*values, *edges)
    air = (high - low) * charts.MARGIN
    return max(0.0, low - air), min(1.0, high + air)


def _x_axis(its: "kpis.Funnel", sizes: Sequence[int]) -> dict[str, Any]:
    ticks = charts.y_ticks(sizes[0], sizes[-1], 1)
    counted_words = text(f"kpi.{_kpi(its)}.counted")
    return {
        "range": [sizes[0], sizes[-1]],
        "tickvals": list(ticks),
        "ticktext": [formats.number(tick) for tick in ticks],
        "title": {
            "text": text("funnel.across", counted=counted_words),
            "font": {"size": 13},
            "standoff": 8,
        },
        "showgrid": False,
        "zeroline": False,
        "showline": True,
        "linecolor": palette.MUTED,
        "fixedrange": True,
        "automargin": True,
    }


def _marks(its: "kpis.Funnel") -> Iterator[tuple[str, str]]:
    yield "point", text("funnel.legend.inside")
    for side in kpis.Side:
        if any(SIDES.get(point.place) is side for point in its.points):
            meaning = swings.meaning(_kpi(its), side)
            yield f"sign_{side} {meaning}", text(f"funnel.legend.{side}")
    yield "everybody", text("funnel.legend.everybody", value=sentences.level(_kpi(its), its.share))
    yield "inner", text("funnel.legend.inner")
    yield "outer", text("funnel.legend.outer")


def _kpi(its: "kpis.Funnel") -> str:
    return its.points[0].result.kpi


def _name(point: FunnelPoint, names: Names) -> str:
    return names[point.result.member]


def _value(point: FunnelPoint) -> str:
    return sentences.value_or_reason(point.result)
