"""Numbers about the same people are hidden together, or one tells what another hides.

Two indicators that count the same people in the same breakdown and period show the same
count twice. So which counts of people to hide is decided once for all that show them, over
one table: a line of it is what one of them tells the total of. And two counts of which one is
part of the other tell what is between them, like the two sides of a share.

Who is the same is read from the declarations (`whom`), and so is which counts are needed:
one indicator speaks for all that count the same people.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import product

from kpis.catalogue import all_declared, catalogue, indicator
from kpis.disclosure import Cell, hidden_cells, hidden_members
from kpis.formulas import NOBODY, Figure, Share
from kpis.whom import People, people

ON_STEPS = "own_home_share"
"""An indicator that counts all in POP(D) who stand on a step."""

EXCLUDE = ("ladder_down_rate", "ladder_up_rate")
"""Two over the same people of whom nobody is in both numerators: they tell who is in neither."""

Place = tuple[People, str]
"""Some people, and the member they are in."""


@dataclass(frozen=True)
class Table:
    """The wholes that are hidden together, each with those that it is seen to be a part of.

    `speaker` is the indicator whose cells are counted for a whole. `is_shared`: several
    indicators tell of the wholes.
    """

    wholes: Mapping[People, Sequence[People]]
    speaker: Mapping[People, str]
    is_shared: bool


def whole(kpi_id: str, by: str) -> People | None:
    """Whom the denominator of a share counts in a breakdown; None where it counts no people."""
    return _counted(kpi_id, by, is_part=False)


def part(kpi_id: str, by: str) -> People | None:
    """The same of its numerator."""
    return _counted(kpi_id, by, is_part=True)


@cache
def _counted(kpi_id: str, by: str, is_part: bool) -> People | None:
    kpi, formula = indicator(kpi_id), indicator(kpi_id).formula
    if kpi.persons == NOBODY or not isinstance(formula, Share):
        return None
    also = (formula.numerator,) if is_part else ()
    return people(kpi.counted_over(by), formula.denominator, *also)


@cache
def table(kpi_id: str, by: str) -> Table | None:
    """The table that the people of an indicator stand in, in a breakdown ('' for the total)."""
    its = {one.but_for(by) for one in (whole(kpi_id, by), part(kpi_id, by)) if one}
    told = _told(by)
    wholes = {
        one: [more for more in told if one.is_part_of(more) and _shows_apart(told[more], by, one)]
        for one in told
        if one.but_for(by) in its
    }
    tellers = {*(kpi for one in wholes for kpi in told[one]), *_with_part(wholes, by)}
    if len(tellers) < 2 and not any(wholes.values()):
        return None
    needed = {*wholes, *(more for larger in wholes.values() for more in larger)}
    return Table(wholes, {one: _speaker(told[one]) for one in needed}, len(tellers) > 1)


@cache
def _told(by: str) -> dict[People, list[str]]:
    """The wholes that indicators show in a breakdown, and which indicators do."""
    told: dict[People, list[str]] = {}
    for kpi in catalogue().values():
        if by in ("", *kpi.breakdowns) and (counted := whole(kpi.id, by)):
            told.setdefault(counted, []).append(kpi.id)
    return told


def _shows_apart(tellers: Iterable[str], by: str, some: People) -> bool:
    """Whether a whole is shown where a part of it is not the numerator, which hides with it."""
    return any(part(kpi_id, by) != some for kpi_id in tellers)


def _with_part(wholes: Collection[People], by: str) -> Iterator[str]:
    """The indicators whose numerators count some whole."""
    for kpi in catalogue().values():
        if by in ("", *kpi.breakdowns) and part(kpi.id, by) in wholes:
            yield kpi.id


def _speaker(tellers: Iterable[str]) -> str:
    """The one that takes the fewest exports."""
    return min(tellers, key=lambda kpi_id: len(indicator(kpi_id).sources))


@cache
def speakers(kpi_id: str, by: str) -> frozenset[str]:
    """The numbers whose counts decide what one of them hides in a breakdown ('' for the total)."""
    its = table(kpi_id, by)
    others = {other for other, _, _ in _near_to(kpi_id, by)}
    return frozenset({*(its.speaker.values() if its else ()), *others, *_excluded_by(kpi_id)})


def hidden_here(kpi_id: str, by: str, cells: Mapping[str, Sequence[Cell]]) -> frozenset[str]:
    """The members that a number hides for the sake of others that count the same people.

    `cells` are its own and those of its speakers, of one period and this breakdown, by name.
    """
    between = [*_between(kpi_id, by, cells), *_in_neither(kpi_id, cells)]
    hidden = _hidden_by_table(kpi_id, by, cells).union(*map(hidden_members, between))
    # the ladder shows who stayed on a step: there one of the two tells the other
    others = _excluded_by(kpi_id) if by == "step" else ()
    return hidden.union(*(hidden_members(cells.get(other, ()), hidden) for other in others))


def _hidden_by_table(kpi_id: str, by: str, cells: Mapping[str, Sequence[Cell]]) -> frozenset[str]:
    its = table(kpi_id, by)
    if its is None:
        return frozenset()
    counts = {
        one: {cell.member: cell.figure.persons or 0 for cell in cells.get(name, ())}
        for one, name in its.speaker.items()
    }
    sides = [one for one in (whole(kpi_id, by), part(kpi_id, by)) if one]
    return frozenset(
        member
        for one, member in hidden_places(its, by, counts)
        for side in sides
        if side.among(by, member) == one
    )


def _between(kpi_id: str, by: str, cells: Mapping[str, Sequence[Cell]]) -> Iterator[list[Cell]]:
    """Who is between a side of a number beside an indicator and a side of another, as shares."""
    for other, is_part, is_other_part in _near_to(kpi_id, by):
        theirs = {cell.member: _side(cell, is_other_part) for cell in cells.get(other, ())}
        sides = [
            (cell, _side(cell, is_part), theirs[cell.member])
            for cell in cells.get(kpi_id, ())
            if cell.member in theirs
        ]
        yield [_people(cell, abs(mine - its)) for cell, mine, its in sides if min(mine, its)]


@cache
def _near_to(kpi_id: str, by: str) -> tuple[tuple[str, bool, bool], ...]:
    """The numbers of which a side is a part of one of its sides, or the other way round.

    Only for a number beside an indicator: it is hidden before an indicator is. Then whether
    its numerator is meant, and whether theirs is.
    """
    if kpi_id in catalogue():
        return ()
    return tuple(
        (other, mine, theirs)
        for other in all_declared()
        if other != kpi_id and by in ("", *indicator(other).breakdowns)
        for mine, theirs in product((False, True), repeat=2)
        if _is_near((kpi_id, mine), (other, theirs), by)
    )


def _is_near(mine: tuple[str, bool], theirs: tuple[str, bool], by: str) -> bool:
    """Whether one is a part of the other, but not as in a share, which hides both for itself."""
    one, other = _counted(mine[0], by, mine[1]), _counted(theirs[0], by, theirs[1])
    if one is None or other is None:
        return False
    is_of_share = other == whole(mine[0], by) if mine[1] else one == whole(theirs[0], by)
    return not is_of_share and (one.is_part_of(other) or other.is_part_of(one))


def _side(cell: Cell, is_part: bool) -> int:
    return int((cell.figure.numerator if is_part else cell.figure.denominator) or 0)


def _in_neither(kpi_id: str, cells: Mapping[str, Sequence[Cell]]) -> Iterator[list[Cell]]:
    """Who is in the numerator neither of a number nor of one that excludes it, as shares."""
    for other in _excluded_by(kpi_id):
        theirs = {cell.member: _side(cell, True) for cell in cells.get(other, ())}
        yield [
            _people(cell, _side(cell, False) - _side(cell, True) - theirs[cell.member])
            for cell in cells.get(kpi_id, ())
            if cell.member in theirs
        ]


def _people(cell: Cell, count: int) -> Cell:
    """Some of the people of a cell, who may be too few to be told."""
    size = _side(cell, False)
    return replace(cell, figure=Figure(size, size, None, parts=(count, 0)))


def _excluded_by(kpi_id: str) -> tuple[str, ...]:
    return tuple(name for name in EXCLUDE if name != kpi_id and kpi_id in EXCLUDE)


def hidden_steps(citizens: Mapping[str, int]) -> frozenset[str]:
    """The steps on which nobody may tell how many citizens stand, of all in POP(D)."""
    its = table(ON_STEPS, "step")
    if its is None:
        raise AssertionError(f"{ON_STEPS} stands in no table.")
    hidden = hidden_places(its, "step", dict.fromkeys(its.wholes, citizens))
    return frozenset(member for _, member in hidden)


def hidden_places(
    its: Table, by: str, counts: Mapping[People, Mapping[str, int]]
) -> frozenset[Place]:
    """The counts of people that nobody may show: too few, or what gives those away.

    `counts` are persons, by whole and member. A place may be in several wholes.
    """
    lines = {one: _places(one, by, counts.get(one, {})) for one in its.wholes}
    near = {
        place
        for some, larger in its.wholes.items()
        for more in larger
        for place in _near(some, more, by, counts)
    }
    if not its.is_shared:
        return frozenset(near)
    sizes = {place: count for line in lines.values() for place, count in line.items()}
    return hidden_cells(sizes, _with_differences(lines.values()), near)


def _places(one: People, by: str, counts: Mapping[str, int]) -> dict[Place, int]:
    """The counts of some people by place."""
    places = ((one.among(by, member), member, count) for member, count in counts.items())
    return {(among, member): count for among, member, count in places if among and count}


def _with_differences(lines: Iterable[Collection[Place]]) -> list[tuple[Place, ...]]:
    """Lines, and what is in one and not in another: one sum less another tells that, too.

    The shortest first, so that what is hidden for one is soon enough for the others.
    """
    each = [tuple(line) for line in lines]
    less = [tuple(p for p in one if p not in other) for one in each for other in each]
    return sorted(dict.fromkeys([*each, *less]), key=len)


def _near(
    some: People, more: People, by: str, counts: Mapping[People, Mapping[str, int]]
) -> Iterator[Place]:
    """Where the count of a part is so near that of the whole that it tells who is between them."""
    few, many = counts.get(some, {}), counts.get(more, {})
    cells = [
        Cell("", "", by, member, Figure(size, size, None, parts=(size - few[member], 0)))
        for member, size in many.items()
        if few.get(member) and some.among(by, member) != more.among(by, member)
    ]
    for member in hidden_members(cells):
        if among := some.among(by, member):
            yield among, member
