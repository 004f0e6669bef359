"""What each ydelse is granted as: paragraph, unit, amount, price; one price for every table."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import exp

from pipelines.example import codes
from pipelines.example.diary import Citizen, PlanTold, Service
from pipelines.example.tables.placing import placements
from pipelines.example.tables.world import RESIDENTIAL, World, new_year, town

# Catalogue section 5: kr. a full year, price level of the last year, and the spread (log-normal).
YEARLY = {
    1: (14_000, 0.3),
    2: (25_000, 0.25),
    3: (50_000, 0.3),
    4: (150_000, 0.3),
    5: (110_000, 0.62),
    6: (890_000, 0.40),
    7: (840_000, 0.40),
    8: (1_080_000, 0.42),
    9: (2_500_000, 0.2),
}
LEAST, MOST_AT_HOME = 12_000, 300_000
MAIN_PART = 0.7  # of a plan's price is the first ydelse's
HOUR = 520.0  # kr.
YEAR, WEEKS, MONTHS = 365.25, 52.18, 12
GROWTH = 0.031  # of prices a year
BASE_PART = 0.62  # of a price is the basic one, since the new price model
OLD_ROUNDING = 5  # kr.: the levels of the old model were round

GROUP_HELP = (codes.GROUP, codes.VOLUNTEER_GROUP)
PARAGRAPHS = {
    1: "SEL § 82 d",
    2: "SEL § 82 a",
    3: "SEL § 82 b",
    4: "SEL § 104",
    5: "SEL § 85",
    6: "SEL § 107",
    7: "SEL § 85",
    8: "SEL § 108",
    9: "SEL § 108",
}
SHELTERED = frozenset(
    {
        "55b77d7c-afce-4269-9232-7731ab1ef4fc",
        "c429b7a9-5085-472b-b118-a21ca90f769f",
        "fb3d8722-90e0-4a80-ba65-490617ffeb0f",
    }
)  # Service, Praktikforløb, Produktion og værksted: § 103


@dataclass(frozen=True)
class Grant:
    """One ydelse of one plan. `yearly` is kr. a full year at the price level of the last year."""

    id: str
    citizen: Citizen
    plan: PlanTold
    code: str
    offer: str
    paragraph: str
    unit: str
    units: float
    start: int
    end: int | None
    yearly: float


@dataclass(frozen=True)
class Price:
    """A grant's price a unit from a day to the day before `end`."""

    grant: Grant
    start: int
    end: int | None
    price: float

    @property
    def daily(self) -> float:
        """Kr. a day."""
        grant = self.grant
        if grant.unit == "Døgn":
            return self.price * grant.units
        if grant.unit == "Måned":
            return self.price * grant.units * MONTHS / YEAR
        return self.price * grant.units / 7


@lru_cache(maxsize=1)
def grants(world: World) -> tuple[Grant, ...]:
    """Every ydelse that lasts at least a day and is not over before the example begins."""
    rng = world.rng("prices")
    places = {stay.plan: stay.offer.id for stay in reversed(placements(world))}
    mobile = [row["id"] for row in town()["offers"] if row["tilbud"] == "mobile"]
    found: list[Grant] = []
    for citizen in world.citizens:
        draw, home = rng.gauss(0, 1), rng.choice(mobile)
        count = len(found)
        for plan in citizen.plans:
            price = _yearly(plan.step, draw + rng.gauss(0, 0.15))
            offer = places.get(plan.id, home)
            for service, part in _parts(plan, price):
                if service.end is None or service.end > max(service.start, world.story.begins):
                    id = f"B-{citizen.number:06d}-{len(found) - count + 1:02d}"
                    found.append(_grant(id, citizen, plan, service, offer, part))
    return tuple(found)


def _yearly(step: int, draw: float) -> float:
    middle, spread = YEARLY[step]
    price = max(LEAST, middle * exp(spread * draw))
    return min(price, MOST_AT_HOME) if step == 5 else price


def _parts(plan: PlanTold, price: float) -> Iterator[tuple[Service, float]]:
    """Each ydelse and its part of the plan's price; help beside it has a price of its own."""
    beside = [each for each in plan.services if plan.step == 5 and _beside(each)]
    rest = [each for each in plan.services if each not in beside]
    for service in beside:
        yield service, YEARLY[2 if service.code == codes.GROUP else 3][0]
    for place, service in enumerate(rest):
        if len(rest) == 1:
            yield service, price
        else:
            yield service, price * (MAIN_PART if place == 0 else (1 - MAIN_PART) / (len(rest) - 1))


def _beside(service: Service) -> bool:
    return service.code in (codes.GROUP, codes.TIME_LIMITED)


def _grant(
    id: str, citizen: Citizen, plan: PlanTold, service: Service, offer: str, yearly: float
) -> Grant:
    unit, units = _unit(plan.step, service.code, yearly)
    return Grant(
        id,
        citizen,
        plan,
        service.code,
        offer,
        paragraph(plan.step, service.code),
        unit,
        units,
        service.start,
        service.end,
        yearly,
    )


def paragraph(step: int, code: str) -> str:
    """The legal basis of a ydelse under a plan of a step."""
    if step == 5 and code == codes.GROUP:
        return PARAGRAPHS[2]
    if step == 5 and code == codes.TIME_LIMITED:
        return PARAGRAPHS[3]
    return "SEL § 103" if step == 4 and code in SHELTERED else PARAGRAPHS[step]


def _unit(step: int, code: str, yearly: float) -> tuple[str, float]:
    """Day and night for a home, hours a week for support at home, else a month."""
    if step >= RESIDENTIAL:
        return "Døgn", 1.0
    if step == 4 or code in GROUP_HELP:
        return "Måned", 1.0
    return "Time", max(0.25, round(4 * yearly / (WEEKS * HOUR)) / 4)


@lru_cache(maxsize=1)
def prices(world: World) -> tuple[Price, ...]:
    """Every price period: a new one each 1 January."""
    return tuple(price for grant in grants(world) for price in _periods(world, grant))


def _periods(world: World, grant: Grant) -> Iterator[Price]:
    first = max(grant.start, world.story.begins)
    last = world.story.until if grant.end is None else min(grant.end - 1, world.story.until)
    starts = [first, *(new for year in world.years if first < (new := new_year(year)) <= last)]
    ends = [*starts[1:], grant.end]
    for start, end in zip(starts, ends, strict=True):
        yield Price(grant, start, end, _price(world, grant, start))


def _price(world: World, grant: Grant, day: int) -> float:
    """Kr. a unit on the day, at that year's price level."""
    years = world.years[-1] - date.fromordinal(day).year
    level = (1 + GROWTH) ** -years
    per_unit = YEAR if grant.unit == "Døgn" else MONTHS
    price = level * (HOUR if grant.unit == "Time" else grant.yearly / per_unit)
    if world.story.has_begun("price_model", day):
        return round(price, 2)
    return max(OLD_ROUNDING, OLD_ROUNDING * round(price / OLD_ROUNDING))
