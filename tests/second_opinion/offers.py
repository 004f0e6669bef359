"""Indicators of tilbud and of who is placed where: T18, T19."""

from collections.abc import Iterator
from datetime import date

from tests.second_opinion.model import Counted, Indicator, World, count_of, quotient_of
from tests.second_opinion.names import offer_type
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
            yield Counted(person, last, is_ours(offer), own=run_by(offer))


def run_by(offer: Row | None) -> dict[str, str]:
    return {
        "operator": (offer["operator"] or "") if offer else "",
        "owner_municipality": str(offer["owner_municipality"] or "") if offer else "",
    }


def placement_missing(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 37."""
    for person, placement in with_a_place(world, last):
        offer = offer_on(world, placement["offer_id"], last) if placement else None
        yield Counted(person, last, placement is None, own=run_by(offer))


def own_wish(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 37: of those placed elsewhere, those who wished it (Årsag)."""
    for person, placement in with_a_place(world, last):
        offer = offer_on(world, placement["offer_id"], last) if placement else None
        if placement and not is_ours(offer):
            is_met = placement["reason"] == "Borgerønske"
            yield Counted(person, last, is_met, own=run_by(offer))


def matched(world: World, last: date) -> Iterator[tuple[Counted, Row]]:
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
            own = {
                "offer": offer["name"] or row["offer_id"],
                "operator": offer["operator"] or "",
                "primary_target_group": CATEGORY[group],
            }
            yield Counted(plan["person_id"], last, is_met, own=own), offer


def target_group_match(world: World, first: date, last: date) -> Iterator[Counted]:
    yield from (row for row, _ in matched(world, last))


def target_group(world: World, plan: Row, day: date) -> str | None:
    """The code of rank 1; a condition code in its place is none."""
    groups = world.plans.rank_one(plan["care_plan_id"], day)
    return groups[0]["code"] if groups and groups[0]["code"] in CATEGORY else None


def physical_score(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 38: the mean theme score of the settings in which those placed live."""
    for row, offer in matched(world, last):
        score = offer["physical_setting_score"]
        if score is not None:
            yield Counted(row.person_id, last, amount=score, own=row.own)


def offer_of(world: World, row: Row, last: date) -> dict[str, str]:
    """What a local tilbud is, and whether it is new: it had no place on D-365, or has none on D."""
    code = row["offer_type_code"]
    before, now = (places_of(world, row, day) for day in (last - days(365), last))
    novelty = "Ny" if not before else "Lukket" if not now else "Ændret eller uændret"
    own = {"step": str(STEP.get(code, "")), "tilbud_type": offer_type(code)}
    return own | {"novelty": novelty}


def places_of(world: World, row: Row, day: date) -> int:
    """The approved places of a tilbud and type on a day."""
    return sum(
        other["approved_places"] or 0
        for other in world.state.delivered("offer")
        if is_ours(other)
        and is_active(other, day)
        and other["offer_id"] == row["offer_id"]
        and other["offer_type_code"] == row["offer_type_code"]
    )


def new_local_places(world: World, first: date, last: date) -> Iterator[Counted]:
    """No. 39: places on D, less those on D-365."""
    yield from local_places(world, last, last)
    for row in local_places(world, last - days(365), last):
        yield Counted(None, last, amount=-row.amount, own=row.own)


def local_places(world: World, day: date, last: date) -> Iterator[Counted]:
    for row in world.state.delivered("offer"):
        if is_ours(row) and is_active(row, day):
            places = row["approved_places"] or 0
            yield Counted(None, last, amount=places, own=offer_of(world, row, last))


def places_now(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 39: the places on D."""
    yield from local_places(world, last, last)


def is_of_an_active_plan(world: World, placement: Row, day: date) -> bool:
    """R8: a placement ends with its plan."""
    active = [plan for plan in world.plans.valid_plans() if world.plans.is_active(plan, day)]
    return placement["care_plan_id"] in {
        plan["care_plan_id"] for plan in active if plan in world.plans.granted(plan["person_id"])
    }


def occupancy(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 39: citizens placed on D per approved place, in local tilbud with places."""
    tilbud = {
        (row["offer_id"], row["offer_type_code"]): row
        for row in world.state.delivered("offer")
        if is_ours(row) and is_active(row, last)
    }
    for row in tilbud.values():
        places = places_of(world, row, last)
        placed = citizens_placed(world, row["offer_id"], last) if places else set()
        yield Counted(None, last, amount=len(placed), per=places, own=offer_of(world, row, last))


def citizens_placed(world: World, offer_id: str, day: date) -> set[str]:
    return {
        world.state.newest("care_plan", placement["care_plan_id"])["person_id"]
        for placement in world.state.delivered("placement")
        if placement["offer_id"] == offer_id
        and is_active(placement, day)
        and is_of_an_active_plan(world, placement, day)
    }


INDICATORS = {
    "local_placement_share": Indicator(local_placement_share),
    "local_placement_share.placement_missing": Indicator(placement_missing),
    "local_placement_share.own_wish": Indicator(own_wish),
    "target_group_match": Indicator(target_group_match),
    "target_group_match.physical_score": Indicator(physical_score, quotient_of),
    "new_local_places": Indicator(new_local_places, count_of),
    "new_local_places.places": Indicator(places_now, count_of),
    "new_local_places.occupancy": Indicator(occupancy, quotient_of),
}
