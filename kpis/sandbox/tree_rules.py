"""What a parsed statement may hold. Deny by default: a kind of node that is not listed is refused.

The tree is DuckDB's own (`json_serialize_sql`), so what is checked is what runs; a second
parser would read some statement differently, and that statement would be the way out.
"""

import re
from typing import Any

from kpis.sandbox.catalog import SCHEMA, Catalog
from kpis.sandbox.nearest import nearest
from kpis.sandbox.refusal import Refused
from kpis.sandbox.scope import Node, Scope, in_scope, with_entries
from kpis.sandbox.text_rules import shorten

# Reviewed for DuckDB 2.0: what may stand under `type`, with the `class` beside it where it has one.
NODES = frozenset({"SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"})
TABLES = frozenset(
    {"BASE_TABLE", "SUBQUERY", "JOIN", "TABLE_FUNCTION", "EXPRESSION_LIST", "EMPTY", "PIVOT"}
    | {"SHOW_REF"}
)
MODIFIERS = frozenset(
    {"ORDER_MODIFIER", "LIMIT_MODIFIER", "LIMIT_PERCENT_MODIFIER", "DISTINCT_MODIFIER"}
)
ORDERS = frozenset({"ORDER_DEFAULT", "ASCENDING", "DESCENDING"})
EXPRESSIONS: dict[str, frozenset[str]] = {
    "CASE": frozenset({"CASE_EXPR"}),
    "CAST": frozenset({"OPERATOR_CAST"}),
    "COLLATE": frozenset({"COLLATE"}),
    "COLUMN_REF": frozenset({"COLUMN_REF"}),
    "COMPARISON": frozenset(
        {"COMPARE_EQUAL", "COMPARE_NOTEQUAL", "COMPARE_LESSTHAN", "COMPARE_GREATERTHAN"}
        | {"COMPARE_LESSTHANOREQUALTO", "COMPARE_GREATERTHANOREQUALTO"}
        | {"COMPARE_DISTINCT_FROM", "COMPARE_NOT_DISTINCT_FROM"}
    ),
    "BETWEEN": frozenset({"COMPARE_BETWEEN"}),
    "CONJUNCTION": frozenset({"CONJUNCTION_AND", "CONJUNCTION_OR"}),
    "CONSTANT": frozenset({"VALUE_CONSTANT"}),
    "FUNCTION": frozenset({"FUNCTION"}),
    "LAMBDA": frozenset({"LAMBDA"}),
    "LAMBDA_REF": frozenset({"LAMBDA_REF"}),
    "OPERATOR": frozenset(
        {"ARRAY_EXTRACT", "ARRAY_SLICE", "STRUCT_EXTRACT", "ARRAY_CONSTRUCTOR", "ARROW"}
        | {"COMPARE_IN", "COMPARE_NOT_IN", "GROUPING_FUNCTION", "OPERATOR_COALESCE"}
        | {"OPERATOR_IS_NULL", "OPERATOR_IS_NOT_NULL", "OPERATOR_NOT", "OPERATOR_NULLIF"}
        | {"OPERATOR_TRY", "OPERATOR_UNPACK"}
    ),
    "PARAMETER": frozenset({"VALUE_PARAMETER"}),
    "POSITIONAL_REFERENCE": frozenset({"POSITIONAL_REFERENCE"}),
    "STAR": frozenset({"STAR"}),
    "SUBQUERY": frozenset({"SUBQUERY"}),
    "TYPE": frozenset({"TYPE"}),
    "WINDOW": frozenset(
        {"WINDOW_AGGREGATE", "WINDOW_RANK", "WINDOW_RANK_DENSE", "WINDOW_NTILE", "WINDOW_FILL"}
        | {"WINDOW_PERCENT_RANK", "WINDOW_CUME_DIST", "WINDOW_ROW_NUMBER", "WINDOW_FIRST_VALUE"}
        | {"WINDOW_LAST_VALUE", "WINDOW_NTH_VALUE", "WINDOW_LEAD", "WINDOW_LAG"}
    ),
}
WITHOUT_CLASS = NODES | TABLES | MODIFIERS | ORDERS

# The parser knows these as functions, and the catalogue of functions does not.
OF_THE_PARSER = frozenset({"unnest", "ifnull", "row", "count_star"})

# Words that the engine reads as a function where no column has their name.
HIDDEN_FUNCTIONS = frozenset(
    {"current_user", "current_role", "session_user", "user", "current_catalog", "current_schema"}
    | {"current_database", "current_query"}
)
SPECIAL_SHOWS = frozenset({'"tables"'})
PLAIN_NAME = re.compile(r"[^\W\d]\w*\Z")


