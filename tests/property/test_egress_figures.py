"""Drawn breakdowns and drawn exports beside them: who can be worked out, in exact fractions.

The second opinion knows no block and no atom. It writes down every equation that an attacker
has, the figures shown and the numbers that left, and asks of every small group of people
whether a sum of equations counts it and nobody else.
"""

from fractions import Fraction
from itertools import combinations, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kpis.disclosure import SMALLEST_PART, SMALLEST_SHOWN, Cell, hidden_members
from kpis.egress import audit, rows, subtraction
from kpis.egress.subtraction import Figures, Ground
from kpis.egress.tracks import PERSON_AT, ROW_BITS
from kpis.formulas import share

MEMBERS, SIDES, KINDS = "ABC", "+.", "KM"
CELLS = [*map("".join, product(MEMBERS, SIDES, KINDS)), "-"]
"""A member's people on a side of the share, women or men; and people no figure counts."""

drawn_counts = st.tuples(*([st.sampled_from([0, 1, 2, 4, 6, 9])] * len(CELLS)))
drawn_number = st.one_of(
    st.sets(st.sampled_from(CELLS), min_size=1),
    # what analysts ask for: some members or all, of one side and kind or of both
    st.tuples(
        st.sets(st.sampled_from([*MEMBERS, "-"]), min_size=1),
        st.sampled_from(["+", ".", "+."]),
        st.sampled_from(["K", "M", "KM"]),
    ).map(lambda of: {c for c in CELLS if c[0] in of[0] and (c == "-" or _fits(c, *of[1:]))}),
)


def _fits(cell, sides, kinds):
    return cell[1] in sides and cell[2] in kinds


def people_of(counts):
    """The rows of each cell; each row is a person."""
    ends = np.cumsum([0, *counts])
    return {
        cell: (np.arange(ends[at], ends[at + 1]) << PERSON_AT) + (101 << ROW_BITS)
        for at, cell in enumerate(CELLS)
    }


def shown_as(counts):
    """The sets of cells whose sizes the page tells, and the members that it hides."""
    sizes = dict(zip(CELLS, counts, strict=True))
    of = {
        (member, side): {c for c in CELLS if c[0] == member and c[1:2] == side}
        for member, side in product(MEMBERS, SIDES)
    }

    def figure(member):
        part, rest = (sum(sizes[c] for c in of[member, side]) for side in SIDES)
        return Cell("k", "2025-01", "by", member, share(part, part + rest, part + rest))

    hidden = hidden_members([figure(member) for member in MEMBERS])
    shown = [of[member, side] for member in MEMBERS if member not in hidden for side in SIDES]
    totals = [{c for c in CELLS if c[1:2] == side} for side in SIDES]
    return [*shown, *totals], hidden


def ground_of(people, hidden):
    """The same figures as the guard has them."""
    elements, blocks = [], []
    for cell, its in people.items():
        member, side = MEMBERS.find(cell[0]) + 1, SIDES.find(cell[1:2])
        block = 0 if cell == "-" else -1 - side if cell[0] in hidden else 2 * member + side
        elements += [*its]
        blocks += [block] * len(its)
    order = np.argsort(elements)
    figures = Figures("k", "by", np.array(blocks, dtype=np.int64)[order])
    return Ground(np.array(elements, dtype=np.int64)[order], (figures,))


class Span:
    """Everything that sums of some equations tell, by Gauss's elimination in fractions."""

    def __init__(self, equations, places):
        self._places, self._rows = places, []
        for equation in equations:
            left = self._reduced([Fraction(place in equation) for place in places])
            if any(left):
                lead = next(at for at, value in enumerate(left) if value)
                self._rows.append((lead, [value / left[lead] for value in left]))

    def _reduced(self, row):
        for lead, known in self._rows:
            row = [a - row[lead] * b for a, b in zip(row, known, strict=True)]
        return row

    def tells(self, group):
        """Whether a sum of the equations counts a group and nobody else."""
        return not any(self._reduced([Fraction(place in group) for place in self._places]))


def small_groups(sizes, hidden):
    """Every few cells that the figures count, with too few people to be told."""
    counted = [cell for cell in CELLS if cell != "-" and sizes[cell]]
    for count in range(1, SMALLEST_SHOWN):
        for group in combinations(counted, count):
            limit = SMALLEST_SHOWN if all(c[0] in hidden for c in group) else SMALLEST_PART
            if sum(sizes[cell] for cell in group) < limit:
                yield {*group}


def exported(people, hidden, asked):
    """What leaves of the numbers asked for, one after the other, as the cells it counts."""
    ground, left, told = ground_of(people, hidden), [], []
    for cells in asked:
        number = rows.number_of(np.sort(np.concatenate([people[cell] for cell in cells])))
        if (
            len(number.elements) >= SMALLEST_SHOWN
            and not audit.gives_away(left, [number])
            and not subtraction.found([ground], left, [number])
        ):
            left.append(number)
            told.append(cells)
    return told


@settings(max_examples=250, deadline=None)
@given(counts=drawn_counts, asked=st.lists(drawn_number, min_size=1, max_size=8))
def test_who_has_the_page_and_every_export_works_out_nobody(counts, asked):
    sizes, people = dict(zip(CELLS, counts, strict=True)), people_of(counts)
    shown, hidden = shown_as(counts)
    told = exported(people, hidden, asked)
    places = [cell for cell in CELLS if sizes[cell]]
    before, after = Span(shown, places), Span([*shown, *told], places)
    for group in small_groups(sizes, hidden):
        assert before.tells(group) or not after.tells(group), (sizes, hidden, told, group)


@settings(max_examples=150, deadline=None)
@given(counts=drawn_counts, number=drawn_number)
def test_one_export_that_tells_nobody_is_not_stopped(counts, number):
    """The other way round: what is stopped would tell about somebody."""
    sizes, people = dict(zip(CELLS, counts, strict=True)), people_of(counts)
    shown, hidden = shown_as(counts)
    asked = rows.number_of(np.sort(np.concatenate([people[cell] for cell in number])))
    if len(asked.elements) < SMALLEST_SHOWN:
        return
    places = [cell for cell in CELLS if sizes[cell]]
    before, after = Span(shown, places), Span([*shown, number], places)
    tells = [g for g in small_groups(sizes, hidden) if after.tells(g) and not before.tells(g)]
    assert bool(subtraction.found([ground_of(people, hidden)], [], [asked])) == bool(tells)
