"""Expressions over the lists of persons that rows carry."""

from collections.abc import Sequence

from kpis.disclosure import SMALLEST_SHOWN
from kpis.egress import nodes
from kpis.egress.nodes import Node
from kpis.egress.numbers import Part
from kpis.egress.tracks import PERSON_AT, Kind


def united(persons: Node, only: Node | None = None) -> Node:
    """The persons of many rows as one list."""
    return nodes.call(
        "list_distinct", nodes.call("flatten", nodes.call("list", persons, only=only))
    )


def enough(persons: Node) -> Node:
    """As many of the persons as may be told about, if there are: more need not be carried.

    A SELECT inside a condition is asked for every row; all its persons at each would be millions.
    """
    who = nodes.call(">>", nodes.column("it"), nodes.integer(PERSON_AT))
    people = nodes.call(
        "list_distinct", nodes.call("list_transform", persons, nodes.each("it", who))
    )
    first = nodes.call("list_slice", people, nodes.integer(1), nodes.integer(SMALLEST_SHOWN))
    element = nodes.call("*", nodes.column("it"), nodes.integer(1 << PERSON_AT))
    return nodes.call("list_transform", first, nodes.each("it", element))


def of_part(part: Part, persons: Node) -> Node:
    """The persons of a group whom a part marks off."""
    if part.value is not None and part.column is not None:
        return _who_have(part, persons)
    if part.kind is Kind.MONEY and part.column is not None:
        pair = nodes.call("struct_pack", w=persons, x=part.column)
        return nodes.call("list", pair, only=part.only)
    marked = united(persons, part.only)
    if part.column is None:
        return marked
    # a count only where the others than 0 all have one and the same value
    is_other = nodes.compare("NOTEQUAL", part.column, nodes.integer(0))
    counted = {**nodes.call("count", part.column, only=is_other), "distinct": True}
    is_yes_or_no = nodes.compare("LESSTHANOREQUALTO", counted, nodes.integer(1))
    return nodes.case(is_yes_or_no, marked, nodes.cast(nodes.null(), "BIGINT[]"))


def _who_have(part: Part, persons: Node) -> Node:
    """Those whose value is the one that an aggregate picked."""
    assert part.value is not None
    assert part.column is not None
    pairs = nodes.call("list", nodes.call("struct_pack", w=persons, x=part.column), only=part.only)
    has_it = nodes.compare("EQUAL", nodes.column("it", "x"), part.value)
    theirs = nodes.call("list_filter", pairs, nodes.each("it", has_it))
    lists = nodes.call("list_transform", theirs, nodes.each("it", nodes.column("it", "w")))
    return nodes.call("list_distinct", nodes.call("flatten", lists))


def of_others(own: Sequence[Node], persons: Node) -> Node:
    """The persons of a SELECT inside an expression; none where it is the row's own one person."""
    if not own:
        return persons
    none = nodes.cast(nodes.null(), "BIGINT[]")
    is_one = nodes.compare("EQUAL", _how_many(own), nodes.integer(1))
    no_other = nodes.compare("EQUAL", _how_many([*own, persons]), nodes.integer(1))
    return nodes.case(nodes.both(is_one, no_other), none, persons)


def _how_many(lists: Sequence[Node]) -> Node:
    elements = nodes.call("list_concat", *lists) if len(lists) > 1 else lists[0]
    who = nodes.each("it", nodes.call(">>", nodes.column("it"), nodes.integer(PERSON_AT)))
    return nodes.call(
        "len", nodes.call("list_distinct", nodes.call("list_transform", elements, who))
    )
