"""A fact as the JSON object that is kept, and back."""

import types
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
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
    hints = _hints(kind)
    return kind(**{name: _value(hints[name], value) for name, value in payload.items()})


def _value(hint: Any, value: Any) -> Any:
    """A JSON value as the type that a field declares."""
    if get_origin(hint) in (Union, types.UnionType):
        if value is None:
            return None
        hint = next(part for part in get_args(hint) if part is not type(None))
    if get_origin(hint) is tuple:
        return tuple(value)
    if is_dataclass(hint):
        return _made(hint, value)
    if hint is date:
        return date.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(value)
    return _bare(hint, value)


def _bare(hint: Any, value: Any) -> Any:
    """A text or a number as it is; anything else there raises a `TypeError`."""
    accepted = (int, float) if hint is float else hint
    if isinstance(value, bool) or not isinstance(value, accepted):
        raise TypeError(f"{value!r} where {hint} belongs")
    return value


@cache
def _hints(kind: type[object]) -> dict[str, Any]:
    """The types of a dataclass's fields, in full."""
    return get_type_hints(kind)
