"""What linear equations leave open: exact up to floating point, whatever the numbers are."""

import numpy as np
from numpy.typing import NDArray

NOTHING = 1e-9  # what is left of a place that the equations fix, in floating point

Matrix = NDArray[np.float64]


def left_open(has: Matrix) -> Matrix:
    """For each unknown three numbers: random directions, less what the equations fix of them."""
    left: Matrix = np.random.default_rng(7).normal(size=(has.shape[1], 3))
    values, axes = np.linalg.eigh(has @ has.T)
    kept = values > NOTHING * values[-1]
    inverse = (axes[:, kept] / values[kept]) @ axes[:, kept].T
    for _ in range(2):  # the second time takes what floating point left of the first
        left = left - has.T @ (inverse @ (has @ left))
    return left
