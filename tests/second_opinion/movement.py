"""Indicators that hold two days of a citizen against each other (3.3; nos. 13, 14, 16-18)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from tests.second_opinion.goals import AD_CODES
from tests.second_opinion.model import Counted, Indicator, Rows, World, month_ends, quotient_of
from tests.second_opinion.names import goal_type, one_of, theme
from tests.second_opinion.state import FOREVER, codelist, days

TAKING_PART = "dcc6bb77-45af-4625-9c4d-7d7878307220"
ZONE = {int(row["step"]): row["zone"] for row in codelist("ladder_step")}
YEAR = days(365)
HALF_A_YEAR = days(183)

Move = tuple[int, int]  # the steps before and after
Counts = Callable[[World, str, date, Move], bool]


def cohort(world: World, last: date) -> Iterator[tuple[str, int, date, int | None]]:
    """3.3 rules 1 and 2: person, step on D0 and the day it is read on, step on D1."""
    start = last - YEAR
    for person in world.persons:
        before, read_on = world.plans.bridged_step(person, start)
        # A bridged day counts as a day in POP (small print); A5 on the cohort's day.
        is_in = before and world.state.is_adult(person, start)
        if not is_in or world.state.exits_between(person, start, last):
            continue
        if not goes_to_eldercare(world, person, start, last):
            yield person, before, read_on, world.plans.step_to(person, last)


def goes_to_eldercare(world: World, person: str, start: date, last: date) -> bool:
    """3.3 rule 2: an exit too (T21), when there is no social plan after it."""
    return any(
        row["person_id"] == person
        and row["transition_type"] == "Ældreområdet"
        and row["actual_date"] is not None
        and start < row["actual_date"] <= last
        and not has_plan_after(world, person, row["actual_date"])
        for row in world.state.delivered("transition")
    )


def has_plan_after(world: World, person: str, day: date) -> bool:
    """Whether a granted plan of the person runs on any day after `day`."""
    return any(
        (world.plans.end(plan["care_plan_id"]) or FOREVER) > max(day + days(1), plan["start_date"])
        for plan in world.plans.granted(person)
        if plan["start_date"] is not None
    )


def movement(counts: Counts) -> Rows:
    """3.3 over 365 days. Step NULL at D1 is out (rule 4)."""

    def rows(world: World, first: date, last: date) -> Iterator[Counted]:
        for person, before, read_on, after in cohort(world, last):
            if after is not None:
                met = counts(world, person, last, (before, after))
                yield Counted(person, last - YEAR, met, (before, read_on))

    return rows


def step_unknown(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside: the part of the cohort whose step at D1 is NULL."""
    for person, before, read_on, after in cohort(world, last):
        yield Counted(person, last - YEAR, after is None, (before, read_on))


def is_down(world: World, person: str, last: date, move: Move) -> bool:
    return move[1] < move[0]


def is_up(world: World, person: str, last: date, move: Move) -> bool:
    return move[1] > move[0]


def is_zone_down(world: World, person: str, last: date, move: Move) -> bool:
    return ZONE[move[1]] < ZONE[move[0]]


def is_zone_up(world: World, person: str, last: date, move: Move) -> bool:
    return ZONE[move[1]] > ZONE[move[0]]


def is_housing_change(world: World, person: str, last: date, move: Move) -> bool:
    """3.1: between a temporary residence and a home like one (boformskift)."""
    return set(move) == {6, 7}


def soundness(world: World, person: str, last: date) -> bool | None:
    """3.3 rule 6: function not worse and need not higher; None where that cannot be said.

    Without pairs it is unknown, whatever the need. With them, one of the two that is known
    to fail is enough.
    """
    changes = paired_changes(world, person, last)
    if not changes:
        return None
    needs = [world.needs.level(person, day) for day in (last - YEAR, last)]
    is_no_worse = sum(changes) <= 0
    is_no_needier = needs[1] <= needs[0] if None not in needs else None
    return False if not is_no_worse else is_no_needier


def downs(world: World, last: date) -> Iterator[tuple[str, int, date, int]]:
    """The part of the cohort that went down."""
    for person, before, read_on, after in cohort(world, last):
        if after is not None and after < before:
            yield person, before, read_on, after


