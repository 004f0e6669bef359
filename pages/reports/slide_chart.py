"""A trend as a chart of PowerPoint's own: a date axis in Danish, and data that can be edited."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor
from typing import Any

from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.oxml.ns import qn
from pptx.util import Cm, Pt

from pages.parts import palette
from pages.parts.texts import text
from pages.reports.drawing import COLOURS
from pages.reports.frozen import Figure, Point, Trend
from pages.reports.slide_look import FONT, SERIES, colour

DANISH_MONTHS = "[$-406]mmm yyyy"
MOST_MARKS = 7  # marks of time that fit on the axis
MONTH_STEPS = (1, 2, 3, 6, 12, 24)


@dataclass(frozen=True)
class Line:
    """One series of the chart: `kind` is value, target, limit or mean.

    `is_again`: the same as an earlier line, after a break; the legend names it once.
    """

    name: str
    kind: str
    values: tuple[float | None, ...]
    is_again: bool = False


def lines(trend: Trend) -> tuple[Line, ...]:
    """What is drawn; what is nowhere there is no line. A break begins a new line of values."""
    return tuple(line for line in _lines(trend) if any(one is not None for one in line.values))


def add(slide: Any, figure: Figure, where: tuple[float, float, float, float]) -> Any:
    """The chart on a slide, with its text alternative; `where` in centimetres."""
    drawn = lines(figure.trend)
    data: Any = CategoryChartData(  # type: ignore[no-untyped-call]
        number_format=number_format(figure)
    )
    data.categories = [_first_day(point) for point in figure.trend.points]
    for line in drawn:
        data.add_series(line.name, line.values)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE, *map(Cm, where), data)
    frame.name = figure.trend.title
    frame._element.nvGraphicFramePr.cNvPr.set("descr", figure.trend.alternative)
    _look(frame.chart, figure, drawn)
    return frame.chart


def number_format(figure: Figure, is_axis: bool = False) -> str:
    """How a value is shown; the reader's own language puts commas and points."""
    decimals = 0 if is_axis and figure.number_format == "share" else figure.decimals
    fraction = "." + "0" * decimals if decimals else ""
    if figure.number_format == "share":
        return f"0{fraction}\\ %"
    if figure.number_format == "signed_share":
        return f"+0{fraction}\\ %;\u22120{fraction}\\ %;0\\ %"
    return f"#,##0{fraction}"


def scale(trend: Trend) -> tuple[float, float, float]:
    """Lower end, upper end and step of the value axis: whole steps around what the page shows."""
    places = [tick.at for tick in trend.y_ticks]
    step = places[1] - places[0] if len(places) > 1 else trend.high - trend.low
    low, high = floor(trend.low / step + 1e-6) * step, ceil(trend.high / step - 1e-6) * step
    return round(low, 6), round(high, 6), round(step, 6)


def _lines(trend: Trend) -> Iterator[Line]:
    for start, end in _stretches(trend):
        for name, kind, height in DRAWN:
            values = tuple(
                height(its) if start <= at < end else None for at, its in enumerate(trend.points)
            )
            yield Line(_name(trend, name, start), kind, values, is_again=start > 0)
    for name, height in TARGETS:
        values = tuple(map(height, trend.points))
        yield Line(text(f"reports.slides.{name}"), "target", values)


def _stretches(trend: Trend) -> Iterator[tuple[int, int]]:
    """From where to where a line goes: none goes across a break."""
    starts = [0, *(event.at for event in trend.events if event.kind == "break")]
    yield from zip(starts, [*starts[1:], len(trend.points)], strict=True)


def _name(trend: Trend, name: str, start: int) -> str:
    words = text(f"reports.slides.{name}")
    if not start:
        return words
    event = next(its for its in trend.events if its.at == start)
    return text("reports.slides.since", name=words, event=event.label)


Height = Callable[[Point], float | None]
DRAWN: tuple[tuple[str, str, Height], ...] = (
    ("value", "value", lambda its: its.value),
    ("upper", "limit", lambda its: its.upper),
    ("lower", "limit", lambda its: its.lower),
    ("mean", "mean", lambda its: its.mean),
)
TARGETS: tuple[tuple[str, Height], ...] = (
    ("target_low", lambda its: its.target_low),
    ("target_high", lambda its: its.target_high),
)


def _first_day(point: Point) -> date:
    """The months of a date axis are told apart by their first days."""
    return date.fromisoformat(point.day).replace(day=1)


