"""Who moved where on the ladder within a year: a Sankey diagram of released counts.

A hidden count is never drawn by its size: what is hidden of one origin is one band of a
fixed width, so that no width tells a number that the tables do not.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import kpis
from kpis.model import Result
from pages.parts import charts, formats, palette
from pages.parts.markup import items, safe
from pages.parts.texts import listed, text

OFF, GONE = "akut/udredning", "exit"
ENTERED = ("0", "A")  # step 0 and its zone: in the year before they had no help
HIDDEN = "hidden"
HIDDEN_WIDTH = 0.02  # of all that is drawn
HEIGHT, GAP = 430, 16  # pixels
WAYS = ("down", "same", "up", "came", "gone", HIDDEN)


@dataclass(frozen=True)
class Flow:
    """Citizens from one place a year before to another now; None where the count is hidden.

    `way` is down, same, up, came for those who entered, or gone for those who left the ladder.
    """

    before: str
    after: str
    way: str
    citizens: int | None


@dataclass(frozen=True)
class Flows:
    """What one diagram shows: flows, and the words of each place on either side, in order."""

    flows: tuple[Flow, ...]
    befores: Mapping[str, str]
    afters: Mapping[str, str]

    @property
    def shown(self) -> tuple[Flow, ...]:
        return tuple(flow for flow in self.flows if flow.citizens)

    @property
    def hidden(self) -> tuple[str, ...]:
        """The origins of which something is hidden."""
        return tuple(dict.fromkeys(f.before for f in self.flows if f.citizens is None))


def between(moves: Iterable[Any], befores: Mapping[str, str], afters: Mapping[str, str]) -> Flows:
    """The moves of the ladder, between zones or between steps."""
    flows = (Flow(its.before, its.after, way(its.before, its.after), its.citizens) for its in moves)
    return Flows(tuple(flows), befores, afters)


def way(before: str, after: str) -> str:
    """Down, up or the same; came for those who entered, gone for those without a step now."""
    if before in ENTERED:
        return "came"
    if after in (OFF, GONE):
        return "gone"
    if after == before:
        return "same"
    return "down" if after < before else "up"


def from_steps(down: Sequence[Result], up: Sequence[Result], names: Mapping[str, str]) -> Flows:
    """From each step down, up or neither, as `ladder_down_rate` and `ladder_up_rate` tell it."""
    ups = {its.member: its for its in up}
    on_ladder = [its for its in down if its.member in names]
    flows = tuple(flow for its in on_ladder for flow in _ways(its, ups.get(its.member)))
    return Flows(
        flows, names, {name: text(f"flow.after.{name}") for name in ("down", "same", "up")}
    )


def _ways(down: Result, up: Result | None) -> Iterator[Flow]:
    step, told = down.member, [_citizens(down), _citizens(up)]
    fell, rose = told
    yield Flow(step, "down", "down", fell)
    yield Flow(step, "up", "up", rose)
    whole = None if down.denominator is None else round(down.denominator)
    stayed = None if None in (whole, *told) else whole - sum(told)  # type: ignore[arg-type,operator]
    yield Flow(step, "same", "same", stayed)


def _citizens(its: Result | None) -> int | None:
    return None if its is None or its.numerator is None else round(its.numerator)


def figure(its: Flows) -> charts.Figure:
    """The diagram as a plain Plotly dictionary; nothing of it depends on a hidden count."""
    sides = _nodes(its)
    at = {node: place for place, node in enumerate(sides)}
    links = list(_links(its, at))
    return {
        "data": [
            {
                "type": "sankey",
                "arrangement": "fixed",
                "node": _node_style(its, sides),
                "link": {name: [link[name] for link in links] for name in links[0]}
                | {"hovertemplate": "%{customdata}<extra></extra>"},
                "textfont": {"size": 14, "color": palette.INK},
            }
        ],
        "layout": charts.layout(HEIGHT, 4, 8),
    }


Node = tuple[str, str]  # side, place


def _nodes(its: Flows) -> list[Node]:
    """Every place that something leaves or reaches."""
    left = {f.before for f in its.flows if f.citizens or f.citizens is None}
    right = {f.after for f in its.shown}
    nodes = [("before", name) for name in its.befores if name in left]
    nodes += [("after", name) for name in its.afters if name in right]
    return [*nodes, ("after", HIDDEN)] if its.hidden else nodes


def _width(its: Flows) -> float:
    """How wide a band of hidden counts is drawn."""
    return max(1.0, HIDDEN_WIDTH * sum(flow.citizens or 0 for flow in its.shown))


def _sizes(its: Flows, nodes: Sequence[Node]) -> dict[Node, float]:
    sizes = dict.fromkeys(nodes, 0.0)
    for flow in its.shown:
        sizes["before", flow.before] += flow.citizens or 0
        sizes["after", flow.after] += flow.citizens or 0
    for name in its.hidden:
        sizes["before", name] += _width(its)
        sizes["after", HIDDEN] += _width(its)
    return sizes


def _node_style(its: Flows, nodes: Sequence[Node]) -> dict[str, Any]:
    sizes = _sizes(its, nodes)
    middles = _middles([node for node in nodes if node[0] == "before"], sizes)
    middles |= _middles([node for node in nodes if node[0] == "after"], sizes)
    return {
        "label": [_label(its, node) for node in nodes],
        "x": [0.001 if side == "before" else 0.999 for side, _ in nodes],
        "y": [middles[node] for node in nodes],
        "color": [palette.MUTED if name == HIDDEN else palette.HEADER for _, name in nodes],
        "pad": GAP,
        "thickness": 12,
        "line": {"width": 0},
        "customdata": [_label(its, node) for node in nodes],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _middles(side: Sequence[Node], sizes: Mapping[Node, float]) -> dict[Node, float]:
    """The middle of each node of one side, 0-1, one below the other with gaps between."""
    gap = GAP / HEIGHT
    scale = (1 - gap * (len(side) - 1)) / sum(sizes[node] for node in side)
    found, top = {}, 0.0
    for node in side:
        height = sizes[node] * scale
        found[node] = min(0.999, max(0.001, top + height / 2))
        top += height + gap
    return found


def _label(its: Flows, node: Node) -> str:
    side, name = node
    if name == HIDDEN:
        return text("flow.hidden")
    return (its.befores if side == "before" else its.afters)[name]


def _links(its: Flows, at: Mapping[Node, int]) -> Iterator[dict[str, Any]]:
    order = {name: place for place, name in enumerate(its.afters)}
    for flow in sorted(its.shown, key=lambda flow: order[flow.after]):
        yield {
            "source": at["before", flow.before],
            "target": at["after", flow.after],
            "value": flow.citizens,
            "color": _tint(flow.way),
            "customdata": told(its, flow),
        }
    for name in its.hidden:
        yield {
            "source": at["before", name],
            "target": at["after", HIDDEN],
            "value": _width(its),
            "color": _tint(HIDDEN),
            "customdata": text("flow.hidden_hover", before=its.befores[name]),
        }


def told(its: Flows, flow: Flow) -> str:
    """'Fra trin 5 til lavere trin: 63 borgere'."""
    return text(
        "flow.told",
        before=its.befores[flow.before],
        after=its.afters[flow.after],
        n=formats.number(flow.citizens or 0),
    )


def _tint(way: str) -> str:
    """A colour of the palette that lets what lies behind it be seen."""
    colours = {
        "down": (palette.PRIMARY, 0.62),
        "up": (palette.CATEGORIES[1], 0.62),
        "same": (palette.MUTED, 0.22),
        "came": (palette.CATEGORIES[3], 0.45),
        "gone": (palette.CATEGORIES[2], 0.5),
        HIDDEN: (palette.MUTED, 0.5),
    }
    colour, opacity = colours[way]
    parts = ",".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return f"rgba({parts},{opacity})"


def legend(its: Flows) -> str:
    """What the colours mean, and that a hidden band has no meaning by its width."""
    used = {flow.way for flow in its.shown} | ({HIDDEN} if its.hidden else set())
    rows = (
        f'<li><i class="way_{name}"></i>{safe(text(f"flow.legend.{name}"))}</li>'
        for name in WAYS
        if name in used
    )
    return items(rows, "legend")


def alternative(its: Flows) -> str:
    """The diagram in words: every count that is drawn but those who stayed where they were."""
    moved = [told(its, flow) for flow in its.shown if flow.way != "same"]
    words = text("flow.alt", moves=listed(moved)) if moved else text("flow.alt_none")
    return f"{words} {text('flow.alt_hidden')}" if its.hidden else words


def is_drawn(its: Flows) -> bool:
    """Whether there is a count to draw."""
    return bool(its.shown)


def of_zones(its: "kpis.Ladder") -> Flows:
    """Between the four zones."""
    zones = dict.fromkeys(rung.zone for rung in its.rungs)
    befores = {zone: text(f"flow.zone.{zone}") for zone in zones}
    return between(
        its.zones,
        befores | {"A": text("flow.entered")},
        befores | {"A": text("flow.no_help")} | _beside(),
    )


def of_steps(its: "kpis.Ladder") -> Flows:
    """Between all steps."""
    steps = {str(rung.step): text("indsatstrappen.short", step=rung.step) for rung in its.rungs}
    return between(
        its.moves,
        steps | {"0": text("flow.entered")},
        steps | {"0": text("flow.no_help")} | _beside(),
    )


def _beside() -> dict[str, str]:
    return {OFF: text("indsatstrappen.acute"), GONE: text("indsatstrappen.gone")}
