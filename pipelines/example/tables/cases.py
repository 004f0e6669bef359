"""T02 and T17: applications and decisions, and what was complained about."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from pipelines.example.diary import Citizen, PlanTold
from pipelines.example.people import YEAR
from pipelines.example.tables.citizens import Outsider
from pipelines.example.tables.granting import paragraph
from pipelines.example.tables.sheet import Row, Sheet, day
from pipelines.example.tables.world import World

KEPT, KEPT_IN_LATE_YEAR, KEPT_BY_INTAKE_TEAM = 0.63, 0.59, 0.79
PREVENTIVE_DAYS, USUAL_DAYS = 28, 56
LATE_BY = 32  # mean days over the deadline
CHANGE_APPLIED_FOR = 0.45  # of the shifts of step
ASKS_FOR_MORE = 0.075  # a citizen-year: refused or partly granted
REFUSED, WITHDRAWN = 0.62, 0.12  # of these; the rest is granted in part
NEVER_DECIDED = 0.012
CHANGES_WORKER = 0.35  # between two applications of a citizen

COMPLAINS = {"Afslag": 0.33, "Delvis": 0.26, "Bevilling": 0.008}
CHANGED_AT_ONCE, RULED_LATER, DROPPED = 0.16, (70, 230), 0.12
OUTCOMES = {"Stadfæstet": 62.5, "Ændret": 6.5, "Ophævet": 2.5, "Hjemvist": 28.5}
NO_APPEAL = "SEL § 82 a"
TEAMS = {"young": "Myndighed Ung", "adult": "Myndighed Voksen"}
YOUNG = 30


@dataclass(frozen=True)
class Application:
    """One application; None where it is not decided, or nothing was granted."""

    case_number: str
    cpr: str
    asked: int
    paragraph: str
    days: int
    decided: int | None
    decision: str
    team: str
    worker: str
    first_help: int | None


@dataclass(frozen=True)
class _Turn:
    """One decision to come: its day, and the first day of help where some is granted."""

    decided: int
    paragraph: str
    decision: str
    first_help: int | None = None


@dataclass
class _Office:
    """Who decides, and how fast, as the story goes."""

    world: World
    rng: Random
    workers: dict[str, tuple[str, ...]]

    def apply(self, number: str, cpr: str, born: int, turn: "_Turn") -> Application:
        """An application that was decided on a day, and so was made some time before."""
        decided, legal, decision = turn.decided, turn.paragraph, turn.decision
        days = PREVENTIVE_DAYS if legal.startswith("SEL § 82") else USUAL_DAYS
        asked = decided - self._handling(days, decided)
        team = TEAMS["young" if decided - born < YOUNG * YEAR else "adult"]
        is_open = decided > self.world.story.until or self.rng.random() < NEVER_DECIDED
        is_open = is_open and decision != "Bevilling"
        worker = self.rng.choice(self.workers[team])
        return Application(
            number,
            cpr,
            asked,
            legal,
            days,
            None if is_open else decided,
            "" if is_open else decision,
            team,
            worker,
            turn.first_help,
        )

    def _handling(self, days: int, decided: int) -> int:
        story = self.world.story
        kept = KEPT_BY_INTAKE_TEAM if story.has_begun("intake_team", decided) else KEPT
        if story.is_year_of("late_year", decided):
            kept = KEPT_IN_LATE_YEAR
        if self.rng.random() < kept:
            return int(days * self.rng.uniform(0.3, 1))
        return days + 1 + int(self.rng.expovariate(1 / LATE_BY))


def applications(
    world: World, others: tuple[Outsider, ...], workers: dict[str, tuple[str, ...]]
) -> list[Application]:
    """Every application, by citizen; first those with help, then the refused."""
    office = _Office(world, world.rng("T02"), workers)
    found: list[Application] = []
    for citizen in world.citizens:
        found += _of_citizen(office, citizen)
    for at, one in enumerate(each for each in others if not each.is_youth):
        found.append(_refused(office, f"A{at:06d}", one))
    return found


def _of_citizen(office: _Office, citizen: Citizen) -> Iterator[Application]:
    """The first application has the case number of the delivery reports, the others a sequel."""
    turns = [*_granted(office, citizen), *_asked_for_more(office, citizen)]
    for place, turn in enumerate(turns, 1):
        number = citizen.case_number if place == 1 else f"{citizen.case_number}-{place}"
        yield office.apply(number, citizen.cpr, citizen.born, turn)


def _granted(office: _Office, citizen: Citizen) -> Iterator[_Turn]:
    """The decisions on the first help and on the shifts of step."""
    plans = [plan for plan in citizen.plans if plan.services]
    if not plans:
        yield _Turn(citizen.seen_from, "SEL § 85", "Frafaldet")
        return
    yield _grant(office, plans[0])
    for before, plan in pairwise(plans):
        if plan.step != before.step and office.rng.random() < CHANGE_APPLIED_FOR:
            yield _grant(office, plan)


def _grant(office: _Office, plan: PlanTold) -> _Turn:
    decided = plan.start - office.rng.randint(0, 12)
    legal = paragraph(plan.step, plan.services[0].code)
    return _Turn(decided, legal, "Bevilling", plan.start)


def _asked_for_more(office: _Office, citizen: Citizen) -> Iterator[_Turn]:
    world, rng = office.world, office.rng
    last = citizen.departure[0] if citizen.departure else world.story.until
    on = citizen.seen_from
    while (on := on + 40 + int(rng.expovariate(ASKS_FOR_MORE) * 365)) < last:
        draw = rng.random()
        decision = "Afslag" if draw < REFUSED else "Frafaldet"
        if draw > REFUSED + WITHDRAWN:
            decision = "Delvis"
        yield _Turn(on, rng.choice(("SEL § 85", "SEL § 85", "SEL § 107", "SEL § 104")), decision)


def _refused(office: _Office, number: str, one: Outsider) -> Application:
    decision = "Frafaldet" if office.rng.random() < WITHDRAWN else "Afslag"
    legal = office.rng.choice(("SEL § 85", "SEL § 85", "SEL § 107", "SEL § 103"))
    decided = one.seen + office.rng.randint(10, 90)
    return office.apply(number, one.cpr, one.born, _Turn(decided, legal, decision))


def case_sheet(applications: list[Application], until: int) -> Sheet:
    """T02: one row per application that was made by the last day."""
    rows = [
        {
            "Sagsnummer": each.case_number,
            "CPR": each.cpr,
            "Henvendelsesdato": day(each.asked),
            "Paragraf": each.paragraph,
            "Fristdage": str(each.days),
            "Afgørelsesdato": day(each.decided),
            "Afgørelse": each.decision,
            "Team": each.team,
            "SagsbehandlerID": each.worker,
            "FørsteIndsatsStart": day(each.first_help),
        }
        for each in applications
        if each.asked <= until
    ]
    return Sheet.of_rows("T02", rows)


def complaint_sheet(world: World, applications: list[Application]) -> Sheet:
    """T17: one row per complaint; open ones have no ruling yet."""
    rng = world.rng("T17")
    rows: list[Row] = []
    for each in applications:
        if each.decided is not None and _complains(rng, world, each):
            rows.append(_complaint(rng, world, f"K-{len(rows) + 1:05d}", each, each.decided))
    return Sheet.of_rows("T17", rows)


def _complains(rng: Random, world: World, each: Application) -> bool:
    chance = COMPLAINS.get(each.decision, 0)
    is_in_time = (each.decided or 0) > world.story.begins and (
        each.decided or 0
    ) + 30 < world.story.until
    return is_in_time and each.paragraph != NO_APPEAL and rng.random() < chance


def _complaint(rng: Random, world: World, id: str, each: Application, decided: int) -> Row:
    until = world.story.until
    complained = decided + rng.randint(4, 28)
    reassessed = complained + rng.randint(7, 28)
    is_changed = rng.random() < CHANGED_AT_ONCE
    ruled: int | None = reassessed + rng.randint(*RULED_LATER)
    outcome = rng.choices(tuple(OUTCOMES), tuple(OUTCOMES.values()))[0]
    if rng.random() < DROPPED:
        outcome = rng.choice(("Afvist", "Bortfaldet"))
    if is_changed or (ruled or 0) > until:
        ruled, outcome = None, ""
    is_reassessed = reassessed <= until
    return {
        "KlageID": id,
        "Sagsnummer": each.case_number,
        "CPR": each.cpr,
        "Paragraf": each.paragraph,
        "Klagedato": day(complained),
        "GenvurderetDato": day(reassessed) if is_reassessed else "",
        "Genvurdering": ("Ændret" if is_changed else "Fastholdt") if is_reassessed else "",
        "AnkestyrelsenDato": day(ruled),
        "Udfald": outcome,
    }
