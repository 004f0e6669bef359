"""Small numbers: what may be told. `release` is the only way out of kpis/ (R17)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kpis.formulas import Figure
from kpis.model import Result, Status

SMALLEST_SHOWN = 5  # persons; an assumption of R17, the customer's disclosure policy decides
SMALLEST_PART = 3  # a part of 1 or 2 of a whole tells about somebody; none at all does not


@dataclass(frozen=True)
class Cell:
    """One figure before disclosure control. `by` and `member` are empty for the total."""

    kpi: str
    period: str
    by: str
    member: str
    figure: Figure


@dataclass(frozen=True)
class Origin:
    """What a number was read from."""

    build_id: str
    known_at: date | None


def release(
    cells: Sequence[Cell],
    origin: Origin,
    raw: bool = False,
    hidden_with: Iterable[Sequence[Cell]] = (),
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


def hidden_members(cells: Sequence[Cell]) -> set[str]:
    """Members to hide: the small ones, and enough others that subtraction tells nothing.

    Members add up to the total. So the hidden ones together must be large
    enough to be told, and must be two or more; the next smallest is added
    until they are.
    """
    counted = sorted((c for c in cells if c.figure.rows), key=_size)
    hidden = [cell for cell in counted if _is_small([cell])]
    spare = [cell for cell in counted if cell not in hidden]
    while hidden and spare and not _is_safe_together(hidden):
        hidden.append(spare.pop(0))
    return {cell.member for cell in hidden}


def _size(cell: Cell) -> tuple[int, str]:
    return cell.figure.persons or 0, cell.member


def _is_safe_together(hidden: Sequence[Cell]) -> bool:
    return len(hidden) > 1 and not _is_small(hidden)


def _is_small(cells: Sequence[Cell]) -> bool:
    """R17: fewer than five persons, or one or two on either side of a share, all together.

    Rows that are not about people tell about nobody.
    """
    persons = sum(cell.figure.persons or 0 for cell in cells)
    sides = zip(*(cell.figure.parts for cell in cells if cell.figure.parts), strict=True)
    is_in_part = any(0 < part < SMALLEST_PART for part in map(sum, sides))
    return 0 < persons < SMALLEST_SHOWN or is_in_part


def _result(cell: Cell, origin: Origin, is_hidden: bool) -> Result:
    if is_hidden:
        return without_value(cell, origin, Status.SUPPRESSED)
    of = cell.figure
    if of.value is None:
        return without_value(cell, origin, Status.NO_DATA, of.denominator)
    numbers = (of.numerator, of.denominator, of.value, of.low, of.high)
    where = (cell.kpi, cell.period, cell.by, cell.member)
    return Result(*where, *numbers, Status.OK, origin.known_at, origin.build_id)


def without_value(cell: Cell, origin: Origin, status: Status, count: float | None = None) -> Result:
    """A result that says why there is no number; `count` stands in both counts."""
    where = (cell.kpi, cell.period, cell.by, cell.member)
    return Result(*where, count, count, None, None, None, status, origin.known_at, origin.build_id)