def sound(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 16: of those who went down, those of whom it is known that it was sound."""
    for person, before, read_on, _ in downs(world, last):
        is_met = soundness(world, person, last)
        if is_met is not None:
            yield Counted(person, last - YEAR, is_met, (before, read_on))


def sound_unknown(world: World, first: date, last: date) -> Iterator[Counted]:
    for person, before, read_on, _ in downs(world, last):
        is_met = soundness(world, person, last) is None
        yield Counted(person, last - YEAR, is_met, (before, read_on))


def sustained(world: World, first: date, last: date) -> Iterator[Counted]:
    """3.3 rule 6: of those who went down, those still as low 183 days later, once they are over."""
    if last + HALF_A_YEAR > world.state.known_at:
        return
    for person, before, read_on, after in downs(world, last):
        if not world.state.exits_between(person, last, last + HALF_A_YEAR):
            later, _ = world.plans.bridged_step(person, last + HALF_A_YEAR)
            is_kept = later is not None and later <= after
            yield Counted(person, last - YEAR, is_kept, (before, read_on))


def paired_changes(world: World, person: str, last: date) -> list[int]:
    """B7, R12: severity on D less that on D-365, of each A&D code reassessed between."""
    return [
        change for code in AD_CODES if (change := change_of(world, person, code, last)) is not None
    ]


def change_of(world: World, person: str, code: str, last: date) -> int | None:
    """None when a score is unknown, or nobody assessed it in (D-365, D]."""
    scores, start = world.goals.scores, last - YEAR
    before, after = scores.score(person, code, start), scores.score(person, code, last)
    reassessed = any(start < day <= last for day in scores.reassessed(person, code))
    return after - before if None not in (before, after) and reassessed else None


def stayed(world: World, last: date) -> Iterator[str]:
    """B6, no. 13: in POP(D-365) and without an exit since."""
    for person in world.population(last - YEAR):
        if not world.state.exits_between(person, last - YEAR, last):
            yield person


def goal_type_of(world: World, person: str, last: date) -> dict[str, str]:
    """Måltype of a citizen: of the goals current on D-365 that have one."""
    goals = world.goals.current(person, last - YEAR)
    types = [goal["change_value_code"] for goal in goals if goal["change_value_code"]]
    return {"goal_type": one_of(map(goal_type, types))}


def functional(is_met: Callable[[int], bool]) -> Rows:
    """No. 13: at least three pairs; the sign of their mean is that of their sum."""

    def rows(world: World, first: date, last: date) -> Iterator[Counted]:
        for person in stayed(world, last):
            changes = paired_changes(world, person, last)
            if len(changes) >= 3:
                own = goal_type_of(world, person, last)
                yield Counted(person, last - YEAR, is_met(sum(changes)), own=own)

    return rows


def functional_coverage(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 13: those with enough pairs, of all who could have had them."""
    for person in stayed(world, last):
        has_pairs = len(paired_changes(world, person, last)) >= 3
        yield Counted(person, last - YEAR, has_pairs, own=goal_type_of(world, person, last))


def functional_net(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 13: better minus worse, of all who can be compared."""
    for person in stayed(world, last):
        changes = paired_changes(world, person, last)
        if len(changes) >= 3:
            net = (sum(changes) < 0) - (sum(changes) > 0)
            own = goal_type_of(world, person, last)
            yield Counted(person, last - YEAR, amount=net, own=own)


def by_theme(rows_of: Callable[[str, int, list[int]], Iterator[Counted]]) -> Rows:
    """Tema: those in POP(D-365) stand in each of the six with a pair of theirs.

    `rows_of` makes rows of a person, the number of all pairs and the changes within a theme.
    """

    def rows(world: World, first: date, last: date) -> Iterator[Counted]:
        for person in stayed(world, last):
            within: dict[str, list[int]] = {}
            for code in AD_CODES:
                change = change_of(world, person, code, last)
                if change is not None:
                    within.setdefault(theme(code), []).append(change)
            pairs = sum(map(len, within.values()))
            for name, changes in within.items():
                for row in rows_of(person, pairs, changes):
                    yield replace(row, day=last - YEAR, own={"theme": name})

    return rows


def functional_by_theme(is_met: Callable[[int], bool]) -> dict[str, Rows]:
    def rows_of(person: str, pairs: int, changes: list[int]) -> Iterator[Counted]:
        if pairs >= 3:
            yield Counted(person, date.max, is_met(sum(changes)))

    return {"theme": by_theme(rows_of)}


def coverage_of_theme(person: str, pairs: int, changes: list[int]) -> Iterator[Counted]:
    yield Counted(person, date.max, pairs >= 3)


def net_of_theme(person: str, pairs: int, changes: list[int]) -> Iterator[Counted]:
    if pairs >= 3:
        yield Counted(person, date.max, amount=(sum(changes) < 0) - (sum(changes) > 0))


def has_difficulty(world: World, person: str, last: date) -> bool:
    score = world.goals.scores.score(person, TAKING_PART, last - YEAR)
    return score is not None and score >= 1


def community(is_met: Callable[[int], bool]) -> Rows:
    """No. 14, B6."""

    def rows(world: World, first: date, last: date) -> Iterator[Counted]:
        for person in stayed(world, last):
            change = change_of(world, person, TAKING_PART, last)
            if has_difficulty(world, person, last) and change is not None:
                yield Counted(person, last - YEAR, is_met(change))

    return rows


def community_coverage(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 14: those who can be compared, of all with a difficulty a year ago."""
    for person in stayed(world, last):
        if has_difficulty(world, person, last):
            is_compared = change_of(world, person, TAKING_PART, last) is not None
            yield Counted(person, last - YEAR, is_compared)


def ladder_rebound_rate(world: World, first: date, last: date) -> Iterator[Counted]:
    """No. 18, B9. The row's day is the month end before the move (small print)."""
    ends = month_ends(last - days(548), last - HALF_A_YEAR)
    for person in world.persons:
        moves = [end for end in ends if goes_down(world, person, end)]
        if moves and not leaves_the_ladder(world, person, moves[0]):
            yield rebound(world, person, moves[0])


def leaves_the_ladder(world: World, person: str, end: date) -> bool:
    """B9: an exit in (m-1, m+183]; 3.3 tells of month ends too, so its rule 2 holds here."""
    window = month_before(end), end + HALF_A_YEAR
    gone = world.state.exits_between(person, *window)
    return gone or goes_to_eldercare(world, person, *window)


def rebound(world: World, person: str, end: date) -> Counted:
    before, read_on = world.plans.bridged_step(person, month_before(end))
    after, _ = world.plans.bridged_step(person, end)
    later = [world.plans.bridged_step(person, day)[0] for day in month_ends(end, end + HALF_A_YEAR)]
    is_back = any(step is not None and step >= before for step in later)
    return Counted(
        person,
        month_before(end),
        is_back,
        (before, read_on),
        own={"step_after": str(after)},
    )


def month_before(end: date) -> date:
    return end.replace(day=1) - days(1)


def goes_down(world: World, person: str, end: date) -> bool:
    """B9: two known steps, the later may be 0. A5: an adult before the move."""
    before, _ = world.plans.bridged_step(person, month_before(end))
    after, _ = world.plans.bridged_step(person, end)
    is_known = before is not None and after is not None
    return is_known and after < before and world.state.is_adult(person, month_before(end))


COMPARED_WITH_NOTHING: dict[str, Callable[[int], bool]] = {
    "": lambda change: change < 0,
    ".same": lambda change: change == 0,
    ".worse": lambda change: change > 0,
}
INDICATORS = {
    "ladder_down_rate": Indicator(movement(is_down)),
    "ladder_down_rate.step_unknown": Indicator(step_unknown),
    "ladder_down_rate.zone": Indicator(movement(is_zone_down)),
    "ladder_down_rate.sound": Indicator(sound),
    "ladder_down_rate.sound_unknown": Indicator(sound_unknown),
    "ladder_down_rate.sustained": Indicator(sustained),
    "ladder_down_rate.housing_change": Indicator(movement(is_housing_change)),
    "ladder_up_rate": Indicator(movement(is_up)),
    "ladder_up_rate.zone": Indicator(movement(is_zone_up)),
    "ladder_rebound_rate": Indicator(ladder_rebound_rate),
    **{
        f"functional_progress{name}": Indicator(
            functional(is_met), apart=functional_by_theme(is_met)
        )
        for name, is_met in COMPARED_WITH_NOTHING.items()
    },
    "functional_progress.net": Indicator(
        functional_net, quotient_of, {"theme": by_theme(net_of_theme)}
    ),
    "functional_progress.coverage": Indicator(
        functional_coverage, apart={"theme": by_theme(coverage_of_theme)}
    ),
    "community_participation_progress": Indicator(community(lambda change: change < 0)),
    "community_participation_progress.same": Indicator(community(lambda change: change == 0)),
    "community_participation_progress.worse": Indicator(community(lambda change: change > 0)),
    "community_participation_progress.coverage": Indicator(community_coverage),
}
