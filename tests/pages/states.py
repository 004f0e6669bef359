"""Every state a result can be told in, as hand-made answers with a name to find them by."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from kpis.answers import Answers, Standing
from kpis.breaks import Break, BreakKind
from kpis.forecast import REASONS as NO_FORECAST
from kpis.model import Course, Status, Target
from kpis.point_rules import Side
from kpis.spc import Assurance, Chart, Variation
from kpis.variation import REASONS
from tests.pages.results import ok, without

LAW = Break(
    "law", date(2026, 3, 1), BreakKind.LAW, "En ny lov ændrede, hvem der tælles med.", "Jura"
)
HIGHER, LOWER, BAND = "followup_on_time", "staff_turnover", "goal_achievement_rate"
TARGETS = {HIGHER: (0.90, None), LOWER: (None, 0.15), BAND: (0.55, 0.85)}

# Direction, its indicator, how the value lies, the value, the courses it can have.
MISSED = (Course.WATCH, Course.ACT)
LYING = (
    ("higher", HIGHER, "met", 0.93, (Course.ON_COURSE,)),
    ("higher", HIGHER, "missed", 0.862, MISSED),
    ("lower", LOWER, "met", 0.12, (Course.ON_COURSE,)),
    ("lower", LOWER, "missed", 0.19, MISSED),
    ("band", BAND, "met", 0.70, (Course.ON_COURSE,)),
    ("band", BAND, "below", 0.50, MISSED),
    ("band", BAND, "above", 0.91, MISSED),
)
UNJUDGED = (
    ("higher", HIGHER, "few", 0.80, 15),
    ("higher", HIGHER, "very few", 7 / 9, 9),
    ("lower", LOWER, "few", 0.20, 15),
    ("band", BAND, "few", 0.60, 15),
)
SURE = (Assurance.PASS, Assurance.FAIL, Assurance.INCONSISTENT)
UNSURE = (Assurance.NONE,)


@dataclass(frozen=True)
class Moved:
    """One way a value can have moved, or not be known to have."""

    variation: Variation
    side: Side | None = None
    reason: str = ""

    @property
    def name(self) -> str:
        return " ".join(filter(None, (self.variation, self.side, self.reason)))


STILL = (Moved(Variation.COMMON), Moved(Variation.CONSTANT))
REFUSED = tuple(Moved(Variation.REFUSED, None, r) for r in REASONS if r != "no_value")
SIGNALS = {
    "higher": (Moved(Variation.IMPROVEMENT, Side.HIGH), Moved(Variation.CONCERN, Side.LOW)),
    "lower": (Moved(Variation.IMPROVEMENT, Side.LOW), Moved(Variation.CONCERN, Side.HIGH)),
    "band": (Moved(Variation.NEUTRAL, Side.HIGH), Moved(Variation.NEUTRAL, Side.LOW)),
}


def target(kpi: str, low: float | None, high: float | None) -> Target:
    return Target(kpi, "proposal", low, high, date(2024, 1, 1), "forslag", "katalog")


def told(kpi: str, value: float, moved: Moved, course: Course, **more) -> Answers:
    """Answers with a value and a target."""
    size = more.pop("of", 1000)
    bounds = more.pop("bounds", TARGETS.get(kpi, (None, None)))
    return Answers(
        result=ok(value, kpi=kpi, of=size),
        target=target(kpi, *bounds),
        course=course,
        standing=more.pop("standing", Standing.NONE),
        variation=moved.variation,
        side=moved.side,
        reason=moved.reason,
        assurance=more.pop("assurance", Assurance.NONE),
        chart=Chart.P,
        rules="mdc-2023.1",
        restart=more.pop("restart", None),
        trust=(),
    )


def judged() -> Iterator[tuple[str, Answers]]:
    """Direction x where the value lies x course x movement x outlook x what was before."""
    for direction, kpi, lies, value, courses in LYING:
        for course, moved in product(courses, (*SIGNALS[direction], *STILL, *REFUSED)):
            outlooks = UNSURE if moved.variation is Variation.REFUSED else SURE
            if moved.variation is Variation.CONSTANT:  # its value is held against the target
                outlooks = (Assurance.PASS if lies == "met" else Assurance.FAIL,)
            for outlook, standing in product(outlooks, Standing):
                name = f"{direction}, {lies}, {course}, {moved.name}, {outlook}, {standing}"
                yield name, told(kpi, value, moved, course, assurance=outlook, standing=standing)


def not_judged() -> Iterator[tuple[str, Answers]]:
    """Too few to judge; and nothing decided in numbers."""
    for direction, kpi, lies, value, size in UNJUDGED:
        for moved in (*STILL, *REFUSED):
            name = f"{direction}, {lies}, {moved.name}"
            yield name, told(kpi, value, moved, Course.NOT_JUDGED, of=size)
    for direction, kpi, *_ in (LYING[0], LYING[2], LYING[4]):
        for moved in (*SIGNALS[direction], *STILL, *REFUSED):
            its = told(kpi, 0.72, moved, Course.NOT_JUDGED, bounds=(None, None))
            yield f"{direction}, no target, {moved.name}", its
            yield f"{direction}, no target at all, {moved.name}", replace(its, target=None)


def broken() -> Iterator[tuple[str, Answers]]:
    """A series that began anew."""
    for direction, kpi, lies, value, courses in LYING:
        for course, moved in product(courses, (*SIGNALS[direction], *STILL, REFUSED[2])):
            name = f"{direction}, {lies}, {course}, {moved.name}, after a break"
            yield name, told(kpi, value, moved, course, restart=LAW)


def missing() -> Iterator[tuple[str, Answers]]:
    """No number, and why; whatever else is known."""
    for (direction, kpi, *_), status in product((LYING[0], LYING[2], LYING[4]), Status):
        if status is not Status.OK:
            its = told(kpi, 0.5, Moved(Variation.REFUSED, None, "no_value"), Course.NOT_JUDGED)
            name = f"{direction}, {status}"
            yield name, replace(its, result=without(status, kpi=kpi))
            yield (
                f"{name}, after a break",
                replace(its, result=without(status, kpi=kpi), restart=LAW),
            )


# Other kinds than shares: indicator, its target, a value that meets it and one that does not.
OTHERS = (
    ("cost_per_full_year_citizen", (None, 410_000.0), 402_350.0, 412_300.0),
    ("ladder_steps_in_use", (6.0, None), 6.0, 5.0),
    ("civil_partnerships_active", (15.0, None), 17.0, 1.0),
    ("temporary_stay_duration", (6.0, 24.0), 14.25, 26.0),
    ("new_local_places", (1.0, 10.0), 3.0, -2.0),
    ("budget_adherence", (-0.02, 0.01), 0.008, 0.034),
    ("new_tech_trials", (4.0, None), 4.0, 2.0),
)


def of_other_kinds() -> Iterator[tuple[str, Answers]]:
    """Kroner, counts, months, places and signed per cent."""
    up, down = Moved(Variation.NEUTRAL, Side.HIGH), Moved(Variation.NEUTRAL, Side.LOW)
    for kpi, bounds, met, missed in OTHERS:
        for moved in (up, down, *STILL, REFUSED[0]):
            for value, course in ((met, Course.ON_COURSE), (missed, Course.ACT)):
                yield (
                    f"{kpi}, {course}, {moved.name}",
                    told(kpi, value, moved, course, bounds=bounds, standing=Standing.STILL),
                )


def at_the_edge() -> Iterator[tuple[str, Answers]]:
    """Values that print like their target, or are it."""
    for kpi, value, course in (
        (HIGHER, 0.90, Course.ON_COURSE),
        (HIGHER, 0.9002, Course.ON_COURSE),
        (HIGHER, 0.8998, Course.WATCH),
        (LOWER, 0.15, Course.ON_COURSE),
        (LOWER, 0.1498, Course.ON_COURSE),
        (LOWER, 0.1502, Course.WATCH),
        (BAND, 0.55, Course.ON_COURSE),
        (BAND, 0.8502, Course.WATCH),
    ):
        yield f"edge, {kpi} {value}", told(kpi, value, STILL[0], course)


def every() -> Iterator[tuple[str, Answers]]:
    """All states, in the order of the golden file."""
    for group in (judged, not_judged, broken, missing, of_other_kinds, at_the_edge):
        yield from group()


FORECAST_REASONS = NO_FORECAST
