"""Exports beside the figures that the pages show: tables drawn by hand, and who is told by them."""

from dataclasses import dataclass

import numpy as np
import pytest

from kpis.disclosure import Cell, hidden_members
from kpis.egress import rows, subtraction
from kpis.egress.subtraction import Figures, Ground
from kpis.egress.tracks import PERSON_AT, ROW_BITS
from kpis.formulas import share

OUTSIDE = "-"
"""The member of people whom no figure counts."""


@dataclass(frozen=True)
class Table:
    """A breakdown whose members have a part and a rest, each of women and men.

    A cell is named as its member, `+` for the part or `.` for the rest, and K or M; people whom
    the figures do not count are `-.K` and `-.M`.
    """

    cells: dict[str, int]
    is_total_shown: bool = True
    month: int = 101
    rows_each: int = 1

    def of(self, *names):
        """The rows of some cells, each named by its first letters, in order."""
        found, person = [], 0
        for cell, count in self.cells.items():
            for _ in range(count):
                person += 1
                if cell.startswith(names):
                    first = (person << PERSON_AT) + (self.month << ROW_BITS)
                    each = [0] if self.rows_each == 1 else range(1, self.rows_each + 1)
                    found += [first + row for row in each]
        return np.array(found, dtype=np.int64)

    def number(self, *names):
        """The number that counts some cells."""
        return rows.number_of(self.of(*names))

    @property
    def members(self):
        return sorted({cell[0] for cell in self.cells} - {OUTSIDE})

    @property
    def hidden(self):
        """The members that the pages hide."""
        return hidden_members([self._figure(member) for member in self.members])

    def _figure(self, member):
        part, rest = (len(self.of(f"{member}{side}")) for side in "+.")
        persons = (part + rest) // self.rows_each
        return Cell("k", "2025-01", "by", member, share(part, part + rest, persons))

    @property
    def ground(self):
        """The figures as they are shown."""
        everybody = self.of("")
        blocks = np.zeros(len(everybody), dtype=np.int64)
        for at, member in enumerate(self.members, start=1):
            for side, name in enumerate("+."):
                its = np.isin(everybody, self.of(f"{member}{name}"))
                if member not in self.hidden:
                    blocks[its] = 2 * at + side
                elif self.is_total_shown:
                    blocks[its] = -1 - side
        return Ground(everybody, (Figures("k", "by", blocks),))


def stopped(table, *series):
    """Of each number of a series, as the cells it counts, whether it is stopped after those."""
    left, said = [], []
    for names in series:
        number = table.number(*names)
        is_stopped = bool(subtraction.found([table.ground], left, [number]))
        left += [] if is_stopped else [number]
        said.append(is_stopped)
    return said


def line(**members):
    """Members of whom half are in the part, half of each women."""
    return Table(
        {
            f"{name}{side}{sex}": (count + 3 - at) // 4
            for name, count in members.items()
            for at, (side, sex) in enumerate(("+K", ".M", ".K", "+M"))
        }
    )


# C is hidden only to protect D
STEPS = Table(
    {
        "A+K": 8,
        "A.K": 9,
        "A+M": 7,
        "A.M": 8,
        "B+K": 6,
        "B.K": 9,
        "B+M": 5,
        "B.M": 7,
        "C+K": 4,
        "C.K": 5,
        "C+M": 5,
        "C.M": 6,
        "D+K": 1,
        "D.M": 2,
        "-.K": 6,
        "-.M": 3,
    }
)

# what is exported, one number after the other, each as the cells it counts; whether it is stopped
SERIES = [
    ("the neighbour of a hidden member", [["C"]], [True]),
    ("all but the hidden member", [["A", "B", "C"]], [True]),
    ("a shown member and the hidden one", [["B", "D"]], [True]),
    ("a shown member and the neighbour", [["A", "C"]], [True]),
    ("women of the neighbour, then its men", [["C+K", "C.K"], ["C+M", "C.M"]], [False, True]),
    ("what is hidden, together", [["C", "D"]], [False]),
    ("a shown member", [["A"]], [False]),
    ("shown members together", [["A", "B"]], [False]),
    ("everybody whom the figures count", [["A", "B", "C", "D"]], [False]),
    ("the part of everybody", [["A+", "B+", "C+", "D+"]], [False]),
    ("the part of the neighbour, then its rest", [["C+"], ["C."]], [True, True]),
    ("the part of all but one", [["A+", "B+", "C+"]], [True]),
    ("women", [["A+K", "A.K", "B+K", "B.K", "C+K", "C.K", "D+K"]], [False]),
    ("two who are not women of D", [["A", "B", "C", "D+K"]], [True]),
    ("a sum of what is hidden and others", [["A", "C"], ["A", "B", "C", "D", "-"]], [True, False]),
    ("others beside it, in two steps", [["C", "-"], ["-"]], [False, True]),
    ("others beside it, the other way round", [["-"], ["C", "-"]], [False, True]),
    (
        "a chain over women",
        [["C+K", "C.K", "A+K", "A.K"], ["C+M", "C.M", "A+M", "A.M"]],
        [False, True],
    ),
    ("half of a shown member", [["A+"]], [False]),
    ("the women of a shown member", [["A+K", "A.K"]], [False]),
]


