"""The figures that the pages show, as sets of the rows they count in the analysis database.

An indicator is two conditions over a population, and the population is published as
`grundlag_<population>`, so the rows behind every figure can be found again: of its total, and
of each member that is shown. What is not shown is not among them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np

from kpis.analysis import file, grounds
from kpis.analysis.results import LENGTHS
from kpis.catalogue import adds_up, all_declared
from kpis.egress import released_rows
from kpis.egress.model import Number
from kpis.egress.released_rows import OUT, PART, REST, Codes, Counts, Rows, Shown
from kpis.egress.subtraction import NO_BLOCK, Blocks, Figures, Ground
from kpis.egress.tracks import (
    CITIZEN,
    FIRST_YEAR,
    MONTHS,
    PERSON_AT,
    PERSONS,
    ROW_BITS,
    Shapes,
    rules,
)
from kpis.formulas import Share, Sum
from kpis.model import Indicator

MONTH, QUARTER, YEAR = LENGTHS


@dataclass(frozen=True)
class Released:
    """The shown figures of a published file, for a statement that reads some of its relations."""

    path: Path
    shapes: Shapes = field(repr=False, hash=False)
    reads: frozenset[str]

    def grounds(self, numbers: Sequence[Number]) -> tuple[Ground, ...]:
        """What is shown of the months of some numbers, in every ground their rows can be in.

        Rows that are each a citizen compare across relations; others are of one relation alone.
        """
        months = {int(m) for number in numbers for m in number.months if m < MONTHS}
        theirs = {int(m) for number in numbers if _is_of_citizens(number) for m in number.months}
        wanted = tuple(
            (name, spanned)
            for name in self._names()
            if (spanned := self._spanned(name, sorted(months), sorted(months & theirs)))
        )
        return _kept(self, wanted) if wanted else ()

    def _names(self) -> list[str]:
        names = (f"{grounds.PREFIX}{population}" for population in grounds.populations())
        return [name for name in names if name in self.shapes]

    def _spanned(
        self, name: str, months: Sequence[int], of_citizens: Sequence[int]
    ) -> tuple[str, ...]:
        """The months of a ground by name; whole years where a quarter or a year can be of them."""
        is_citizen_each = (
            name.startswith(tuple(rules().one_row_each)) and "borger" in self.shapes[name]
        )
        if is_citizen_each and of_citizens:
            return tuple(f"{FIRST_YEAR + (m - 1) // 12}-{(m - 1) % 12 + 1:02}" for m in of_citizens)
        if is_citizen_each or name not in self.reads:
            return ()
        years = sorted({FIRST_YEAR + (m - 1) // 12 for m in months})
        return tuple(f"{year}-{month:02}" for year in years for month in range(1, 13))


def _is_of_citizens(number: Number) -> bool:
    """Whether rows of a number are each a citizen in a month."""
    is_each = number.elements & (2**ROW_BITS - 1) == 0
    return bool((is_each & ((number.elements >> PERSON_AT) // PERSONS == CITIZEN)).any())


@lru_cache(maxsize=2)  # judged, and once more when it is exported
def _kept(
    released: Released, wanted: tuple[tuple[str, tuple[str, ...]], ...]
) -> tuple[Ground, ...]:
    found = []
    with file.opened(released.path) as database:
        for name, months in wanted:
            asked = _asked(name)
            rows = released_rows.read(database, released.shapes, name, months, asked)
            if rows is not None and len(rows.element):
                shown = released_rows.shown(database, asked, months[0], months[-1])
                found.append(_ground(rows, asked, shown))
    return tuple(found)


@lru_cache(maxsize=64)
def _asked(name: str) -> tuple[tuple[Indicator, str], ...]:
    """The numbers that are counted in a ground as something that adds up, by breakdown."""
    return tuple(
        (kpi, by)
        for kpi in all_declared().values()
        for by in ("", *kpi.breakdowns)
        if f"{grounds.PREFIX}{kpi.counted_over(by)}" == name and kpi.formula.adds_up
    )


def _ground(
    rows: Rows,
    asked: Sequence[tuple[Indicator, str]],
    shown: Shown,
) -> Ground:
    """The figures of a ground; those that part its rows in the same way once."""
    elements, first, at = np.unique(rows.element, return_index=True, return_inverse=True)
    is_row_each = len(elements) == len(rows.element)
    figures: dict[bytes, Figures] = {}
    for kpi, by in asked:
        parts = is_row_each and (not by or adds_up(kpi.id, by))
        for kind in LENGTHS:
            for blocks in _blocks(rows, kpi, by, kind, shown, parts):
                its = blocks[first] if parts else _spread(blocks, at, len(elements))
                figures.setdefault(its.tobytes(), Figures(kpi.id, by, its))
    return Ground(elements, tuple(figures.values()))


def _spread(blocks: Blocks, at: Codes, size: int) -> Blocks:
    """Blocks by element where an element has several rows, of which one at most has a block."""
    its = np.full(size, NO_BLOCK)
    its[at[blocks != NO_BLOCK]] = blocks[blocks != NO_BLOCK]
    return its


def _blocks(
    rows: Rows, kpi: Indicator, by: str, kind: str, shown: Shown, parts: bool
) -> Iterator[Blocks]:
    """The block of each row; for each member by itself where the members do not part the rows."""
    member, members = rows.member[by] if by else (np.zeros(len(rows.element), np.int64), ("",))
    period, periods = _periods(rows, kind)
    counts, side = shown.get((kpi.id, by, kind), {}), rows.side[kpi.id]
    is_shown = np.array([[m in counts.get(p, {}) for m in members] for p in periods], dtype=bool)
    cell = period * (len(members) + 1)
    in_cell = is_shown[period, member] & (side != OUT)
    told = np.where(in_cell, 2 * (cell + member) + side, NO_BLOCK)
    if kind != MONTH and not _is_of_months(kpi, told, counts, periods, members):
        return
    if not parts:
        yield from (np.where(member == one, told, NO_BLOCK) for one in np.unique(member[in_cell]))
        return
    totals = shown.get((kpi.id, "", kind), {})
    has_total = np.array(["" in totals.get(p, {}) for p in periods], dtype=bool)
    is_hidden = has_total[period] & (side != OUT) & ~in_cell
    yield np.where(is_hidden, -2 * (cell + len(members)) - side, told)


def _periods(rows: Rows, kind: str) -> tuple[Codes, Sequence[str]]:
    """The period of a kind that each row lies in, as a code, and the names of the codes."""
    each = [_period(month, kind) for month in rows.months]
    names = [*dict.fromkeys(each)]
    return np.array([names.index(name) for name in each])[rows.month], names


def _period(month: str, kind: str) -> str:
    year, number = month.split("-")
    return {MONTH: month, QUARTER: f"{year}-Q{(int(number) + 2) // 3}", YEAR: year}[kind]


def _is_of_months(
    kpi: Indicator, told: Blocks, counts: Counts, periods: Sequence[str], members: Sequence[str]
) -> bool:
    """Whether the rows of the months of a quarter, or year, together are those it counts.

    It is so where events are counted. A stock is that of the last month, and so are its figures.
    """
    rows = np.bincount(told, minlength=2 * len(periods) * (len(members) + 1) + PART + 1)
    for p, period in enumerate(periods):
        for m, member in enumerate(members):
            at = 2 * (p * (len(members) + 1) + m)
            whole, part = int(rows[at + REST] + rows[at + PART]), int(rows[at + PART])
            figures = counts.get(period, {}).get(member)
            if figures is not None and not _are_counts(kpi, figures, whole, part):
                return False
    return bool(counts)


def _are_counts(
    kpi: Indicator, figures: tuple[float | None, float | None], whole: int, part: int
) -> bool:
    if isinstance(kpi.formula, Share):
        return figures == (part, whole)
    return isinstance(kpi.formula, Sum) and kpi.formula.amount == "1" and figures[0] == whole
