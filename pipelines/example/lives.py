"""All that is reported about one person, by the example municipality and by its neighbour."""

from collections.abc import Iterator
from dataclasses import replace

from pipelines.example import slips
from pipelines.example.life import Life
from pipelines.example.people import Person
from pipelines.example.record import Report
from pipelines.example.story import Story, told

KNOWN_THERE = 400  # days the neighbour knew a citizen before the move


def reports(person: Person, story: Story, seed: int) -> Iterator[Report]:
    """The reports about one person; each municipality's own are in order of time."""
    here = _life(person, story, f"{seed}", "municipality")
    if person.lives_elsewhere == "before" and person.seen_from > story.go_live + KNOWN_THERE:
        yield from _before(person, story, seed)
    elif person.lives_elsewhere == "after":
        moves = story.go_live + (person.number % 5 + 3) * (story.until - story.go_live) // 10
        here.at(moves, here.leave)
        there = replace(person, starts=moves, seen_from=moves, step=5, partial_date="")
        yield from _life(there, story, f"{seed} after", "neighbour").reports()
    yield from here.reports()


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
