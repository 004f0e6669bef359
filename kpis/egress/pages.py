"""Can a hidden number be worked out from the figures that the pages show of a period?

Each count that a page shows is known, members add up to their total, and a whole is its part
and its rest; what counts the same people by its declaration (`whom`) is the same count. Of
what is left open, exact linear algebra says which small count, or sum of a few, is told
nevertheless. How people of two breakdowns overlap is not to be seen from outside.

This is an audit, and knows nothing of how `disclosure` and `together` decide.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from kpis.catalogue import adds_up, indicator
from kpis.disclosure import SMALLEST_PART, SMALLEST_SHOWN
from kpis.egress.equations import Atoms, cancelling
from kpis.formulas import NOBODY, Share
from kpis.ladder import Ladder
from kpis.linear import left_open
from kpis.model import Result, Status
from kpis.moves import STEPS
from kpis.whom import People, people

DOWN, UP = "ladder_down_rate", "ladder_up_rate"
STANDING = people("citizen_with_support")  # whom the stock of the ladder counts

Rest = tuple[People, People]
"""A whole less a part of it."""

Place = tuple[People | Rest | str, str, str]
"""Some people, a breakdown and a member of it; '' and '' for all of them."""

Equation = Mapping[Place, int]
"""What is shown, or what holds anyway: places, and how often each is counted."""


@dataclass(frozen=True)
class Told:
    """A small count that is hidden and can be worked out, or several whose sum can."""

    period: str
    places: tuple[Place, ...]
    count: int


@dataclass
class Known:
    """What everybody knows of one period, and what nobody may: small counts and their limit."""

    equations: list[Equation] = field(default_factory=list)
    secrets: dict[Place, int] = field(default_factory=dict)
    limits: dict[Place, int] = field(default_factory=dict)

    def show(self, place: Place) -> None:
        """A count is shown."""
        self.equations.append({place: 1})

    def hide(self, place: Place, count: int, limit: int) -> None:
        """A count is not shown, and must not be told where it is below its limit."""
        if 0 < count < max(limit, self.limits.get(place, 0)):
            self.secrets[place], self.limits[place] = count, limit


def told(
    shown: Iterable[Result],
    counted: Iterable[Result],
    ladders: Iterable[tuple[Ladder, Ladder]] = (),
) -> list[Told]:
    """What can be worked out from some released results, and from the page of the ladder.

    `counted` are the same results before disclosure control, and so is the second of each two
    `ladders`. Any periods; each is looked at by itself.
    """
    before = {(one.kpi, one.period, one.by, one.member): one for one in counted}
    periods: dict[str, list[tuple[Result, Result]]] = defaultdict(list)
    for one in shown:
        its = before[one.kpi, one.period, one.by, one.member]
        if its.denominator and _counts_people(one):
            periods[one.period].append((one, its))
    pages = {one.period: (one, before) for one, before in ladders}
    return [
        found
        for period, results in periods.items()
        for found in _told(period, _known(results, pages.get(period)))
    ]


def _counts_people(one: Result) -> bool:
    """Whether a result is a share of people whose members add up to the total."""
    kpi = indicator(one.kpi)
    is_share = isinstance(kpi.formula, Share) and kpi.persons != NOBODY
    return is_share and (not one.by or adds_up(one.kpi, one.by))


# What is known of one period


def _known(results: Sequence[tuple[Result, Result]], ladder: tuple[Ladder, Ladder] | None) -> Known:
    known, sums = Known(), defaultdict[tuple[object, str], set[Place]](set)
    counts: dict[Place, int] = {}
    for one, its in results:
        whole, part = _whole_and_part(one)
        for who, place, count, limit in _sides(one, its, whole, part):
            sums[who, one.by].add(place)
            counts[place] = count
            if one.status is Status.OK:
                known.show(place)
            else:
                known.hide(place, count, limit)
        known.equations += _whole_is_both(one, whole, part)
    for (who, by), members in sums.items():
        if by:
            known.equations.append(dict.fromkeys(members, 1) | {_place(who, "", ""): -1})
    _add_what_is_between(known, counts)
    if ladder:
        _add_ladder(known, *ladder)
    return known


def _whole_and_part(one: Result) -> tuple[People, People]:
    formula, population = indicator(one.kpi).formula, indicator(one.kpi).counted_over(one.by)
    if not isinstance(formula, Share):
        raise TypeError(f"{one.kpi} is no share.")
    whole = people(population, formula.denominator)
    return whole, people(population, formula.denominator, formula.numerator)


def _place(who: object, by: str, member: str) -> Place:
    assert isinstance(who, People | tuple | str)
    return who, by, member


def _sides(
    one: Result, its: Result, whole: People, part: People
) -> Iterator[tuple[object, Place, int, int]]:
    """Whole, part and rest of a result: whose they are, where, how many, and their limit."""
    among, of = whole.among(one.by, one.member), part.among(one.by, one.member)
    size, number = int(its.denominator or 0), int(its.numerator or 0)
    where = (one.by, one.member)
    if among:
        yield whole, (among, *where), size, SMALLEST_SHOWN
    if of:
        yield part, (of, *where), number, SMALLEST_PART
    if among and among != of:
        rest = (among, of) if of else among
        yield (whole, part), (rest, *where), size - number, SMALLEST_PART


def _whole_is_both(one: Result, whole: People, part: People) -> Iterator[Equation]:
    among, of = whole.among(one.by, one.member), part.among(one.by, one.member)
    if among and of and among != of:
        where = (one.by, one.member)
        yield {(among, *where): 1, (of, *where): -1, ((among, of), *where): -1}


def _add_what_is_between(known: Known, counts: Mapping[Place, int]) -> None:
    """Two shown wholes of which one is a part of the other are like the two sides of a share."""
    shown = {place for its in known.equations if len(its) == 1 for place in its}
    of: dict[tuple[str, str, str], list[People]] = defaultdict(list)
    for who, by, member in shown:
        if isinstance(who, People):
            of[who.rows, by, member].append(who)
    for (_, by, member), each in of.items():
        for some, more in permutations(each, 2):
            if some.is_part_of(more):
                where = (by, member)
                place = ((more, some), *where)
                known.equations.append({(more, *where): 1, (some, *where): -1, place: -1})
                known.hide(place, counts[more, *where] - counts[some, *where], SMALLEST_PART)


def _add_ladder(known: Known, shown: Ladder, counted: Ladder) -> None:
    """The stock on the last day, and the moves, whose rows the rates count by step."""
    month = shown.stock[-1].period
    for stood in (its for its in shown.stock if its.period == month):
        if stood.citizens:
            known.show((STANDING, "step", stood.step))
    moved: dict[tuple[People, str], set[Place]] = defaultdict(set)
    for move, its in zip(shown.moves, counted.moves, strict=True):
        place = ("move", move.before, move.after)
        if move.citizens is None:
            known.hide(place, its.citizens or 0, SMALLEST_PART)  # the rates tell of three
        else:
            known.show(place)
        for who in _rates_that_count(move.before, move.after):
            moved[who, move.before].add(place)
    for (who, step), places in moved.items():
        known.equations.append(dict.fromkeys(places, 1) | {(who, "step", step): -1})
    known.equations += _zone_sums(shown)


def _rates_that_count(before: str, after: str) -> Iterator[People]:
    """The wholes and parts of the rates by step that a move is counted in."""
    if before == "0" or after not in STEPS:
        return
    for kpi_id, is_part in ((DOWN, after < before), (UP, after > before)):
        formula = indicator(kpi_id).formula
        if isinstance(formula, Share):
            yield people(indicator(kpi_id).population, formula.denominator)
            if is_part:
                yield people(indicator(kpi_id).population, formula.denominator, formula.numerator)


def _zone_sums(shown: Ladder) -> Iterator[Equation]:
    """The moves that each shown number of a zone adds up."""
    zone = {str(rung.step): rung.zone for rung in shown.rungs}
    for its in shown.zones:
        if its.citizens is not None:
            block: Place = ("zone", its.before, its.after)
            cells = [
                ("move", move.before, move.after)
                for move in shown.moves
                if (zone[move.before], zone.get(move.after, move.after)) == block[1:]
            ]
            yield dict.fromkeys(cells, 1) | {block: -1}
            yield {block: 1}


# What follows from it


def _told(period: str, known: Known) -> Iterator[Told]:
    """Small counts, and sums of a few, that the equations tell; those shown anyway first."""
    shown = {place for its in known.equations if len(its) == 1 for place in its}
    for secret in known.secrets.keys() & shown:
        yield Told(period, (secret,), known.secrets[secret])
    open_ones = [{p: n for p, n in its.items() if p not in shown} for its in known.equations]
    for equations in _connected([its for its in open_ones if its]):
        yield from _told_by(period, known, equations)


def _connected(equations: Sequence[Equation]) -> Iterator[list[Equation]]:
    """Equations that share places, directly or by others."""
    at = {place: i for i, place in enumerate({p: 0 for its in equations for p in its})}
    pairs = [(len(at) + e, at[p]) for e, its in enumerate(equations) for p in its]
    size = len(at) + len(equations)
    if pairs:
        links = coo_matrix(([1] * len(pairs), tuple(zip(*pairs, strict=True))), (size, size))
        label = connected_components(links, directed=False)[1]
        of: dict[int, list[Equation]] = defaultdict(list)
        for number, its in enumerate(equations):
            of[label[len(at) + number]].append(its)
        yield from of.values()


def _told_by(period: str, known: Known, equations: Sequence[Equation]) -> Iterator[Told]:
    places = [*{place: 0 for its in equations for place in its}]
    at = {place: number for number, place in enumerate(places)}
    has = np.zeros((len(equations), len(places)))
    for number, its in enumerate(equations):
        for place, count in its.items():
            has[number, at[place]] += count
    counts = np.array([known.secrets.get(place, 0) for place in places], dtype=np.int64)
    kept = left_open(has)
    for small in _alike([p for p in places if p in known.secrets], at):
        for group in cancelling(kept, counts, small):
            names = tuple(places[one] for one in group)
            if counts[group].sum() < max(known.limits[place] for place in names):
                yield Told(period, names, int(counts[group].sum()))


def _alike(secrets: Iterable[Place], at: Mapping[Place, int]) -> Iterator[Atoms]:
    """Places whose people do not overlap, so that their sum is a number of people."""
    of: dict[tuple[object, str], list[int]] = defaultdict(list)
    for who, by, member in secrets:
        of["move" if who == "move" else who, by if who != "move" else ""].append(
            at[who, by, member]
        )
    for places in of.values():
        yield np.array(places, dtype=np.int64)
