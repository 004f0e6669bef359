"""What can be worked out from numbers taken together: tables drawn by hand, and simple attacks."""

import time
from contextlib import suppress
from itertools import product

import numpy as np
import pytest

from kpis.egress import audit, rows
from kpis.egress.tracks import PERSON_AT, ROW_BITS


def number(*people, month=0, rows_each=0):
    """A number that counts the given persons, or `rows_each` rows of each of them."""
    codes = [
        (person << PERSON_AT) + (month << ROW_BITS) + row
        for person in people
        for row in range(1, rows_each + 1) or (0,)
    ]
    return rows.number_of(np.unique(np.array(codes, dtype=np.int64)))


class Table:
    """Cells with persons in them, each of one cell; a total or a margin is the sum of its cells."""

    def __init__(self, cells):
        self.dimensions = len(next(iter(cells)))
        after = iter(range(1, 10_000))
        self.people = {at: [next(after) for _ in range(count)] for at, count in cells.items()}

    def number(self, *where):
        """The persons in every cell that one of some patterns fits; `*` fits all."""
        found = [
            person
            for at, people in self.people.items()
            if any(all(w in ("*", a) for w, a in zip(one, at, strict=True)) for one in where)
            for person in people
        ]
        return number(*found)


def line(**cells):
    return {(name,): count for name, count in cells.items()}


def square(columns, **lines):
    return {
        (row, column): count
        for row, line in lines.items()
        for column, count in zip(columns, line, strict=True)
    }


# the cells; what is shown, as patterns or sums of them; whether that gives somebody away
TABLES = [
    ("S01", line(A=3, B=20, C=30), ["B", "C", "*"], True),
    ("S03", line(A=3, B=40, C=30), ["C", "*"], False),
    ("S05", line(A=2, B=2, C=30), ["C", "*"], True),
    ("S13", line(j=2, n=48), ["n", "*"], True),
    ("S21 with five for three", line(A=2, B=7, C=30), ["C", "*"], False),
    (
        "S07",
        square("abc", r=(2, 20, 11), s=(15, 30, 9), t=(14, 8, 22)),
        ["rc", "r*", "sc", "s*", "ta", "tb", "tc", "t*", "*a", "*b", "*c", "**"],
        False,
    ),
    (
        "S09",
        square(
            "abcd", r=(28, 33, 38, 43), s=(31, 36, 3, 46), t=(34, 39, 44, 49), u=(37, 42, 47, 52)
        ),
        # hidden: ra, rb, sa, sb, sc and, for company, tc, td, uc, ud
        ["rc", "rd", "sd", "ta", "tb", "ua", "ub", "r*", "s*", "t*", "u*", "*a", "*b", "*c", "*d"],
        True,
    ),
    (
        "S11",
        square("jn", E=(3, 0), B=(12, 30), F=(9, 25)),
        ["Bn", "B*", "Fj", "Fn", "F*", "*j", "*n", "**"],
        True,
    ),
    (
        "S17 without the sum",
        square("KM", u=(3, 14), v=(16, 21), w=(11, 13)),
        ["u*", "v*", "wK", "wM", "w*", "*K", "*M", "**"],
        False,
    ),
    (
        "S17",
        square("KM", u=(3, 14), v=(16, 21), w=(11, 13)),
        ["u*", "v*", "wK", "wM", "w*", "*K", "*M", "**", ("vK", "wK")],
        True,
    ),
    ("all minus one unit", line(A=3, B=20, C=30), ["*", ("B", "C")], True),
    ("all minus one large unit", line(A=9, B=20, C=30), ["*", ("B", "C")], False),
    ("pairs", line(A=3, B=20, C=30), [("A", "B"), ("B", "C"), ("A", "C")], True),
    ("two of three pairs", line(A=3, B=20, C=30), [("A", "B"), ("A", "C")], False),
    ("total and parts but one", line(A=20, B=30, C=2, D=7), ["*", "A", "B", "D"], True),
    ("parts first, then the total", line(A=20, B=30, C=2, D=7), ["A", "B", "D", "*"], True),
    ("overlapping bands", line(a=14, b=1, c=30), ["a", ("a", "b")], True),
    (
        "two small cells hide each other but not together",
        line(A=2, B=2, C=20),
        [("A", "C"), ("B", "C"), "C"],
        True,
    ),
]


@pytest.mark.parametrize(
    ("name", "cells", "shown", "is_unsafe"), TABLES, ids=[t[0] for t in TABLES]
)
def test_a_table_gives_somebody_away_or_not(name, cells, shown, is_unsafe):
    table = Table(cells)
    numbers = [table.number(*([one] if isinstance(one, str) else one)) for one in shown]
    assert audit.gives_away([], numbers) == is_unsafe
    one_by_one = [audit.gives_away(numbers[:at], [n]) for at, n in enumerate(numbers)]
    assert any(one_by_one) == is_unsafe


def test_the_last_equation_is_the_one_that_is_refused():
    table = Table(line(A=3, B=20, C=30))
    shown = [table.number("B"), table.number("C")]
    assert not audit.gives_away([], shown)
    assert audit.gives_away(shown, [table.number("*")])


