"""Indicators of plans: how they are documented and granted, how long stays last (21, 45, 46)."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from tests.second_opinion.goals import AD_CODES
from tests.second_opinion.members import age_group
from tests.second_opinion.model import DAYS_A_MONTH, Counted, Indicator, Rows, World, survival_of
from tests.second_opinion.names import NOT_STATED
from tests.second_opinion.plans import CATEGORY, RESIDENTIAL, SERVICES
from tests.second_opinion.state import FOREVER, Row, days

TEMPORARY_OFFER = "25de7444-3919-4dab-b844-8cec6c15f30e"
TEMPORARY_STAY = "80aa8ea7-4ad8-405f-876a-4c0f89fde06a"

Checks = dict[str, bool]


def documented(is_met: Callable[[Checks], bool]) -> Rows:
    """No. 46: granted plans active on D, and what is in place."""

    def rows(world: World, first: date, last: date) -> Iterator[Counted]:
        for plan in world.plans.valid_plans():
            is_in = is_documented_stock(world, plan) and world.plans.is_active(plan, last)
            if is_in and world.state.is_adult(plan["person_id"], last):
                own = {"tilbud_type": world.plans.tilbud_type(plan["care_plan_id"], last)}
                yield Counted(plan["person_id"], last, is_met(checks(world, plan, last)), own=own)

    return rows


def is_documented_stock(world: World, plan: Row) -> bool:
    """B12: a planned plan without interventions is in the denominator too."""
    has_none = not world.plans.ever_based_on(plan["care_plan_id"])
    return world.plans.is_granted(plan) or (plan["intent"] == "plan" and has_none)


def checks(world: World, plan: Row, day: date) -> Checks:
    """The six of no. 46, in its order."""
    name, person = plan["care_plan_id"], plan["person_id"]
    groups = world.plans.rank_one(name, day)
    scores = [world.goals.score(goal, day) for goal in world.goals.current(person, day)]
    return {
        "target_group": len(groups) == 1 and groups[0]["code"] in CATEGORY,  # B12
        "tilbud": bool(world.plans.tilbud(name, day) & SERVICES),
        "ydelse": bool(world.plans.helps(name, day)),
        "need": need_is_known(world, world.state.known_on("care_plan", name, day), day),
        "scored_goal": any(score is not None for score in scores),
        "follow_up": world.plans.next_follow_up(name, day) is not None,
    }


def need_is_known(world: World, plan: Row, day: date) -> bool:
    """A12: the plan's own reference, as known at the date."""
    need = world.needs.of_plan(plan)
    if need is None or need["level"] is None:
        return False
    on = need["effective_date"]
    return on is not None and day - days(730) < on <= day


