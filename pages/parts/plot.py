"""A trend drawn without a chart library: a figure in, markup out.

The library takes longer to draw a line than the rest of a page takes together. Here lines and
areas are one picture, stretched to the width there is; words, special points and what is told
when the pointer stands over a period are markup above it, so that they keep their size.
Understood is what `charts.trend` uses of Plotly's terms, nothing more. Heights are in pixels.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from pages.parts import palette
from pages.parts.markup import safe, svg_image

Figure = Mapping[str, Any]
BELOW = 30  # for the years
LETTER = 8  # of the marks of the axis
WIDE = 1000  # the picture's own width before it is stretched
EDGE = 8  # the picture reaches so far above and below, that no point is cut in half
DASHES = {"dash": "9 6", "dot": "2 3"}
NAMES = palette.chart_colours()
# A picture's own width is what it has room for: on a telephone the points would be one blot.
NARROW = "<style>@media(max-width:300px){.dots{display:none}path{stroke-width:1.5px}}</style>"
LATE = 0.6  # from here on what is told stands left of the pointer

Placed = Callable[[float, "Scale"], str]


@dataclass(frozen=True)
class Scale:
    """From the numbers of a figure to places: across as a share 0-1, down in pixels."""

    first: float
    last: float
    low: float
    high: float
    height: float

    def across(self, x: float) -> float:
        """0 at the left edge, 1 at the right one."""
        return (x - self.first) / (self.last - self.first)

    def down(self, y: float) -> float:
        """Pixels from the upper edge."""
        return (self.high - y) / (self.high - self.low) * self.height


def markup(figure: Figure, alternative: str) -> str:
    """The whole chart, told by its text alternative alone; the table has every number."""
    layout, scale = figure["layout"], _scale(figure["layout"])
    margin, marks = layout["margin"], layout["yaxis"]["ticktext"]
    left = 10 + LETTER * max(map(len, marks), default=0)
    edges = f"padding:{margin['t']}px {margin['r']}px {BELOW}px {left}px"
    parts, height = "".join(_parts(figure, scale)), f"height:{scale.height:g}px"
    return (
        f'<div class="plot" role="figure" aria-label="{safe(alternative)}" style="{edges}">'
        f'<div class="area" aria-hidden="true" style="{height}">{parts}</div></div>'
    )


def _scale(layout: Figure) -> Scale:
    height = layout["height"] - layout["margin"]["t"] - BELOW
    (first, last), (low, high) = layout["xaxis"]["range"], layout["yaxis"]["range"]
    return Scale(first, last, low, high, height)


def _parts(figure: Figure, scale: Scale) -> Iterator[str]:
    layout = figure["layout"]
    yield from _axis("yaxis", layout["yaxis"], _height, scale)
    yield from _axis("xaxis", layout["xaxis"], _column, scale)
    yield svg_image(drawing(figure, scale), "", "drawn")
    for trace in figure["data"]:
        yield from _points(trace, scale)
    yield from (_note(its, scale) for its in layout["annotations"])
    for trace in figure["data"]:
        yield from _told(trace, scale)


def _axis(css: str, axis: Figure, place: Placed, scale: Scale) -> Iterator[str]:
    """Its words; every second of them, the last not, may go where there is little room."""
    words = axis["ticktext"]
    for number, (at, said) in enumerate(zip(axis["tickvals"], words, strict=True), start=1):
        second = " second" if (len(words) - number) % 2 else ""
        yield f'<span class="{css}{second}" style="{place(at, scale)}">{_words(said)}</span>'


def _height(y: float, scale: Scale) -> str:
    return f"top:{scale.down(y):.1f}px"


def _column(x: float, scale: Scale) -> str:
    return f"left:{scale.across(x):.2%}"


# The picture


def drawing(figure: Figure, scale: Scale) -> str:
    """Areas, lines and small points, and the upright lines of breaks and events."""
    shapes = figure["layout"]["shapes"]
    drawn = [
        *(_level(at, scale) for at in figure["layout"]["yaxis"]["tickvals"]),
        *(_upright(its, scale) for its in shapes if its["layer"] == "below"),
        *(mark for trace in figure["data"] for mark in _lines(trace, scale)),
        *(_upright(its, scale) for its in shapes if its["layer"] == "above"),
    ]
    box = f"0 {-EDGE} {WIDE} {scale.height + 2 * EDGE:g}"
    css = {f"{part}-{name}": (part, name) for name in NAMES.values() for part in ("fill", "stroke")}
    used = {name: its for name, its in css.items() if any(f'"{name}"' in mark for mark in drawn)}
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" preserveAspectRatio="none">'
        f"{palette.svg_style(used)}{NARROW}{''.join(drawn)}</svg>"
    )


def _lines(trace: Figure, scale: Scale) -> Iterator[str]:
    line, is_stepped = trace.get("line", {}), trace.get("line", {}).get("shape") == "hv"
    if "lines" not in trace["mode"]:
        return
    path = _path(trace["x"], trace["y"], scale, is_stepped)
    if trace.get("fill"):
        yield f'<path d="{path}Z" {_paint("fill", trace["fillcolor"])}/>'
        return
    yield _stroke(path, line["color"], line["width"], line.get("dash", "solid"))
    if "markers" in trace["mode"]:
        marker = trace["marker"]
        yield f'<g class="dots">{_stroke(_dots(trace, scale), marker["color"], marker["size"])}</g>'


def _stroke(path: str, colour: str, width: float, dash: str = "solid") -> str:
    dashed = f' stroke-dasharray="{DASHES[dash]}"' if dash in DASHES else ""
    round_ends = "" if dashed else ' stroke-linecap="round" stroke-linejoin="round"'
    return (
        f'<path d="{path}" fill="none" {_paint("stroke", colour)} stroke-width="{width:g}" '
        f'vector-effect="non-scaling-stroke"{dashed}{round_ends}/>'
    )


def _level(y: float, scale: Scale) -> str:
    return _stroke(f"M0 {scale.down(y):.1f}H{WIDE}", palette.RULE, 1)


def _upright(shape: Figure, scale: Scale) -> str:
    path, line = f"M{scale.across(shape['x0']) * WIDE:.1f} 0V{scale.height:g}", shape["line"]
    return _stroke(path, line["color"], line["width"], line["dash"])


def _path(
    xs: Sequence[float], ys: Sequence[float | None], scale: Scale, is_stepped: bool = False
) -> str:
    """The line, lifted where there is no value."""
    parts, is_down = [], False
    for x, y in zip(xs, ys, strict=True):
        if y is not None:
            across, down = f"{scale.across(x) * WIDE:.1f}", f"{scale.down(y):.1f}"
            stepped = f"H{across}V{down}" if is_stepped else f"L{across} {down}"
            parts.append(stepped if is_down else f"M{across} {down}")
        is_down = y is not None
    return "".join(parts)


def _dots(trace: Figure, scale: Scale) -> str:
    """Lines of no length: their round ends are the points, and stay round when stretched."""
    places = zip(trace["x"], trace["y"], strict=True)
    return "".join(
        f"M{scale.across(x) * WIDE:.1f} {scale.down(y):.1f}h0" for x, y in places if y is not None
    )


def _paint(part: str, colour: str) -> str:
    """The light colour, and the class by which dark mode exchanges it."""
    if colour.startswith("rgba"):
        *rgb, alpha = colour.removeprefix("rgba(").removesuffix(")").split(",")
        solid = "#" + "".join(f"{int(number):02X}" for number in rgb)
        return f'{_paint(part, solid)} {part}-opacity="{alpha}"'
    return f'class="{part}-{NAMES[colour]}" {part}="{colour}"'


# What stands above it


def _points(trace: Figure, scale: Scale) -> Iterator[str]:
    """Points that are more than a place on the line, and what is written at them."""
    if "lines" in trace["mode"]:
        return
    sizes = trace["marker"]["size"]
    for at, (x, y) in enumerate(zip(trace["x"], trace["y"], strict=True)):
        size = sizes[at] if isinstance(sizes, list) else sizes
        place = f"{_column(x, scale)};{_height(y, scale)}"
        yield _point(trace["marker"], size, place)
        if "text" in trace:
            css = trace["textposition"].replace(" ", "-")
            yield f'<span class="value {css}" style="{place}">{_words(trace["text"][at])}</span>'


def _point(marker: Figure, size: float, place: str) -> str:
    rim, css = marker["line"], marker.get("symbol", "circle")
    colours = f"--inner:{_property(marker['color'])};--rim:{_property(rim['color'])}"
    sizes = f"--size:{size}px;--wide:{rim['width']}px"
    return f'<span class="point {css}" style="{place};{sizes};{colours}"></span>'


def _note(note: Figure, scale: Scale) -> str:
    """Words at a place, moved by as many pixels as the figure says."""
    is_above = note.get("yref") == "paper"
    down = (0 if is_above else scale.down(note["y"])) - note.get("yshift", 0)
    css = f"{note.get('xanchor') or _side(scale.across(note['x']))} {note['yanchor']}"
    look = f"color:{_property(note['font']['color'])};font-size:{note['font']['size']}px"
    if "bgcolor" in note:
        css, look = f"{css} badge", f"{look};background:{_property(note['bgcolor'])}"
    place = f"{_column(note['x'], scale)};top:{down:.1f}px;margin-left:{note.get('xshift', 0)}px"
    return f'<span class="note {css}" style="{place};{look}">{_words(note["text"])}</span>'


def _side(across: float) -> str:
    """Which edge of some words stands at their place, so that they stay inside."""
    return "left" if across < 1 / 3 else "right" if across > 2 / 3 else "center"


def _told(trace: Figure, scale: Scale) -> Iterator[str]:
    """What is told of each period while the pointer stands over it."""
    width = scale.across(1) - scale.across(0)
    for x, words in zip(trace["x"], trace.get("customdata", ()), strict=False):
        if words:
            across = scale.across(x)
            css = "told late" if across > LATE else "told"
            place = f"left:{across - width / 2:.2%};width:{width:.2%}"
            yield f'<span class="{css}" style="{place}" data-words="{_plain(words)}"></span>'


def _words(words: str) -> str:
    """Words that may be bold as a whole and stand on several lines."""
    lines = "<br>".join(_plain(line) for line in words.split("<br>"))
    return f"<b>{lines}</b>" if words.startswith("<b>") else lines


def _plain(words: str) -> str:
    lines = words.replace("<br>", "\n").replace("<b>", "").replace("</b>", "")
    return safe(unescape(lines))


def _property(colour: str) -> str:
    return palette.property_of(NAMES[colour])
