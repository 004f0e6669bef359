"""The interval around a share. Numbers in, numbers out."""

from math import sqrt

Z_95 = 1.959963984540054  # the normal deviate that leaves 2.5 % on either side


def wilson(numerator: int, denominator: int) -> tuple[float, float]:
    """Wilson's score interval, 95 %, for a share; `denominator` is at least 1."""
    share = numerator / denominator
    spread = Z_95**2 / denominator
    middle = (share + spread / 2) / (1 + spread)
    half = Z_95 / (1 + spread) * sqrt((share * (1 - share) + spread / 4) / denominator)
    return max(0.0, middle - half), min(1.0, middle + half)
