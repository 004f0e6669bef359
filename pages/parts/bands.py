"""Moves drawn without a chart library: a Sankey figure in, markup out.

The library takes longer to draw a few bands than the rest of the page takes together. Every
band is a block cut to its shape, so that it keeps the page's colours in light and dark and is
told when the pointer stands on it. Understood is what `flow.figure` uses of Plotly's terms,
nothing more. Heights are in pixels, widths in shares of the room there is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pages.parts import palette
from pages.parts.markup import safe

Figure = Mapping[str, Any]
STEPS = 16  # straight pieces of one edge of a band
NAMES = palette.chart_colours()


@dataclass(frozen=True)
class Place:
    """Where a node stands: on the left or not, its upper edge and its height."""

    is_left: bool
    top: float
    height: float


@dataclass(frozen=True)
class Band:
    """One link: its upper edge at either end, and how thick it is."""

    left: float
    right: float
    thick: float
    colour: str
    words: str


def markup(figure: Figure, alternative: str) -> str:
    """The whole diagram, told by its text alternative alone; the table has every number."""
    height = figure["layout"]["height"]
    (trace,) = figure["data"]
    each = pixels_for_one(trace, height)
    nodes = places(trace, height, each)
    parts = [*map(_band, bands(trace, nodes, each)), *_nodes(trace["node"], nodes)]
    return (
        f'<div class="plot moves" role="figure" aria-label="{safe(alternative)}"><div class="area" '
        f'aria-hidden="true" style="height:{height}px">{"".join(parts)}</div></div>'
    )


def pixels_for_one(trace: Figure, height: float) -> float:
    """The same on both sides: as much as the side with more nodes leaves room for."""
    pad, totals = float(trace["node"]["pad"]), _totals(trace)
    sides: dict[bool, list[float]] = {True: [], False: []}
    for x, total in zip(trace["node"]["x"], totals, strict=True):
        sides[_is_left(x)].append(total)
    return min((height - pad * (len(side) - 1)) / sum(side) for side in sides.values())


def bands(trace: Figure, nodes: Sequence[Place], each: float) -> Iterator[Band]:
    """Links in the order of their ends, one below the other at each node."""
    link = trace["link"]
    links = list(
        zip(link["source"], link["target"], link["value"], link["color"], link["customdata"],
            strict=True)
    )  # fmt: skip
    tops = {node: place.top for node, place in enumerate(nodes)}
    for source, target, value, colour, words in sorted(links, key=lambda its: its[:2]):
        thick = value * each
        yield Band(tops[source], tops[target], thick, colour, words)
        tops[source] += thick
        tops[target] += thick


def _is_left(x: float) -> bool:
    return bool(x < 1 / 2)


def _totals(trace: Figure) -> list[float]:
    """What leaves or reaches each node."""
    link, totals = trace["link"], [0.0] * len(trace["node"]["x"])
    for source, target, value in zip(link["source"], link["target"], link["value"], strict=True):
        totals[source] += value
        totals[target] += value
    return totals


def places(trace: Figure, height: float, each: float) -> list[Place]:
    """Where each node stands: around the middle that the figure gives it."""
    node = trace["node"]
    return [
        Place(_is_left(x), y * height - total * each / 2, total * each)
        for x, y, total in zip(node["x"], node["y"], _totals(trace), strict=True)
    ]


def _band(its: Band) -> str:
    """A block as high as the band needs, cut to its shape."""
    top = min(its.left, its.right)
    height = abs(its.left - its.right) + its.thick
    place, colour = f"top:{top:.1f}px;height:{height:.1f}px", _colour(its.colour)
    cut = f"clip-path:polygon({_outline(its.left - top, its.right - top, its.thick)})"
    shape = f'<i style="{colour};{cut}"></i>'
    return f'<span class="band" style="{place}" data-words="{safe(its.words)}">{shape}</span>'


def _outline(left: float, right: float, thick: float) -> str:
    """The upper edge from left to right, then the lower one back."""
    edge = list(_edge(left, right))
    below = [(x, y + thick) for x, y in reversed(edge)]
    return ",".join(f"{x:.1%} {y:.1f}px" for x, y in (*edge, *below))


def _edge(left: float, right: float) -> Iterator[tuple[float, float]]:
    """A curve that leaves and arrives level: how far across, and how far down."""
    steps = STEPS if abs(left - right) >= 1 else 1
    for step in range(steps + 1):
        t = step / steps
        yield 1.5 * t * (1 - t) + t**3, left + (right - left) * t * t * (3 - 2 * t)


def _nodes(node: Figure, nodes: Sequence[Place]) -> Iterator[str]:
    """An upright bar where bands begin or end, and its words beside it."""
    for place, words, colour in zip(nodes, node["label"], node["color"], strict=True):
        side = "left" if place.is_left else "right"
        look = f"background:{palette.property_of(NAMES[colour])}"
        at = f"top:{place.top:.1f}px;height:{place.height:.1f}px"
        yield f'<span class="post {side}" style="{at};{look}"></span>'
        middle = f"top:{place.top + place.height / 2:.1f}px"
        yield f'<span class="post-name {side}" style="{middle}">{safe(words)}</span>'


def _colour(rgba: str) -> str:
    """'rgba(11,85,99,0.62)' as the page's own colour, by its property, and how much is seen."""
    *rgb, alpha = rgba.removeprefix("rgba(").removesuffix(")").split(",")
    solid = "#" + "".join(f"{int(number):02X}" for number in rgb)
    return f"background:{palette.property_of(NAMES[solid])};opacity:{alpha}"
