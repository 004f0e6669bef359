"""T21: transitions between units, offers, hospitals and municipalities, and at 18."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from pipelines.example.diary import Citizen
from pipelines.example.people import ADULT, YEAR
from pipelines.example.tables.citizens import Outsider
from pipelines.example.tables.placing import placements
from pipelines.example.tables.sheet import Row, Sheet, day
from pipelines.example.tables.world import World

JUST_18 = 46  # days after the birthday on which help began
IN_TIME, IN_TIME_LATER, KNOWN_LATE = 0.55, 0.88, 0.1  # preparation begun at 16
DECIDED, DECIDED_LATER = 0.68, 0.88  # by the birthday
DISCHARGES = {"Udskrivning psykiatri": 0.030, "Udskrivning somatik": 0.010}  # a citizen-year
TEAM_SHIFTS = 0.03
ELDERLY = 67

# Kind -> share of the handovers that are complete.
COMPLETE = {
    "Udskrivning psykiatri": 0.42,
    "Udskrivning somatik": 0.60,
    "Internt teamskift": 0.78,
    "Tilbudsskift": 0.74,
    "Ældreområdet": 0.66,
    "Tilflytning/fraflytning": 0.58,
}
COMPLETE_FROM_PSYCHIATRY = 0.80


@dataclass(frozen=True)
class _Shift:
    """One transition that is no birthday."""

    kind: str
    cpr: str
    on: int
    giver: str
    receiver: str


def transition_sheet(world: World, others: tuple[Outsider, ...]) -> Sheet:
    """One row per transition up to the last day."""
    rng = world.rng("T21")
    rows = [_birthday(rng, world, *each) for each in _eighteen(world, others)]
    rows += [_handover(rng, world, each) for each in _shifts(rng, world)]
    return Sheet.of_rows(
        "T21", [{"OvergangID": f"O-{at:05d}", **row} for at, row in enumerate(rows)]
    )


def birthday(born: int, age: int) -> int:
    """The day somebody turns an age; who was born on 29 February does on 1 March (B15)."""
    of = date.fromordinal(born)
    if (of.month, of.day) == (2, 29):
        return date(of.year + age, 3, 1).toordinal()
    return of.replace(year=of.year + age).toordinal()


def _eighteen(world: World, others: tuple[Outsider, ...]) -> Iterator[tuple[str, int, int, str]]:
    """CPR number, birth, first day as an adult in the plans, and what was decided."""
    for citizen in world.citizens:
        turned = birthday(citizen.born, ADULT)
        first = min((plan.start for plan in citizen.plans), default=0)
        if turned >= world.story.begins and 0 <= first - turned <= JUST_18:
            yield citizen.cpr, citizen.born, first, "Bevilling"
    for one in others:
        if one.is_youth and birthday(one.born, ADULT) <= world.story.until:
            yield one.cpr, one.born, birthday(one.born, ADULT), "Intet behov"


def _birthday(rng: Random, world: World, cpr: str, born: int, on: int, outcome: str) -> Row:
    turned = birthday(born, ADULT)
    is_later = world.story.has_begun("youth_preparation", turned - 365)
    begun = birthday(born, 16) + _begins(rng, IN_TIME_LATER if is_later else IN_TIME)
    in_time = rng.random() < (DECIDED_LATER if is_later else DECIDED)
    decided = turned - rng.randint(5, 120) if in_time else turned + rng.randint(1, 40)
    decided = max(begun + 20, decided)
    handed = turned - rng.randint(0, 40)
    return _row(
        cpr,
        "18 år",
        begun=begun,
        planned=turned,
        actual=on,
        handed=handed,
        confirmed=handed + rng.randint(0, 14) if rng.random() < 0.8 else None,
        decided=decided,
        outcome=outcome,
        units=("Børn og Unge", "Myndighed Ung"),
        until=world.story.until,
    )


def _begins(rng: Random, share: float) -> int:
    """Days from the 16th birthday to the first preparation."""
    if rng.random() < KNOWN_LATE:
        return rng.randint(380, 600)
    return rng.randint(-120, 180) if rng.random() < share else rng.randint(190, 500)


def _shifts(rng: Random, world: World) -> Iterator[_Shift]:
    for citizen in world.citizens:
        yield from _discharges(rng, world, citizen)
        yield from _team_shifts(rng, world, citizen)
        yield from _leavings(world, citizen)
    yield from _offer_shifts(world)


def _days(rng: Random, world: World, citizen: Citizen, rate: float) -> Iterator[int]:
    """Days at a yearly rate while the citizen is known and here."""
    on = max(citizen.seen_from, world.story.begins)
    last = citizen.departure[0] if citizen.departure else world.story.until
    while (on := on + 1 + int(rng.expovariate(rate) * YEAR)) < last:
        yield on


def _discharges(rng: Random, world: World, citizen: Citizen) -> Iterator[_Shift]:
    for kind, rate in DISCHARGES.items():
        factor = 1.6 if citizen.category == "Psykiske vanskeligheder" else 0.6
        for on in _days(rng, world, citizen, rate * factor):
            place = "Psykiatrien" if kind.endswith("psykiatri") else "Sygehuset"
            yield _Shift(kind, citizen.cpr, on, place, "Myndighed Voksen")


def _team_shifts(rng: Random, world: World, citizen: Citizen) -> Iterator[_Shift]:
    for on in _days(rng, world, citizen, TEAM_SHIFTS):
        yield _Shift("Internt teamskift", citizen.cpr, on, "Myndighed Ung", "Myndighed Voksen")


def _leavings(world: World, citizen: Citizen) -> Iterator[_Shift]:
    """Moved away or here, or handed over to the care of the elderly."""
    ends = [plan.end for plan in citizen.plans]
    if citizen.departure and citizen.departure[1] == "moved":
        on = citizen.departure[0]
        yield _Shift("Tilflytning/fraflytning", citizen.cpr, on, "Myndighed Voksen", "")
    elif not citizen.departure and ends and None not in ends:
        on = max(end for end in ends if end is not None)
        if on <= world.story.until and on - citizen.born > ELDERLY * YEAR:
            yield _Shift("Ældreområdet", citizen.cpr, on, "Myndighed Voksen", "Hjemmeplejen")
    if citizen.lives_elsewhere == "before":
        on = citizen.seen_from
        yield _Shift("Tilflytning/fraflytning", citizen.cpr, on, "", "Myndighed Voksen")


def _offer_shifts(world: World) -> Iterator[_Shift]:
    """From one home to another."""
    latest: dict[str, tuple[str, str]] = {}
    for stay in sorted(placements(world), key=lambda each: (each.start, each.plan)):
        before = latest.get(stay.cpr)
        is_in_time = world.story.begins < stay.start <= world.story.until
        if before and before[0] != stay.offer.id and stay.step >= 6 and is_in_time:
            yield _Shift("Tilbudsskift", stay.cpr, stay.start, before[1], stay.offer.name)
        if stay.step >= 6:
            latest[stay.cpr] = stay.offer.id, stay.offer.name


def _handover(rng: Random, world: World, shift: _Shift) -> Row:
    share = COMPLETE[shift.kind]
    if shift.kind == "Udskrivning psykiatri" and world.story.has_begun(
        "psychiatry_handover", shift.on
    ):
        share = COMPLETE_FROM_PSYCHIATRY
    handed, confirmed = _papers(rng, shift.on, rng.random() < share)
    is_discharge = shift.kind.startswith("Udskrivning")
    return _row(
        shift.cpr,
        shift.kind,
        begun=None if is_discharge else shift.on - rng.randint(14, 90),
        ready=shift.on - rng.randint(0, 9) if is_discharge else None,
        planned=shift.on - rng.randint(-5, 5),
        actual=shift.on,
        handed=handed,
        confirmed=confirmed,
        units=(shift.giver, shift.receiver),
        until=world.story.until,
    )


def _papers(rng: Random, on: int, is_complete: bool) -> tuple[int | None, int | None]:
    """Day of the written handover, and day the receiver confirmed it."""
    if is_complete:
        handed = on - rng.randint(0, 10)
        return handed, min(handed + rng.randint(0, 9), on + 7)
    if rng.random() < 0.45:
        return None, None
    late = on + rng.randint(1, 25)
    return (late, late + rng.randint(0, 10)) if rng.random() < 0.6 else (on - 2, None)


def _row(
    cpr: str,
    kind: str,
    *,
    begun: int | None,
    planned: int,
    actual: int,
    handed: int | None,
    confirmed: int | None,
    units: tuple[str, str],
    until: int,
    ready: int | None = None,
    decided: int | None = None,
    outcome: str = "",
) -> Row:
    def known(on: int | None) -> str:
        return day(on) if on is not None and on <= until else ""

    return {
        "CPR": cpr,
        "Type": kind,
        "ForberedelseStartet": known(begun),
        "Færdigmeldt": known(ready),
        "PlanlagtDato": day(planned),
        "FaktiskDato": known(actual),
        "Overleveringsdato": known(handed),
        "ModtagerBekræftet": known(confirmed),
        "Afgørelsesdato": known(decided),
        "Udfald": outcome,
        "FraEnhed": units[0],
        "TilEnhed": units[1],
    }
