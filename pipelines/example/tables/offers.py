"""T18 and T19: the register of offers, and who lives or works where."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from random import Random

from pipelines.example.tables.placing import (
    NEW_HOUSE_PLACES,
    Offer,
    Placement,
    offers,
    peak,
    placements,
)
from pipelines.example.tables.sheet import Row, Sheet, day, last_day, number
from pipelines.example.tables.world import World, group_codes, new_year

REGISTERED = new_year(1990)
ROOM, TOO_MANY = 1.05, 0.75  # places per resident at the peak; the share below which they are cut
ELSEWHERE = 3  # places per citizen of ours in an offer of somebody else's
OVERFULL, OVERFULL_ROOM = "T-502", 0.85  # more come than it is approved for (V11)
NOTED = 0.6  # placements with a reason


@dataclass(frozen=True)
class _Approval:
    """How many places an offer has from a day on."""

    offer: Offer
    start: int
    places: int


def placement_sheet(world: World) -> Sheet:
    """One row per plan and offer; the last day is the last one there."""
    rng = world.rng("T19")
    rows = [
        {
            "CarePlanID": stay.plan,
            "TilbudsID": stay.offer.id,
            "Fra": day(stay.start),
            "Til": last_day(stay.end),
            "Årsag": _reason(rng, stay),
        }
        for stay in placements(world)
        if stay.is_listed
    ]
    return Sheet.of_rows("T19", rows)


def _reason(rng: Random, stay: Placement) -> str:
    if stay.offer.is_local or rng.random() > NOTED:
        return ""
    return rng.choices(("Speciale", "Borgerønske", "Kapacitet"), (6, 3, 2))[0]


def register_sheet(world: World) -> Sheet:
    """One row per offer and approval."""
    rng = world.rng("T18")
    stays: dict[str, list[Placement]] = defaultdict(list)
    for stay in placements(world):
        stays[stay.offer.id].append(stay)
    rows: list[Row] = []
    for offer in offers(world):
        approvals = list(_approvals(world, offer, stays[offer.id]))
        ends = [*(each.start for each in approvals[1:]), None]
        rows += [_row(rng, world, *each) for each in zip(approvals, ends, strict=False)]
    return Sheet.of_rows("T18", rows)


def _approvals(world: World, offer: Offer, stays: list[Placement]) -> Iterator[_Approval]:
    """A new approval on 1 January when the places no longer fit the residents."""
    if not offer.groups:
        yield _Approval(offer, REGISTERED, 0)
        return
    start, places = offer.opens or REGISTERED, 0
    for year in world.years:
        first, end = max(new_year(year), start), new_year(year + 1) - 1
        if end < start:
            continue
        most = peak(stays, first, end)
        needed = _places(world, offer, most)
        if most > places or needed < places * TOO_MANY:
            yield _Approval(offer, start if places == 0 else first, needed)
            places = needed


def _places(world: World, offer: Offer, residents: int) -> int:
    if offer.opens:
        return max(world.scaled(NEW_HOUSE_PLACES), residents)
    if not offer.is_local:
        return max(20, residents * ELSEWHERE)
    if offer.id == OVERFULL:
        return max(1, int(residents * OVERFULL_ROOM))
    return ceil(residents * ROOM) + 1


def _row(rng: Random, world: World, approval: _Approval, end: int | None) -> Row:
    offer = approval.offer
    inspected = max(approval.start, world.story.begins) + rng.randint(30, 300)
    groups = [code for group in offer.groups for code in group_codes()[group]]
    return {
        "TilbudsID": offer.id,
        "GyldigFra": day(approval.start),
        "GyldigTil": last_day(end),
        "Navn": offer.name,
        "Driftsform": offer.form,
        "Ejerkommune": str(offer.owner),
        "AdresseKommunekode": str(offer.address),
        "Paragraf": offer.paragraph,
        "TilbudKode": offer.tilbud,
        "GodkendtePladser": str(approval.places) if offer.groups else "",
        "Målgruppekoder": ",".join(groups),
        "ForudsatBelægning": number(rng.choice((95, 97, 98)), 1) if offer.groups else "",
        "TemascoreFysiskeRammer": number(rng.uniform(3.4, 4.9), 1) if offer.groups else "",
        "Tilsynsdato": day(min(inspected, world.story.until)),
    }
