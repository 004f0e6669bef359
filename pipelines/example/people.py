"""Who lives in the example municipality: the stock on the first day, and who comes later."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random

from pipelines.example import cpr
from pipelines.example.story import Story

ENTRIES_A_YEAR = 0.168  # of the stock
ADULT = 18
YEAR = 365.25

STOCK_STEPS = {1: 15, 2: 58, 3: 45, 4: 90, 5: 440, 6: 106, 7: 172, 8: 72, 9: 4}
ENTRY_STEPS = {1: 5, 2: 10, 3: 44, 4: 5, 5: 27, 6: 9, 7: 1.5, 8: 0.5}
ENTRY_STEPS_OWN_HOME = ENTRY_STEPS | {3: 45, 5: 29, 6: 7, 7: 1, 8: 0.3}

# Weight of each age band (from, to) on each step; DST 2018-2022, catalogue section 5.
AGES = ((18, 30), (30, 40), (40, 60), (60, 75), (75, 92))
AGES_ON_STEP = {
    **dict.fromkeys((1, 2, 3), (45, 22, 23, 8, 2)),
    4: (22, 20, 38, 17, 3),
    5: (33, 20, 30, 14, 3),
    6: (63, 17, 15, 5, 0),
    **dict.fromkeys((7, 8, 9), (12, 15, 38, 27, 8)),
}
CATEGORIES = {
    "Intellektuel/kognitiv": 43,
    "Psykiske vanskeligheder": 37,
    "Socialt problem": 10,
    "Fysisk": 8,
    "Sjælden/multipel": 2,
}
MEN = {"Intellektuel/kognitiv": 0.58, "Socialt problem": 0.6, "Psykiske vanskeligheder": 0.48}
MEN_ELSEWHERE = 0.52
LENGTH_OF_STAY = {1: 1.0, 2: 1.2, 3: 0.25, 6: 1.2}  # mean years before the first day
LONG_STAY = 5.0

PARTIAL_DATES = ("target_group",) * 5 + ("condition",) * 2 + ("intervention_created",)


@dataclass(frozen=True)
class Person:
    """One citizen before anything has happened. Days are ordinals.

    `starts` is the first day of help, `seen_from` the first day the municipality
    may report it; `number` is the place in the list and seeds the life.
    """

    number: int
    cpr: str
    born: int
    category: str
    step: int
    starts: int
    seen_from: int
    partial_date: str = ""
    lives_elsewhere: str = ""  # "before" or "after" living here

    def age(self, day: int) -> float:
        return (day - self.born) / YEAR


def settle(story: Story, seed: int, citizens: int) -> list[Person]:
    """Everyone, in a fixed order: the stock, then the entries by day."""
    rng = Random(f"people {seed}")
    taken: set[str] = set()
    plans = [*_stock(rng, story, citizens), *_entries(rng, story, citizens)]
    return [
        _person(rng, taken, number, *plan, citizens=citizens) for number, plan in enumerate(plans)
    ]


def _stock(rng: Random, story: Story, citizens: int) -> Iterator[tuple[int, int, int]]:
    for _ in range(citizens):
        step = _pick(rng, STOCK_STEPS)
        years = rng.expovariate(1 / LENGTH_OF_STAY.get(step, LONG_STAY))
        yield step, story.begins - 1 - int(min(years, 25) * YEAR), story.begins


def _entries(rng: Random, story: Story, citizens: int) -> Iterator[tuple[int, int, int]]:
    days = story.until - story.begins
    count = round(citizens * ENTRIES_A_YEAR * days / YEAR)
    for day in sorted(story.begins + rng.randrange(days) for _ in range(count)):
        steps = ENTRY_STEPS_OWN_HOME if story.is_own_home_policy(day) else ENTRY_STEPS
        yield _pick(rng, steps), day, day


def _pick(rng: Random, weights: Mapping[int, float]) -> int:
    return rng.choices(tuple(weights), tuple(weights.values()))[0]


def _person(
    rng: Random, taken: set[str], number: int, step: int, starts: int, seen: int, citizens: int
) -> Person:
    category = rng.choices(tuple(CATEGORIES), tuple(CATEGORIES.values()))[0]
    sex = "M" if rng.random() < MEN.get(category, MEN_ELSEWHERE) else "K"
    born = _birthday(rng, step, seen, is_new=starts == seen)
    adult = born + round(ADULT * YEAR) + 1
    return Person(
        number,
        cpr.unused(rng, taken, born, sex),
        born,
        category,
        step,
        max(starts, adult),
        seen,
        _partial_date(number, citizens),
        _elsewhere(number, citizens),
    )


def _birthday(rng: Random, step: int, seen: int, is_new: bool) -> int:
    """A birthday other than 1 January; one in seven new citizens has just turned 18."""
    if is_new and rng.random() < 1 / 7:
        born = seen - round(ADULT * YEAR) - 2 - rng.randrange(45)
    else:
        low, high = rng.choices(AGES, AGES_ON_STEP[step])[0]
        born = seen - 2 - int(rng.uniform(low, high) * YEAR)
    return born - 1 if cpr.is_new_year(born) else born


def _partial_date(number: int, citizens: int) -> str:
    """Two of every 25 citizens of the first stock have one date without a day."""
    if number >= citizens or number % 25 not in (3, 16):
        return ""
    return PARTIAL_DATES[number // 25 % len(PARTIAL_DATES)]


def _elsewhere(number: int, citizens: int) -> str:
    """A few of the stock move to the neighbour, a few of those who come lived there."""
    if number < citizens:
        return "after" if number % max(citizens // 4, 1) == 20 else ""
    return "before" if number % max(citizens // 8, 1) == 7 else ""
