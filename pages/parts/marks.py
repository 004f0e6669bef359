"""Breaks and named events on a trend: a line for each, numbered, told in a list below.

A single one carries its words at the line; where there are more, words would run into each
other on a narrow screen, so numbers stand at the lines, and those close together on rows of
their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import kpis
from kpis.facts import Event
from pages.parts import formats, palette, swings
from pages.parts.markup import safe
from pages.parts.texts import text

if TYPE_CHECKING:
    from pages.parts.charts import Trend

ROW = 19  # pixels between two rows of numbers
WIDEST = 14  # numbers that stand beside each other on a telephone


@dataclass(frozen=True)
class Mark:
    """`at` is its place on the axis of periods; `is_break`: what is before does not compare."""

    number: int
    at: float
    day: date
    words: str
    is_break: bool


def marks(series: "Trend") -> tuple[Mark, ...]:
    """Every break and event within the periods drawn, the oldest first."""
    breaks = [
        (its.day, at - 0.5, swings.break_words(its), True) for at, its in series.breaks.items()
    ]
    events = [
        (day, float(at), words, False)
        for day, words in series.events
        if (at := _place(series, day)) is not None
    ]
    ordered = sorted([*breaks, *events], key=lambda its: its[:2])
    return tuple(
        Mark(number, at, day, words, is_break)
        for number, (day, at, words, is_break) in enumerate(ordered, 1)
    )


def drawn(series: "Trend") -> dict[str, Any]:
    """Shapes and annotations of a figure's layout."""
    found = marks(series)
    placed = zip(found, rows(found, len(series.results)), strict=True)
    return {
        "shapes": [_vertical(its) for its in found],
        "annotations": [_label(its, row, len(found) == 1) for its, row in placed],
    }


def room(series: "Trend") -> int:
    """Pixels above the plot that the rows of numbers take beyond the first."""
    return ROW * max(rows(marks(series), len(series.results)), default=0)


def rows(found: Sequence[Mark], periods: int) -> list[int]:
    """The row of each mark, so that no two on one row are closer than a number is wide."""
    last: list[float] = []
    placed = []
    for its in found:
        free = [row for row, at in enumerate(last) if its.at - at >= periods / WIDEST]
        row = free[0] if free else len(last)
        last[row : row + 1] = [its.at]
        placed.append(row)
    return placed


def listing(series: "Trend") -> str:
    """The marks in words, by their numbers; nothing where there are none."""
    found = marks(series)
    if not found:
        return ""
    lines = "".join(_line(its, len(found) > 1) for its in found)
    return f'<ol class="marked">{lines}</ol>'


def _line(its: Mark, has_number: bool) -> str:
    css = "break" if its.is_break else "event"
    number = f'<b class="{css}">{its.number}</b>' if has_number else ""
    return f"<li>{number}<span>{safe(its.words)}</span></li>"


def event_words(its: Event) -> str:
    """'12. marts 2026: Nyt hus åbnede', 'Fra 1. til ...' where it lasted for days."""
    day = formats.day_long(its.first)
    if its.last is None or its.last == its.first:
        return text("trend.event", day=day, title=its.title)
    return text("trend.event_days", day=day, last=formats.day_long(its.last), title=its.title)


def _place(series: "Trend", day: date) -> int | None:
    """The period a day lies in; None for a day outside those drawn."""
    for at, result in enumerate(series.results):
        span = kpis.period(result.period)
        if span.first <= day <= span.last:
            return at
    return None


def _vertical(its: Mark) -> dict[str, Any]:
    return {
        "type": "line",
        "xref": "x",
        "yref": "paper",
        "x0": its.at,
        "x1": its.at,
        "y0": 0,
        "y1": 1,
        "layer": "above" if its.is_break else "below",
        "line": {
            "color": palette.INK if its.is_break else palette.MUTED,
            "width": 1.5 if its.is_break else 1,
            "dash": "dot" if its.is_break else "solid",
        },
    }


def _label(its: Mark, row: int, is_alone: bool) -> dict[str, Any]:
    label = {
        "x": its.at,
        "y": 1,
        "xref": "x",
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": 2 + ROW * row,
        "showarrow": False,
        "text": _single(its) if is_alone else f"<b>{its.number}</b>",
        "font": {"size": 12, "color": palette.INK},
    }
    return label if is_alone else label | _badge(its)


def _single(its: Mark) -> str:
    key = "signals.break.label" if its.is_break else "trend.event_label"
    return f"{text(key)} {formats.day(its.day)}"


def _badge(its: Mark) -> dict[str, Any]:
    """A break is a dark number, an event a light one with a rim."""
    fill, ink = (palette.INK, palette.CARD) if its.is_break else (palette.CARD, palette.INK)
    return {
        "bgcolor": fill,
        "bordercolor": palette.INK,
        "borderwidth": 1,
        "borderpad": 1,
        "width": 14,
        "font": {"size": 11, "color": ink},
    }
