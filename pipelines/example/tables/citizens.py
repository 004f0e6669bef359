"""T01: who is whose citizen, and since when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random

from pipelines.example import cpr
from pipelines.example.diary import Citizen
from pipelines.example.people import ADULT, YEAR
from pipelines.example.tables.sheet import Row, Sheet, day, yes
from pipelines.example.tables.world import RESIDENTIAL, World, town

REFUSED_A_YEAR, NO_NEED_A_YEAR = 56, 3  # at full size: applicants without help, 18 without need
EMIGRATES, OTHER_MUNICIPALITY = 0.12, 0.7  # of those who move; the rest with a blank code
PAID_BY_OTHERS, PROTECTED, HAD_OTHER_CPR = 0.03, 0.02, 0.006
PLACED_OUTSIDE = 0.14  # of the stock in residential care: moved out, still ours
SINCE = 30  # days before the first report of a citizen from which T01 knows them


@dataclass(frozen=True)
class Outsider:
    """Somebody who applied and got no help, or turned 18 and needed none."""

    cpr: str
    born: int
    seen: int
    is_youth: bool


def outsiders(world: World) -> tuple[Outsider, ...]:
    """Applicants and young people that no delivery report ever tells of."""
    rng = world.rng("outsiders")
    taken = {citizen.cpr for citizen in world.citizens}
    story = world.story
    years = (story.until - story.begins) / YEAR
    kinds = [False] * round(world.scaled(REFUSED_A_YEAR) * years)
    kinds += [True] * round(world.scaled(NO_NEED_A_YEAR) * years)
    days = [rng.randint(story.begins, story.until) for _ in kinds]
    return tuple(_outsider(rng, taken, *each) for each in zip(days, kinds, strict=True))


def _outsider(rng: Random, taken: set[str], seen: int, is_youth: bool) -> Outsider:
    from_18 = round(ADULT * YEAR)
    born = seen - from_18 - (0 if is_youth else rng.randint(200, 45 * 365))
    if cpr.is_new_year(born):
        born -= 1
    number = cpr.unused(rng, taken, born, rng.choice("KM"))
    return Outsider(number, born, seen, is_youth)


@dataclass(frozen=True)
class _Status:
    since: int
    status: str
    acting: str
    paying: str
    living: str


def sheet(world: World, others: tuple[Outsider, ...]) -> Sheet:
    """One row per citizen and change of status."""
    rng = world.rng("T01")
    rows: list[Row] = []
    for citizen in world.citizens:
        rows += _rows(rng, citizen.cpr, _statuses(rng, world, citizen))
    for one in others:
        rows += _rows(rng, one.cpr, [_Status(one.seen - 400, "Aktiv", *[str(world.ours)] * 3)])
    return Sheet.of_rows("T01", rows)


def payers(world: World, status: Sheet) -> dict[str, str]:
    """Who pays for each citizen while we act."""
    cpr, acting, paying = (
        status.at(header) for header in ("CPR", "Handlekommune", "Betalingskommune")
    )
    return {row[cpr]: row[paying] for row in status.rows if row[acting] == str(world.ours)}


def _rows(rng: Random, number: str, statuses: Iterable[_Status]) -> list[Row]:
    is_protected = rng.random() < PROTECTED
    former = cpr.same_birthday(rng, number) if rng.random() < HAD_OTHER_CPR else ""
    return [
        {
            "CPR": number,
            "GyldigFra": day(each.since),
            "Status": each.status,
            "Statusdato": day(each.since),
            "Handlekommune": each.acting,
            "Betalingskommune": each.paying,
            "Bopælskommune": each.living,
            "Adressebeskyttelse": yes(is_protected),
            "TidligereCPR": former,
        }
        for each in statuses
    ]


def _statuses(rng: Random, world: World, citizen: Citizen) -> Iterator[_Status]:
    """From the first day we know of, to the day the citizen dies or leaves."""
    ours, codes = str(world.ours), municipalities()
    paying = rng.choice(codes["others"]) if rng.random() < PAID_BY_OTHERS else ours
    first = min([citizen.seen_from, *(plan.start for plan in citizen.plans)]) - SINCE
    if citizen.lives_elsewhere == "before":
        yield _Status(first - 400, "Aktiv", *codes["neighbour"] * 3)
    yield _Status(first, "Aktiv", ours, paying, ours)
    last = citizen.departure[0] if citizen.departure else world.story.until
    moved = _moved_out(rng, citizen, last)
    if moved:
        yield _Status(moved, "Fraflyttet", ours, paying, rng.choice(codes["others"]))
    if citizen.departure:
        yield _departed(rng, citizen, *citizen.departure, ours)


def _moved_out(rng: Random, citizen: Citizen, last: int) -> int | None:
    """The day a citizen got a home in another municipality and stayed ours."""
    homes = [plan for plan in citizen.plans if plan.step >= RESIDENTIAL]
    if not homes or rng.random() > PLACED_OUTSIDE:
        return None
    moved = max(homes[0].start, citizen.seen_from) + rng.randint(10, 400)
    return moved if moved < last else None


def _departed(rng: Random, citizen: Citizen, on: int, why: str, ours: str) -> _Status:
    codes = municipalities()
    if citizen.lives_elsewhere == "after":
        return _Status(on, "Fraflyttet", *codes["neighbour"] * 3)
    if why == "dead":
        return _Status(on, "Død", ours, ours, ours)
    if rng.random() < EMIGRATES:
        return _Status(on, "Udrejst", "", "", "")
    if rng.random() < OTHER_MUNICIPALITY:
        return _Status(on, "Fraflyttet", *[rng.choice(codes["others"])] * 3)
    return _Status(on, "Fraflyttet", "", "", "")


def municipalities() -> dict[str, list[str]]:
    """The codes of `ours`, of the `neighbour` and of the `others`, as text."""
    codes = town()["municipality_codes"]
    named = {name: [codes[name]] if isinstance(codes[name], int) else codes[name] for name in codes}
    return {name: [str(code) for code in listed] for name, listed in named.items()}
