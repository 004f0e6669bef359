"""Can a few persons be worked out by subtraction from the figures that the pages show?

Everybody knows those figures, so they count as if they had left. What is shown of one number
in one breakdown (`Figures`) parts its rows in blocks whose sizes are known; the members that
are hidden are one block together, since the total is shown. A group of persons is told where
a sum of blocks and of numbers that have left counts them and nobody else. Nobody may be able
to work out a group with fewer persons than may be told, who could not do so before.

Which groups: of what a breakdown hides, every group with fewer than five persons; of others
that its figures count, those with one or two, which the pages do not tell as a part of a whole
either. A group is worked out from the figures of one number and breakdown beside all numbers
that have left: how different figures overlap, person by person, is not to be seen from outside.

Most blocks are of no use to an attacker and are put aside or together first (`_useful`). A
number that is the total of an indicator is public, and tells nothing new by leaving. One that
is shown as a member of another breakdown is not: that the two are the same people is often
chance, and what a page hides is not told again by a file.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import connected_components

from kpis.disclosure import SMALLEST_PART, SMALLEST_SHOWN
from kpis.egress.equations import Atoms, TooMuch, cancelling, drawn_keys, persons_each
from kpis.egress.model import Elements, Number
from kpis.egress.tracks import PERSON_AT
from kpis.linear import NOTHING, Matrix, left_open

Blocks = NDArray[np.int64]
"""The block of each element; NO_BLOCK where no figure is shown that counts it, below 0 where it is
among what is hidden."""

NO_BLOCK = 0
MOST_SMALL = 1_200
MOST_NUMBERS = 600
"""Of one connected part; beyond them it is not tried, and nothing more leaves."""

LONGEST_LOOK = 12.0
"""Seconds of the processor for all figures together, which are a few hundred."""


@dataclass(frozen=True)
class Figures:
    """What is shown of one number in one breakdown ('' for the total), as blocks of elements."""

    kpi: str
    by: str
    blocks: Blocks


@dataclass(frozen=True)
class Ground:
    """Rows about persons, in order and each once, and the figures that are counted in them."""

    elements: Elements
    figures: tuple[Figures, ...]


@dataclass(frozen=True)
class Found:
    """A number that would tell about too few persons beside the figures of an indicator."""

    number: Number
    kpi: str
    by: str


@dataclass(frozen=True)
class _Asked:
    """All numbers, the earlier ones first, and the patterns in which elements are behind them."""

    numbers: Sequence[Number]
    elements: Elements
    pattern: Atoms
    behind: csr_matrix  # [pattern, number]; the last pattern is behind none

    @property
    def none(self) -> int:
        """The pattern of what is behind no number."""
        return int(self.behind.shape[0]) - 1


@dataclass(frozen=True)
class _Table:
    """Rows that figures or numbers count, and the atoms they are: a block and a pattern each."""

    figures: Figures
    elements: Elements
    atom: Atoms
    block: Atoms
    pattern: Atoms
    rows: Atoms
    persons: Atoms


@dataclass(frozen=True)
class _Counted:
    """The rows that some figures count, in order, and whether each is among what they hide."""

    elements: Elements
    is_hidden: NDArray[np.bool_]

    @classmethod
    def of(cls, table: _Table) -> "_Counted":
        """The rows of a table that are in a block."""
        block = table.block[table.atom]
        order = np.argsort(table.elements[block != NO_BLOCK])
        is_hidden = block[block != NO_BLOCK] < NO_BLOCK
        return cls(table.elements[block != NO_BLOCK][order], is_hidden[order])

    def has_too_few(self, group: Elements) -> bool:
        """Whether a group may not be told: fewer than five who are hidden, one or two of others.

        Whom the figures do not count at all is not theirs to protect.
        """
        if not np.isin(group, self.elements).all():
            return False
        is_hidden = bool(self.is_hidden[np.searchsorted(self.elements, group)].all())
        persons = len(np.unique(group >> PERSON_AT))
        return persons < (SMALLEST_SHOWN if is_hidden else SMALLEST_PART)


@dataclass(frozen=True)
class _Part:
    """Atoms that blocks and numbers connect: `has[e, a]` is 1 where equation e counts atom a.

    The equations are the blocks, then the numbers, whose places among all are `numbers`.
    """

    has: Matrix
    atoms: Atoms
    persons: Atoms
    numbers: Atoms

    @property
    def blocks(self) -> int:
        """How many of the equations are blocks."""
        return len(self.has) - len(self.numbers)


def found(
    grounds: Sequence[Ground], earlier: Sequence[Number], new: Sequence[Number]
) -> tuple[Found, ...]:
    """The new numbers that tell too much beside the figures and the earlier numbers.

    The first of them for each group that would be told. Raises `TooMuch` where it cannot be tried.
    """
    known = {number.key for number in earlier}
    fresh = {n.key: n for n in new if n.key not in known and len(n.elements)}
    if not fresh or not grounds:
        return ()
    asked = _asked([*{n.key: n for n in earlier}.values(), *fresh.values()])
    is_new = np.arange(len(asked.numbers)) >= len(asked.numbers) - len(fresh)
    tables: list[tuple[_Table, _Counted]] = []
    for ground in grounds:
        for table in _tables(ground, asked):
            if not table.figures.by:
                is_new &= ~_is_public(table, asked)
            if (useful := _useful(table, asked.none)) is not None:
                tables.append((useful, _Counted.of(table)))
        if not is_new.any():
            return ()
    until = time.process_time() + LONGEST_LOOK
    return tuple(
        Found(asked.numbers[number], table.figures.kpi, table.figures.by)
        for table, counted in tables
        for number in sorted({*_told(table, counted, asked, is_new, until)})
    )


# Atoms


def _asked(numbers: Sequence[Number]) -> _Asked:
    elements = np.unique(np.concatenate([number.elements for number in numbers]))
    at = [np.searchsorted(elements, number.elements) for number in numbers]
    drawn, pattern = np.unique(drawn_keys(len(elements), at), return_inverse=True)
    behind = np.concatenate([np.full(len(places), n) for n, places in enumerate(at)])
    which = np.unique(np.stack([pattern[np.concatenate(at)], behind]), axis=1)
    ones = np.ones(which.shape[1])
    matrix = csr_matrix((ones, (which[0], which[1])), shape=(len(drawn) + 1, len(numbers)))
    return _Asked(numbers, elements, pattern, matrix)


def _tables(ground: Ground, asked: _Asked) -> Iterator[_Table]:
    """The figures of a ground that numbers have a row in, each with all rows of numbers."""
    at = np.searchsorted(asked.elements, ground.elements)
    at[at == len(asked.elements)] = 0
    is_asked = asked.elements[at] == ground.elements
    if not is_asked.any():
        return
    outside = np.ones(len(asked.elements), dtype=bool)
    outside[at[is_asked]] = False
    inside = np.where(is_asked, asked.pattern[at], asked.none)
    pattern = np.concatenate([inside, asked.pattern[outside]])
    elements = np.concatenate([ground.elements, asked.elements[outside]])
    nowhere = np.full(int(outside.sum()), NO_BLOCK)
    for figures in ground.figures:
        if (figures.blocks[is_asked] != NO_BLOCK).any():
            block = np.concatenate([figures.blocks, nowhere])
            yield _table(figures, elements, block, pattern, asked.none)


def _table(
    figures: Figures, elements: Elements, block: Blocks, pattern: Atoms, none: int
) -> _Table:
    counts = (block != NO_BLOCK) | (pattern != none)
    elements, key = elements[counts], block[counts] * (none + 1) + pattern[counts]
    each, atom, rows = np.unique(key, return_inverse=True, return_counts=True)
    persons = persons_each(atom, elements >> PERSON_AT, len(each))
    its = (each // (none + 1), each % (none + 1))
    return _Table(figures, elements, atom, *its, rows, persons)


def _is_public(table: _Table, asked: _Asked) -> NDArray[np.bool_]:
    """For each number whether it is a total, or one of its sides, or a sum of such of months."""
    blocks, block = np.unique(table.block, return_inverse=True)
    sizes = np.bincount(block, weights=table.rows)
    sizes[blocks == NO_BLOCK] = -1  # whose rows nobody knows
    at = (np.arange(len(block)), block)
    lies_in = csr_matrix((table.rows.astype(float), at), (len(block), len(blocks)))
    covered = coo_matrix(asked.behind[table.pattern].T @ lies_in)
    is_public = np.ones(len(asked.numbers), dtype=bool)
    is_public[covered.row[covered.data != sizes[covered.col]]] = False
    reached = np.zeros(len(asked.numbers))
    np.add.at(reached, covered.row, covered.data)
    is_public &= reached == np.array([len(number.elements) for number in asked.numbers])
    return is_public


def _useful(table: _Table, none: int) -> _Table | None:
    """The table with the blocks that can help to tell about a few; some of them as one.

    A sum that tells about a few leaves out all others. So over the large atoms of a block it
    counts the block as often as it takes away its numbers; blocks with large atoms behind the
    same numbers are counted equally often, and not at all where those are behind none, or where
    large atoms outside all blocks are behind the same. None where no block is left.
    """
    blocks, block = np.unique(table.block, return_inverse=True)
    large = table.persons >= SMALLEST_SHOWN
    nobody, pattern = len(blocks), len(blocks) + 1  # nobody: counted not at all
    links = [
        *zip(block[large], pattern + table.pattern[large], strict=True),
        (nobody, pattern + none),
        *((nobody, its) for its in np.flatnonzero(blocks == NO_BLOCK)),
    ]
    size = pattern + none + 1
    graph = coo_matrix((np.ones(len(links)), np.array(links).T), (size, size))
    alike = connected_components(graph, directed=False)[1]
    together = np.where(alike == alike[nobody], NO_BLOCK, alike + 1)[block]
    if not together.any():
        return None
    its = together[table.atom], table.pattern[table.atom]
    return _table(table.figures, table.elements, *its, none)


# The attacker


def _told(
    table: _Table, counted: _Counted, asked: _Asked, is_new: NDArray[np.bool_], until: float
) -> Iterator[int]:
    """The number with which each group is told that may not be, after those before it."""
    for part in _parts(table, asked, is_new):
        if time.process_time() > until:
            raise TooMuch
        new = is_new[part.numbers]
        for group in _groups(part, new):
            its = table.elements[np.isin(table.atom, part.atoms[group])]
            if counted.has_too_few(its):
                yield int(part.numbers[_first_to_tell(part, new, group)])


def _parts(table: _Table, asked: _Asked, is_new: NDArray[np.bool_]) -> Iterator[_Part]:
    """The connected parts with a block, a small atom and a new number in them.

    What numbers tell without any block is tried by `audit`.
    """
    behind = coo_matrix(asked.behind[table.pattern])
    atoms, numbers = behind.shape
    within = np.flatnonzero(table.block != NO_BLOCK)
    rows = np.concatenate([behind.row, within])
    columns = atoms + np.concatenate([behind.col, numbers + table.block[within]])
    size = atoms + numbers + int(table.block.max()) + 1
    links = coo_matrix((np.ones(len(rows)), (rows, columns)), (size, size))
    part = connected_components(links, directed=False)[1]
    wanted = set(part[within]) & set(part[np.flatnonzero(table.persons < SMALLEST_SHOWN)])
    dense = behind.toarray()
    for label in sorted(wanted & set(part[atoms : atoms + numbers][is_new])):
        its = np.flatnonzero(part[:atoms] == label)
        members = np.flatnonzero(part[atoms : atoms + numbers] == label)
        if len(members) > MOST_NUMBERS:
            raise TooMuch
        blocks = np.unique(table.block[its])
        counts = table.block[its] == blocks[blocks != NO_BLOCK][:, None]
        has = np.vstack([counts.astype(float), dense[np.ix_(its, members)].T])
        yield _Part(has, its, table.persons[its], members)


def _groups(part: _Part, new: NDArray[np.bool_]) -> Iterator[Atoms]:
    """Every few atoms with too few persons that the new numbers tell, and nobody could before.

    Each atom has its place in what the equations leave open; a group is told exactly where
    its places add up to nothing.
    """
    small = np.flatnonzero(part.persons < SMALLEST_SHOWN)
    if len(small) > MOST_SMALL:
        raise TooMuch
    before = None
    for group in cancelling(left_open(part.has), part.persons, small):
        before = left_open(_known(part, ~new)) if before is None else before
        if not _is_told(before, group):
            yield group


def _known(part: _Part, numbers: NDArray[np.bool_]) -> Matrix:
    """The equations of the blocks and of some numbers."""
    known: Matrix = part.has[np.concatenate([np.ones(part.blocks, dtype=bool), numbers])]
    return known


def _first_to_tell(part: _Part, new: NDArray[np.bool_], group: Atoms) -> int:
    """The place of the first number with which a group is told, after those before it."""
    known = ~new
    for at in np.flatnonzero(new):
        known = known | (np.arange(len(new)) == at)
        if _is_told(left_open(_known(part, known)), group):
            return int(at)
    raise AssertionError("All equations together tell the group.")


def _is_told(places: Matrix, group: Atoms) -> bool:
    return bool((np.abs(places[group].sum(axis=0)) < NOTHING).all())
