"""What happened to one citizen, for the tables that other systems export about the same life."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

Plan = TypeVar("Plan")


@dataclass
class Diary(Generic[Plan]):
    """Kept while a life is lived. Days are ordinals; ids are those of the delivery reports."""

    requests: list[int] = field(default_factory=list)
    plans: list[tuple[Plan, str]] = field(default_factory=list)  # and its target group code
    coded: dict[str, str] = field(default_factory=dict)  # performer or target group -> code
    needs: list[tuple[int, int | None]] = field(default_factory=list)
    goals: list[tuple[int, str]] = field(default_factory=list)
    meetings: dict[str, tuple[str, int, bool]] = field(default_factory=dict)  # plan, day, valid
    departure: tuple[int, str] | None = None


@dataclass(frozen=True)
class Service:
    """One ydelse of a plan. `end` is the first day without it, None for no end known."""

    id: str
    code: str
    start: int
    end: int | None


@dataclass(frozen=True)
class PlanTold:
    """One plan: its step, tilbud code (or ""), primary target group code and ydelser."""

    id: str
    step: int
    start: int
    tilbud: str
    target_group: str
    services: tuple[Service, ...]

    @property
    def end(self) -> int | None:
        """The first day on which no ydelse runs, None when one has no end."""
        ends = [service.end for service in self.services]
        return None if None in ends or not ends else max(end for end in ends if end is not None)


@dataclass(frozen=True)
class Meeting:
    """One follow-up that was held and reported."""

    id: str
    plan: str
    day: int


@dataclass(frozen=True)
class Citizen:
    """One citizen as the delivery reports tell of them, and what they leave out."""

    number: int
    cpr: str
    born: int
    category: str
    case_number: str
    seen_from: int
    lives_elsewhere: str
    requests: tuple[int, ...]
    plans: tuple[PlanTold, ...]
    needs: tuple[tuple[int, int | None], ...]
    goals: tuple[tuple[int, str], ...]
    meetings: tuple[Meeting, ...]
    departure: tuple[int, str] | None