def _look(chart: Any, figure: Figure, drawn: Sequence[Line]) -> None:
    chart.has_title = False
    chart.has_legend = len(drawn) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False
        chart.legend.font.size = Pt(12)
        _once_in_legend(chart.legend, drawn)
    chart.font.name, chart.font.size = FONT, Pt(12)
    chart.font.color.rgb = colour(palette.SOFT_INK)
    for series, line in zip(chart.plots[0].series, drawn, strict=True):
        _line_look(series, line)
        if line.kind == "value":
            _mark_points(series, line, figure.trend)
    _label_newest(chart, figure, drawn)
    _value_axis(chart.value_axis, figure)
    _time_axis(chart.category_axis, figure.trend)


def _once_in_legend(legend: Any, drawn: Sequence[Line]) -> None:
    """Takes lines that go on after a break out of the legend."""
    place = legend._element.find(qn("c:legendPos"))
    for at in reversed([at for at, line in enumerate(drawn) if line.is_again]):
        entry = etree.Element(qn("c:legendEntry"))
        etree.SubElement(entry, qn("c:idx")).set("val", str(at))
        etree.SubElement(entry, qn("c:delete")).set("val", "1")
        place.addnext(entry)


def _line_look(series: Any, line: Line) -> None:
    code, width, dash = SERIES[line.kind]
    series.smooth = False
    series.marker.style = XL_MARKER_STYLE.NONE
    series.format.line.color.rgb, series.format.line.width = colour(code), Pt(width)
    if dash is not None:
        series.format.line.dash_style = dash


def _mark_points(series: Any, line: Line, trend: Trend) -> None:
    """A triangle on each unusual point, a dot on one that has no neighbour to draw a line to."""
    for at, its in enumerate(trend.points):
        if line.values[at] is None:
            continue
        around = line.values[max(0, at - 1) : at + 2]
        if its.sign:
            _marker(series.points[at], XL_MARKER_STYLE.TRIANGLE, 11, COLOURS[its.meaning])
        elif sum(value is not None for value in around) == 1:
            _marker(series.points[at], XL_MARKER_STYLE.CIRCLE, 6, COLOURS["primary"])


def _marker(point: Any, style: Any, size: int, code: str) -> None:
    point.marker.style, point.marker.size = style, size
    point.marker.format.fill.solid()
    point.marker.format.fill.fore_color.rgb = colour(code)
    point.marker.format.line.color.rgb = colour(palette.CARD)


def _label_newest(chart: Any, figure: Figure, drawn: Sequence[Line]) -> None:
    """The value of the period asked for, in the words of the page."""
    at = len(figure.trend.points) - 1
    for series, line in zip(chart.plots[0].series, drawn, strict=True):
        if line.kind != "value" or line.values[at] is None:
            continue
        point = series.points[at]
        if not figure.trend.points[at].sign:
            _marker(point, XL_MARKER_STYLE.CIRCLE, 10, COLOURS["primary"])
        label = point.data_label
        label.has_text_frame = True
        label.text_frame.text = figure.words
        label.position = XL_LABEL_POSITION.ABOVE
        run = label.text_frame.paragraphs[0].runs[0]
        run.font.bold, run.font.size = True, Pt(15)


def _value_axis(axis: Any, figure: Figure) -> None:
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = scale(figure.trend)
    axis.major_gridlines.format.line.color.rgb = colour(COLOURS["rule"])
    axis.format.line.fill.background()
    axis.tick_labels.number_format = number_format(figure, is_axis=True)
    axis.tick_labels.number_format_is_linked = False


def _time_axis(axis: Any, trend: Trend) -> None:
    axis.format.line.color.rgb = colour(COLOURS["muted"])
    axis.major_tick_mark = XL_TICK_MARK.OUTSIDE
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW  # also where values are below 0
    axis.tick_labels.number_format = DANISH_MONTHS
    axis.tick_labels.number_format_is_linked = False
    first, last = _first_day(trend.points[0]), _first_day(trend.points[-1])
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next((its for its in MONTH_STEPS if months / its < MOST_MARKS), MONTH_STEPS[-1])
    _date_marks(axis._element, step)


def _date_marks(element: Any, months: int) -> None:
    """Marks every so many months; written by hand because python-pptx has no words for it."""
    wanted = {  # in the order of the schema
        "c:auto": "1",
        "c:lblOffset": "100",
        "c:baseTimeUnit": "months",
        "c:majorUnit": str(months),
        "c:majorTimeUnit": "months",
    }
    for name in wanted:
        for old in element.findall(qn(name)):
            element.remove(old)
    for name, value in wanted.items():
        etree.SubElement(element, qn(name)).set("val", value)
