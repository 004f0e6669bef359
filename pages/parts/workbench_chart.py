"""An answer as a chart in the look of the pages: lines and columns in time, bars, points.

What is drawn stands as a table below it, so no number is told by a picture alone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kpis.questions import Chart, ChartKind
from kpis.sandbox import Answer
from pages.parts import charts, formats, palette, plot, tables, workbench_cells, workbench_table
from pages.parts.markup import items, safe
from pages.parts.tables import Column, Markup
from pages.parts.texts import text

HEIGHT = 320  # pixels
MOST_SERIES = len(palette.CATEGORIES)
MOST_BARS = 60
MOST_POINTS = 600
MARKS = 7
"""At most so many words along the axis."""

PERIOD = re.compile(r"\d{4}(-(\d\d|Q\d))?")
ONE = ""
"""The name of the series where the answer is not split."""


@dataclass(frozen=True)
class Drawing:
    """What is drawn: places along, and for each series its number at each place, or none."""

    along: Sequence[Any]
    series: Mapping[str, Sequence[float | None]]
    is_time: bool
    is_cut: bool = False


def first_choice(answer: Answer) -> Chart | None:
    """A chart that fits an answer nobody has chosen one for; None where there is no number."""
    every = dict(zip(answer.columns, workbench_table.columns(answer), strict=True))
    numbers = [name for name in every if workbench_cells.is_figure(every[name])]
    others = [name for name in every if name not in numbers] or numbers[:1]
    if not numbers or not others or len(answer.columns) < 2:
        return None
    along, up = others[0], next((its for its in numbers if its not in others[:1]), numbers[0])
    kind = ChartKind.LINE if is_time(every[along]) else ChartKind.BAR
    return Chart(kind, along, up, others[1] if len(others) > 1 else "")


def is_time(values: Sequence[Any]) -> bool:
    """Whether a column is days, months, quarters or years."""
    given = [value for value in values if value is not None]
    return bool(given) and all(isinstance(v, date) or PERIOD.fullmatch(str(v)) for v in given)


def markup(answer: Answer, chart: Chart) -> str:
    """The chart with its legend, and the table of what it draws."""
    if chart.kind is ChartKind.SCATTER:
        return _scatter(answer, chart)
    its = drawing(answer, chart)
    words = text("analyse.chart.cut", n=MOST_SERIES) if its.is_cut else ""
    cut = f'<p class="dim">{safe(words)}</p>' if words else ""
    if chart.kind is ChartKind.LINE or its.is_time:
        drawn = plot.markup(figure(its, chart), _told(its, chart))
        return f"{_legend(its)}{cut}{drawn}{_table(its, chart)}"
    return f"{_legend(its)}{cut}{_bars(its, chart)}"


def drawing(answer: Answer, chart: Chart) -> Drawing:
    """The numbers of a chart; several rows at one place are added up."""
    every = dict(zip(answer.columns, workbench_table.columns(answer), strict=True))
    split = every[chart.by] if chart.by else [ONE] * len(answer.rows)
    sums: dict[tuple[Any, str], float] = {}
    for place, number, by in zip(every[chart.x], every[chart.y], split, strict=True):
        if number is not None and place is not None:
            key = (place, _name(by))
            sums[key] = sums.get(key, 0.0) + float(number)
    in_time = is_time(every[chart.x])
    along = list(dict.fromkeys(place for place, _ in sums))
    along = sorted(along, key=str) if in_time else along[:MOST_BARS]
    names = list(dict.fromkeys(name for _, name in sums))
    shown = {name: [sums.get((at, name)) for at in along] for name in names[:MOST_SERIES]}
    return Drawing(along, shown, in_time, len(names) > MOST_SERIES)


def _name(by: Any) -> str:
    return by if by == ONE else workbench_cells.words_for("", ())(by)


def _place(value: Any) -> str:
    if isinstance(value, datetime | date):
        return formats.day(value)
    is_period = PERIOD.fullmatch(str(value)) is not None
    return (
        formats.period_short(str(value)) if is_period else workbench_cells.words_for("", ())(value)
    )


# Lines, and columns in time


def figure(its: Drawing, chart: Chart) -> dict[str, Any]:
    low, high = _bounds(its, chart)
    traces = _columns(its, chart) if chart.kind is not ChartKind.LINE else _lines(its)
    ticks = charts.y_ticks(low, high, 1e-4)
    say = workbench_cells.words_for("", ticks)
    marks = _marks(len(its.along))
    return {
        "data": [*traces, _hover(its)],
        "layout": {
            **charts.layout(HEIGHT, 24),
            "yaxis": {
                "range": [low, high],
                "tickvals": list(ticks),
                "ticktext": list(map(say, ticks)),
            },
            "xaxis": {
                "range": [-0.6, len(its.along) - 0.4],
                "tickvals": marks,
                "ticktext": [_place(its.along[at]) for at in marks],
            },
            "shapes": [],
            "annotations": [],
        },
    }


def _bounds(its: Drawing, chart: Chart) -> tuple[float, float]:
    """The lowest and highest number drawn with air above; columns stand on 0."""
    if chart.kind is ChartKind.STACKED:
        ends = [sum(n or 0 for n in place) for place in zip(*its.series.values(), strict=True)]
    else:
        ends = [n for numbers in its.series.values() for n in numbers if n is not None]
    low, high = min(ends, default=0.0), max(ends, default=1.0)
    low = min(low, 0.0) if chart.kind is not ChartKind.LINE or low < (high - low) * 2 else low
    air = (high - low or abs(high) or 1.0) * 0.08
    return (low if low == 0 else low - air), high + air


def _marks(places: int) -> list[int]:
    step = -(-places // MARKS)
    return list(range(0, places, max(step, 1)))


def _lines(its: Drawing) -> Iterator[dict[str, Any]]:
    for colour, numbers in zip(palette.CATEGORIES, its.series.values(), strict=False):
        yield {
            "x": list(range(len(its.along))),
            "y": list(numbers),
            "mode": "lines+markers" if len(its.along) <= 61 else "lines",
            "line": {"color": colour, "width": 2.5},
            "marker": {"color": colour, "size": 6},
        }


def _columns(its: Drawing, chart: Chart) -> Iterator[dict[str, Any]]:
    """Columns as areas, beside each other or on top of each other."""
    stacked = chart.kind is ChartKind.STACKED
    width = 0.72 / (1 if stacked else max(len(its.series), 1))
    below = [0.0] * len(its.along)
    for at, (colour, numbers) in enumerate(
        zip(palette.CATEGORIES, its.series.values(), strict=False)
    ):
        left = -0.36 + (0 if stacked else at * width)
        xs, ys = [], []
        for place, number in enumerate(numbers):
            foot, head = below[place], below[place] + (number or 0)
            xs += [place + left] * 2 + [place + left + width] * 2 + [place]
            ys += [foot, head, head, foot, None]
            below[place] = head if stacked else 0.0
        yield {"x": xs, "y": ys, "mode": "lines", "fill": "toself", "fillcolor": colour}


def _hover(its: Drawing) -> dict[str, Any]:
    """What is told while the pointer stands over a place; draws nothing."""
    told = [
        "<br>".join([f"<b>{_place(at)}</b>", *_numbers_at(its, place)])
        for place, at in enumerate(its.along)
    ]
    xs = list(range(len(its.along)))
    return {
        "x": xs,
        "y": [None] * len(xs),
        "mode": "lines",
        "line": {"color": palette.MUTED, "width": 0},
        "customdata": told,
    }


def _numbers_at(its: Drawing, place: int) -> list[str]:
    found = [(name, numbers[place]) for name, numbers in its.series.items()]
    say = workbench_cells.words_for("", [number for _, number in found])
    return [f"{name}: {say(number)}" if name else say(number) for name, number in found]


def _told(its: Drawing, chart: Chart) -> str:
    """The text alternative: what is drawn along what, from where to where."""
    ends = (_place(its.along[0]), _place(its.along[-1])) if its.along else ("", "")
    return text("analyse.chart.told", y=chart.y, x=chart.x, first=ends[0], last=ends[1])


def _table(its: Drawing, chart: Chart) -> str:
    every = [n for numbers in its.series.values() for n in numbers]
    say = workbench_cells.words_for(chart.y, every)
    heads = [Column(chart.x), *(Column(name or chart.y, True) for name in its.series)]
    rows = [
        (_place(at), *(say(numbers[place]) for numbers in its.series.values()))
        for place, at in enumerate(its.along)
    ]
    fold = safe(text("analyse.chart.table"))
    caption = text("analyse.chart.caption", y=chart.y, x=chart.x)
    return f"<details><summary>{fold}</summary>{tables.table(caption, heads, rows)}</details>"


# Bars, which are a table themselves


def _bars(its: Drawing, chart: Chart) -> str:
    every = [n for numbers in its.series.values() for n in numbers if n is not None]
    stacks = [sum(n or 0 for n in place) for place in zip(*its.series.values(), strict=True)]
    stacked = chart.kind is ChartKind.STACKED
    top = max((*(stacks if stacked else every), 0.0))
    say = workbench_cells.words_for(chart.y, every)
    single = len(its.series) == 1
    heads = [
        Column(chart.x),
        Column(text("analyse.chart.drawn")),
        *(Column(name or chart.y, True) for name in its.series),
    ]
    rows = [
        (
            _place(at),
            _bar([numbers[place] for numbers in its.series.values()], top, stacked, single),
            *(say(numbers[place]) for numbers in its.series.values()),
        )
        for place, at in enumerate(its.along)
    ]
    return tables.table(text("analyse.chart.caption", y=chart.y, x=chart.x), heads, rows)


def _bar(numbers: Sequence[float | None], top: float, stacked: bool, single: bool) -> Markup:
    """One bar for each series, or one of all parts; what lies below 0 has none."""
    shares = [max(number or 0.0, 0.0) / top if top else 0.0 for number in numbers]
    if stacked:
        lefts = [sum(shares[:at]) for at in range(len(shares))]
        fills = "".join(_fill(at, *its) for at, its in enumerate(zip(lefts, shares, strict=True)))
        return Markup(f'<span class="share" aria-hidden="true">{fills}</span>')
    css = "share" if single else "share thin"
    return Markup(
        "".join(
            f'<span class="{css}" aria-hidden="true">{_fill(at, 0.0, share)}</span>'
            for at, share in enumerate(shares)
        )
    )


def _fill(at: int, left: float, share: float) -> str:
    colour = palette.property_of(f"category-{at + 1}")
    return f'<i class="fill" style="left:{left:.2%};width:{share:.2%};background:{colour}"></i>'


# Points


def _scatter(answer: Answer, chart: Chart) -> str:
    """Two numbers of each row against each other."""
    every = dict(zip(answer.columns, workbench_table.columns(answer), strict=True))
    split = every[chart.by] if chart.by else [ONE] * len(answer.rows)
    groups: dict[str, list[tuple[float, float]]] = {}
    for x, y, by in list(zip(every[chart.x], every[chart.y], split, strict=True))[:MOST_POINTS]:
        if workbench_cells.is_number(x) and workbench_cells.is_number(y):
            groups.setdefault(_name(by), []).append((float(x), float(y)))
    shown = dict(list(groups.items())[:MOST_SERIES])
    points = [point for its in shown.values() for point in its]
    if not points:
        return f'<p class="dim">{safe(text("analyse.chart.no_points"))}</p>'
    its = Drawing((), dict.fromkeys(shown, ()), False, len(groups) > MOST_SERIES)
    told = text("analyse.chart.told_points", y=chart.y, x=chart.x, n=formats.number(len(points)))
    caption = f'<p class="dim">{safe(told)}</p>'
    rows = workbench_table.rows(answer, answer.rows[: workbench_table.MOST_DOWN], told)
    fold = f"<details><summary>{safe(text('analyse.chart.table'))}</summary>{rows}</details>"
    return f"{_legend(its)}{caption}{plot.markup(_cloud(shown, points), told)}{fold}"


def _cloud(
    groups: Mapping[str, Sequence[tuple[float, float]]], points: Sequence[tuple[float, float]]
) -> dict[str, Any]:
    x_low, x_high, y_low, y_high = _edges(points)
    xs, ys = charts.y_ticks(x_low, x_high, 1e-4), charts.y_ticks(y_low, y_high, 1e-4)
    say_x, say_y = workbench_cells.words_for("", xs), workbench_cells.words_for("", ys)
    return {
        "data": [
            {
                "x": [x for x, _ in its],
                "y": [y for _, y in its],
                "mode": "markers",
                "marker": {"color": colour, "size": 7, "line": {"color": palette.CARD, "width": 1}},
            }
            for colour, its in zip(palette.CATEGORIES, groups.values(), strict=False)
        ],
        "layout": {
            **charts.layout(HEIGHT, 24),
            "yaxis": {
                "range": [y_low, y_high],
                "tickvals": list(ys),
                "ticktext": list(map(say_y, ys)),
            },
            "xaxis": {
                "range": [x_low, x_high],
                "tickvals": list(xs),
                "ticktext": list(map(say_x, xs)),
            },
            "shapes": [],
            "annotations": [],
        },
    }


def _edges(points: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    """Lowest and highest of both, with air around."""
    found: list[float] = []
    for numbers in zip(*points, strict=True):
        low, high = min(numbers), max(numbers)
        air = (high - low or abs(high) or 1.0) * 0.06
        found += [low - air, high + air]
    return found[0], found[1], found[2], found[3]


def _legend(its: Drawing) -> str:
    if len(its.series) < 2:
        return ""
    rows = (
        f'<li><i class="swatch" style="background:{palette.property_of(f"category-{at + 1}")}"></i>'
        f"{safe(name)}</li>"
        for at, name in enumerate(its.series)
    )
    return items(rows, "legend")
