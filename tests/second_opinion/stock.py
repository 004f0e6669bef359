"""Indicators of a day: who has which help, and which step (catalogue part C, nos. 20-26)."""

from collections.abc import Callable, Iterator
from datetime import date

from tests.second_opinion.model import Answer, Counted, Indicator, Rows, World, only
from tests.second_opinion.state import days

GROUP_SUPPORT = {"3459f530-7334-48c4-9037-53bf80df8851", "b6e1f331-fccf-4a33-8bb6-566546edc405"}
TIME_LIMITED = {"fe42f8f4-d516-4bab-b006-12b0cd186603", "d580bcb7-145a-4346-8e99-d387bbf08a40"}
WITH_VOLUNTEERS = {
    "b6e1f331-fccf-4a33-8bb6-566546edc405",
    "d580bcb7-145a-4346-8e99-d387bbf08a40",
    "794ebc42-0639-46eb-aca2-40e996568578",  # the parent: tolerated
}
SHELTERED = {
    "55b77d7c-afce-4269-9232-7731ab1ef4fc",  # Service
    "c429b7a9-5085-472b-b118-a21ca90f769f",  # Praktikforløb
    "fb3d8722-90e0-4a80-ba65-490617ffeb0f",  # Produktion og værksted
}
SUPPORTED = {
    "1a2daf63-0510-4bf3-8578-662d4300c965",  # Støtte til uddannelse
    "cb1169ee-8969-46d3-813d-f0dd555bd838",  # Støtte til beskæftigelse
    "f25674bf-3162-45c3-bde4-6d542bf9629b",  # Kompetenceudviklende aktivitet
}
ALL_STEPS = range(1, 10)
OUTSIDE_RESIDENCES = range(1, 6)
ON_THE_LADDER = range(1, 8)


def own_home_share(world: World, first: date, last: date) -> Iterator[Counted]:
    for person in world.on_steps(last, ALL_STEPS):
        yield Counted(person, last, world.plans.step(person, last) <= 5)


def off_ladder_only(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside it: those in POP whom no step can be given."""
    for person in world.population(last):
        yield Counted(person, last, world.plans.step(person, last) is None)


def with_a_code(
    codes: set[str], steps: range | None, without: frozenset[str] = frozenset()
) -> Rows:
    """Citizens in POP, or on some steps, and whether they have one of the ydelser.

    They must have none of those `without`.
    """

    def rows(world: World, first: date, last: date) -> Iterator[Counted]:
        persons = world.population(last) if steps is None else world.on_steps(last, steps)
        for person in persons:
            has = world.codes(person, last)
            yield Counted(person, last, bool(has & codes) and not has & without)

    return rows


def over_half_a_year(world: World, first: date, last: date) -> Iterator[Counted]:
    """Beside no. 22: whose time-limited support has run without a break for over 183 days."""
    for person in world.on_steps(last, OUTSIDE_RESIDENCES):
        if world.codes(person, last) & TIME_LIMITED:
            so_far = (last - days(n) for n in range(185))
            is_met = all(world.codes(person, day) & TIME_LIMITED for day in so_far)
            yield Counted(person, last, is_met)


def working_age(rows: Rows) -> Rows:
    """No. 25: 18 to 66 years on the day."""

    def is_in(world: World, row: Counted) -> bool:
        return world.state.age(row.person_id, row.day) <= 66

    def some(world: World, first: date, last: date) -> Iterator[Counted]:
        yield from (row for row in rows(world, first, last) if is_in(world, row))

    return some


def citizens_on_steps(world: World, first: date, last: date) -> Iterator[Counted]:
    """No. 19: citizens in POP; their step is the amount."""
    for person in world.population(last):
        yield Counted(person, last, amount=world.plans.step(person, last))


def steps_in_use(rows: list[Counted]) -> Answer:
    """B17: the steps with at least five citizens, counted inside each member."""
    steps = [row.amount for row in rows]
    in_use = len([step for step in ON_THE_LADDER if steps.count(step) >= 5])
    return Answer(in_use, None, in_use)


def on_step(step: int) -> Callable[[Counted], bool]:
    return lambda row: row.amount == step


INDICATORS = {
    "own_home_share": Indicator(own_home_share),
    "own_home_share.off_ladder_only": Indicator(off_ladder_only),
    "group_based_support_share": Indicator(with_a_code(GROUP_SUPPORT, OUTSIDE_RESIDENCES)),
    "time_limited_support_share": Indicator(with_a_code(TIME_LIMITED, OUTSIDE_RESIDENCES)),
    "time_limited_support_share.over_half_a_year": Indicator(over_half_a_year),
    "work_education_participation": Indicator(
        working_age(with_a_code(SHELTERED | SUPPORTED, None))
    ),
    "work_education_participation.sheltered_only": Indicator(
        working_age(with_a_code(SHELTERED, None, frozenset(SUPPORTED)))
    ),
    "work_education_participation.support": Indicator(working_age(with_a_code(SUPPORTED, None))),
    "volunteer_supported_citizens": Indicator(with_a_code(WITH_VOLUNTEERS, None)),
    "ladder_steps_in_use": Indicator(citizens_on_steps, steps_in_use),
    **{
        f"ladder_steps_in_use.step_{step}": Indicator(
            only(citizens_on_steps, on_step(step)), lambda rows: Answer(len(rows), None, len(rows))
        )
        for step in ON_THE_LADDER
    },
}
