"""All that is reported about one person, by the example municipality and by its neighbour."""

from collections.abc import Iterator
from dataclasses import replace

from pipelines.example import slips
from pipelines.example.case import Plan
from pipelines.example.diary import Citizen, Meeting, PlanTold, Service
from pipelines.example.life import Life
from pipelines.example.people import Person
from pipelines.example.record import Report
from pipelines.example.story import Story, told

KNOWN_THERE = 400  # days the neighbour knew a citizen before the move


def reports(
    person: Person, story: Story, seed: int, citizens: list[Citizen] | None = None
) -> Iterator[Report]:
    """The reports about one person; each municipality's own are in order of time.

    When the last one is taken, what happened here is added to `citizens`.
    """
    here = _life(person, story, f"{seed}", "municipality")
    if person.lives_elsewhere == "before" and person.seen_from > story.go_live + KNOWN_THERE:
        yield from _before(person, story, seed)
    elif person.lives_elsewhere == "after":
        moves = story.go_live + (person.number % 5 + 3) * (story.until - story.go_live) // 10
        here.at(moves, here.leave)
        there = replace(person, starts=moves, seen_from=moves, step=5, partial_date="")
        yield from _life(there, story, f"{seed} after", "neighbour").reports()
    yield from here.reports()
    if citizens is not None:
        citizens.append(_told(here))


def _told(life: Life) -> Citizen:
    """What the life leaves for the tables; only what a report has told by the last day."""
    person, diary, until = life.person, life.case.diary, life.story.until

    def is_told(id: str) -> bool:
        return life.case.record.is_told(id, until)

    return Citizen(
        person.number,
        person.cpr,
        person.born,
        person.category,
        life.case.case_number,
        person.seen_from,
        person.lives_elsewhere,
        tuple(diary.requests),
        tuple(_plan(life, *planned) for planned in diary.plans if is_told(planned[0].id)),
        tuple(diary.needs),
        tuple((day, id) for day, id in diary.goals if is_told(id)),
        tuple(
            Meeting(id, plan, day)
            for id, (plan, day, is_valid) in diary.meetings.items()
            if is_valid and is_told(id)
        ),
        diary.departure,
    )


def _plan(life: Life, plan: Plan, target_group: str) -> PlanTold:
    tilbud = life.case.diary.coded[plan.performers[0]] if plan.performers else ""
    services = tuple(
        Service(help.id, help.code, help.start, help.end)
        for help in plan.helps
        if life.case.record.is_told(help.id, life.story.until)
    )
    return PlanTold(plan.id, plan.step, plan.start, tilbud, target_group, services)


def _before(person: Person, story: Story, seed: int) -> Iterator[Report]:
    known = max(person.seen_from - KNOWN_THERE, story.go_live)
    there = _life(
        replace(person, starts=known, seen_from=known, step=5), story, f"{seed} before", "neighbour"
    )
    there.at(person.seen_from, there.leave)
    yield from there.reports()


def _life(person: Person, story: Story, seed: str, municipality: str) -> Life:
    life = Life(person, story, seed, told()[municipality]["organization_id"])
    slips.plant(life)
    return life
