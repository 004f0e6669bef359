"""The parsed statement, as the engine writes it: columns, bounds and pieces of the text."""

from collections.abc import Iterator
from typing import Any

Tree = dict[str, Any]
LOCATION = ("query_location", "query_location_length", "alias")


def walk(node: Any) -> Iterator[Tree]:
    """Every node in a tree, the tree itself first."""
    if isinstance(node, dict):
        yield node
    for part in _parts(node):
        yield from walk(part)


def _parts(node: Any) -> list[Any]:
    if isinstance(node, dict):
        return list(node.values())
    return node if isinstance(node, list) else []


def select(tree: Tree) -> Tree:
    """The outermost SELECT of a statement; empty for another kind of node."""
    node: Tree = tree["statements"][0]["node"]
    return node if node.get("type") == "SELECT_NODE" else {}


def relations(tree: Tree) -> tuple[str, ...]:
    """The relations that a statement reads, its own WITH-names left out, in the order named."""
    tables = [str(n["table_name"]).lower() for n in walk(tree) if n.get("type") == "BASE_TABLE"]
    own = {str(name).lower() for name in _with_names(tree)}
    return tuple(dict.fromkeys(name for name in tables if name not in own))


def _with_names(tree: Tree) -> Iterator[str]:
    for node in walk(tree):
        for entry in node.get("cte_map", {}).get("map", []):
            yield entry["key"]


def columns(tree: Any) -> tuple[str, ...]:
    """The columns that an expression names, in the order named; the last part of each name."""
    named = (str(n["column_names"][-1]) for n in walk(tree) if n.get("class") == "COLUMN_REF")
    own = {name for node in walk(tree) for name in _parameters(node)}
    return tuple(dict.fromkeys(name for name in named if name not in own))


def _parameters(node: Tree) -> list[str]:
    """What a lambda calls its own values."""
    if node.get("class") != "LAMBDA":
        return []
    return [str(n["column_names"][-1]) for n in walk(node.get("lhs")) if "column_names" in n]


def bounds(sql: str, tree: Any) -> tuple[tuple[str, str], ...]:
    """(column, number) where a condition compares one column with a number."""
    found = (bound for node in walk(tree) for bound in _bounds(sql, node))
    return tuple(dict.fromkeys(found))


def _bounds(sql: str, node: Tree) -> Iterator[tuple[str, str]]:
    if node.get("class") == "BETWEEN":
        pairs = [(node["input"], node["lower"]), (node["input"], node["upper"])]
    elif node.get("class") == "COMPARISON":
        pairs = [(node["left"], node["right"]), (node["right"], node["left"])]
    else:
        return
    for column, number in pairs:
        written = piece(sql, number)
        if column.get("class") == "COLUMN_REF" and _is_number(written):
            yield str(column["column_names"][-1]), written


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def piece(sql: str, node: Tree) -> str:
    """The text of an expression as it was written, with the brackets it needs to stand alone."""
    text = sql.encode("utf-8")
    first, last = _span(node)
    while text[first:last].count(b")") > text[first:last].count(b"(") and first > 0:
        first -= 1
    while text[first:last].count(b"(") > text[first:last].count(b")") and last < len(text):
        last += 1
    return " ".join(text[first:last].decode("utf-8", "replace").split())


def _span(node: Tree) -> tuple[int, int]:
    """First and last byte: an operator says where it stands itself, its parts where they do."""
    places = [
        (int(part["query_location"]), int(part["query_location_length"]))
        for part in walk(node)
        if part.get("query_location_length")
    ]
    return min(first for first, _ in places), max(first + length for first, length in places)


def alike(node: Any) -> Any:
    """The same for two expressions that differ in blanks, brackets or the order of AND only."""
    if isinstance(node, list):
        return [alike(part) for part in node]
    if not isinstance(node, dict):
        return node
    plain = {key: alike(value) for key, value in node.items() if key not in LOCATION}
    if plain.get("class") == "CONJUNCTION":
        plain["children"] = sorted(plain["children"], key=repr)
    return plain
