"""A declaration as text -> the indicator it declares. It is parsed and never executed."""

import ast
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from kpis import formulas, model, surveys
from kpis.errors import KpiError, nearest

ENUMS: Mapping[str, type[StrEnum]] = {
    "Direction": model.Direction,
    "Kind": model.Kind,
    "Unit": model.Unit,
}
NAMES: Mapping[str, Any] = {
    "CITIZEN": model.CITIZEN,
    "RESPONSE": surveys.RESPONSE,
    "NOBODY": formulas.NOBODY,
}
MADE: Mapping[str, Callable[..., Any]] = {
    made.__name__: made
    for made in (
        model.Ratio,
        model.Count,
        model.Measured,
        model.Beside,
        formulas.Share,
        formulas.Sum,
        formulas.Quotient,
        formulas.Median,
        formulas.Survival,
        formulas.InUse,
        formulas.Standardised,
    )
}
WORDS = {*ENUMS, *NAMES, *MADE}


class Unreadable(KpiError):
    """The text declares no indicator; the message is the reason, one Danish sentence."""


def declaration(source: str) -> ast.Call:
    """The one call in `INDICATORS = (...)`; imports and the docstring are passed over.

    Raises `Unreadable` where there is none, or more than one.
    """
    for statement in parsed(source).body:
        if isinstance(statement, ast.Assign | ast.AnnAssign) and _assigns(statement):
            return _only_call(statement.value)
    raise Unreadable("Der står ingen INDICATORS = (...), så intet er erklæret.")


def parsed(source: str) -> ast.Module:
    """Python text as a tree. Raises `Unreadable`."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None) or 1
        raise Unreadable(f"Linje {line} er ikke Python, der kan læses.") from None


def _assigns(statement: ast.Assign | ast.AnnAssign) -> bool:
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    return any(isinstance(target, ast.Name) and target.id == "INDICATORS" for target in targets)


def _only_call(value: ast.expr | None) -> ast.Call:
    items = value.elts if isinstance(value, ast.Tuple | ast.List) else []
    if len(items) != 1 or not isinstance(items[0], ast.Call):
        raise Unreadable("INDICATORS skal holde netop ét nøgletal: (Ratio(...),).")
    return items[0]


def read(node: ast.expr) -> Any:
    """The value of an expression of constants, tuples and the words of kpis.model."""
    match node:
        case ast.Constant():
            return node.value
        case ast.Tuple() | ast.List():
            return tuple(part for item in node.elts for part in _items(item))
        case ast.Dict():
            return _dictionary(node)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as number)):
            return -number
        case ast.Name():
            return _known(NAMES, node.id, node)
        case ast.Attribute(value=ast.Name()):
            return _member(node)
        case ast.Call(func=ast.Name()):
            return _call(node)
    raise Unreadable(
        f"Linje {node.lineno} regner noget ud; en kladde må kun indeholde faste værdier."
    )


def _items(item: ast.expr) -> tuple[Any, ...]:
    if isinstance(item, ast.Starred):
        many = read(item.value)
        return many if isinstance(many, tuple) else (many,)
    return (read(item),)


def _dictionary(node: ast.Dict) -> dict[Any, Any]:
    pairs = [(key, value) for key, value in zip(node.keys, node.values, strict=True) if key]
    if len(pairs) < len(node.keys):
        raise Unreadable(f"Linje {node.lineno} folder en ordbog ud; skriv dens værdier.")
    try:
        return {read(key): read(value) for key, value in pairs}
    except TypeError:
        raise Unreadable(f"Linje {node.lineno} har en nøgle, der ikke er en tekst.") from None


def _known(words: Mapping[str, Any], name: str, node: ast.expr) -> Any:
    if name not in words:
        near = nearest(name, WORDS)
        raise Unreadable(f"Linje {node.lineno}: »{name}« kendes ikke; det nærmeste er »{near}«.")
    return words[name]


def _member(node: ast.Attribute) -> StrEnum:
    owner = node.value.id if isinstance(node.value, ast.Name) else ""
    enum = _known(ENUMS, owner, node)
    if node.attr not in enum.__members__:
        near = nearest(node.attr, enum.__members__)
        raise Unreadable(
            f"Linje {node.lineno}: {owner} har intet »{node.attr}«; det nærmeste er »{near}«."
        )
    member: StrEnum = enum[node.attr]
    return member


def _call(node: ast.Call) -> Any:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    made = _known(MADE, name, node)
    if any(word.arg is None for word in node.keywords):
        raise Unreadable(f"Linje {node.lineno}: {name} skal have sine felter skrevet ud.")
    places = [part for item in node.args for part in _items(item)]
    named = {word.arg: read(word.value) for word in node.keywords if word.arg}
    try:
        return made(*places, **named)
    except (TypeError, ValueError) as error:
        said = " ".join(str(error).split())
        raise Unreadable(f"Linje {node.lineno}: {name} kan ikke laves ({said}).") from None
