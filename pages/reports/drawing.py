"""A trend as an SVG drawing: the page's chart for paper and for the self-contained web page.

Numbers in, a string out; it never looks anything up. The colours are given by name, so that
the same drawing can follow a light and a dark page.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

from kpis.model import Course
from pages.parts import palette
from pages.reports.frozen import Point, Tick, Trend

COLOURS: Mapping[str, str] = {
    "ink": palette.INK,
    "muted": palette.MUTED,
    "rule": palette.RULE,
    "card": palette.CARD,
    "primary": palette.PRIMARY,
    "target": palette.TARGET,
    "limits": palette.LIMITS,
    "improvement": palette.TONES[Course.ON_COURSE].text,
    "concern": palette.TONES[Course.ACT].fill,
    "neutral": palette.PRIMARY,
}
FONT = "IBM Plex Sans, sans-serif"
CHARACTER = 0.6  # widths of a letter, as parts of the size of the type
DOTS_UP_TO = 26  # more points than this run together


@dataclass(frozen=True)
class Paper:
    """The sheet to draw on, in SVG units; `type_size` is that of the axes."""

    width: float = 560
    height: float = 200
    type_size: float = 11
    colours: Mapping[str, str] = field(default_factory=lambda: COLOURS)

    def colour(self, name: str) -> str:
        """The colour with a meaning."""
        return self.colours[name]


@dataclass(frozen=True)
class Frame:
    """Where the axes lie on a sheet."""

    trend: Trend
    paper: Paper

    @property
    def left(self) -> float:
        """Room for the longest mark of the value axis."""
        longest = max((len(tick.words) for tick in self.trend.y_ticks), default=2)
        return 8 + longest * self.paper.type_size * CHARACTER

    @property
    def right(self) -> float:
        """Where the plot ends; the last value stands beyond it."""
        last = _last_drawn(self.trend.points)
        words = last[1].words if last else ""
        return self.paper.width - 14 - len(words) * self.paper.type_size * 1.2 * CHARACTER

    @property
    def top(self) -> float:
        """Room for the day of a break."""
        return self.paper.type_size * (1.8 if self.trend.events else 0.8)

    @property
    def bottom(self) -> float:
        """Room for the marks of time."""
        return self.paper.height - self.paper.type_size * 2

    def x(self, at: float) -> float:
        """Where a period stands; the plot begins a little before the first."""
        share = (at + 0.3) / (len(self.trend.points) - 0.4)
        return self.left + share * (self.right - self.left)

    def y(self, value: float) -> float:
        """Where a value stands."""
        share = (value - self.trend.low) / (self.trend.high - self.trend.low)
        return self.bottom - share * (self.bottom - self.top)


def svg(
    trend: Trend, paper: Paper | None = None, title: str = "", extra: str = "", name: str = ""
) -> str:
    """The drawing. `title` names it for those who listen, under ids that end in `name`;
    `extra` are more attributes.
    """
    frame = Frame(trend, paper or Paper())
    layers = (_grid, _time_axis, _bands, _limits, _targets, _breaks, _line, _dots, _signs, _newest)
    drawn = "".join(part for layer in layers for part in layer(frame))
    size = f'viewBox="0 0 {frame.paper.width:g} {frame.paper.height:g}"'
    named = f'<title id="t-{name}">{escape(title)}</title>' if title else ""
    told = f'<desc id="d-{name}">{escape(trend.alternative)}</desc>' if title else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{FONT}" '
        f'font-size="{frame.paper.type_size:g}"{extra}>{named}{told}{drawn}</svg>'
    )


def _grid(frame: Frame) -> Iterator[str]:
    for tick in frame.trend.y_ticks:
        y = frame.y(tick.at)
        yield _path(frame, f"M{frame.left:.1f} {y:.1f}H{frame.right:.1f}", "rule", 1)
        place = (frame.left - 6, y + frame.paper.type_size * 0.36)
        yield _words(frame, place, tick.words, "end", "muted")


def _time_axis(frame: Frame) -> Iterator[str]:
    y = frame.bottom
    yield _path(frame, f"M{frame.left:.1f} {y:.1f}H{frame.right:.1f}", "muted", 1)
    for tick in _apart(frame):
        x = frame.x(tick.at)
        yield _path(frame, f"M{x:.1f} {y:.1f}v4", "muted", 1)
        place = (x, y + frame.paper.type_size * 1.5)
        yield _words(frame, place, tick.words, _anchor(frame, tick), "muted")


def _apart(frame: Frame) -> Iterator[Tick]:
    """The marks of time that have room before the next one."""
    ticks = frame.trend.x_ticks
    for tick, after in zip(ticks, (*ticks[1:], None), strict=True):
        letters = len(tick.words) * (1.5 if _anchor(frame, tick) == "start" else 1) + 1
        room = letters * frame.paper.type_size * CHARACTER
        if after is None or frame.x(after.at) - frame.x(tick.at) > room:
            yield tick


def _anchor(frame: Frame, tick: Tick) -> str:
    """A mark close to the value axis begins at its place instead of standing around it."""
    return "start" if frame.x(tick.at) - frame.left < len(tick.words) * 2 else "middle"


def _bands(frame: Frame) -> Iterator[str]:
    """The band of a target, and the uncertainty where there are no limits."""
    yield from _filled(frame, lambda its: (its.target_low, its.target_high), "target", 0.08)
    if not _has_limits(frame.trend.points):
        yield from _filled(frame, lambda its: (its.low, its.high), "primary", 0.10)


def _limits(frame: Frame) -> Iterator[str]:
    yield from _filled(frame, lambda its: (its.lower, its.upper), "limits", 0.09)
    is_trial = any(its.is_trial for its in frame.trend.points)
    dash = "1.5 2.5" if is_trial else "5 3"
    for edge in (lambda its: its.lower, lambda its: its.upper):
        yield from _lines(frame, edge, "limits", 1, dash)
    yield from _lines(frame, lambda its: its.mean, "limits", 1.1)


def _targets(frame: Frame) -> Iterator[str]:
    """Steps: a target holds until the next one begins."""
    for bound in (lambda its: its.target_low, lambda its: its.target_high):
        for stretch in _stretches(frame.trend, bound, at_breaks=False):
            steps = [f"M{frame.x(stretch[0][0]):.1f} {frame.y(stretch[0][1]):.1f}"]
            steps += [f"H{frame.x(at):.1f}V{frame.y(height):.1f}" for at, height in stretch[1:]]
            if len(stretch) == 1:
                steps = [f"M{frame.left:.1f} {frame.y(stretch[0][1]):.1f}H{frame.right:.1f}"]
            yield _path(frame, "".join(steps), "target", 1.7, "6 4")


def _breaks(frame: Frame) -> Iterator[str]:
    for event in frame.trend.events:
        x = frame.x(event.at - 0.5)
        span = f"M{x:.1f} {frame.top:.1f}V{frame.bottom:.1f}"
        yield _path(frame, span, "ink", 1.3, "1.5 2.5")
        anchor = "middle" if frame.left + 40 < x < frame.right - 40 else "start"
        yield _words(frame, (x, frame.top - 4), event.label, anchor, "ink")


def _line(frame: Frame) -> Iterator[str]:
    yield from _lines(frame, lambda its: its.value, "primary", 2)


def _dots(frame: Frame) -> Iterator[str]:
    """Every point of a short trend; of a long one those that stand alone."""
    points = frame.trend.points
    is_short = len(points) <= DOTS_UP_TO
    for at, its in enumerate(points):
        around = [p.value for p in points[max(0, at - 1) : at + 2]]
        is_alone = sum(value is not None for value in around) == 1
        if its.value is not None and (is_short or is_alone):
            yield _circle(frame, at, its.value, 2.2)


def _signs(frame: Frame) -> Iterator[str]:
    """A triangle on every unusual point: it points the way the value went."""
    for at, its in enumerate(frame.trend.points):
        if not its.sign or its.value is None:
            continue
        x, y, up = frame.x(at), frame.y(its.value), -1 if its.sign == "high" else 1
        corners = f"M{x:.1f} {y + up * 6:.1f}l5.5 {-up * 9.5:.1f}h-11z"
        colour = frame.paper.colour(its.meaning)
        edge = frame.paper.colour("card")
        yield f'<path d="{corners}" fill="{colour}" stroke="{edge}" stroke-width="1"/>'


def _newest(frame: Frame) -> Iterator[str]:
    """The newest value beside its point; quieter where the period asked for has none."""
    found = _last_drawn(frame.trend.points)
    if not found:
        return
    at, its = found
    value, is_newest = its.value or 0.0, at == len(frame.trend.points) - 1
    if is_newest and not its.sign:
        yield _circle(frame, at, value, 4)
    size = frame.paper.type_size * 1.2
    place = (frame.x(at) + 8, frame.y(value) + size * 0.36)
    look = f' font-size="{size:g}" font-weight="700"' if is_newest else ""
    yield _words(frame, place, its.words, "start", "ink" if is_newest else "muted", look)


def _last_drawn(points: Sequence[Point]) -> tuple[int, Point] | None:
    drawn = [(at, its) for at, its in enumerate(points) if its.value is not None]
    return drawn[-1] if drawn else None


def _has_limits(points: Iterable[Point]) -> bool:
    return any(its.lower is not None for its in points)


Height = Callable[[Point], float | None]


def _lines(
    frame: Frame, height: Height, colour: str, width: float, dash: str = ""
) -> Iterator[str]:
    for stretch in _stretches(frame.trend, height):
        places = " ".join(f"{frame.x(at):.1f} {frame.y(value):.1f}" for at, value in stretch)
        if len(stretch) > 1:
            yield _path(frame, f"M{places}", colour, width, dash)


def _filled(
    frame: Frame,
    bounds: Callable[[Point], tuple[float | None, float | None]],
    colour: str,
    opacity: float,
) -> Iterator[str]:
    lower = _stretches(frame.trend, lambda its: bounds(its)[0] if None not in bounds(its) else None)
    points = frame.trend.points
    for stretch in lower:
        below = [f"{frame.x(at):.1f} {frame.y(low):.1f}" for at, low in stretch]
        above = [
            f"{frame.x(at):.1f} {frame.y(bounds(points[at])[1] or 0):.1f}" for at, _ in stretch
        ]
        shape = f"M{' '.join([*below, *reversed(above)])}z"
        yield f'<path d="{shape}" fill="{frame.paper.colour(colour)}" fill-opacity="{opacity}"/>'


def _stretches(
    trend: Trend, height: Height, at_breaks: bool = True
) -> Iterator[list[tuple[int, float]]]:
    """Neighbouring periods that have a height; none goes across a break of the series."""
    starts = {event.at for event in trend.events if event.kind == "break"} if at_breaks else set()
    part, keyed = 0, []
    for at, its in enumerate(trend.points):
        value = height(its)
        if at in starts or value is None:
            part += 1
        if value is not None:
            keyed.append((part, at, value))
    for _, group in groupby(keyed, key=lambda one: one[0]):
        yield [(at, value) for _, at, value in group]


def _path(frame: Frame, d: str, colour: str, width: float, dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="{d}" fill="none" stroke="{frame.paper.colour(colour)}" '
        f'stroke-width="{width:g}" stroke-linejoin="round"{dashed}/>'
    )


def _circle(frame: Frame, at: int, value: float, radius: float) -> str:
    place = f'cx="{frame.x(at):.1f}" cy="{frame.y(value):.1f}" r="{radius:g}"'
    return f'<circle {place} fill="{frame.paper.colour("primary")}"/>'


def _words(
    frame: Frame, place: tuple[float, float], words: str, anchor: str, colour: str, more: str = ""
) -> str:
    return (
        f'<text x="{place[0]:.1f}" y="{place[1]:.1f}" text-anchor="{anchor}" '
        f'fill="{frame.paper.colour(colour)}"{more}>{escape(words)}</text>'
    )
