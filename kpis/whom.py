"""Whom a number counts, as it is declared: so it is known which numbers count the same people.

The rows of a population and the conditions on them. Conditions are compared word for word,
except that a column lies between two whole numbers: that is understood, because the members
of some breakdowns settle it. No database, and no counts: that two numbers happen to be equal
says nothing here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

ROWS_OF = {
    "citizen_case_worker": "citizen_with_support",
    "citizen_with_network": "citizen_with_support",
    "citizen_with_perspective": "citizen_with_support",
    "citizen_with_technology": "citizen_with_support",
}
"""Populations with one row for each row of another, in the same members: all citizens in POP(D)."""

SOME_ROWS_OF = {
    "citizen_placed": "citizen_with_support",
    "citizen_with_plans": "citizen_with_support",
}
"""Populations with one row for some rows of another, in the same members."""

Span = tuple[str, int, int]
"""A column, and the lowest and highest whole number that it may be."""

_COLUMNS = {"step": "step", "age_group": "age"}
_NO_STEP = -1  # akut/udredning
_NO_END = 1_000
_BETWEEN = re.compile(r"(\w+) between (\d+) and (\d+)")
_AGES = re.compile(r"(\d+)(?:-(\d+)|\+)")


@dataclass(frozen=True)
class People:
    """Rows of a population that lie within spans, one a column, and meet conditions."""

    rows: str
    spans: frozenset[Span] = frozenset()
    conditions: frozenset[str] = frozenset()

    def but_for(self, by: str) -> "People":
        """The same without the span that members of a breakdown settle."""
        kept = {span for span in self.spans if span[0] != _COLUMNS.get(by)}
        return replace(self, spans=frozenset(kept))

    def among(self, by: str, member: str) -> "People | None":
        """Those of them who are in a member; None where nobody can be."""
        settled = _settled(by, member)
        if settled is None:
            return self
        kept = {span for span in self.spans if span[0] != settled[0]}
        for span in self.spans - kept:
            common = _common(span, settled)
            if common is None:
                return None
            if common != settled:
                kept.add(span)
        return replace(self, spans=frozenset(kept))

    def is_part_of(self, other: "People") -> bool:
        """Whether by their conditions these are some of the others."""
        spans = {span[0]: span for span in self.spans}
        return (
            self != other
            and self.rows == other.rows
            and self.conditions >= other.conditions
            and all(_common(spans.get(o[0], o), o) == spans.get(o[0]) for o in other.spans)
        )


def people(population: str, *conditions: str) -> People:
    """The rows of a population that meet every one of some conditions."""
    spans: dict[str, Span] = {}
    others = {population} & SOME_ROWS_OF.keys()
    for part in (part for condition in conditions for part in _parts(condition)):
        if found := _BETWEEN.fullmatch(part):
            span = (found[1], int(found[2]), int(found[3]))
            spans[span[0]] = _common(spans.get(span[0], span), span) or (span[0], 1, 0)
        else:
            others.add(part)
    rows = (ROWS_OF | SOME_ROWS_OF).get(population, population)
    return People(rows, frozenset(spans.values()), frozenset(others - {"true"}))


def _parts(condition: str) -> Iterator[str]:
    """What a condition joins by `and`; one with an `or` stays whole."""
    if " or " in condition:
        yield condition
        return
    marked = _BETWEEN.sub(lambda found: found[0].replace(" and ", "&"), condition)
    for part in marked.split(" and "):
        yield part.replace("&", " and ")


def _common(one: Span, other: Span) -> Span | None:
    lowest, highest = max(one[1], other[1]), min(one[2], other[2])
    return (one[0], lowest, highest) if lowest <= highest else None


def _settled(by: str, member: str) -> Span | None:
    """What a member of a breakdown says of a column."""
    if by == "step":
        step = int(member) if member.isdigit() else _NO_STEP
        return ("step", step, step)
    if by == "age_group" and (ages := _AGES.fullmatch(member)):
        return ("age", int(ages[1]), int(ages[2] or _NO_END))
    return None
