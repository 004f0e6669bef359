"""T20a and T20b: agreements with associations, and what they do together with citizens."""

from random import Random

from pipelines.example.tables.sheet import Row, Sheet, day, last_day
from pipelines.example.tables.world import World, steps_on, town

FROM_THE_BEGINNING = 11
NEW_WITHIN = 420  # days after the event until all the new agreements are made
EVERY = (20, 75)  # days between two activities
DIES = 0.2  # agreements whose activities stop, though nobody ends the agreement
STJERNESTUND = 0.08
NAMED = 0.5  # activities with the numbers of those who took part
REGULARS = 30  # citizens who come to one association again and again


def agreements(world: World) -> list[tuple[Row, int, int]]:
    """The rows of T20a, each with its first day and the last day of its activities."""
    rng = world.rng("T20a")
    found: list[tuple[Row, int, int]] = []
    for at, association in enumerate(town()["associations"]):
        start = _first_day(rng, world, at)
        if start > world.story.until:
            continue
        end = start + rng.randint(700, 1400) if at % 9 == 5 else None
        last = min(end or world.story.until + 1, world.story.until + 1) - 1
        if end is None and rng.random() < DIES:
            last = start + int(rng.random() * (last - start))
        row = {
            "AftaleID": f"CS-{at + 1:03d}",
            "Forening": association["name"],
            "Type": association["type"],
            "By": town()["towns"][at % len(town()["towns"])],
            "Fra": day(start),
            "Til": last_day(end),
        }
        found.append((row, start, last))
    return found


def _first_day(rng: Random, world: World, at: int) -> int:
    if at < FROM_THE_BEGINNING:
        return world.story.begins - rng.randint(10, 900)
    return world.story.day_of("communities") + rng.randrange(NEW_WITHIN)


def society_sheets(world: World) -> list[Sheet]:
    """T20a (Windows-1252, as an old system writes) and T20b."""
    made = agreements(world)
    partnerships = Sheet.of_rows("T20a", [row for row, _, _ in made])
    partnerships.encoding = "cp1252"
    rng = world.rng("T20b")
    rows: list[Row] = []
    for row, start, last in made:
        on = max(start, world.story.begins) + rng.randint(*EVERY)
        while on <= last:
            rows.append(_activity(rng, world, f"CSA-{len(rows) + 1:05d}", row["AftaleID"], on))
            on += rng.randint(*EVERY)
    return [partnerships, Sheet.of_rows("T20b", rows)]


def _activity(rng: Random, world: World, id: str, agreement: str, on: int) -> Row:
    is_big = rng.random() < STJERNESTUND
    count = rng.randint(15, 45) if is_big else rng.randint(2, 14)
    people = _regulars(world, agreement, on)
    named = rng.sample(people, min(count, len(people))) if rng.random() < NAMED else []
    return {
        "AktivitetID": id,
        "AftaleID": agreement,
        "Dato": day(on),
        "Type": "Stjernestund" if is_big else "Fællesskab",
        "AntalBorgere": str(count),
        "CPRnøgle": ",".join(named),
    }


def _regulars(world: World, agreement: str, on: int) -> list[str]:
    """Those who come to this association that year, as far as they get help on the day."""
    year = on // 366 * 366
    here = [cpr for cpr, plan in steps_on(world, max(year, world.story.begins)).items()]
    chosen = Random(f"{agreement} {year}").sample(here, min(REGULARS, len(here)))
    return [cpr for cpr in chosen if world.is_here(cpr, on)]
