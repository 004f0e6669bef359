"""T11 and T12: who was at the follow-ups, and what was written down in the citizen's words."""

from collections.abc import Iterator
from random import Random

from pipelines.example.diary import Citizen, Meeting
from pipelines.example.tables.sheet import Row, Sheet, day, yes
from pipelines.example.tables.world import World

MISSING = 0.05  # follow-ups nobody registered
OTHER_DAY = 0.15  # registered on the day after
ABSENT_ON_STEP = {8: 0.24, 9: 0.3, 7: 0.15}
ABSENT = 0.09
DECLINED = 0.6  # of the absent
NETWORK_WANTED, NETWORK_CAME = 0.42, 0.68
COMPANION = 0.12
ON_SCREEN, ON_SCREEN_LATER, ON_THE_PHONE = 0.07, 0.16, 0.06

ASKED, ASKED_SINCE_TRAINING = 0.30, 0.70  # follow-ups after which something is written down
FIRST_ASKED = 0.35
KINDS = ("Drømme og ønsker", "Egne mål", "Perspektiv på indsatsen")
BY_THE_CITIZEN, WITH_STAFF, WITH_RELATIVE = (
    "25b4e705-2e9a-47a2-b11a-c829316b9d3a",
    "12428e48-7df8-441f-9a89-d92bb7874066",
    "b66dc78a-a673-43fc-8ac0-1e859ba626e0",
)
STAFF_ALONE, RELATIVE_ALONE = (
    "8fe80acb-2c2a-4f10-b2b8-ddb77d2f69dc",
    "166d2437-4e47-4a52-bd94-cdbe91086ca6",
)
SOURCES = {BY_THE_CITIZEN: 52, WITH_STAFF: 26, WITH_RELATIVE: 6, STAFF_ALONE: 13, RELATIVE_ALONE: 3}


def meeting_sheet(world: World) -> Sheet:
    """T11: one row per follow-up; about one in twenty is missing."""
    rng = world.rng("T11")
    rows = [
        _meeting(rng, world, steps.get(meeting.plan, 5), meeting)
        for citizen in world.citizens
        for steps in [{plan.id: plan.step for plan in citizen.plans}]
        for meeting in citizen.meetings
        if rng.random() >= MISSING
    ]
    return Sheet.of_rows("T11", rows)


def _meeting(rng: Random, world: World, step: int, meeting: Meeting) -> Row:
    is_absent = rng.random() < ABSENT_ON_STEP.get(step, ABSENT)
    is_wanted = rng.random() < NETWORK_WANTED
    later = 1 if rng.random() < OTHER_DAY else 0
    return {
        "FollowUpID": meeting.id,
        "CarePlanID": meeting.plan,
        "Mødedato": day(min(meeting.day + later, world.story.until)),
        "Mødeform": _form(rng, world, meeting.day),
        "BorgerDeltog": yes(not is_absent),
        "BorgerFravalgte": yes(is_absent and rng.random() < DECLINED),
        "NetværkØnsket": yes(is_wanted),
        "NetværkDeltog": yes(is_wanted and rng.random() < NETWORK_CAME),
        "Bisidder": yes(rng.random() < COMPANION),
    }


def _form(rng: Random, world: World, on: int) -> str:
    is_later = world.story.has_begun("virtual_support", on)
    draw = rng.random()
    if draw < ON_THE_PHONE:
        return "Telefon"
    on_screen = ON_SCREEN_LATER if is_later else ON_SCREEN
    return "Skærm" if draw < ON_THE_PHONE + on_screen else "Fysisk"


def perspective_sheet(world: World) -> Sheet:
    """T12: what was written down at the first assessment and after follow-ups."""
    rng = world.rng("T12")
    rows: list[Row] = []
    for citizen in world.citizens:
        for on, plan in _entries(rng, world, citizen):
            rows.append(_entry(rng, f"BP-{len(rows) + 1:06d}", citizen.cpr, on, plan))
    return Sheet.of_rows("T12", rows)


def _entries(rng: Random, world: World, citizen: Citizen) -> Iterator[tuple[int, str]]:
    until = world.story.until
    if citizen.plans and rng.random() < FIRST_ASKED:
        yield min(citizen.seen_from + rng.randint(0, 30), until), citizen.plans[0].id
    for meeting in citizen.meetings:
        if rng.random() < _asked(world, meeting.day):
            yield meeting.day, meeting.plan if rng.random() < 0.8 else ""


def _asked(world: World, on: int) -> float:
    return ASKED_SINCE_TRAINING if world.story.has_begun("dreams_training", on) else ASKED


def _entry(rng: Random, id: str, cpr: str, on: int, plan: str) -> Row:
    return {
        "ID": id,
        "CPR": cpr,
        "Dato": day(on),
        "Type": rng.choices(KINDS, (55, 27, 18))[0],
        "Kilde": rng.choices(tuple(SOURCES), tuple(SOURCES.values()))[0],
        "CarePlanID": plan,
    }
