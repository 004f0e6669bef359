"""The chart of a panel: several lines over the same periods, each with a letter of its own.

A line is told from the others by its letter at the right end and by its dashes, not by its
colour alone; the legend above says which letter is which and ends with the newest number.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from kpis.model import Result
from pages.parts import charts, explorer_words, formats, labels, palette, plot, sentences
from pages.parts.explorer_panels import Line, Panel
from pages.parts.markup import items, safe
from pages.parts.texts import listed, text

HEIGHT = 360
DASHES = ("solid", "dash", "dot")
LETTER = 22  # pixels right of the last point
EVERYBODY, YEAR_BEFORE = palette.INK, palette.LIMITS
Drawn = tuple[str, Line, str, str, float]  # letter, line, colour, dash, width


def markup(panel: Panel) -> str:
    """Legend and chart; empty where nothing may be drawn."""
    lines = list(_lines(panel))
    if not lines:
        return ""
    return _legend(lines) + plot.markup(figure(panel), alternative(panel))


def figure(panel: Panel) -> dict[str, Any]:
    """The lines, their letters, and what is told of each period."""
    lines = list(_lines(panel))
    numbers = [sentences.drawn(its) for _, line, *_ in lines for its in line.results if its]
    low, high = charts.y_range(panel.kpi, numbers)
    layout = charts.layout(HEIGHT, LETTER + 12)
    layout |= {"xaxis": charts.x_axis(panel.periods), "yaxis": charts.y_axis(panel.kpi, low, high)}
    pixels = HEIGHT - charts.TOP - charts.BELOW
    layout |= {"shapes": [], "annotations": list(_letters(lines, pixels / (high - low)))}
    return {
        "data": [*(_trace(its, panel.periods) for its in lines), _told(panel, lines)],
        "layout": layout,
    }


def alternative(panel: Panel) -> str:
    """What the chart shows, for someone who cannot see it."""
    named = [_newest(line) for _, line, *_ in _lines(panel)]
    return text(
        "udforsk.chart.alt",
        title=panel.title,
        first=formats.period(panel.periods[0]),
        last=formats.period(panel.periods[-1]),
        lines=listed(named),
    )


def _lines(panel: Panel) -> Iterator[Drawn]:
    """Everybody first and thick; then the lines; then a year before, of one line alone."""
    for at, line in enumerate(panel.drawn):
        colour = palette.CATEGORIES[at % len(palette.CATEGORIES)]
        yield _letter(at), line, colour, DASHES[at % len(DASHES)] if at else "solid", 2.5
    if panel.everybody and panel.everybody.is_drawn and panel.drawn:
        yield text("udforsk.chart.all_short"), panel.everybody, EVERYBODY, "solid", 1.5
    if len(panel.lines) == 1 and panel.lines[0].before:
        before = Line(text("udforsk.year_before"), panel.lines[0].before)
        if before.is_drawn:
            yield text("udforsk.chart.before_short"), before, YEAR_BEFORE, "dash", 2.0


def _letter(at: int) -> str:
    return chr(ord("A") + at)


def _trace(drawn: Drawn, periods: Sequence[str]) -> dict[str, Any]:
    _, line, colour, dash, width = drawn
    points = list(_points(line, periods))
    return {
        "type": "scatter",
        "x": [x for x, _ in points],
        "y": [y for _, y in points],
        "mode": "lines+markers",
        "line": {"color": colour, "width": width, "dash": dash},
        "marker": {"size": 4, "color": colour},
        "connectgaps": False,
    }


def _points(line: Line, periods: Sequence[str]) -> Iterator[tuple[float, float | None]]:
    """Place and value; a hole at each break of the indicator, so that no line goes across it."""
    kpi = next((its.kpi for its in line.results if its), "")
    breaks = explorer_words.restarts(kpi, periods)
    for at, its in enumerate(line.results):
        if at in breaks:
            yield at - 0.5, None
        yield at, sentences.drawn(its) if its else None


def _told(panel: Panel, lines: Sequence[Drawn]) -> dict[str, Any]:
    """An invisible trace that carries the words of each period, once for all lines."""
    words = [_words(panel.periods[at], at, lines) for at in range(len(panel.periods))]
    return {
        "type": "scatter",
        "x": list(range(len(panel.periods))),
        "y": [None] * len(panel.periods),
        "mode": "lines",
        "line": {"color": palette.INK, "width": 1, "dash": "solid"},
        "customdata": words,
    }


def _words(period: str, at: int, lines: Sequence[Drawn]) -> str:
    each = (
        f"{letter}: {sentences.value_or_reason(its)}"
        for letter, line, *_ in lines
        if (its := line.results[at])
    )
    return "<br>".join((f"<b>{formats.period(period)}</b>", *each))


def _letters(lines: Sequence[Drawn], scale: float) -> Iterator[dict[str, Any]]:
    """The letter of each line at its newest point, moved apart where they would touch."""
    placed = [(letter, colour, *end) for letter, line, colour, *_ in lines if (end := _end(line))]
    shifts = labels.spread(None, [value * scale for *_, value in placed], gap=15)
    for (letter, colour, at, value), shift in zip(placed, shifts, strict=True):
        yield {
            "x": at,
            "y": value,
            "xanchor": "left",
            "yanchor": "middle",
            "xshift": 8,
            "yshift": shift,
            "showarrow": False,
            "text": f"<b>{letter}</b>",
            "font": {"size": 13, "color": colour},
        }


def _end(line: Line) -> tuple[int, float] | None:
    """Where its last drawn point is."""
    drawn = [(at, sentences.drawn(its)) for at, its in enumerate(line.results) if its]
    there = [(at, value) for at, value in drawn if value is not None]
    return there[-1] if there else None


def _legend(lines: Sequence[Drawn]) -> str:
    return items((_mark(its) for its in lines), "legend lines")


def _mark(drawn: Drawn) -> str:
    letter, line, colour, dash, _ = drawn
    tone = f"--tone:{palette.property_of(plot.NAMES[colour])}"
    swatch = f'<i class="stroke {dash}" style="{tone}"></i>'
    return f"<li>{swatch}<b>{safe(letter)}</b>{safe(_newest(line))}</li>"


def _newest(line: Line) -> str:
    """'18-29 år: 64,2 %', with the last number of the line or why it has none."""
    last: Result | None = line.last
    words = sentences.value_or_reason(last) if last else text("udforsk.no_number")
    return text("udforsk.chart.mark", name=line.name, value=words)
