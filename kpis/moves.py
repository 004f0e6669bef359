"""Which moves on the ladder may be shown, beside what other pages tell of the same citizens.

The rates by step tell how many moved, down and up, of the steps they show, and of the others
together; stocks tell rows and columns; zones are sums of moves. First the small moves are
hidden, and others in each line that would give one away. Then exact linear algebra finds what
several lines tell together, and one more is hidden until nothing is told.

Pure functions on counts by the step before ('0' for those who entered) and the one now.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from kpis import together
from kpis.disclosure import (
    SMALLEST_PART,
    SMALLEST_SHOWN,
    Cell,
    hidden_cells,
    hidden_members,
    tells,
)
from kpis.formulas import share

STEPS = tuple(map(str, range(10)))
ENTERED = STEPS[0]
RATES = {-1: "ladder_down_rate", 1: "ladder_up_rate"}

Places = tuple[str, str]
Line = tuple[Places, ...]
Counts = Mapping[Places, int]
Zones = Mapping[str, str]
"""The zone of each step, by one letter."""


def hidden_moves(counts: Counts, zone: Zones) -> frozenset[Places]:
    """The moves whose numbers are not shown."""
    lines = [*_of_rates(counts), *_of_stocks(counts)]
    all_lines = [*lines, *_of_zone_rates(counts, zone)]
    hidden, targets = hidden_cells(counts, all_lines), _targets(counts)
    while (more := _gives_away(counts, lines, targets, hidden)) is not None:
        hidden = hidden_cells(counts, all_lines, hidden | {more})
    return hidden


def zone_sums(counts: Counts, zone: Zones) -> dict[Places, int]:
    """The moves between zones."""
    return {name: _sum(counts, its) for name, its in _blocks(counts, zone).items()}


def hidden_zones(counts: Counts, zone: Zones, hidden: frozenset[Places]) -> frozenset[Places]:
    """The sums of zones that are not shown, beside moves of which some are hidden."""
    blocks, sums = _blocks(counts, zone), zone_sums(counts, zone)
    rows = [*_by(sums, lambda cell: cell[0]), *_by(sums, lambda cell: cell[1])]
    telling = [name for name, its in blocks.items() if tells(counts, its, hidden)]
    not_shown = hidden_cells(sums, rows, telling)
    while (more := _telling_block(counts, blocks, not_shown, hidden)) is not None:
        not_shown = hidden_cells(sums, rows, not_shown | {more})
    return not_shown


def _telling_block(
    counts: Counts,
    blocks: Mapping[Places, Line],
    not_shown: Collection[Places],
    hidden: frozenset[Places],
) -> Places | None:
    """The smallest shown sum of hidden moves where such sums tell of too few; None where not."""
    shown = [its for name, its in blocks.items() if name not in not_shown and hidden & {*its}]
    lines, targets = _of_rates(counts), _targets(counts)
    before = {*_told(lines, targets, hidden)}
    if {*_told([*lines, *shown], targets, hidden)} <= before:
        return None
    return min(
        (name for name, its in blocks.items() if its in shown),
        key=lambda name: _sum(counts, blocks[name]),
    )


def _blocks(counts: Counts, zone: Zones) -> dict[Places, Line]:
    """The moves that each number between zones adds up."""
    blocks: dict[Places, list[Places]] = {}
    for cell in counts:
        blocks.setdefault((zone[cell[0]], zone.get(cell[1], cell[1])), []).append(cell)
    return {name: tuple(its) for name, its in blocks.items()}


# What is told elsewhere


def _of_rates(counts: Counts) -> list[Line]:
    """Who moved, and who went a way, from each step that the rates show; of the others together."""
    moved = _moved(counts)
    hidden = _hidden_by_rates(moved)
    lines = _together(moved, frozenset.intersection(*hidden.values()))
    for way, its in hidden.items():
        for has_gone in (True, False):
            went = [cell for cell in moved if (_way(*cell) == way) is has_gone]
            lines += _together(went, its)
    return [*dict.fromkeys(lines)]


def _of_zone_rates(counts: Counts, zone: Zones) -> list[Line]:
    """Who left the zone of a step up or down, as the numbers beside the rates tell it."""
    moved = _moved(counts)
    return _by(moved, lambda cell: (cell[0], _way(zone[cell[0]], zone[cell[1]])))


def _of_stocks(counts: Counts) -> list[Line]:
    """Rows, who stood on a step a year before, and columns, who stands there now."""
    return [*_stocks(counts, lambda cell: cell[0]), *_stocks(counts, lambda cell: cell[1])]


def _moved(counts: Counts) -> dict[Places, int]:
    """Those of whom the rates are."""
    return {cell: n for cell, n in counts.items() if cell[0] != ENTERED and cell[1] in STEPS}


def _hidden_by_rates(moved: Counts) -> dict[int, frozenset[str]]:
    """The steps that the rate of each way hides."""
    cells = {name: _rate(moved, way) for way, name in RATES.items()}
    return {
        way: frozenset(hidden_members(cells[name], together.hidden_here(name, "step", cells)))
        for way, name in RATES.items()
    }


def _stocks(counts: Counts, key: Callable[[Places], str]) -> list[Line]:
    """Rows or columns: those that the stock of the ladder hides are told together."""
    sums: dict[str, int] = {}
    for cell, count in counts.items():
        sums[key(cell)] = sums.get(key(cell), 0) + count
    hidden = together.hidden_steps({name: n for name, n in sums.items() if name != ENTERED})
    return _together(counts, hidden, key)


def _together(
    counts: Iterable[Places],
    hidden: Collection[str],
    key: Callable[[Places], str] = lambda cell: cell[0],
) -> list[Line]:
    """Lines by a key; those of hidden ones are one."""
    return _by(counts, lambda cell: "" if key(cell) in hidden else key(cell))


def _rate(moved: Counts, way: int) -> list[Cell]:
    """The cells of the rate of a way by step."""
    rows = {step: {cell: n for cell, n in moved.items() if cell[0] == step} for step in STEPS}
    return [
        Cell(RATES[way], "", "step", step, share(_went(row, way), _went(row), _went(row)))
        for step, row in rows.items()
        if row
    ]


def _went(counts: Counts, way: int | None = None) -> int:
    """How many moved, a way or any."""
    return sum(n for cell, n in counts.items() if way in (None, _way(*cell)))


def _way(before: str, after: str) -> int:
    """-1 down, 0 neither, 1 up; steps have one digit and zones one letter."""
    return (after > before) - (after < before)


def _by(cells: Iterable[Places], key: Callable[[Places], object]) -> list[Line]:
    """Cells that are added up together."""
    found: dict[object, list[Places]] = {}
    for cell in cells:
        found.setdefault(key(cell), []).append(cell)
    return [tuple(line) for line in found.values()]


# What may not be told


def _targets(counts: Counts) -> list[Line]:
    """Moves, alone or two together, and sides of the rates by step, that are too few to be told.

    A move of three or four is hidden, but a rate may tell it as a part.
    """
    few = [cell for cell, n in counts.items() if 0 < n < SMALLEST_PART]
    ones = [cell for cell in few if counts[cell] == 1]
    moved = _moved(counts)
    sides = _by(moved, lambda cell: (cell[0], _way(*cell)))
    return [
        *((cell,) for cell in few),
        *combinations(ones, 2),
        *(line for line in sides if 0 < _sum(counts, line) < SMALLEST_PART),
        *(
            line
            for line in _by(moved, lambda cell: cell[0])
            if 0 < _sum(counts, line) < SMALLEST_SHOWN
        ),
    ]


def _sum(counts: Counts, line: Line) -> int:
    return sum(counts[cell] for cell in line)


def _gives_away(
    counts: Counts, lines: Sequence[Line], targets: Sequence[Line], hidden: Collection[Places]
) -> Places | None:
    """The smallest shown move in a line with what is told; None where nothing can be done."""
    for told in _told(lines, targets, hidden):
        beside = {cell for line in lines if {*told} & {*line} for cell in line}
        shown = [cell for cell in counts if cell in beside - {*hidden} and counts[cell]]
        if shown:
            return min(shown, key=counts.__getitem__)
    return None


def _told(
    lines: Sequence[Line], targets: Sequence[Line], hidden: Collection[Places]
) -> Iterator[Line]:
    """The targets that some lines tell together."""
    # Imported late: numpy begins a thread, and a process that is about to be locked has but one.
    from kpis import linear

    return linear.told(lines, targets, hidden)
