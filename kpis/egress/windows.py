"""Whose numbers a window function brings to a row from the rows around it."""

from copy import deepcopy

from kpis.egress import nodes
from kpis.egress.nodes import Node
from kpis.egress.numbers import NotCounted

RANKS = frozenset(["row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile"])
"""They tell the order of rows that carry their own persons."""

ONE_ROW = frozenset(["lag", "lead", "first_value", "last_value", "nth_value", "first", "last"])
ADDED = frozenset(["sum", "avg", "mean", "count", "count_star", "fsum"])
BEST = {"min": "arg_min", "max": "arg_max"}


def persons(window: Node, track: Node) -> Node | None:
    """The persons of a track in the rows a window looks at; None where it brings nothing.

    Raises `NotCounted` for windows that are not listed.
    """
    name = window["function_name"].lower()
    if name in RANKS:
        return None
    if name in ONE_ROW and not window["ignore_nulls"]:
        return _with(window, name, [track, *_given(window)[1:]])
    if name in ADDED:
        united = _with(window, "list", [track])
        return nodes.call("list_distinct", nodes.call("flatten", united))
    if name in BEST:
        return _with(window, BEST[name], [track, _given(window)[0]])
    raise NotCounted(f"{name} OVER")


def _given(window: Node) -> list[Node]:
    return [argument["expression"] for argument in window["arguments"]]


def _with(window: Node, name: str, arguments: list[Node]) -> Node:
    """The same window around another function."""
    kind = window["type"] if name == window["function_name"].lower() else "WINDOW_AGGREGATE"
    return {
        **deepcopy(window),
        "type": kind,
        "alias": "",
        "function_name": name,
        "qualified_name": {"path": [name]},
        "default_expr": None,
        "distinct": False,
        "arguments": [{"name": "", "expression": deepcopy(value)} for value in arguments[:2]],
    }
