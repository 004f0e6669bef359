"""A track: a hidden column that tells which persons stand behind one number of a row.

Its value is a list of elements. An element is a person, in a month where the relation
has one: two months are never taken for the same people. As a whole number it is
`(kind * PERSONS + who) * MONTHS + month`, so `element // MONTHS` is the person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kpis.disclosure import SMALLEST_SHOWN
from kpis.egress import nodes
from kpis.egress.nodes import Node

DATA = Path(__file__).resolve().parents[2] / "data" / "egress"
RULES = DATA / "persons.yaml"

PREFIX = "egress_track_"
"""How every hidden column begins; a statement that says it itself is refused."""

MONTH_BITS = 16
PERSONS = 2**38

CITIZEN, EMPLOYEE, FIRST_OF_ROWS = 0, 1, 2
"""Kinds of persons: those with an id, and after them one kind for each relation whose rows
are persons without one, such as answers to a survey."""

Shapes = Mapping[str, Mapping[str, str]]
"""Relation -> its columns -> their types."""


class Kind(StrEnum):
    """What about a row a track stands for."""

    ROW = "row"
    PART = "part"
    REST = "rest"
    EXTREME = "extreme"
    QUANTILE = "quantile"
    CONDITION = "condition"
    MONEY = "money"


@dataclass(frozen=True)
class Track:
    """One hidden column. `about` is the number as it stands in the statement; `least` persons."""

    name: str
    kind: Kind = Kind.ROW
    about: str = ""
    least: int = SMALLEST_SHOWN


@dataclass(frozen=True)
class Rules:
    """Which relations tell about nobody, which column is their month, and what is money."""

    free: frozenset[str]
    months: Mapping[str, str]
    money: tuple[str, ...]


@cache
def rules() -> Rules:
    """The rules of data/egress/persons.yaml."""
    read: dict[str, Any] = yaml.safe_load(RULES.read_text("utf-8"))
    return Rules(frozenset(read["about_nobody"]), read["months"], tuple(read["money"]))


def person(element: int) -> int:
    """Whom an element is about."""
    return element >> MONTH_BITS


def month(element: int) -> int:
    """Year * 12 + month; 0 where the relation has no month."""
    return element & ((1 << MONTH_BITS) - 1)


def base_tracks(relation: str, shapes: Shapes, mentions_staff: bool) -> tuple[Node, ...]:
    """For each kind of persons in a relation: the list with the one behind a row."""
    if relation in rules().free:
        return ()
    columns = shapes[relation]
    row = _code(FIRST_OF_ROWS + sorted(shapes).index(relation), nodes.column("rowid"))
    if "besvarelse" in columns:
        row = _code(FIRST_OF_ROWS + sorted(shapes).index(relation), nodes.column("besvarelse"))
    citizen = _code(CITIZEN, nodes.column("borger"))
    employee = _code(EMPLOYEE, nodes.column("medarbejder"))
    if "borger" not in columns:
        known = "medarbejder" in columns and "besvarelse" not in columns
        return (_element(nodes.either(employee, row) if known else row, relation, columns),)
    tracks = [_element(nodes.either(citizen, row), relation, columns)]
    if mentions_staff and "medarbejder" in columns:
        tracks.append(_element(employee, relation, columns))
    return tuple(tracks)


def _code(kind: int, identity: Node) -> Node:
    """A person as a whole number: NULL where the identity is."""
    hashed = nodes.call("hash", nodes.cast(identity, "VARCHAR"))
    who = nodes.cast(nodes.call("%", hashed, nodes.integer(PERSONS)), "BIGINT")
    code = nodes.call("+", who, nodes.integer(kind * PERSONS))
    return nodes.case(nodes.is_null(identity), nodes.null(), code)


def _element(code: Node, relation: str, columns: Mapping[str, str]) -> Node:
    at = nodes.call("*", nodes.cast(code, "BIGINT"), nodes.integer(1 << MONTH_BITS))
    element = nodes.call("+", at, _month(relation, columns))
    nobody = nodes.cast(nodes.null(), "BIGINT[]")
    return nodes.case(nodes.is_null(code), nobody, nodes.call("list_value", element))


def _month(relation: str, columns: Mapping[str, str]) -> Node:
    """The month of a row as a number; 0 where there is none."""
    named = rules().months.get(relation)
    name = named or next((name for name in ("maaned", "periode") if name in columns), "")
    if name not in columns:
        return nodes.integer(0)
    day = nodes.column(name)
    if columns[name].upper() == "VARCHAR":
        first = nodes.call("substr", day, nodes.integer(1), nodes.integer(7))
        day = nodes.cast(nodes.call("||", first, nodes.string("-01")), "DATE", tries=True)
    year = nodes.call("*", nodes.call("year", day), nodes.integer(12))
    counted = nodes.call("+", year, nodes.call("month", day))
    return nodes.either(nodes.cast(counted, "BIGINT"), nodes.integer(0))
