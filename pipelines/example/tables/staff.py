"""T05, T06, T07a, T07b: who works where, how often they are ill, what they have learnt."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from random import Random
from typing import Any

from pipelines.example.tables.sheet import Row, Sheet, day, last_day, month, number
from pipelines.example.tables.world import World, town

YEAR = 365.25
TEMPORARY = 0.09  # share of the employees
MEAN_YEARS = 6.5  # employed when the example begins
VACANT = (10, 70)  # days until a successor begins
MOVES = 0.14  # of those who leave: to another unit of the area within a month
REASONS = {"Andet job": 60, "Pension": 18, "Uddannelse": 7, "Helbred": 9, "Afsked": 6}
RATES = (1, 1, 0.8649, 0.8108, 0.7568)
WRONG_EDUCATION = 0.055
NEW = 183  # days before the profile is asked for

SICK, SICK_IN_LATE_YEAR = 0.066, 1.35
WINTER = {1: 1.3, 2: 1.3, 3: 1.1, 6: 0.85, 7: 0.7, 8: 0.85, 11: 1.1, 12: 1.2}
WORKING_DAYS = 20.0

COURSE_TAKEN, COURSE_TAKEN_LATER = 0.86, 0.965  # of those who need it, before and after the plan
RENEWED = 0.90


@dataclass(frozen=True)
class Employment:
    """One employment, half-open; `end` None while it lasts."""

    employee: str
    id: str
    unit: str
    offer: str
    function: str
    education: str
    form: str
    rate: float
    start: int
    end: int | None
    reason: str


@lru_cache(maxsize=1)
def employments(world: World) -> tuple[Employment, ...]:
    """Every employment: each place of a unit has one holder after another."""
    staff = _Staff(world, world.rng("T05"))
    for unit in town()["units"]:
        for _ in range(world.scaled(unit["people"])):
            staff.fill_place(unit)
    return tuple(staff.found)


class _Staff:
    """Fills the places of the units, one after the other."""

    def __init__(self, world: World, rng: Random) -> None:
        self.world, self.rng = world, rng
        self.found: list[Employment] = []
        self.persons = 0

    def fill_place(self, unit: dict[str, Any]) -> None:
        """All holders of one place, from before the example to its last day."""
        start = self._first_day(unit)
        while start <= self.world.story.until:
            end = self._leaves(unit, start)
            holder = self._holder(unit, start, end)
            if end is None:
                self.found.append(holder)
                return
            moves = holder.form == "Fast" and self.rng.random() < MOVES
            self.found.append(replace(holder, reason="Internt skift") if moves else holder)
            if moves:
                self._move(holder, end)
            start = end + self.rng.randint(*VACANT)

    def _first_day(self, unit: dict[str, Any]) -> int:
        story = self.world.story
        if "opens" in unit:
            return story.day_of(unit["opens"]) - self.rng.randint(5, 40)
        return story.begins - int(self.rng.expovariate(1 / MEAN_YEARS) * YEAR)

    def _leaves(self, unit: dict[str, Any], start: int) -> int | None:
        """The day somebody is gone, None when still here on the last day.

        Who was here when the example began stayed until then.
        """
        story = self.world.story
        on = max(start, story.begins)
        turn = story.day_of("steady_unit")
        stays = self.rng.expovariate(self._rate(unit, on)) * YEAR
        is_steadied = unit["name"] == town()["steady_unit"] and on < turn < on + stays
        if is_steadied:
            stays = turn - on + self.rng.expovariate(self._rate(unit, turn)) * YEAR
        gone = on + 1 + int(stays)
        return gone if gone <= story.until else None

    def _rate(self, unit: dict[str, Any], on: int) -> float:
        is_steady = unit["name"] == town()["steady_unit"]
        if is_steady and self.world.story.has_begun("steady_unit", on):
            return float(town()["leave_when_steady"])
        return float(unit["leave"])

    def _holder(self, unit: dict[str, Any], start: int, end: int | None) -> Employment:
        self.persons += 1
        rng, function = self.rng, unit["function"]
        educations = town()["competences"][function]["educations"]
        weights = (6, *[1] * (len(educations) - 1))
        education = rng.choices(educations, weights)[0]
        if rng.random() < WRONG_EDUCATION:
            education = rng.choice(town()["other_educations"])
        form = "Fast" if rng.random() > TEMPORARY else rng.choice(("Vikar", "Tidsbegrænset"))
        reason = rng.choices(tuple(REASONS), tuple(REASONS.values()))[0] if end else ""
        return Employment(
            f"M{self.persons:05d}",
            f"A-{self.persons:05d}-1",
            unit["name"],
            unit.get("offer", ""),
            function,
            education,
            form,
            rng.choice(RATES),
            start,
            end,
            reason,
        )

    def _move(self, holder: Employment, end: int) -> None:
        """The same employee begins in another unit with the same function."""
        units = [
            u for u in town()["units"] if u["function"] == holder.function and "opens" not in u
        ]
        unit = self.rng.choice([u for u in units if u["name"] != holder.unit] or units)
        start = end + self.rng.randint(0, 20)
        gone = self._leaves(unit, start)
        self.found.append(
            replace(
                holder,
                id=holder.id[:-1] + "2",
                unit=unit["name"],
                offer=unit.get("offer", ""),
                start=start,
                end=gone,
                reason=self.rng.choice(tuple(REASONS)) if gone else "",
            )
        )


def employment_sheet(world: World) -> Sheet:
    """T05: the last day of an employment is the last one at work."""
    rows = [
        {
            "MedarbejderID": each.employee,
            "AnsættelsesID": each.id,
            "Enhed": each.unit,
            "TilbudsID": each.offer,
            "Funktion": each.function,
            "Uddannelse": each.education,
            "Ansættelsesform": each.form,
            "Beskæftigelsesgrad": number(each.rate, 4),
            "Ansættelsesdato": day(each.start),
            "Fratrædelsesdato": last_day(each.end),
            "Fratrædelsesårsag": each.reason,
        }
        for each in employments(world)
        if each.end is None or each.end > each.start + 1
    ]
    return Sheet.of_rows("T05", rows)


def absence_sheet(world: World) -> Sheet:
    """T06: one row per employment and whole month since the first report."""
    rng = world.rng("T06")
    months = list(_months(world))
    rows: list[Row] = []
    for each in employments(world):
        illness = rng.gammavariate(1.6, 1 / 1.6)
        end = each.end if each.end is not None else world.story.until + 1
        held = (first for first, after in months if each.start <= first and end >= after)
        rows += [_absence(rng, world, each, illness, first) for first in held]
    return Sheet.of_rows("T06", rows)


def _months(world: World) -> Iterator[tuple[int, int]]:
    """First day and first day after of each month from the first report on."""
    first = date.fromordinal(world.story.go_live)
    while first.toordinal() <= world.story.until:
        after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        yield first.toordinal(), after.toordinal()
        first = after


def _absence(rng: Random, world: World, each: Employment, illness: float, first: int) -> Row:
    possible = WORKING_DAYS * each.rate
    share = SICK * illness * WINTER.get(int(month(first)[5:]), 1)
    if world.story.is_year_of("late_year", first):
        share *= SICK_IN_LATE_YEAR if each.function == "Myndighedsrådgiver" else 1.1
    ill = min(possible, rng.expovariate(1 / share) * possible) if rng.random() > 0.1 else 0.0
    long = ill if ill > possible * 0.45 else 0.0
    return {
        "AnsættelsesID": each.id,
        "Måned": month(first),
        "Fraværsdagsværk": number(ill, 1),
        "HerafLangtid": number(long, 1),
        "Muligedagsværk": number(possible, 1),
    }


def course_sheet(world: World) -> Sheet:
    """T07a: one row per employee and course passed; some must be taken again after years."""
    rng = world.rng("T07a")
    first = {each.employee: each for each in reversed(employments(world))}
    rows: list[Row] = []
    for each in first.values():
        for course in town()["competences"][each.function]["courses"]:
            rows += _passed(rng, world, each, course)
    return Sheet.of_rows("T07a", rows)


def _passed(rng: Random, world: World, each: Employment, course: str) -> Iterator[Row]:
    """The first time within half a year, mostly; the missing ones catch up by the course plan."""
    plan = world.story.day_of("course_plan")
    end = each.end if each.end is not None else world.story.until + 1
    on: int | None = each.start + rng.randint(10, NEW)
    if rng.random() > COURSE_TAKEN:
        is_caught_up = end > plan and rng.random() < COURSE_TAKEN_LATER - 0.3
        on = max(plan, each.start) + rng.randint(10, 200) if is_caught_up else None
    years = town()["years_valid"].get(course)
    while on is not None and on < end:
        expires = on + round(years * YEAR) if years else None
        yield {
            "MedarbejderID": each.employee,
            "KursusKode": course,
            "Bestået": day(on),
            "GyldigTil": last_day(expires),
        }
        on = _renewed(rng, on, expires, plan)


def _renewed(rng: Random, passed: int, expires: int | None, plan: int) -> int | None:
    if expires is None:
        return None
    if rng.random() < RENEWED:
        return expires - rng.randint(5, 120)
    late = expires + rng.randint(60, 500)
    return max(expires, min(late, plan + rng.randint(10, 200))) if late > plan else late


def profile_sheet() -> Sheet:
    """T07b: one row per function and requirement."""
    rows: list[Row] = []
    for function, asked in town()["competences"].items():
        for header, other in (("courses", False), ("educations", True)):
            for value in asked[header]:
                rows.append(
                    {
                        "Funktion": function,
                        "KursusKode": "" if other else value,
                        "Uddannelse": value if other else "",
                        "GyldigFra": "01-01-2015",
                        "GyldigTil": "",
                    }
                )
    return Sheet.of_rows("T07b", rows)


@lru_cache(maxsize=1)
def case_workers(world: World) -> dict[str, tuple[str, ...]]:
    """The employees of each unit that decides applications."""
    found: dict[str, tuple[str, ...]] = {}
    for each in employments(world):
        if each.function == "Myndighedsrådgiver":
            found[each.unit] = (*found.get(each.unit, ()), each.employee)
    return found
