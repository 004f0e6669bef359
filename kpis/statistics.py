"""The interval around a share, the median of stays. Numbers in, numbers out."""

from collections import Counter
from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

DAYS_A_MONTH = 30.4  # catalogue no. 21
Z_95 = 1.959963984540054  # the normal deviate that leaves 2.5 % on either side


def wilson(numerator: int, denominator: int) -> tuple[float, float]:
    """Wilson's score interval, 95 %, for a share; `denominator` is at least 1."""
    share = numerator / denominator
    spread = Z_95**2 / denominator
    middle = (share + spread / 2) / (1 + spread)
    half = Z_95 / (1 + spread) * sqrt((share * (1 - share) + spread / 4) / denominator)
    return max(0.0, middle - half), min(1.0, middle + half)


class Stay(NamedTuple):
    """A stay of so many days, which has ended or is still open (censored)."""

    days: float
    has_ended: bool


def median_stay(stays: Sequence[Stay]) -> float | None:
    """The Kaplan-Meier median: the first length that at most half of the stays outlast.

    None when the open stays hide it. A stay that is open at a length still
    counts among those that could have ended at it. The share that outlasts a
    length is held as two whole numbers, so that exactly one half is one half.
    """
    lengths = Counter(stay.days for stay in stays)
    ended = Counter(stay.days for stay in stays if stay.has_ended)
    outlasting, of, at_risk = 1, 1, len(stays)
    for days in sorted(lengths):
        if ended[days]:
            outlasting *= at_risk - ended[days]
            of *= at_risk
        at_risk -= lengths[days]
        if 2 * outlasting <= of:
            return days
    return None
