"""The story of the example municipality, as dates: see `data/examples/story.yaml`.

A day is an ordinal (`date.toordinal`) everywhere in this package.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

STORY_FILE = Path(__file__).resolve().parents[2] / "data" / "examples" / "story.yaml"
RUN_UP = 365  # days of life before the first report, so that the first year cohort exists


@dataclass(frozen=True)
class Story:
    """When what happens. `until` is the last day, `go_live` the day of the first reports."""

    until: int
    go_live: int

    @classmethod
    def of(cls, until: date, years: int) -> "Story":
        first = date(until.year - years, until.month, 1)
        go_live = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        return cls(until.toordinal(), go_live.toordinal())

    @property
    def begins(self) -> int:
        """The first simulated day."""
        return self.go_live - RUN_UP

    @cached_property
    def _days(self) -> dict[str, int]:
        last_year = date.fromordinal(self.until).year
        return {
            name: date(last_year + event["year"], event["month"], event["day"]).toordinal()
            for name, event in told()["events"].items()
        }

    @property
    def system_shift(self) -> int:
        return self._days["system_shift"]

    def day_of(self, event: str) -> int:
        """The day of an event of the story file."""
        return self._days[event]

    def has_begun(self, event: str, day: int) -> bool:
        """Whether the event has happened on the day."""
        return day >= self._days[event]

    def is_year_of(self, event: str, day: int) -> bool:
        """Whether the day lies in the calendar year of the event."""
        return date.fromordinal(day).year == date.fromordinal(self._days[event]).year

    def is_own_home_policy(self, day: int) -> bool:
        return day >= self._days["own_home"]

    def is_group_offer_open(self, day: int) -> bool:
        return day >= self._days["group_offer"]

    def is_late_year(self, day: int) -> bool:
        return date.fromordinal(day).year == date.fromordinal(self._days["late_year"]).year

    def is_goal_practice(self, day: int) -> bool:
        return day >= self._days["goal_practice"]

    def days(self) -> dict[str, str]:
        """Each event and its date, for the mark in the folder."""
        return {name: date.fromordinal(day).isoformat() for name, day in self._days.items()}


@cache
def told() -> dict[str, Any]:
    """The story file as it stands."""
    story: dict[str, Any] = yaml.safe_load(STORY_FILE.read_text("utf-8"))
    return story


@lru_cache(maxsize=20_000)
def day_text(day: int) -> str:
    """A day as FHIR writes it."""
    return date.fromordinal(day).isoformat()
