"""Indicators of follow-ups and of what follows on them (nos. 3, 15, 49, 53)."""

from collections.abc import Iterator
from datetime import date

from tests.second_opinion.model import Counted, Indicator, World, median_of
from tests.second_opinion.state import Row, days

END_AND_GRANT_NEW = "b4c01aa8-82fd-44e4-83ff-ca19ec02c779"


def coordinated_followup(world: World, first: date, last: date) -> Iterator[Counted]:
    for person, dates in several_plans(world, last):
        if None not in dates:
            met = max(dates) - min(dates) <= days(14)
            yield Counted(person, last, met, own=plan_count(dates))


def all_dated(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 49: citizens with several plans whose dates are all known."""
    for person, dates in several_plans(world, last):
        yield Counted(person, last, None not in dates, own=plan_count(dates))


def plan_count(dates: list[date | None]) -> dict[str, str]:
    return {"plan_count": str(len(dates)) if len(dates) < 4 else "4+"}


def several_plans(world: World, last: date) -> Iterator[tuple[str, list[date | None]]]:
    for person in world.population(last):
        plans = world.plans.active(person, last)
        if len(plans) >= 2:
            yield person, [world.plans.next_follow_up(p["care_plan_id"], last) for p in plans]


def followup_on_time(world: World, first: date, last: date) -> Iterator[Counted]:
    for plan, _, due, next_held in due_in(world, first, last):
        met = next_held is not None and next_held <= due + days(14)
        yield Counted(plan["person_id"], due, met, own=offered(world, plan, due))


def offered(world: World, plan: Row, day: date) -> dict[str, str]:
    return {"tilbud_type": world.plans.tilbud_type(plan["care_plan_id"], day)}


def rescheduled(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 15: another date was told by the deadline, before the next FollowUp."""
    for plan, told, due, next_held in due_in(world, first, last):
        name = plan["care_plan_id"]
        later = [
            world.plans.next_follow_up(name, day)
            for day in days_of_change(world, name)
            if told < day <= due + days(14) and (next_held is None or day < next_held)
        ]
        is_moved = any(day and day != due for day in later)
        yield Counted(plan["person_id"], due, is_moved, own=offered(world, plan, due))


DueItem = tuple[Row, date, date, date | None]  # plan, day told, original due, next FollowUp


def due_in(world: World, first: date, last: date) -> Iterator[DueItem]:
    """Due items with their deadline in the period, of adults."""
    for plan in world.plans.granted():
        for told, due, next_held in due_items(world, plan):
            deadline = due + days(14)
            is_met = next_held is not None and next_held <= deadline
            end = world.plans.end(plan["care_plan_id"])
            # Ended on or before the deadline without a FollowUp: out.
            is_out = not is_met and end is not None and end <= deadline
            is_in = first <= deadline <= last and not is_out
            if is_in and world.state.is_adult(plan["person_id"], due):
                yield plan, told, due, next_held


def due_items(world: World, plan: Row) -> Iterator[tuple[date, date, date | None]]:
    """B4: day told, original due date, and the first FollowUp after the previous one."""
    held = sorted({row["effective_date"] for row in held_on(world, plan["care_plan_id"])})
    for previous, following in zip([None, *held], [*held, None], strict=True):
        found = first_due(world, plan["care_plan_id"], previous)
        if found:
            yield *found, following


def held_on(world: World, plan_id: str) -> list[Row]:
    """R15: final FollowUps with the plan in focus."""
    return [row for row in final_follow_ups(world) if plan_id in row["care_plan_ids"]]


def final_follow_ups(world: World) -> list[Row]:
    return [
        row
        for row in world.state.all_newest("follow_up")
        if row["status"] == "final" and row["effective_date"]
    ]


def first_due(world: World, plan_id: str, previous: date | None) -> tuple[date, date] | None:
    """B4: the first date later than the previous FollowUp, as known on or after it."""
    after = previous or date.min
    for day in [after, *(d for d in days_of_change(world, plan_id) if d > after)]:
        due = world.plans.next_follow_up(plan_id, day)
        if due and due > after:
            return day, due
    return None


def days_of_change(world: World, plan_id: str) -> list[date]:
    """A changed date in the Encounter alone counts as communicated (B4)."""
    versions = world.state.versions("care_plan", plan_id)
    for name in {row["follow_up_encounter_id"] for row in versions}:
        versions = versions + world.state.versions("follow_up_encounter", name)
    return sorted({row["known_date"] for row in versions})


def shifts(world: World, last: date) -> Iterator[tuple[Row, date]]:
    """No. 53, B5: the focus plan, once, and the day of its latest such FollowUp."""
    for plan in world.plans.granted():
        name, person = plan["care_plan_id"], plan["person_id"]
        held = [
            row["effective_date"]
            for row in held_on(world, name)
            if row["result_code"] == END_AND_GRANT_NEW
            and last - days(455) < row["effective_date"] <= last - days(90)
        ]
        end = world.plans.end(name)
        if held and end and world.state.is_adult(person, max(held)):
            is_outside = world.state.is_outside(person, max(held))
            leaves = world.state.exits_between(person, max(held), end + days(14))
            if not is_outside and not leaves:
                yield plan, max(held)


def seamless_plan_shift(world: World, first: date, last: date) -> Iterator[Counted]:
    """A successor starts in [end - 14, end + 14]."""
    for plan, held in shifts(world, last):
        met = any(abs(gap) <= 14 for gap in gaps(world, plan, held))
        yield Counted(plan["person_id"], held, met, own=from_to(world, plan, held))


def gaps(world: World, plan: Row, held: date) -> list[int]:
    """Days from the end to the start of each of those that may follow."""
    end = world.plans.end(plan["care_plan_id"])
    return [(other["start_date"] - end).days for other in following(world, plan, held)]


def following(world: World, plan: Row, held: date) -> list[Row]:
    """Other granted plans of the citizen first received since the FollowUp."""
    return [
        other
        for other in world.plans.granted(plan["person_id"])
        if other["care_plan_id"] != plan["care_plan_id"]
        and world.state.first_known("care_plan", other["care_plan_id"]) >= held
        and other["start_date"]
    ]


def from_to(world: World, plan: Row, held: date) -> dict[str, str]:
    """Tilbudstype before, on the FollowUp's day, and after, on the first day of the next plan."""
    earliest = world.plans.end(plan["care_plan_id"]) - days(14)
    later = [other for other in following(world, plan, held) if other["start_date"] >= earliest]
    own = {"from_tilbud_type": world.plans.tilbud_type(plan["care_plan_id"], held)}
    if not later:
        return own | {"to_tilbud_type": "Ingen ny indsats"}
    name, start = min((other["start_date"], other["care_plan_id"]) for other in later)[::-1]
    return own | {"to_tilbud_type": world.plans.tilbud_type(name, start)}


def gap_days(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 53: days without, at least 0; none within 90 days = 90."""
    for plan, held in shifts(world, last):
        coming = [max(gap, 0) for gap in gaps(world, plan, held) if -14 <= gap <= 90]
        own = from_to(world, plan, held)
        yield Counted(plan["person_id"], held, amount=min(coming, default=90), own=own)


INDICATORS = {
    "coordinated_followup": Indicator(coordinated_followup),
    "coordinated_followup.all_dated": Indicator(all_dated),
    "followup_on_time": Indicator(followup_on_time),
    "followup_on_time.rescheduled": Indicator(rescheduled),
    "seamless_plan_shift": Indicator(seamless_plan_shift),
    "seamless_plan_shift.median_gap": Indicator(gap_days, median_of),
}