def test_units_and_districts_that_share_a_margin():
    """L01: a unit is the only one of its district, so the district's women are the unit's."""
    table = Table(
        square("KM", u=(2, 20), v=(15, 18), w=(16, 30)),
    )
    by_unit = [table.number(f"{unit}*") for unit in "uvw"]
    district_women = [table.number(("vK"), ("wK"))]
    all_women = [table.number("*K")]
    assert not audit.gives_away([], by_unit + district_women)
    assert audit.gives_away(by_unit + district_women, all_women)


def test_a_program_finds_what_no_subtraction_does():
    """25 + 26 of 48 leave at least 3 in the corner of 4: nearly told, by no sum of margins."""
    margins = ("r*", "s*", "*a", "*b")
    narrow = Table(square("ab", r=(4, 21), s=(22, 1)))
    assert audit.gives_away([], [narrow.number(one) for one in margins])
    roomy = Table(square("ab", r=(4, 1), s=(1, 30)))
    assert not audit.gives_away([], [roomy.number(one) for one in margins])


def test_a_union_of_small_classes_is_told_though_none_of_them_is():
    """Two single persons whose places cancel: their sum is told, neither of them."""
    table = Table(line(A=1, B=1, C=20, D=20))
    shown = [table.number("A", "C"), table.number("B", "D"), table.number("C", "D")]
    assert audit.gives_away([], shown)


def test_the_same_number_again_tells_nothing():
    table = Table(line(A=3, B=20, C=30))
    shown = [table.number("*"), table.number("B")]
    assert not audit.gives_away(shown, shown)


def test_what_was_told_before_does_not_forbid_what_tells_no_more():
    table = Table(line(A=3, B=20, C=30, D=40))
    known = [table.number("B", "C"), table.number("A", "B", "C")]  # one of them by an override
    assert audit.gives_away([], known)
    assert not audit.gives_away(known, [table.number("B"), table.number("C")])


def test_what_was_told_before_is_no_cover_for_telling_of_others():
    table = Table(line(A=3, B=20, C=30, D=2))
    known = [table.number("B", "C"), table.number("A", "B", "C")]  # A by an override
    assert audit.gives_away(known, [table.number("B", "C", "D")])


def test_two_months_are_never_the_same_people():
    january = number(*range(57), month=101)
    february = number(*range(58), month=102)
    assert not audit.gives_away([], [january, february])


def test_months_cumulated_are():
    """D01: persons from January to March, and to April, of whom one is new."""

    def until(last, *people):
        codes = [(p << PERSON_AT) + (m << ROW_BITS) + 1 for p in people for m in range(101, last)]
        return rows.number_of(np.unique(np.array(codes, dtype=np.int64)), counts_persons=True)

    assert audit.gives_away([until(104, *range(57))], [until(105, *range(58))])
    assert not audit.gives_away([until(104, *range(57))], [until(105, *range(70))])


def test_events_cumulated_are():
    """The same people, one more follow-up: it is the follow-up of one of them."""
    before = number(*range(57), rows_each=2)
    more = np.append(before.elements, (3 << PERSON_AT) + 9)
    assert audit.gives_away([before], [rows.number_of(np.unique(more))])


def test_a_share_of_events_is_not_a_share_of_persons():
    """Six persons were late, four of them on time as well: the late ones are six."""
    on_time = number(*range(20), rows_each=1)
    late = rows.number_of(np.array([(p << PERSON_AT) + 7 for p in range(16, 22)], dtype=np.int64))
    both = rows.number_of(np.union1d(on_time.elements, late.elements))
    assert not audit.gives_away([], [both, on_time, late])


@pytest.mark.parametrize(
    ("contributions", "is_dominated"),
    [([900, 50, 30, 20], True), ([10] * 12, False), ([], False), ([-900, 50, 30, 20], True)],
)
def test_two_who_stand_for_most_of_an_amount(contributions, is_dominated):
    """M01 and M03."""
    assert rows.is_dominated(contributions) == is_dominated


def test_beyond_its_bounds_it_refuses_to_say(monkeypatch):
    monkeypatch.setattr(audit, "MOST_ATOMS", 3)
    table = Table(line(**dict.fromkeys("ABCDE", 9)))
    numbers = [table.number("*"), *(table.number(name) for name in "ABCD")]
    with pytest.raises(audit.TooMuch):
        audit.gives_away([], numbers)


def test_hundreds_of_numbers_of_a_municipality_are_tried_in_a_few_seconds():
    """1,300 citizens, six properties; processor time, since others share the machine."""
    drawn = np.random.default_rng(1)
    properties = [drawn.integers(0, k, size=1300) for k in (2, 4, 6, 8, 9, 12)]
    earlier = []
    for one, other in product(range(6), range(6)):
        key = properties[one] * 20 + properties[other]
        groups = [number(*np.flatnonzero(key == value)) for value in np.unique(key)]
        earlier += [group for group in groups if len(group.elements) >= 5]
    new = [number(*np.flatnonzero(properties[1] == value)) for value in range(4)]
    began = time.process_time()
    with suppress(audit.TooMuch):
        audit.gives_away([n for n in earlier if n.key not in {m.key for m in new}], new)
    assert len(earlier) > 300
    assert time.process_time() - began < 20
