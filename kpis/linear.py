"""What linear equations leave open: exact up to floating point, whatever the numbers are."""

from collections.abc import Collection, Iterator, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

NOTHING = 1e-9  # what is left of a place that the equations fix, in floating point

Matrix = NDArray[np.float64]
Place = TypeVar("Place", bound=tuple[str, ...])


def left_open(has: Matrix) -> Matrix:
    """For each unknown three numbers: random directions, less what the equations fix of them."""
    left: Matrix = np.random.default_rng(7).normal(size=(has.shape[1], 3))
    values, axes = np.linalg.eigh(has @ has.T)
    kept = values > NOTHING * values[-1]
    inverse = (axes[:, kept] / values[kept]) @ axes[:, kept].T
    for _ in range(2):  # the second time takes what floating point left of the first
        left = left - has.T @ (inverse @ (has @ left))
    return left


def told(
    lines: Sequence[Collection[Place]],
    targets: Sequence[tuple[Place, ...]],
    hidden: Collection[Place],
) -> Iterator[tuple[Place, ...]]:
    """The targets whose hidden places have a sum that the sums of some lines tell together."""
    at = {place: number for number, place in enumerate(sorted(hidden))}
    if not at:
        return
    has = np.array([[place in line for place in at] for line in map(set, lines)], dtype=float)
    places = left_open(has)
    for target in targets:
        its = [at[place] for place in target if place in at]
        if (np.abs(places[its].sum(axis=0)) < NOTHING).all():
            yield target
