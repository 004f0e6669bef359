"""T14, T15, T16 and T22: technology lent and tried, channels tested, standards approved."""

from collections.abc import Iterator
from datetime import date
from random import Random

from pipelines.example.diary import Citizen
from pipelines.example.tables.sheet import XLSX, Row, Sheet, day, last_day, yes
from pipelines.example.tables.world import World, new_year, town

BORROWS, BORROWS_LATER = 0.055, 0.085  # a citizen-year; more since support on a screen
ACTIVATED, RETURNED, EVALUATED, FOR_A_GOAL = 0.9, 0.35, 0.62, 0.4
EFFECTS, EFFECT_WEIGHTS = (-1, 0, 1, 2), (6, 28, 44, 22)
TRIALS_A_YEAR = 9
TESTED_EVERY = 91
YEAR = 365.25


def loan_sheet(world: World) -> Sheet:
    """T14: one row per loan."""
    rng = world.rng("T14")
    rows: list[Row] = []
    for citizen in world.citizens:
        for on, last in _loans(rng, world, citizen):
            rows.append(_loan(rng, f"VT-{len(rows) + 1:05d}", citizen, on, last))
    return Sheet.of_rows("T14", rows)


def _loans(rng: Random, world: World, citizen: Citizen) -> Iterator[tuple[int, int]]:
    """First day of each loan, and the last day anything can be told of it."""
    if not citizen.plans:
        return
    ends = [plan.end for plan in citizen.plans]
    known = max((end for end in ends if end), default=0)
    last = min(world.story.until, world.story.until if None in ends else known - 1)
    on = citizen.seen_from
    while True:
        is_later = world.story.has_begun("virtual_support", on)
        rate = BORROWS_LATER if is_later else BORROWS
        on += 20 + int(rng.expovariate(rate) * YEAR)
        if on >= last:
            return
        yield on, last


def _loan(rng: Random, id: str, citizen: Citizen, on: int, last: int) -> Row:
    what = rng.choice(town()["technologies"])
    activated = on + rng.randint(0, 21) if rng.random() < ACTIVATED else None
    returned = on + rng.randint(90, 900) if rng.random() < RETURNED else None
    evaluated = on + rng.randint(60, 200) if rng.random() < EVALUATED else None
    activated, returned, evaluated = (
        None if each is None or each > last else each for each in (activated, returned, evaluated)
    )
    used = activated and rng.randint(activated, returned or last)
    effects = rng.choices(EFFECTS, EFFECT_WEIGHTS, k=2) if evaluated and activated else None
    goals = [goal for day_set, goal in citizen.goals if day_set <= on]
    return {
        "UdlånsID": id,
        "CPR": citizen.cpr,
        "Teknologi": what["name"],
        "Kategori": what["category"],
        "Udleveret": day(on),
        "Aktiveret": day(activated),
        "SidstBrugt": day(used),
        "Returneret": day(returned),
        "EffektLivskvalitet": str(effects[0]) if effects else "",
        "EffektSelvstændighed": str(effects[1]) if effects else "",
        "Effektvurderingsdato": day(evaluated) if effects else "",
        "GoalID": goals[-1] if goals and rng.random() < FOR_A_GOAL else "",
    }


def trial_sheet(world: World) -> Sheet:
    """T15, a workbook: one row per trial; stopping is a decision like any other."""
    rng = world.rng("T15")
    rows: list[Row] = []
    for year in world.years:
        for start in sorted(new_year(year) + rng.randrange(365) for _ in range(TRIALS_A_YEAR)):
            if world.story.begins <= start <= world.story.until:
                rows.append(_trial(rng, len(rows), start, world.story.until))
    sheet = Sheet.of_rows("T15", rows)
    sheet.format = XLSX
    return sheet


def _trial(rng: Random, at: int, start: int, until: int) -> Row:
    what = town()["trials"][at % len(town()["trials"])]
    end = start + rng.randint(60, 200)
    evaluated: int | None = end + rng.randint(10, 110)
    if evaluated is None or evaluated > until or rng.random() < 0.12:
        evaluated = None
    decision = rng.choice(("Skalér", "Skalér", "Justér", "Stop")) if evaluated else ""
    return {
        "ID": f"PH-{at + 1:03d}",
        "Titel": what["title"],
        "Type": what["type"],
        "NyForOrganisationen": yes(rng.random() < 0.8),
        "StartDato": day(start),
        "SlutDato": last_day(end) if end <= until else "",
        "AntalBorgere": str(rng.randint(2, 14)),
        "EvalueretDato": day(evaluated),
        "Beslutning": decision,
    }


def channel_sheet(world: World) -> Sheet:
    """T16: a test each quarter; one channel is new and never tested, one is never repaired."""
    rng = world.rng("T16")
    rows: list[Row] = []
    for channel in town()["channels"]:
        on = world.story.begins + rng.randrange(TESTED_EVERY)
        while on <= world.story.until:
            rows.append(_test(rng, world, channel, on))
            on += TESTED_EVERY + rng.randint(-10, 10)
    rows.append(_untested("K-10", "App"))
    return Sheet.of_rows("T16", rows)


def _test(rng: Random, world: World, channel: dict[str, str | int | bool], on: int) -> Row:
    repaired = world.story.day_of("web_fix") + rng.randint(0, 30)
    is_fixed = on >= repaired and not channel.get("never_fixed")
    errors = 0 if is_fixed else int(channel["errors"])
    critical = min(errors, rng.randint(0, 2))
    statement = date.fromordinal(on).replace(month=1, day=15).toordinal()
    return {
        "KanalID": str(channel["id"]),
        "Testdato": day(on),
        "Kanaltype": str(channel["type"]),
        "IDrift": yes(True),
        "KritiskeFejl": str(critical),
        "AlvorligeFejl": str(errors - critical),
        "ErklæringOpdateret": day(min(statement, on)),
    }


def _untested(id: str, kind: str) -> Row:
    blank = ("Testdato", "KritiskeFejl", "AlvorligeFejl", "ErklæringOpdateret")
    return {"KanalID": id, "Kanaltype": kind, "IDrift": yes(True), **dict.fromkeys(blank, "")}


def standard_sheet(world: World) -> Sheet:
    """T22, a workbook: one row per quality standard as it stands now; two are overdue."""
    rng = world.rng("T22")
    rows: list[Row] = []
    for at, title in enumerate(town()["standards"]):
        age = rng.randint(900, 1500) if at % 5 == 4 else rng.randint(40, 640)
        approved = world.story.until - age
        rows.append(
            {
                "StandardID": f"KS-{at + 1:02d}",
                "Titel": title,
                "Godkendt": day(approved),
                "Offentliggjort": day(approved + rng.randint(3, 30)) if at % 7 != 6 else "",
                "Letlæst": yes(at % 3 != 2),
            }
        )
    sheet = Sheet.of_rows("T22", rows)
    sheet.format = XLSX
    return sheet
