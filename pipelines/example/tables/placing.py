"""Which offer each plan with a place is given: one choice, used by every table that names it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from random import Random

from pipelines.example import codes
from pipelines.example.diary import Citizen, PlanTold
from pipelines.example.tables.world import RESIDENTIAL, TILBUD, World, category, tilbud_of, town

SAME_STAY = 60  # days between two plans that are one stay
NOT_APPROVED_FOR = 0.05  # weight of an offer that is not approved for the citizen's group
MORE_OUTSIDE = 4.0  # how much likelier an offer elsewhere is when the need is specialised
WRONG_TYPE = 0.015  # placed in an offer of another type than the plan tells (V10)
NEW_HOUSE_PLACES, MOVE_HOME = 18, 9  # at full size
LOST_IN_THE_LIST = 0.03  # placements nobody wrote down


@dataclass(frozen=True)
class Offer:
    """One tilbud of the town file. `opens` is its first day as an ordinal, 0 for always."""

    id: str
    name: str
    tilbud: str
    form: str
    owner: int
    address: int
    paragraph: str
    share: float
    groups: tuple[str, ...]
    opens: int

    @property
    def is_local(self) -> bool:
        return self.address == int(town()["municipality_codes"]["ours"])


@dataclass(frozen=True)
class Placement:
    """A plan's stay in an offer, half-open. `is_listed` is False where T19 lacks it."""

    cpr: str
    plan: str
    step: int
    offer: Offer
    start: int
    end: int | None
    is_listed: bool = True
    came_from: str = ""  # the offer left on the first day, where the citizen moved

    def covers(self, day: int) -> bool:
        return self.start <= day and (self.end is None or self.end > day)


def offers(world: World) -> tuple[Offer, ...]:
    """Every offer of the town."""
    return tuple(
        Offer(
            row["id"],
            row["name"],
            TILBUD[row["tilbud"]],
            row["form"],
            row["owner"],
            row["address"],
            row["paragraph"],
            row["share"],
            tuple(row["groups"]),
            world.story.day_of(row["opens"]) if "opens" in row else 0,
        )
        for row in town()["offers"]
    )


@lru_cache(maxsize=1)
def placements(world: World) -> tuple[Placement, ...]:
    """Every stay, in order of its first day."""
    return tuple(_move_home(world, _choose_all(world)))


def _choose_all(world: World) -> list[Placement]:
    rng = world.rng("placements")
    plans = sorted(
        ((plan.start, citizen.number, plan.id, citizen, plan) for citizen, plan in _placed(world)),
        key=lambda each: each[:3],
    )
    chosen: list[Placement] = []
    latest: dict[tuple[str, str], Placement] = {}
    inside = _Inside()
    for *_, citizen, plan in plans:
        before = latest.get((citizen.cpr, tilbud_of(plan)))
        offer = _same(before, plan) or _choice(rng, world, plan, inside)
        listed = rng.random() >= LOST_IN_THE_LIST
        stay = Placement(citizen.cpr, plan.id, plan.step, offer, plan.start, plan.end, listed)
        latest[citizen.cpr, tilbud_of(plan)] = stay
        inside.add(stay)
        chosen.append(stay)
    return chosen


def _placed(world: World) -> Iterator[tuple[Citizen, PlanTold]]:
    """Plans of day offers and homes that last at least a day."""
    for citizen in world.citizens:
        for plan in citizen.plans:
            ends = plan.end
            lasts = plan.services and (ends is None or ends > plan.start)
            if lasts and (plan.step == 4 or plan.step >= RESIDENTIAL):
                yield citizen, plan


class _Inside:
    """Who lives in the offers with a limited number of places."""

    def __init__(self) -> None:
        self._stays: dict[str, list[Placement]] = {}

    def add(self, stay: Placement) -> None:
        self._stays.setdefault(stay.offer.id, []).append(stay)

    def count(self, offer: Offer, day: int) -> int:
        return sum(stay.covers(day) for stay in self._stays.get(offer.id, ()))


def _same(before: Placement | None, plan: PlanTold) -> Offer | None:
    """The offer the citizen is already in, if the new plan goes on there."""
    if before is None or (before.end is not None and before.end + SAME_STAY < plan.start):
        return None
    return before.offer


def _choice(rng: Random, world: World, plan: PlanTold, inside: _Inside) -> Offer:
    tilbud = tilbud_of(plan)
    if rng.random() < WRONG_TYPE and tilbud == codes.SUPPORTED_HOUSING:
        tilbud = codes.LONG_TERM_HOME
    candidates = [each for each in offers(world) if each.tilbud == tilbud]
    weights = [_weight(world, offer, plan, inside) for offer in candidates]
    return rng.choices(candidates, weights)[0]


def _weight(world: World, offer: Offer, plan: PlanTold, inside: _Inside) -> float:
    day, story = plan.start, world.story
    if offer.opens > day:
        return 0
    if offer.opens and inside.count(offer, day) >= world.scaled(NEW_HOUSE_PLACES - MOVE_HOME):
        return 0
    weight = offer.share
    if category(plan.target_group) not in offer.groups:
        weight *= NOT_APPROVED_FOR
    if offer.is_local or plan.step < RESIDENTIAL:
        return weight
    is_special = story.has_begun("specialised_need", day)
    return weight * (MORE_OUTSIDE if is_special and not story.has_begun("new_house", day) else 1)


def _move_home(world: World, stays: list[Placement]) -> Iterator[Placement]:
    """When the new house opens, some who lived elsewhere move into it."""
    opens = world.story.day_of("new_house")
    house = next(offer for offer in offers(world) if offer.opens == opens)
    left = world.scaled(MOVE_HOME)
    for stay in stays:
        if left and _may_move(stay, house, opens):
            left -= 1
            yield replace(stay, end=opens)
            yield replace(stay, offer=house, start=opens, came_from=stay.offer.id)
        else:
            yield stay


def _may_move(stay: Placement, house: Offer, day: int) -> bool:
    is_elsewhere = not stay.offer.is_local and stay.offer.tilbud == house.tilbud
    return is_elsewhere and stay.start < day and stay.covers(day)


def peak(stays: list[Placement], first: int, last: int) -> int:
    """The most stays on one day from `first` to `last`."""
    changes: Counter[int] = Counter()
    for stay in stays:
        if stay.start <= last and (stay.end is None or stay.end > first):
            changes[max(stay.start, first)] += 1
            changes[stay.end if stay.end is not None else last + 1] -= 1
    most = now = 0
    for day in sorted(changes):
        now += changes[day]
        most = max(most, now)
    return most