def not_assessed(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 46: of the A&D conditions that stand, of citizens in POP(D)."""
    for person in world.population(last):
        for code in AD_CODES:
            if world.goals.scores.is_standing(person, code, last):
                yield Counted(person, last, world.goals.scores.score(person, code, last) is None)


def is_in_place(name: str) -> Callable[[Checks], bool]:
    return lambda checked: checked[name]


def grants(world: World, first: date, last: date) -> Iterator[Counted]:
    """No. 45: plans granted in W12 with a known step and cell; `own` holds the cell.

    `amount` is the plan's step, `is_met` that its cell is too small to judge by.
    """
    found = [row for plan in new_plans(world, last) if (row := placed(world, plan))]
    cells = [cell(row) for row in found]
    for row in found:
        is_small = cells.count(cell(row)) < 10
        yield Counted(row.person_id, row.day, is_small, amount=row.amount, own=row.own)


def new_plans(world: World, last: date) -> Iterator[Row]:
    """Granted, starting in W12, not on a day of system shift (A8), of adults (A5)."""
    shifts = world.plans.system_shifts(last)
    for plan in world.plans.granted():
        start = plan["start_date"]
        is_new = start and last - days(365) < start <= last and start not in shifts
        if is_new and world.state.is_adult(plan["person_id"], start):
            yield plan


def without_cell(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 45: of the new plans with a step, those without a cell to be judged in."""
    for plan in new_plans(world, last):
        if first_step(world, plan) is not None:
            is_met = placed(world, plan) is None
            own = {
                "primary_target_group": target_group(world, plan),
                "need_level": need(world, plan),
            }
            yield Counted(plan["person_id"], plan["start_date"], is_met, own=own)


def first_step(world: World, plan: Row) -> int | None:
    """B11: on the first day with an active ydelse."""
    day = first_day_of_help(world, plan["care_plan_id"])
    return world.plans.plan_step(plan["care_plan_id"], day) if day else None


def target_group(world: World, plan: Row) -> str:
    """R10, of the plan itself on its first day."""
    groups = world.plans.rank_one(plan["care_plan_id"], plan["start_date"])
    return CATEGORY.get(groups[0]["code"], NOT_STATED) if groups else NOT_STATED


def need(world: World, plan: Row) -> str:
    """B11: the plan's own støttebehov as known on its first day; blank where it is not known."""
    known = world.state.known_on("care_plan", plan["care_plan_id"], plan["start_date"])
    found = world.needs.of_plan(known)
    return "" if found is None or found["level"] is None else str(found["level"])


def placed(world: World, plan: Row) -> Counted | None:
    """B11: the plan's step in its cell; None outside every cell."""
    person, start = plan["person_id"], plan["start_date"]
    group, level = target_group(world, plan), need(world, plan)
    step = first_step(world, plan)
    if step is None or group == NOT_STATED or not level:
        return None
    age = age_group(world, person, start)
    own = {"primary_target_group": group, "need_level": level, "age_group": age}
    return Counted(person, start, amount=step, own=own)


def first_day_of_help(world: World, plan_id: str) -> date | None:
    """The first day on which a ydelse of the plan is active; it may lie after D (small print)."""
    starts = {row["start_date"] for row in world.plans.ever_based_on(plan_id) if row["start_date"]}
    plan = world.state.newest("care_plan", plan_id)
    turns = {plan["start_date"], *starts, *known_days(world, plan_id)}
    return min((day for day in turns if world.plans.helps(plan_id, day)), default=None)


def known_days(world: World, plan_id: str) -> set[date]:
    """The days on which an intervention of the plan became known otherwise: it may move (A1)."""
    return {
        version["known_date"]
        for row in world.plans.ever_based_on(plan_id)
        for version in world.state.versions("intervention", row["intervention_id"])
    }


def cell(row: Counted) -> tuple[str, str, str]:
    return row.own["primary_target_group"], row.own["need_level"], row.own["age_group"]


def grant_consistency(world: World, first: date, last: date) -> Iterator[Counted]:
    """Within one step of the most frequent of the cell; ties: the lowest step."""
    found = list(grants(world, first, last))
    for row in found:
        if not row.is_met:
            steps = [other.amount for other in found if cell(other) == cell(row)]
            usual = min(steps, key=lambda step: (-steps.count(step), step))
            met = abs(row.amount - usual) <= 1
            yield Counted(row.person_id, row.day, met, own=row.own)


def stays(world: World, last: date) -> Iterator[tuple[str, date, date]]:
    """B10: temporary stays that start up to D: whose, from, to. A8: not on a system shift."""
    shifts = world.plans.system_shifts(last)
    for person in world.persons:
        for start, end in stays_of(world, person):
            is_in = start <= last and start not in shifts
            if is_in and world.state.is_adult(person, start):
                yield person, start, end


def temporary_stay_duration(world: World, first: date, last: date) -> Iterator[Counted]:
    """No. 21, those of the last five years: length in days, and whether the stay ended.

    It is censored at D, at death and at a move.
    """
    for person, start, end in stays(world, last):
        if start > last - days(1826):
            exits = [day for day in world.state.exits(person) if start < day <= end]
            until = min([end, last, *exits])
            yield Counted(person, start, until == end and not exits, amount=(until - start).days)


def open_over_two_years(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 21: of all stays open on D, those over 24 months of 30.4 days."""
    for person, start, end in stays(world, last):
        if end > last:
            yield Counted(person, start, (last - start).days > 24 * DAYS_A_MONTH)


def stays_of(world: World, person: str) -> list[tuple[date, date]]:
    """First day and first day after; gaps of at most 30 days are bridged."""
    turns = sorted(turning_days(world, person))
    runs = [
        (day, following)
        for day, following in pairwise([*turns, FOREVER])
        if is_stay(world, person, day)
    ]
    joined: list[tuple[date, date]] = []
    for start, end in runs:
        if joined and start - joined[-1][1] <= timedelta(days=30):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def turning_days(world: World, person: str) -> set[date]:
    """Every day on which something about the person's plans begins, ends or becomes known."""
    found: set[date | None] = set()
    for plan in world.plans.granted(person):
        name = plan["care_plan_id"]
        versions = [*world.state.versions("care_plan", name)]
        for row in world.plans.ever_based_on(name):
            found |= {row["start_date"], row["end_date"]}
            versions += world.state.versions("intervention", row["intervention_id"])
        teams = {team for version in versions for team in version.get("service_performer_ids", [])}
        for team in teams:
            versions += world.state.versions("service_performer", team)
        found |= {version["known_date"] for version in versions}
        found |= {plan["start_date"], world.plans.end(name)}
    return {day for day in found | set(world.state.exits(person)) if day}


def is_stay(world: World, person: str, day: date) -> bool:
    """The offer first; the ydelse where the plan has no residential offer."""
    return any(
        TEMPORARY_OFFER in tilbud or (not tilbud & RESIDENTIAL and TEMPORARY_STAY in codes)
        for plan in world.plans.active(person, day)
        if world.plans.helps(plan["care_plan_id"], day)
        for tilbud in [world.plans.tilbud(plan["care_plan_id"], day)]
        for codes in [world.plans.codes(plan["care_plan_id"], day)]
    )


INDICATORS = {
    "documentation_completeness": Indicator(documented(lambda c: all(c.values()))),
    **{
        f"documentation_completeness.{name}": Indicator(documented(is_in_place(name)))
        for name in ("target_group", "tilbud", "ydelse", "need", "scored_goal", "follow_up")
    },
    "documentation_completeness.not_assessed": Indicator(not_assessed),
    "grant_consistency": Indicator(grant_consistency),
    "grant_consistency.without_cell": Indicator(without_cell),
    "grant_consistency.small_cell": Indicator(grants),
    "temporary_stay_duration": Indicator(temporary_stay_duration, survival_of),
    "temporary_stay_duration.open_over_two_years": Indicator(open_over_two_years),
}
