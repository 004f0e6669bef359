"""A track: a hidden column that tells which persons stand behind one number of a row.

Its value is a list of elements. An element is a row that is about a person: the person, the
month where the relation has one, so that two months are never taken for the same people, and
which of the person's rows in it. As a whole number it is, from the highest bit, kind of person,
person, month, row. Persons are hashed: two that meet in one are counted as one, which makes
too few of them, never too many.
"""

from collections.abc import Collection, Mapping, Sequence
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

ROW_BITS, MONTH_BITS = 22, 13
PERSON_AT = ROW_BITS + MONTH_BITS
PERSONS = 2**26
FIRST_YEAR, MONTHS = 1800, 2**12

CITIZEN, EMPLOYEE, OTHER = 0, 1, 2
"""Kinds of persons: those with an id, and the rows of relations that are persons without one,
such as answers to a survey."""

APART = 50_021
"""Rows of two relations at the same place are this far from each other, times their order."""

NOBODY_ELSE = 1_000_000
"""More than any number of persons that a row is about."""

Shapes = Mapping[str, Mapping[str, str]]
"""Relation -> its columns -> their types."""


class Kind(StrEnum):
    """What about a row a track stands for."""

    ROW = "row"
    PART = "part"
    PERSONS = "persons"
    AMOUNT = "amount"
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
    """Whose rows are persons, which column is their month, and what is money."""

    identities: Mapping[str, Sequence[str]]
    free: frozenset[str]
    counted: Mapping[str, Sequence[str]]
    months: Mapping[str, str]
    one_row_each: Sequence[str]
    money: Sequence[str]


@cache
def rules() -> Rules:
    """The rules of data/egress/persons.yaml."""
    read: dict[str, Any] = yaml.safe_load(RULES.read_text("utf-8"))
    return Rules(
        read["identities"],
        frozenset(read["about_nobody"]),
        read["counted"],
        read["months"],
        read["one_row_each"],
        read["money"],
    )


def person(element: int) -> int:
    """Whom an element is about."""
    return element >> PERSON_AT


def base_tracks(relation: str, shapes: Shapes, mentioned: Collection[str]) -> tuple[Node, ...]:
    """For each kind of persons in a relation: the list with those behind a row.

    `mentioned` are the words of the statement: employees beside citizens, and numbers of
    persons in a relation about something else, count where it reads them.
    """
    if relation in rules().free:
        numbers = rules().counted.get(relation, ())
        return tuple(_so_many(name) for name in numbers if name in mentioned or "*" in mentioned)
    columns = shapes[relation]
    known = {
        kind: next((n for n in names if n in columns), "")
        for kind, names in rules().identities.items()
    }
    nameless = nodes.cast(nodes.column(known["response"] or "rowid"), "VARCHAR")
    by_row = _code(OTHER, nodes.call("||", nodes.string(relation), nameless))
    employee = _code(EMPLOYEE, nodes.column(known["employee"])) if known["employee"] else None
    if known["citizen"]:
        first = nodes.either(_code(CITIZEN, nodes.column(known["citizen"])), by_row)
    elif employee and not known["response"]:
        return (_element(nodes.either(employee, by_row), relation, shapes),)
    else:
        first = by_row
    is_read = employee and (known["employee"] in mentioned)
    codes = [first, employee] if employee and is_read else [first]
    return tuple(_element(code, relation, shapes) for code in codes)


def _so_many(name: str) -> Node:
    """As many persons as a column says, none of whom is known anywhere else."""
    it = nodes.call("+", nodes.column("rowid"), nodes.integer(1))
    start = nodes.call("*", it, nodes.integer(NOBODY_ELSE))
    many = nodes.call("range", nodes.cast(nodes.column(name), "BIGINT"))
    person = nodes.call("+", start, nodes.column("it"))
    each = nodes.call("*", nodes.cast(person, "BIGINT"), nodes.integer(-(1 << PERSON_AT)))
    return nodes.call("list_transform", many, nodes.each("it", each))


def _code(kind: int, identity: Node) -> Node:
    """A person as a whole number: NULL where the identity is."""
    code = nodes.call("+", _hashed(identity, PERSONS), nodes.integer(kind * PERSONS))
    return nodes.case(nodes.is_null(identity), nodes.null(), code)


def _element(code: Node, relation: str, shapes: Shapes) -> Node:
    order = sorted(shapes).index(relation)
    at = nodes.call("*", nodes.cast(code, "BIGINT"), nodes.integer(1 << PERSON_AT))
    month = nodes.call("*", _month(relation, shapes[relation]), nodes.integer(1 << ROW_BITS))
    element = nodes.call("+", nodes.call("+", at, month), _row(relation, order))
    nobody = nodes.cast(nodes.null(), "BIGINT[]")
    return nodes.case(nodes.is_null(code), nobody, nodes.call("list_value", element))


def _row(relation: str, order: int) -> Node:
    """Which row of a person in a month; 0 where there is one, so that relations compare."""
    if relation.startswith(tuple(rules().one_row_each)):
        return nodes.integer(0)
    at = nodes.call("+", nodes.column("rowid"), nodes.integer(order * APART))
    return nodes.call("%", at, nodes.integer(2**ROW_BITS))


def _hashed(value: Node, below: int) -> Node:
    hashed = nodes.call("hash", nodes.cast(value, "VARCHAR"))
    return nodes.cast(nodes.call("%", hashed, nodes.integer(below)), "BIGINT")


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
    years = nodes.call("-", nodes.call("year", day), nodes.integer(FIRST_YEAR))
    counted = nodes.call("+", nodes.call("*", years, nodes.integer(12)), nodes.call("month", day))
    in_range = nodes.call("%", nodes.call("abs", counted), nodes.integer(MONTHS))
    return nodes.either(nodes.cast(in_range, "BIGINT"), nodes.integer(0))
