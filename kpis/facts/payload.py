"""A fact as the JSON object that is kept, and back."""

import types
from collections.abc import Callable, Mapping
from dataclasses import asdict, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache, partial
from typing import Any, Union, get_args, get_origin, get_type_hints

from kpis.errors import KpiError
from kpis.facts.model import KINDS, Fact


def written(fact: Fact) -> dict[str, Any]:
    """A fact as JSON values: days as '2025-06-30', tuples as lists."""
    told: dict[str, Any] = _plain(asdict(fact))
    return told


def read(kind: str, payload: Mapping[str, Any]) -> Fact:
    """The fact of a payload. Raises `KpiError` for a kind or fields nobody knows here."""
    if kind not in KINDS:
        raise KpiError(f"'{kind}' is no kind of fact here; was it written by a newer version?")
    try:
        fact: Fact = _made(KINDS[kind], payload)
    except (TypeError, ValueError, KeyError) as error:
        raise KpiError(f"A {kind} is kept in a form that cannot be read here.") from error
    return fact


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, StrEnum) else value


def _made(kind: Any, payload: Mapping[str, Any]) -> Any:
    readers = _readers(kind)
    return kind(**{name: readers[name](value) for name, value in payload.items()})


@cache
def _readers(kind: Any) -> dict[str, Callable[[Any], Any]]:
    """How each field of a dataclass is read, found once: a page reads hundreds."""
    return {name: _reader(hint) for name, hint in get_type_hints(kind).items()}


def _reader(hint: Any) -> Callable[[Any], Any]:
    """From a JSON value to the type that a field declares."""
    if get_origin(hint) in (Union, types.UnionType):
        inner = _reader(next(part for part in get_args(hint) if part is not type(None)))
        return lambda value: None if value is None else inner(value)
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        return partial(_each, partial(_made, inner)) if is_dataclass(inner) else tuple
    if is_dataclass(hint):
        return partial(_made, hint)
    if hint is date:
        return date.fromisoformat
    if issubclass(hint, StrEnum):
        return partial(hint)
    return partial(_bare, (int, float) if hint is float else hint)


def _each(reader: Callable[[Any], Any], values: Any) -> tuple[Any, ...]:
    return tuple(map(reader, values))


def _bare(accepted: Any, value: Any) -> Any:
    """A text or a number as it is; anything else there raises a `TypeError`."""
    if isinstance(value, bool) or not isinstance(value, accepted):
        raise TypeError(f"{value!r} where {accepted} belongs")
    return value