@pytest.mark.parametrize(("name", "series", "said"), SERIES, ids=[s[0] for s in SERIES])
def test_a_series_beside_the_figures(name, series, said):
    assert STEPS.hidden == {"C", "D"}
    assert stopped(STEPS, *series) == said


@pytest.mark.parametrize(("name", "series", "said"), SERIES, ids=[s[0] for s in SERIES])
def test_the_same_where_a_person_has_several_rows(name, series, said):
    table = Table(STEPS.cells, rows_each=3)
    assert table.hidden == {"C", "D"}
    assert stopped(table, *series) == said


def test_the_reason_names_the_figures_and_the_number():
    told = subtraction.found(
        [STEPS.ground], [], [STEPS.number("A"), STEPS.number("C"), STEPS.number("A", "B")]
    )
    assert {(its.kpi, its.by, its.number.key) for its in told} == {
        ("k", "by", STEPS.number("C").key)
    }


def test_without_a_total_nothing_is_told_of_a_neighbour():
    assert stopped(Table(STEPS.cells, is_total_shown=False), ["C"]) == [False]


def test_another_month_is_about_others():
    assert not subtraction.found([Table(STEPS.cells, month=102).ground], [], [STEPS.number("C")])


def test_who_is_told_by_an_override_does_not_forbid_the_same_again():
    known = [STEPS.number("C")]
    assert not subtraction.found([STEPS.ground], known, [STEPS.number("A", "B", "C")])
    assert not subtraction.found([STEPS.ground], known, [STEPS.number("C")])


# C is shown elsewhere: as a member that may be the same people by chance, or as a total
@pytest.mark.parametrize(("by", "is_stopped"), [("unit", True), ("", False)])
def test_a_total_of_other_figures_is_public(by, is_stopped):
    blocks = np.where(np.isin(STEPS.of(""), STEPS.of("C")), 7, 0)
    shown = Ground(STEPS.of(""), (Figures("other", by, blocks),))
    found = subtraction.found([STEPS.ground, shown], [], [STEPS.number("C")])
    assert bool(found) == is_stopped


@pytest.mark.parametrize(
    ("hidden", "is_stopped"), [((2, 3), False), ((2, 2), True), ((1, 2), True), ((4, 4), False)]
)
def test_several_hidden_together_are_enough_or_not(hidden, is_stopped):
    table = line(A=40, B=60, C=16, D=hidden[0], E=hidden[1])
    blocks = np.zeros(len(table.of("")), dtype=np.int64)
    for at, member in enumerate("AB", start=1):
        blocks[np.isin(table.of(""), table.of(member))] = at
    blocks[np.isin(table.of(""), table.of("C", "D", "E"))] = -1
    ground = Ground(table.of(""), (Figures("k", "by", blocks),))
    assert bool(subtraction.found([ground], [], [table.number("C")])) == is_stopped


# how many of a shown member are left out; one or two are stopped, as a part of a whole is
@pytest.mark.parametrize(("count", "is_stopped"), [(1, True), (2, True), (3, False), (6, False)])
def test_a_few_of_a_shown_member_are_a_part_of_it(count, is_stopped):
    table = Table({"A+K": 20, "A.K": 20 - count, "A.M": count, "B+K": 9, "B.K": 9})
    assert table.hidden == set()
    assert stopped(table, ["A+K", "A.K"]) == [is_stopped]


def test_whom_figures_do_not_count_is_not_theirs_to_protect():
    table = Table({"A+K": 20, "A.K": 20, "B+K": 9, "B.K": 9, "-.M": 1})
    assert stopped(table, ["A", "B", "-"]) == [False]


@pytest.mark.parametrize("bound", ["MOST_SMALL", "MOST_NUMBERS", "LONGEST_LOOK"])
def test_beyond_its_bounds_it_refuses_to_say(monkeypatch, bound):
    monkeypatch.setattr(subtraction, bound, -1)
    with pytest.raises(subtraction.TooMuch):
        stopped(STEPS, ["C"])
