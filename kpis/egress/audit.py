"""Can a few persons be worked out from all the numbers that have left, taken together?

Atoms are the elements that stand behind the same numbers; every number that has left is an
equation over atoms. Nobody may be able to work out an atom, or a union of atoms, of fewer
persons than may be told: not exactly (a combination of the equations), and not so nearly
that 1, or the smallest number that may be told, can be excluded by an attacker who has
every number (linear programming). Atoms that no equation connects are tried apart.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from kpis.disclosure import SMALLEST_SHOWN
from kpis.egress.equations import Atoms, TooMuch, cancelling, drawn_keys, persons_each
from kpis.egress.model import Elements, Number
from kpis.egress.rows import persons
from kpis.egress.tracks import PERSON_AT
from kpis.linear import NOTHING, Matrix, left_open

MOST_ATOMS = 4_000
MOST_EQUATIONS = 1_500
"""Of one connected part; beyond them it is not tried any more, and nothing more leaves."""

MOST_SMALL = 2_500
LONGEST_LOOK = 3.0
"""Seconds of the processor for the programs of one part."""

CLOSE = 1e-6  # of a program's solution


@dataclass(frozen=True)
class _Part:
    """Atoms that equations connect: `has[e, a]` is 1 where number e counts atom a."""

    has: Matrix
    sizes: Matrix
    persons: Atoms
    new: NDArray[np.bool_]


def gives_away(earlier: Sequence[Number], new: Sequence[Number]) -> bool:
    """Whether new numbers beside the earlier ones tell about fewer persons than may be told.

    Raises `TooMuch` where that cannot be tried.
    """
    numbers = [*{n.key: n for n in (*earlier, *new) if len(n.elements)}.values()]
    known = {number.key for number in earlier}
    fresh = [number.key not in known for number in numbers]
    if any(
        _is_small_beside(numbers, n) for n, is_new in zip(numbers, fresh, strict=True) if is_new
    ):
        return True
    return any(_is_unsafe(part) for part in _parts([n.elements for n in numbers], fresh))


# One number of persons inside another: the simplest attack, tried across months as well


def _is_small_beside(numbers: Sequence[Number], mine: Number) -> bool:
    """Whether a number of persons and another, one inside the other, differ by too few.

    Only where the months of one are all among the other's, or one has no months and the other
    a single one: otherwise the persons differ by who came and who left.
    """
    for other in numbers if mine.counts_persons else ():
        few, many = sorted((mine, other), key=lambda number: len(number.elements))
        if (
            other.counts_persons
            and 0 < len(many.elements) - len(few.elements) < SMALLEST_SHOWN
            and _compare(mine.months, other.months)
            and _is_inside(persons(few.elements), persons(many.elements))
        ):
            return True
    return False


def _compare(some: Elements, others: Elements) -> bool:
    few, many = sorted((some, others), key=len)
    return _is_inside(few, many) and (len(few) > 0 or len(many) < 2)


def _is_inside(few: Elements, many: Elements) -> bool:
    return len(few) <= len(many) and bool(np.isin(few, many, assume_unique=True).all())


# Atoms and the equations over them


def _parts(numbers: Sequence[Elements], fresh: Sequence[bool]) -> Iterator[_Part]:
    """The connected parts that a new number is in."""
    if not any(fresh):
        return
    elements = np.unique(np.concatenate(numbers))
    at = [np.searchsorted(elements, number) for number in numbers]
    keys = drawn_keys(len(elements), at)
    _, first, atom, sizes = np.unique(
        keys, return_index=True, return_inverse=True, return_counts=True
    )
    people = persons_each(atom, elements >> PERSON_AT, len(first))
    members = [np.unique(atom[places]) for places in at]
    for equations in _connected(members, len(first), fresh):
        atoms = np.unique(np.concatenate([members[e] for e in equations]))
        if len(atoms) > MOST_ATOMS or len(equations) > MOST_EQUATIONS:
            raise TooMuch
        has = np.zeros((len(equations), len(atoms)))
        for row, equation in enumerate(equations):
            has[row, np.searchsorted(atoms, members[equation])] = 1
        new = np.array([fresh[e] for e in equations])
        yield _Part(has, sizes[atoms].astype(float), people[atoms], new)


def _connected(
    members: Sequence[NDArray[np.int64]], atoms: int, fresh: Sequence[bool]
) -> Iterator[list[int]]:
    """Equations that share atoms, directly or by others; only groups with a new one."""
    of_atom: list[list[int]] = [[] for _ in range(atoms)]
    for equation, its in enumerate(members):
        for atom in its:
            of_atom[atom].append(equation)
    seen: set[int] = set()
    for start in (e for e, is_new in enumerate(fresh) if is_new):
        if start not in seen:
            group = _reached(start, members, of_atom)
            seen |= group
            yield sorted(group)


def _reached(
    start: int, members: Sequence[NDArray[np.int64]], of_atom: Sequence[list[int]]
) -> set[int]:
    group, waiting, looked = {start}, [start], set()
    while waiting:
        for atom in members[waiting.pop()]:
            if atom not in looked:
                looked.add(atom)
                more = set(of_atom[atom]) - group
                group |= more
                waiting += more
    return group


# The attacker


def _is_unsafe(part: _Part) -> bool:
    """Whether too few persons are told now that were not told before the new numbers.

    Who was told before is so by an override; a union of several is not looked up, and refused.
    """
    small = np.flatnonzero(part.persons < SMALLEST_SHOWN)
    if len(small) > MOST_SMALL:
        raise TooMuch
    if not _is_told(part.has, part, small):
        return False
    if part.new.all():
        return True
    known = _told_alone(part.has[~part.new], part, small)
    return _is_told(part.has, part, np.setdiff1d(small, known))


def _is_told(has: Matrix, part: _Part, small: Atoms) -> bool:
    exactly = cancelling(left_open(has), part.persons, small)
    return next(exactly, None) is not None or bool(_held(has, part, small, stops=True))


def _told_alone(has: Matrix, part: _Part, small: Atoms) -> Atoms:
    """The small atoms that are told by themselves, exactly or nearly."""
    exact = small[(np.abs(left_open(has)[small]) < NOTHING).all(axis=1)]
    return np.union1d(exact, [*_held(has, part, np.setdiff1d(small, exact))]).astype(np.int64)


def _held(has: Matrix, part: _Part, small: Atoms, stops: bool = False) -> set[int]:
    """The small atoms for which 1, or the smallest number that may be told, can be excluded.

    All of them, or the first found where it `stops` at it.
    """
    each = part.sizes / part.persons
    equations, sums = csr_matrix(has), has @ part.sizes
    several = small[part.persons[small] > 1]
    found: set[int] = set()
    for atoms, reach, way in ((small, each * SMALLEST_SHOWN, +1), (several, each, -1)):
        if not (stops and found):
            found |= _kept_from(
                equations, sums, dict(zip(atoms, reach[atoms], strict=True)), way, stops
            )
    return found


def _kept_from(
    equations: csr_matrix, sums: Matrix, waiting: dict[int, float], way: int, stops: bool
) -> set[int]:
    """The atoms that the equations keep from reaching their number, above (+1) or below (-1).

    One program moves all of them at once; when it moves none all the way, one has its own.
    """
    held: set[int] = set()
    until = time.process_time() + LONGEST_LOOK
    while waiting and not (stops and held):
        if time.process_time() > until:
            raise TooMuch
        if not _drop_reached(waiting, _moved(equations, sums, waiting, way), way):
            first = next(iter(waiting))
            alone = {first: waiting.pop(first)}
            if not _drop_reached(alone, _moved(equations, sums, alone, way), way):
                held.add(first)
    return held


def _drop_reached(waiting: dict[int, float], found: Matrix, way: int) -> bool:
    """Take away the atoms that a table moves as far as they must go; False for none."""
    reached = [a for a, to in waiting.items() if way * (found[a] - to) > -CLOSE * max(1.0, to)]
    for atom in reached:
        del waiting[atom]
    return bool(reached)


def _moved(equations: csr_matrix, sums: Matrix, atoms: dict[int, float], way: int) -> Matrix:
    """A table that fits the equations and moves some atoms as far together as it can.

    None is moved further than it must, so that one does not take the room of the others.
    """
    cost = np.zeros(equations.shape[1])
    cost[[*atoms]] = -way
    bounds: list[tuple[float, float | None]] = [(0.0, None)] * len(cost)
    for atom, to in atoms.items():
        bounds[atom] = (0.0, to) if way > 0 else (to, None)
    solved = linprog(cost, A_eq=equations, b_eq=sums, bounds=bounds, method="highs")
    if solved.x is None:
        raise TooMuch
    return np.asarray(solved.x, dtype=float)
