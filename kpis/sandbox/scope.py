"""Which WITH names each piece of a statement sees.

A name outside the WITH that gives it is another relation of that name, or none: a gate that
looked for the name everywhere would let a statement name what it must not.
"""

from collections.abc import Iterator, Mapping
from typing import Any

Node = Mapping[str, Any]
Scope = frozenset[str]

RECURSIVE = "RECURSIVE_CTE_NODE"


def in_scope(tree: Any) -> Iterator[tuple[Node, Scope]]:
    """Every object of the tree from the outside in, with the WITH names it sees, in lower case.

    Without recursion: a deep tree must not end the process that reads it.
    """
    waiting: list[tuple[Any, Scope]] = [(tree, frozenset())]
    while waiting:
        item, scope = waiting.pop()
        if isinstance(item, list):
            waiting.extend((one, scope) for one in reversed(item))
        elif isinstance(item, dict):
            yield item, scope
            waiting.extend(reversed(_children(item, scope)))


def with_entries(node: Node) -> list[tuple[str, Any]]:
    """The names that a query's WITH gives, with what each stands for, in their order."""
    entries = (node.get("cte_map") or {}).get("map") or ()
    return [(entry["key"], entry["value"]) for entry in entries]


def _children(node: Node, scope: Scope) -> list[tuple[Any, Scope]]:
    """A WITH sees the names before its own, and its own where it is recursive."""
    children: list[tuple[Any, Scope]] = []
    for name, value in with_entries(node):
        own = frozenset({name.lower()})
        is_recursive = value["query_node"]["type"] == RECURSIVE
        children.append((value, scope | own if is_recursive else scope))
        scope |= own
    return children + [(child, scope) for key, child in node.items() if key != "cte_map"]
