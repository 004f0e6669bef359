"""Indicators of tilbud and of who is placed where: T18, T19."""

from collections.abc import Iterator
from datetime import date

from tests.second_opinion.model import Counted, Indicator, World, count_of, quotient_of
from tests.second_opinion.plans import CATEGORY, STEP
from tests.second_opinion.pursuit import above
from tests.second_opinion.registers import is_active
from tests.second_opinion.state import OUR_MUNICIPALITY, Row, days

WITH_A_PLACE = (4, 6, 7, 8, 9)


def offer_on(world: World, offer_id: str, day: date) -> Row | None:
    """The row of a tilbud that is valid on the day; of several the newest."""
    rows = [
        row
        for row in world.state.delivered("offer")
        if row["offer_id"] == offer_id and is_active(row, day)
    ]
    return max(rows, key=lambda row: row["start_date"], default=None)


def is_ours(offer: Row | None) -> bool:
    return offer is not None and offer["address_municipality"] == OUR_MUNICIPALITY


def placements_of(world: World, plan_id: str, day: date) -> list[Row]:
    """T19 on the day, the latest start first; tie: the smallest tilbud id."""
    rows = [
        row
        for row in world.state.delivered("placement")
        if row["care_plan_id"] == plan_id and is_active(row, day)
    ]
    return sorted(rows, key=lambda row: (-row["start_date"].toordinal(), row["offer_id"]))


def placement_of(world: World, person: str, day: date) -> Row | None:
    """Of the plan that gives the step (R9); else of the plan that began first."""
    leading = world.plans.leading_plan(person, day)["care_plan_id"]
    plans = sorted(
        world.plans.active(person, day),
        key=lambda plan: (
            plan["care_plan_id"] != leading,
            plan["start_date"],
            plan["care_plan_id"],
        ),
    )
    found = [row for plan in plans for row in placements_of(world, plan["care_plan_id"], day)]
    return found[0] if found else None


def with_a_place(world: World, last: date) -> Iterator[tuple[str, Row | None]]:
    """Citizens whose step is a day offer or a residence, and their placement."""
    for person in world.population(last):
        if world.plans.step(person, last) in WITH_A_PLACE:
            yield person, placement_of(world, person, last)


def local_placement_share(world: World, first: date, last: date) -> Iterator[Counted]:
    """No. 37."""
    for person, placement in with_a_place(world, last):
        if placement:
            offer = offer_on(world, placement["offer_id"], last)
            own = {
                "operator": offer["operator"] if offer else "",
                "owner_municipality": str(offer["owner_municipality"] or "") if offer else "",
            }
            yield Counted(person, last, is_ours(offer), own=own)


def without_placement(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 37."""
    for person, placement in with_a_place(world, last):
        yield Counted(person, last, placement is None)


def target_group_match(world: World, first: date, last: date) -> Iterator[Counted]:
    """No. 38: one row per placement whose tilbud and plan both have a target group."""
    plans = {plan["care_plan_id"]: plan for plan in world.plans.valid_plans()}
    for row in world.state.delivered("placement"):
        plan, offer = plans.get(row["care_plan_id"]), offer_on(world, row["offer_id"], last)
        if not is_active(row, last) or not plan or not offer:
            continue
        if not is_of_an_active_plan(world, row, last):
            continue
        group, approved = target_group(world, plan, last), set(offer["target_group_codes"])
        if group and approved and world.state.is_adult(plan["person_id"], last):
            is_met = bool({group, *above(group)} & approved)
            own = {"offer_id": row["offer_id"], "operator": offer["operator"]}
            yield Counted(plan["person_id"], last, is_met, own=own)


def target_group(world: World, plan: Row, day: date) -> str | None:
    """The code of rank 1; a condition code in its place is none."""
    groups = world.plans.rank_one(plan["care_plan_id"], day)
    return groups[0]["code"] if groups and groups[0]["code"] in CATEGORY else None


def physical_setting(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 38: the mean theme score of the tilbud that are valid on D and have one."""
    for row in world.state.delivered("offer"):
        if is_active(row, last) and row["physical_setting_score"] is not None:
            yield Counted(None, last, amount=row["physical_setting_score"], own=offer_of(row))


def offer_of(row: Row) -> dict[str, str]:
    return {"step": str(STEP.get(row["offer_type_code"], "")), "operator": row["operator"]}


def new_local_places(world: World, first: date, last: date) -> Iterator[Counted]:
    """No. 39: places on D, less those on D-365."""
    for row in world.state.delivered("offer"):
        places = row["approved_places"] or 0
        if is_ours(row) and is_active(row, last):
            yield Counted(None, last, amount=places, own=offer_of(row))
        if is_ours(row) and is_active(row, last - days(365)):
            yield Counted(None, last, amount=-places, own=offer_of(row))


def is_of_an_active_plan(world: World, placement: Row, day: date) -> bool:
    """R8: a placement ends with its plan."""
    active = [plan for plan in world.plans.valid_plans() if world.plans.is_active(plan, day)]
    return placement["care_plan_id"] in {
        plan["care_plan_id"] for plan in active if plan in world.plans.granted(plan["person_id"])
    }


def occupancy(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 39: placements on D per approved place, in local tilbud."""
    for row in world.state.delivered("offer"):
        if is_ours(row) and is_active(row, last):
            placed = [
                placement
                for placement in world.state.delivered("placement")
                if placement["offer_id"] == row["offer_id"]
                and is_active(placement, last)
                and is_of_an_active_plan(world, placement, last)
            ]
            places = row["approved_places"] or 0
            yield Counted(None, last, amount=len(placed), per=places, own=offer_of(row))


INDICATORS = {
    "local_placement_share": Indicator(local_placement_share),
    "local_placement_share.without_placement": Indicator(without_placement),
    "target_group_match": Indicator(target_group_match),
    "target_group_match.physical_setting": Indicator(physical_setting, quotient_of),
    "new_local_places": Indicator(new_local_places, count_of),
    "new_local_places.occupancy": Indicator(occupancy, quotient_of),
}
