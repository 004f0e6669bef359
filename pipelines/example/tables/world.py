"""What every table of the example looks at: the citizens' lives, the town, and the story."""

from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache
from pathlib import Path
from random import Random
from typing import Any
from zlib import crc32

import numpy as np
import yaml

from pipelines import codelists
from pipelines.example import codes
from pipelines.example.diary import Citizen, PlanTold
from pipelines.example.story import STORY_FILE, Story

TOWN_FILE = STORY_FILE.with_name("town.yaml")
FULL_SIZE = 1300  # citizens the numbers of the town file are for
RESIDENTIAL = 6  # the first step with a place to live

TILBUD = {
    "mobile": codes.MOBILE,
    "day_centre": codes.DAY_CENTRE,
    "sheltered_work": codes.SHELTERED_WORK,
    "temporary_home": codes.TEMPORARY_HOME,
    "supported_housing": codes.SUPPORTED_HOUSING,
    "long_term_home": codes.LONG_TERM_HOME,
    "secure_home": codes.SECURE_HOME,
}
TILBUD_OF_STEP = {
    **dict.fromkeys((1, 2, 3, 5), codes.MOBILE),
    4: codes.DAY_CENTRE,
    6: codes.TEMPORARY_HOME,
    7: codes.SUPPORTED_HOUSING,
    8: codes.LONG_TERM_HOME,
    9: codes.SECURE_HOME,
}


@cache
def town(file: Path = TOWN_FILE) -> dict[str, Any]:
    """The town file as it stands."""
    told: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return told


@cache
def category(target_group: str) -> str:
    """Which of the six groups (R10) a target group code belongs to."""
    groups = {row["code"]: row["category"] for row in codelists.rows("target_group_category")}
    return groups.get(target_group, "Uoplyst")


@cache
def group_codes() -> dict[str, tuple[str, ...]]:
    """The codes an offer is approved for, by the name of the group."""
    found: dict[str, tuple[str, ...]] = {}
    for row in codelists.rows("target_group_category"):
        found[row["category"]] = (*found.get(row["category"], ()), row["code"])
    return found


@dataclass(frozen=True, eq=False)
class World:
    """One example. All days are ordinals. Two worlds are never the same one."""

    story: Story
    seed: int
    size: int
    citizens: tuple[Citizen, ...]

    def rng(self, purpose: str) -> Random:
        """Random numbers of its own for each purpose, so that tables do not disturb each other."""
        return Random(f"{purpose} {self.seed}")

    def draws(self, purpose: str) -> np.random.Generator:
        """The same for many draws at once."""
        return np.random.default_rng([self.seed, crc32(purpose.encode())])

    def scaled(self, number: float) -> int:
        """A number of the full-size town for a town of this size, at least 1."""
        return max(1, round(number * self.size / FULL_SIZE))

    @property
    def ours(self) -> int:
        """The code of the example municipality."""
        return int(town()["municipality_codes"]["ours"])

    @cached_property
    def years(self) -> range:
        """The calendar years with any day of the example, the run-up included."""
        first, last = date.fromordinal(self.story.begins), date.fromordinal(self.story.until)
        return range(first.year, last.year + 1)

    @cached_property
    def left(self) -> dict[str, int]:
        """The day each citizen died or left the municipality."""
        return {c.cpr: c.departure[0] for c in self.citizens if c.departure}

    def is_here(self, cpr: str, day: int) -> bool:
        return day < self.left.get(cpr, day + 1)


@lru_cache(maxsize=16)
def steps_on(world: World, day: int) -> dict[str, PlanTold]:
    """The plan that gives the step, of every citizen with help on the day."""
    found: dict[str, PlanTold] = {}
    for citizen in world.citizens:
        for plan in citizen.plans:
            known = found.get(citizen.cpr)
            if (known is None or known.step < plan.step) and runs(plan, day):
                found[citizen.cpr] = plan
    return found


def runs(plan: PlanTold, day: int) -> bool:
    """Whether a ydelse of the plan runs on the day."""
    return any(
        service.start <= day and (service.end is None or service.end > day)
        for service in plan.services
    )


def tilbud_of(plan: PlanTold) -> str:
    """The tilbud code of a plan; what its step needs where it tells none."""
    return plan.tilbud or TILBUD_OF_STEP[plan.step]


def new_year(year: int) -> int:
    """1 January as a day."""
    return date(year, 1, 1).toordinal()
