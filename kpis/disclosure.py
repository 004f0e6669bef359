"""Small numbers: what may be told. `release` is the only way out of kpis/ (R17)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from kpis.formulas import Figure
from kpis.model import Result, Status

Key = TypeVar("Key")

SMALLEST_SHOWN = 5  # persons; an assumption of R17, the customer's disclosure policy decides
SMALLEST_PART = 3  # a part of 1 or 2 of a whole tells about somebody; none at all does not
DOMINANT_SHARE = 0.85  # two who stand for more of an amount can estimate each other's


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
    also: Collection[str] = (),
) -> list[Result]:
    """The members of one indicator, period and breakdown as they may be shown.

    A hidden number is None with status `suppressed`, never 0. `hidden_with` are
    the cells of shares that would give this one away: a member hidden in any is
    hidden in all. `also` are members to hide for the sake of other indicators
    (`together`). `raw` skips the hiding, for someone who may read the warehouse
    file anyway.
    """
    hidden: set[str] = set()
    if not raw:
        hidden = hidden.union(*(hidden_members(its, also) for its in (cells, *hidden_with)))
    return [_result(cell, origin, cell.member in hidden) for cell in cells]


def hidden_members(cells: Sequence[Cell], also: Collection[str] = ()) -> set[str]:
    """Members to hide: the small ones, and enough others that subtraction tells nothing.

    Members add up to the total. So the hidden ones together must be large
    enough to be told, and must be two or more; the next smallest is added
    until they are. `also` are members to hide for another reason.
    """
    counted = sorted((c for c in cells if c.figure.rows), key=_size)
    hidden = [cell for cell in counted if cell.member in also or _is_small([cell])]
    spare = [cell for cell in counted if cell not in hidden]
    while hidden and spare and not _is_safe_together(hidden):
        hidden.append(spare.pop(0))
    return {cell.member for cell in hidden}


def hidden_cells(
    counts: Mapping[Key, int], lines: Sequence[Collection[Key]], also: Iterable[Key] = ()
) -> frozenset[Key]:
    """The cells of a table of persons to hide: the small ones, and others that give them away.

    A line is any set of cells whose sum is told somewhere: a row, a column, the cells
    below a step. In each line none is hidden, or two or more that are together large
    enough to be told; the smallest that is shown is added until that is so. An empty
    cell tells about nobody. `also` are cells to hide for another reason.
    """
    hidden = {key for key, count in counts.items() if 0 < count < SMALLEST_SHOWN} | {*also}
    while (spare := _one_more(counts, lines, hidden)) is not None:
        hidden.add(spare)
    return frozenset(hidden)


def _one_more(
    counts: Mapping[Key, int], lines: Sequence[Collection[Key]], hidden: set[Key]
) -> Key | None:
    """The smallest shown cell of the first line whose sum would tell a hidden one."""
    for line in lines:
        shown = [key for key in line if key not in hidden and counts[key]]
        if shown and tells(counts, line, hidden):
            return min(shown, key=counts.__getitem__)
    return None


def tells(counts: Mapping[Key, int], line: Collection[Key], hidden: Collection[Key]) -> bool:
    """Whether the sum of a line gives away what is hidden in it."""
    held = [counts[key] for key in line if key in hidden and counts[key]]
    is_one_each = sum(held) == len(held) > 0
    return len(held) == 1 or 0 < sum(held) < SMALLEST_SHOWN or is_one_each


def _size(cell: Cell) -> tuple[int, str]:
    return cell.figure.persons or 0, cell.member


def _is_safe_together(hidden: Sequence[Cell]) -> bool:
    """Whether the sum of hidden members tells of none: not of one alone, nor that each is one."""
    is_one_each = all(cell.figure.persons == 1 for cell in hidden)
    return len(hidden) > 1 and not is_one_each and not _is_small(hidden)


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
