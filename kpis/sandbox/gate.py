"""The gate: which statements reach the engine at all.

Deny by default, and whatever goes wrong while looking is a refusal too. The engine's settings
alone let 45 of 180 attacks through, this gate with them none (docs/decisions/0016).
"""

import json
from collections.abc import Iterable
from typing import Any

from kpis.sandbox.catalog import Catalog, Macro
from kpis.sandbox.nearest import nearest
from kpis.sandbox.refusal import Refused
from kpis.sandbox.text_rules import check_text, shorten
from kpis.sandbox.tree_rules import Rules

SELECT = "SELECT"
MOST_MACROS_DEEP = 10
KEYWORDS = (
    "select", "from", "where", "group", "order", "having", "qualify", "limit", "offset", "join",
    "left", "inner", "using", "with", "union", "distinct", "between", "case", "when", "then",
    "else", "exists", "over", "partition", "pivot", "unpivot", "describe", "summarize",
)  # fmt: skip
MISTYPED = 0.75


def check(connection: Any, sql: str, catalog: Catalog, given: Iterable[str] = ()) -> dict[str, Any]:
    """The parsed statement, when it may run. Raises `Refused` for every other.

    `given` are the names of the parameters that have a value.
    """
    try:
        return _checked(connection, sql, catalog, frozenset(name.lower() for name in given))
    except Refused:
        raise
    except Exception as error:  # the engine raises ValueError, RuntimeError and its own kinds
        raise Refused("unreadable") from error


def _checked(connection: Any, sql: str, catalog: Catalog, given: frozenset[str]) -> dict[str, Any]:
    check_text(sql)
    _check_kind(connection, sql)
    tree = parsed(connection, sql)
    rules = Rules(sql, catalog, given)
    rules.check(tree)
    _check_macros(connection, catalog, rules.macros_used)
    return tree


def _check_kind(connection: Any, sql: str) -> None:
    """Exactly one statement, and it selects."""
    statements = _statements(connection, sql)
    if not statements:
        raise Refused("empty")
    if len(statements) > 1:
        raise Refused("several", shorten(str(statements[1].query)))
    kind = str(statements[0].type).rpartition(".")[2]
    if kind == "MULTI" and sql.lstrip().lower().startswith("pivot"):
        raise Refused("pivot", "PIVOT")
    if kind != SELECT:
        raise Refused("kind", sql.split()[0], kind=kind)


def _statements(connection: Any, sql: str) -> list[Any]:
    try:
        return list(connection.extract_statements(sql))
    except Exception as error:
        place = syntax_place(connection, sql)
        raise place or Refused("unreadable") from error


def syntax_place(connection: Any, sql: str) -> Refused | None:
    """Where the parser stopped, line and column from 1; None where it does not say."""
    told = _serialized(connection, sql)
    if not told.get("error") or "position" not in told:
        return None
    before = sql.encode("utf-8")[: int(told["position"])].decode("utf-8", "replace")
    word = next(iter(sql[len(before) :].split(maxsplit=1)), "")
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    near = _keyword(word, before)
    code = "syntax_near" if near else "syntax"
    return Refused(code, shorten(word), line=str(line), column=str(column), near=near)


def _keyword(word: str, before: str) -> str:
    """The keyword probably meant by the word, or by the one before: `frm` is read as an alias."""
    for written in (word, *before.split()[-1:]):
        near = nearest(written, KEYWORDS, MISTYPED)
        if near and near != written.lower():
            return near.upper()
    return ""


def parsed(connection: Any, sql: str) -> dict[str, Any]:
    """The statement as DuckDB's own tree. Raises `Refused` where it cannot be written as one."""
    told = _serialized(connection, sql)
    if told.get("error") is not False or len(told["statements"]) != 1:
        raise Refused("unreadable")
    tree: dict[str, Any] = told
    return tree


def _serialized(connection: Any, sql: str) -> dict[str, Any]:
    (text,) = connection.execute("select json_serialize_sql($1)", [sql]).fetchone()
    told: dict[str, Any] = json.loads(text)
    return told


def _check_macros(connection: Any, catalog: Catalog, names: set[str]) -> None:
    """A macro is read like a statement: it could hold what the statement may not."""
    seen: set[str] = set()
    for _ in range(MOST_MACROS_DEEP):
        fresh = names - seen
        if not fresh:
            return
        seen |= fresh
        names = set().union(*(_used_by(connection, catalog, name) for name in sorted(fresh)))
    raise Refused("macro", sorted(seen)[0])


def _used_by(connection: Any, catalog: Catalog, name: str) -> set[str]:
    """The macros that this one uses. Raises `Refused` for one that may not be used."""
    used: set[str] = set()
    for macro in catalog.macros[name]:
        used |= _inside(connection, catalog, name, macro)
    return used


def _inside(connection: Any, catalog: Catalog, name: str, macro: Macro) -> set[str]:
    body = macro.body if macro.is_table else f"select {macro.body}"
    try:
        rules = Rules(body, catalog, frozenset())
        rules.check(parsed(connection, body))
    except Refused as refused:
        raise Refused("macro", name) from refused
    return rules.macros_used
