"""Sums of equations that count a few atoms and nothing else: what `audit` and `subtraction` share.

Atoms are the elements that stand behind the same numbers. Each gets its place in what the
equations leave open; a union of atoms is told exactly where its places add up to nothing.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from kpis.disclosure import SMALLEST_SHOWN
from kpis.egress.model import Elements
from kpis.linear import NOTHING, Matrix

Atoms = NDArray[np.int64]


class TooMuch(Exception):
    """More has left than can be tried together."""


def persons_each(atom: Atoms, who: Elements, atoms: int) -> Atoms:
    """How many persons each of so many atoms has; `who` is the person of each element."""
    order = np.lexsort((who, atom))
    atom, who = atom[order], who[order]
    is_next = np.ones(len(atom), dtype=bool)
    is_next[1:] = (atom[1:] != atom[:-1]) | (who[1:] != who[:-1])
    return np.bincount(atom[is_next], minlength=atoms)


def drawn_keys(count: int, at: Sequence[NDArray[np.int64]]) -> NDArray[np.uint64]:
    """One whole number for each element, equal for those behind the same numbers."""
    drawn = np.random.default_rng(5).integers(0, 2**63, size=len(at), dtype=np.uint64)
    keys = np.zeros(count, dtype=np.uint64)
    for places, key in zip(at, drawn, strict=True):
        keys[places] += key
    return keys


def cancelling(places: Matrix, persons: Atoms, small: Atoms) -> Iterator[Atoms]:
    """Groups of one to four atoms whose places add up to nothing; none has a smaller one in it."""
    alone = (np.abs(places[small]) < NOTHING).all(axis=1)
    for atom in small[alone]:
        yield np.array([atom])
    left = small[~alone]
    one, other = np.triu_indices(len(left), 1)
    few = persons[left[one]] + persons[left[other]] < SMALLEST_SHOWN
    pairs = np.stack([left[one[few]], left[other[few]]], axis=1)
    sums = places[pairs].sum(axis=1)
    cancels = (np.abs(sums) < NOTHING).all(axis=1)
    yield from pairs[cancels]
    pairs, sums = pairs[~cancels], sums[~cancels]
    four = persons[pairs].sum(axis=1) <= SMALLEST_SHOWN // 2  # only two such are together too few
    thirds, others = (left[:, None], places[left]), (pairs[four], sums[four])
    for some, more in (((pairs, sums), thirds), (others, others)):
        for at, its in _opposite(some[1], more[1]):
            group = np.unique(np.concatenate([some[0][at], more[0][its]]))
            if len(group) == 2 + more[0].shape[1] and persons[group].sum() < SMALLEST_SHOWN:
                yield group


def _opposite(some: Matrix, others: Matrix) -> Iterator[tuple[int, int]]:
    """Every one of some and of others that add up to nothing."""
    # both in order, so that looking one up in the other walks through memory once
    order, mine = np.argsort(others[:, 0]), np.argsort(-some[:, 0])
    first, looked_up = others[order, 0], -some[mine, 0]
    low = np.searchsorted(first, looked_up - NOTHING)
    high = np.searchsorted(first, looked_up + NOTHING)
    for near in np.flatnonzero(high > low):
        at = mine[near]
        for its in order[low[near] : high[near]]:
            if (np.abs(others[its] + some[at]) < NOTHING).all():
                yield int(at), int(its)
