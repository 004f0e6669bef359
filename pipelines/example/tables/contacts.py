"""T13: every contact of the support at home; the largest table, so it is drawn in arrays."""

import numpy as np
from numpy.typing import NDArray

from pipelines.example.tables.granting import GROUP_HELP, Grant, grants
from pipelines.example.tables.sheet import Sheet, day
from pipelines.example.tables.world import World

Numbers = NDArray[np.int64]
Shares = NDArray[np.float64]

CONTACTS_AN_HOUR_A_WEEK = 0.2  # contacts a week for each hour granted, at least the lowest
LOWEST, HIGHEST, IN_GROUP = 0.13, 0.9, 0.35
ON_SCREEN, RAMP, TIMES = 0.09, 183, 2.05  # share, days of the rise, how many times
ON_THE_PHONE = 0.14
YOUNG, YOUNG_TIMES = 30 * 365.25, 1.4
PLANNED, HELD, CANCELLED_BY_CITIZEN = 0.9, 0.90, 0.07
FORMS = ("Fysisk", "Skærm", "Telefon", "Gruppe")
ENDS = ("Gennemført", "Aflyst borger", "Aflyst kommune")


def contact_sheet(world: World) -> Sheet:
    """One row per contact, by day; since the first report."""
    draws = world.draws("T13")
    helped = [grant for grant in grants(world) if grant.plan.step in (1, 2, 3, 5)]
    which, days = _when(world, helped, draws)
    forms = _forms(world, helped, which, days, draws)
    minutes = 15 * draws.integers(2, 8, len(days))
    planned = draws.random(len(days)) < PLANNED
    ends = np.searchsorted((HELD, HELD + CANCELLED_BY_CITIZEN), draws.random(len(days)))
    return Sheet.of_columns(
        "T13",
        {
            "KontaktID": [f"KO-{at:07d}" for at in range(1, len(days) + 1)],
            "CPR": [helped[at].citizen.cpr for at in which],
            "BevillingsID": [helped[at].id for at in which],
            "Dato": [day(on) for on in days.tolist()],
            "Kontaktform": [FORMS[at] for at in forms],
            "Minutter": [str(each) for each in minutes.tolist()],
            "Planlagt": ["J" if each else "N" for each in planned],
            "Status": [ENDS[at] for at in ends],
        },
    )


def _when(world: World, helped: list[Grant], draws: np.random.Generator) -> tuple[Numbers, Numbers]:
    """The grant (its place in the list) and the day of every contact, by day."""
    after = world.story.until + 1
    starts = np.array([max(each.start, world.story.go_live) for each in helped])
    ends = np.array([after if each.end is None else min(each.end, after) for each in helped])
    weekly = np.array([_weekly(each) for each in helped])
    counts = draws.poisson(np.maximum(ends - starts, 0) * weekly / 7)
    which = np.repeat(np.arange(len(helped)), counts)
    lengths = (ends - starts)[which]
    days = starts[which] + (draws.random(len(which)) * lengths).astype(np.int64)
    order = np.lexsort((which, days))
    return which[order], days[order]


def _weekly(grant: Grant) -> float:
    if grant.unit != "Time":
        return IN_GROUP
    return float(min(HIGHEST, max(LOWEST, CONTACTS_AN_HOUR_A_WEEK * grant.units)))


def _forms(
    world: World,
    helped: list[Grant],
    which: Numbers,
    days: Numbers,
    draws: np.random.Generator,
) -> Numbers:
    """The place of each contact's form in FORMS."""
    born = np.array([each.citizen.born for each in helped])[which]
    likes_screens = draws.beta(1.2, 1.2, len(helped))[which] * 2
    age_factor = np.where(days - born < YOUNG, YOUNG_TIMES, 1.0)
    share = np.minimum(_on_screen(world, days) * likes_screens * age_factor * 0.93, 0.85)
    draw = draws.random(len(days))
    alone = np.where(draw < share, 1, np.where(draw < share + ON_THE_PHONE, 2, 0))
    in_group = np.array([each.code in GROUP_HELP for each in helped])[which]
    forms: Numbers = np.where(in_group, 3, alone)
    return forms


def _on_screen(world: World, days: Numbers) -> Shares:
    """The share rises to its double over half a year after the event."""
    since = (days - world.story.day_of("virtual_support")) / RAMP
    shares: Shares = ON_SCREEN * (1 + (TIMES - 1) * np.clip(since, 0, 1))
    return shares
