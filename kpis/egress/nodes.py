"""Pieces of DuckDB's own serialized statement (`json_serialize_sql`), made by hand.

Only what the guard adds to a statement: functions, columns, constants, casts and a
SELECT around another. Field names are DuckDB's.
"""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

Node = dict[str, Any]

NOWHERE = 18446744073709551615
"""What DuckDB writes for a piece that stands nowhere in the text."""


def column(*names: str) -> Node:
    """A column, with its relation in front where there is one."""
    return _expression("COLUMN_REF", "COLUMN_REF", column_names=list(names))


def integer(value: int) -> Node:
    """A whole number."""
    return _constant("INTEGER", str(value))


def number(value: float) -> Node:
    """A number with a point."""
    return _constant("NUMERIC", repr(float(value)))


def string(value: str) -> Node:
    """A text."""
    return _constant("STRING", value)


def null() -> Node:
    """No value."""
    return _constant("NULL_LITERAL", "")


def false() -> Node:
    """The truth value false."""
    return _constant("BOOLEAN", "false")


def call(name: str, *arguments: Node, only: Node | None = None, **named: Node) -> Node:
    """A function or an aggregate, counted `only` where a condition holds."""
    given = [("", argument) for argument in arguments] + list(named.items())
    return _expression(
        "FUNCTION",
        "FUNCTION",
        function_name=name,
        schema="",
        catalog="",
        qualified_name={"path": [name]},
        filter=deepcopy(only),
        order_bys={"type": "ORDER_MODIFIER", "orders": []},
        distinct=False,
        is_operator=not name[0].isalpha(),
        export_state=False,
        arguments=[{"name": key, "expression": deepcopy(value)} for key, value in given],
    )


def compare(kind: str, left: Node, right: Node) -> Node:
    """`EQUAL`, `NOTEQUAL`, `LESSTHANOREQUALTO` ... of two expressions."""
    sides = {"left": deepcopy(left), "right": deepcopy(right)}
    return _expression("COMPARISON", f"COMPARE_{kind}", **sides)


def both(*conditions: Node) -> Node:
    """All of the conditions; one alone is itself."""
    if len(conditions) == 1:
        return deepcopy(conditions[0])
    return _expression("CONJUNCTION", "CONJUNCTION_AND", children=deepcopy(list(conditions)))


def not_true(condition: Node) -> Node:
    """Where a condition is false or unknown."""
    known = _expression("OPERATOR", "OPERATOR_COALESCE", children=[deepcopy(condition), false()])
    return _expression("OPERATOR", "OPERATOR_NOT", children=[known])


def either(first: Node, second: Node) -> Node:
    """The first value, or the second where there is none."""
    children = [deepcopy(first), deepcopy(second)]
    return _expression("OPERATOR", "OPERATOR_COALESCE", children=children)


def is_null(value: Node) -> Node:
    """Where there is no value."""
    return _expression("OPERATOR", "OPERATOR_IS_NULL", children=[deepcopy(value)])


def has_value(value: Node) -> Node:
    """Where there is a value."""
    return _expression("OPERATOR", "OPERATOR_IS_NOT_NULL", children=[deepcopy(value)])


def cast(value: Node, type_name: str, tries: bool = False) -> Node:
    """A value as another type; `BIGINT[]` is a list."""
    child = deepcopy(value)
    return _expression(
        "CAST", "OPERATOR_CAST", child=child, try_cast=tries, type_expr=_type(type_name)
    )


def case(condition: Node, then: Node, otherwise: Node) -> Node:
    """One value where a condition holds, else the other."""
    checks = [{"when_expr": deepcopy(condition), "then_expr": deepcopy(then)}]
    return _expression("CASE", "CASE_EXPR", case_checks=checks, else_expr=deepcopy(otherwise))


def each(name: str, body: Node) -> Node:
    """What is done with each element of a list, called `name` in it."""
    return _expression(
        "LAMBDA", "LAMBDA", lhs=column(name), expr=deepcopy(body), syntax_type="LAMBDA_KEYWORD"
    )


def named(expression: Node, name: str) -> Node:
    """An expression under a name of its own."""
    return {**expression, "alias": name}


def star(without: Sequence[str] = (), renamed: Sequence[tuple[str, str]] = ()) -> Node:
    """All columns, some left out, some under another name."""
    names = [
        {"key": {"catalog": "", "schema": "", "table": "", "column": old}, "value": new}
        for old, new in renamed
    ]
    return _expression(
        "STAR",
        "STAR",
        relation_name="",
        exclude_list=list(without),
        replace_list=[],
        columns=False,
        expr=None,
        qualified_exclude_list=[],
        rename_list=names,
    )


def select(columns: Sequence[Node], source: Node, groups_all: bool = False) -> Node:
    """A SELECT of columns from one relation; `groups_all` is GROUP BY ALL."""
    return {
        "type": "SELECT_NODE",
        "modifiers": [],
        "cte_map": {"map": []},
        "select_list": list(columns),
        "from_table": source,
        "where_clause": None,
        "group_expressions": [],
        "group_sets": [],
        "aggregate_handling": "FORCE_AGGREGATES" if groups_all else "STANDARD_HANDLING",
        "having": None,
        "sample": None,
        "qualify": None,
    }


def subquery(node: Node, alias: str = "", names: Sequence[str] = ()) -> Node:
    """A SELECT as a relation in FROM."""
    return {
        "type": "SUBQUERY",
        "alias": alias,
        "sample": None,
        "query_location": NOWHERE,
        "query_location_length": 0,
        "subquery": {"node": node, "named_param_map": []},
        "column_name_alias": list(names),
    }


def scalar(node: Node) -> Node:
    """A SELECT of one value as an expression."""
    return _expression(
        "SUBQUERY",
        "SUBQUERY",
        subquery_type="SCALAR",
        subquery={"node": node, "named_param_map": []},
        child=None,
        comparison_type="INVALID",
    )


def walk(tree: Any, stops_at: frozenset[str] = frozenset()) -> Iterator[Node]:
    """Every piece of a tree; what is inside a class named in `stops_at` is left out."""
    if isinstance(tree, dict):
        yield tree
        if tree.get("class") in stops_at:
            return
        for value in tree.values():
            yield from walk(value, stops_at)
    elif isinstance(tree, list):
        for value in tree:
            yield from walk(value, stops_at)


def without_places(tree: Any) -> Any:
    """A tree without where its pieces stand in the text, so that equal ones compare equal."""
    if isinstance(tree, dict):
        return {k: without_places(v) for k, v in tree.items() if not k.startswith("query_loc")}
    if isinstance(tree, list):
        return [without_places(value) for value in tree]
    return tree


def _constant(kind: str, text: str) -> Node:
    return _expression("CONSTANT", "VALUE_CONSTANT", literal={"kind": kind, "text": text})


def _type(name: str) -> Node:
    element = name.removesuffix("[]")
    children = [_type(element)] if element != name else []
    called = "list" if children else name
    return _expression(
        "TYPE",
        "TYPE",
        catalog="",
        schema="",
        type_name=called,
        children=children,
        qualified_name={"path": [called]},
    )


def _expression(kind: str, of: str, /, **fields: Any) -> Node:
    place = {"query_location": NOWHERE, "query_location_length": 0}
    return {"class": kind, "type": of, "alias": "", **place, **fields}
