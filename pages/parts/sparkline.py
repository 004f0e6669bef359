"""A small line of one indicator's months: an SVG drawing and its words.

Numbers in, strings out. Months without a value to draw are gaps, never zeros.
"""

from collections.abc import Sequence

from kpis.model import Result, Target
from pages.parts import formats, palette, sentences, units
from pages.parts.markup import svg_image
from pages.parts.texts import text

WIDTH, HEIGHT, EDGE = 132.0, 44.0, 5.0
DARK = {
    "value": ("stroke", "primary"),
    "last": ("fill", "primary"),
    "target": ("stroke", "on-course-fill"),
}
SMALLEST_SPAN = 0.05
"""At least five percentage points, or that part of the largest value, from bottom to top: noise
must not look like a landslide."""


def sparkline(results: Sequence[Result], target: Target | None) -> str:
    """The drawing as markup; nothing when fewer than two months have a value to draw."""
    shown = [result for result in results if sentences.drawn(result) is not None]
    if len(shown) < 2:
        return ""
    return svg_image(drawing(results, target), words(shown), "spark")


def drawing(results: Sequence[Result], target: Target | None) -> str:
    """The line with its last point marked, and the target as a dashed line."""
    values = [sentences.drawn(result) for result in results]
    limits = [limit for limit in (target.low, target.high) if limit is not None] if target else []
    is_points = units.differs_in_points(results[0].kpi)
    low, high = _span([value for value in values if value is not None] + limits, is_points)
    points = [
        None if value is None else (_x(at, len(values)), _y(value, low, high))
        for at, value in enumerate(values)
    ]
    marks = "".join(_target(_y(limit, low, high)) for limit in limits)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}">'
        f"{palette.svg_style(DARK)}{marks}"
        f'<path class="value" d="{_path(points)}" fill="none" stroke="{palette.PRIMARY}" '
        'stroke-width="2" stroke-linejoin="round" stroke-linecap="round"/>'
        f"{_last(points)}</svg>"
    )


def words(shown: Sequence[Result]) -> str:
    """The text alternative: first and last value with their months."""
    first, last = shown[0], shown[-1]
    return text(
        "ui.spark.alternative",
        first=sentences.value_or_reason(first),
        first_month=formats.period(first.period),
        last=sentences.value_or_reason(last),
        last_month=formats.period(last.period),
    )


Point = tuple[float, float] | None


def _span(values: Sequence[float], is_points: bool) -> tuple[float, float]:
    low, high = min(values), max(values)
    smallest = SMALLEST_SPAN if is_points else SMALLEST_SPAN * max(map(abs, values)) or 1.0
    missing = max(0.0, smallest - (high - low)) / 2
    return low - missing, high + missing


def _x(at: int, count: int) -> float:
    return EDGE + (WIDTH - 2 * EDGE) * at / (count - 1)


def _y(value: float, low: float, high: float) -> float:
    return HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * (value - low) / (high - low)


def _path(points: Sequence[Point]) -> str:
    parts, pen = [], "M"
    for point in points:
        if point is not None:
            parts.append(f"{pen}{point[0]:.1f} {point[1]:.1f}")
        pen = "M" if point is None else "L"
    return "".join(parts)


def _last(points: Sequence[Point]) -> str:
    x, y = next(point for point in reversed(points) if point is not None)
    return f'<circle class="last" cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{palette.PRIMARY}"/>'


def _target(y: float) -> str:
    return (
        f'<path class="target" d="M{EDGE:g} {y:.1f}H{WIDTH - EDGE:g}" stroke="{palette.TARGET}" '
        'stroke-width="1.5" stroke-dasharray="5 3"/>'
    )
