"""Small numbers: what may be told. `release` is the only way out of kpis/ (R17)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kpis.model import Result, Status
from kpis.statistics import wilson

SMALLEST_SHOWN = 5  # persons; an assumption of R17, the customer's disclosure policy decides
SMALLEST_PART = 3  # a part of 1 or 2 of a whole tells about somebody; none at all does not


@dataclass(frozen=True)
class Count:
    """One counted cell before disclosure control. `by` and `member` are empty for the total."""

    kpi: str
    period: str
    by: str
    member: str
    numerator: int
    denominator: int


@dataclass(frozen=True)
class Origin:
    """What a number was read from."""

    build_id: str
    known_at: date | None


def release(
    cells: Sequence[Count],
    origin: Origin,
    raw: bool = False,
    hidden_with: Iterable[Sequence[Count]] = (),
) -> list[Result]:
    """The members of one indicator, period and breakdown as they may be shown.

    A hidden number is None with status `suppressed`, never 0. `hidden_with` are
    the cells of shares that would give this one away: a member hidden in any is
    hidden in all. `raw` skips the hiding, for someone who may read the
    warehouse file anyway.
    """
    hidden: set[str] = set()
    if not raw:
        hidden = hidden.union(*map(hidden_members, (cells, *hidden_with)))
    return [_result(cell, origin, cell.member in hidden) for cell in cells]


def hidden_members(cells: Sequence[Count]) -> set[str]:
    """Members to hide: the small ones, and enough others that subtraction tells nothing.

    Members add up to the total. So the hidden ones together must be large
    enough to be told, and must be two or more; the next smallest is added
    until they are.
    """
    counted = sorted((c for c in cells if c.denominator), key=lambda c: (c.denominator, c.member))
    hidden = [cell for cell in counted if _is_small(cell.numerator, cell.denominator)]
    spare = [cell for cell in counted if cell not in hidden]
    while hidden and spare and not _is_safe_together(hidden):
        hidden.append(spare.pop(0))
    return {cell.member for cell in hidden}


def _is_safe_together(hidden: Sequence[Count]) -> bool:
    together = _sum(hidden)
    return len(hidden) > 1 and not _is_small(*together)


def _sum(cells: Iterable[Count]) -> tuple[int, int]:
    pairs = [(cell.numerator, cell.denominator) for cell in cells]
    return sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)


def _is_small(numerator: int, denominator: int) -> bool:
    """R17: fewer than five, or one or two inside or outside the numerator."""
    parts = (numerator, denominator - numerator)
    return denominator < SMALLEST_SHOWN or any(0 < part < SMALLEST_PART for part in parts)


def _result(cell: Count, origin: Origin, is_hidden: bool) -> Result:
    if is_hidden:
        return without_value(cell, origin, Status.SUPPRESSED)
    if cell.denominator == 0:
        return without_value(cell, origin, Status.NO_DATA, 0)
    low, high = wilson(cell.numerator, cell.denominator)
    share = cell.numerator / cell.denominator
    counts = (cell.numerator, cell.denominator)
    where = (cell.kpi, cell.period, cell.by, cell.member)
    return Result(*where, *counts, share, low, high, Status.OK, origin.known_at, origin.build_id)


def without_value(cell: Count, origin: Origin, status: Status, count: int | None = None) -> Result:
    """A result that says why there is no number; `count` stands in both counts."""
    where = (cell.kpi, cell.period, cell.by, cell.member)
    return Result(*where, count, count, None, None, None, status, origin.known_at, origin.build_id)