class Rules:
    """The rules for one statement: its text, for the part a refusal shows, and what is given."""

    def __init__(self, sql: str, catalog: Catalog, given: frozenset[str]) -> None:
        self.sql = sql.encode("utf-8")
        self.catalog = catalog
        self.given = given
        self.macros_used: set[str] = set()

    def check(self, tree: Any) -> None:
        """Raise `Refused` for the first thing in the tree that is not allowed."""
        for node, scope in in_scope(tree):
            self._check(node, scope)

    def part(self, node: Node, name: str = "") -> str:
        """The piece of the statement a node stands for; its name where the tree has no place."""
        at, length = node.get("query_location"), node.get("query_location_length")
        if isinstance(at, int) and isinstance(length, int) and length and at < len(self.sql):
            return shorten(self.sql[at : at + length].decode("utf-8", "replace"))
        return shorten(name)

    def _check(self, node: Node, scope: Scope) -> None:
        self._check_with_names(node)
        kind, family = node.get("type"), node.get("class")
        if (kind is None and family is None) or _is_value(node):
            return
        if not isinstance(kind, str) or not self._is_known(kind, family):
            raise Refused("node", self.part(node), kind=str(kind))
        if kind == "BASE_TABLE":
            self._base_table(node, scope)
        rule = _RULES.get(kind) or _RULES.get(str(family))
        if rule:
            rule(self, node)

    def _check_with_names(self, node: Node) -> None:
        """The names a WITH gives: plain words that no hidden or engine relation has."""
        names = [key for key, _ in with_entries(node)]
        for name in (*names, *filter(None, map(node.get, ("cte_name", "ctename")))):
            if not PLAIN_NAME.match(name) or name.lower() in self.catalog.others:
                raise Refused("with_name", shorten(name))

    @staticmethod
    def _is_known(kind: str, family: Any) -> bool:
        if family is None:
            return kind in WITHOUT_CLASS
        return kind in EXPRESSIONS.get(family, ())

    def _base_table(self, node: Node, scope: Scope) -> None:
        name = str(node["table_name"])
        schema, catalog = str(node["schema_name"]).lower(), str(node["catalog_name"]).lower()
        if node.get("at_clause"):
            raise Refused("at_clause", self.part(node, name))
        written = [node["catalog_name"], node["schema_name"], node["table_name"]]
        if list(node["qualified_name"]["path"]) != [word for word in written if word]:
            raise Refused("schema", self.part(node, name))  # longer than catalog.schema.table
        if not schema and not catalog and name.lower() in scope:
            return
        if schema not in ("", SCHEMA) or catalog not in ("", self.catalog.name):
            raise Refused("schema", self.part(node, name))
        if name.lower() not in self.catalog.relations:
            raise self._unknown_table(node, name, scope)

    def _unknown_table(self, node: Node, name: str, scope: Scope) -> Refused:
        near = nearest(name, (*self.catalog.relations, *scope))
        part = self.part(node, name)
        return Refused("table_near", part, near=near) if near else Refused("table", part)

    def _table_function(self, node: Node) -> None:
        function = node["function"]
        if function.get("class") != "FUNCTION":
            raise Refused("node", self.part(node), kind=str(function.get("type")))
        name = str(function["function_name"]).lower()
        if name in self.catalog.macros and self._is_ours(function):
            self.macros_used.add(name)
        elif _qualified(function) or name not in self.catalog.table_functions:
            raise Refused("table_function", name)

    def _function(self, node: Node) -> None:
        name = str(node["function_name"]).lower()
        if node.get("export_state"):
            raise Refused("node", self.part(node, name), kind="EXPORT_STATE")
        if name in self.catalog.macros and self._is_ours(node):
            self.macros_used.add(name)
        elif self._names_a_schema(node):
            raise Refused("function_schema", self.part(node, name))
        elif name not in self.catalog.functions | OF_THE_PARSER | self.catalog.table_functions:
            raise self._unknown_function(node, name)

    def _unknown_function(self, node: Node, name: str) -> Refused:
        if name in self.catalog.refused_functions:
            return Refused("function_refused", shorten(name))
        near = nearest(name, (*self.catalog.functions, *self.catalog.macros))
        code = "function_near" if near else "function"
        return Refused(code, shorten(name), near=near)

    def _is_ours(self, node: Node) -> bool:
        """Called by its bare name, or as api.name."""
        return not node.get("catalog") and str(node.get("schema", "")).lower() in ("", SCHEMA)

    def _names_a_schema(self, node: Node) -> bool:
        """`main.upper(x)` names a schema; `name.upper()` is a column and what is done to it."""
        return any(part.lower() in self.catalog.schemas for part in _qualified(node))

    def _column(self, node: Node) -> None:
        names = node["column_names"]
        first = str(names[0]).lower()
        if len(names) == 1 and first in HIDDEN_FUNCTIONS - self.catalog.columns():
            raise Refused("function_refused", self.part(node, first))

    def _type(self, node: Node) -> None:
        if _qualified(node):
            raise Refused("node", self.part(node), kind="TYPE")

    def _parameter(self, node: Node) -> None:
        name = str(node["identifier"])
        if not PLAIN_NAME.match(name):
            raise Refused("parameter_name", self.part(node, "?"))
        if name.lower() not in self.given:
            raise Refused("parameter", self.part(node, f"${name}"))

    def _show(self, node: Node) -> None:
        kind, name = node["show_type"], str(node["table_name"])
        if kind in ("DESCRIBE", "SUMMARY") and node["query"] and not name:
            return
        if kind == "SHOW_SPECIAL" and name in SPECIAL_SHOWS and not node["query"]:
            return
        raise Refused("show", shorten(name.strip('"')))

    def _pivot(self, node: Node) -> None:
        for pivot in node["pivots"]:
            if pivot.get("pivot_enum") or pivot.get("subquery"):
                raise Refused("pivot", "PIVOT")


_RULES: dict[str, Any] = {
    "TABLE_FUNCTION": Rules._table_function,
    "SHOW_REF": Rules._show,
    "PIVOT": Rules._pivot,
    "FUNCTION": Rules._function,
    "WINDOW": Rules._function,
    "COLUMN_REF": Rules._column,
    "TYPE": Rules._type,
    "PARAMETER": Rules._parameter,
}


def _qualified(node: Node) -> list[str]:
    """What stands before the last dot of a name."""
    return [str(part) for part in node["qualified_name"]["path"][:-1]]


def _is_value(node: Node) -> bool:
    """A bare value, as in USING SAMPLE: its type is an object, and a simple one."""
    kind = node.get("type")
    return isinstance(kind, dict) and "class" not in node and not kind.get("type_info")
