"""The ten indicators: each gives its rows, rows are counted."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tests.second_opinion.goals import Goals
from tests.second_opinion.plans import CATEGORY, SERVICES, Plans
from tests.second_opinion.state import ERROR, Row, State, Tables, codelist, days

GROUP_SUPPORT = {"3459f530-7334-48c4-9037-53bf80df8851", "b6e1f331-fccf-4a33-8bb6-566546edc405"}
END_AND_GRANT_NEW = "b4c01aa8-82fd-44e4-83ff-ca19ec02c779"
AD_CODES = {r["code"] for r in codelist("ffb_code") if r["value_set"] == "KLConditionADCodesFFB"}
AGE_GROUPS = ((30, "18-29"), (60, "30-59"), (75, "60-74"), (999, "75+"))  # A4


@dataclass(frozen=True)
class Counted:
    """One row of a denominator: whose, the day of its attributes (A3), whether it is met.

    `bridged` is the step of the day and the day it was read on (A9), in movement.
    """

    person_id: str
    day: date
    is_met: bool
    bridged: tuple[int, date] | None = None


def period_days(period: str) -> tuple[date, date]:
    """First and last day of '2025-06', '2025-Q2' or '2025'."""
    year, part = int(period[:4]), period[5:]
    if part.startswith("Q"):
        first, months = int(part[1]) * 3 - 2, 3
    else:
        first, months = (int(part), 1) if part else (1, 12)
    after = date(year + (first + months > 12), (first + months - 1) % 12 + 1, 1)
    return date(year, first, 1), after - days(1)


class Indicators:
    """The numerators and denominators of the catalogue, row by row."""

    def __init__(self, state: State) -> None:
        self.state, self.plans = state, Plans(state)
        self.goals = Goals(state, self.plans)
        self.persons = sorted({row["person_id"] for row in state.all_newest("citizen")})

    def own_home_share(self, first: date, last: date) -> Iterator[Counted]:
        for person in self._on_steps(last, range(1, 10)):
            yield Counted(person, last, self.plans.step(person, last) <= 5)

    def group_based_support_share(self, first: date, last: date) -> Iterator[Counted]:
        for person in self._on_steps(last, range(1, 6)):
            active = self.plans.active(person, last)
            codes = {c for p in active for c in self.plans.codes(p["care_plan_id"], last)}
            yield Counted(person, last, bool(codes & GROUP_SUPPORT))

    def _on_steps(self, day: date, steps: range) -> list[str]:
        """A5: "citizens" in a stock indicator means POP."""
        population = [p for p in self.persons if self.plans.in_population(p, day)]
        return [p for p in population if self.plans.step(p, day) in steps]

    def ladder_down_rate(self, first: date, last: date) -> Iterator[Counted]:
        yield from self._movement(last, lambda before, after: after < before)

    def ladder_up_rate(self, first: date, last: date) -> Iterator[Counted]:
        yield from self._movement(last, lambda before, after: after > before)

    def _movement(self, last: date, counts: Callable[[int, int], bool]) -> Iterator[Counted]:
        """3.3 over 365 days; no exits, for T01 is not loaded. Step NULL at D1 is out."""
        start = last - days(365)
        for person in self.persons:
            before, read_on = self.plans.step_from(person, start)
            after = self.plans.step_to(person, last)
            # A bridged day counts as a day in POP (small print); A5 on the cohort's day.
            if before and after is not None and self.state.is_adult(person, start):
                yield Counted(person, start, counts(before, after), (before, read_on))

    def goals_well_formed(self, first: date, last: date) -> Iterator[Counted]:
        for person in self.persons:
            if self.plans.in_population(person, last):  # B16
                for goal in self.goals.current(person, last):
                    yield Counted(person, last, self._is_well_formed(goal, last))

    def _is_well_formed(self, goal: Row, last: date) -> bool:
        dates = [
            self.plans.next_follow_up(plan["care_plan_id"], last)
            for plan in self.plans.active(goal["person_id"], last)
        ]
        return (
            self.goals.code(goal) in AD_CODES  # (a)
            and goal["expected_severity_level"] is not None  # (b)
            and goal["change_value_code"] is not None
            and self.goals.is_consistent(goal)  # (c)
            and any(day and day >= last - days(14) for day in dates)  # (d)
        )

    def goal_achievement_rate(self, first: date, last: date) -> Iterator[Counted]:
        shifts = self.plans.system_shifts(last)
        for goal in self.goals.valid():
            name, person = goal["intervention_goal_id"], goal["person_id"]
            on = self.goals.evaluated_on(name, last)
            if on is None or self.goals.start(name) in shifts:  # A8
                continue
            known = self.goals.known(name, on)  # B1
            if not self.goals.is_consistent(known) or not self.goals.is_evaluable(known, on):
                continue
            if self.state.is_adult(person, on):
                met = self.goals.score(known, on) <= known["expected_severity_level"]
                yield Counted(person, on, met)

    def documentation_completeness(self, first: date, last: date) -> Iterator[Counted]:
        for plan in self.plans.valid_plans():
            is_in = self._is_documented_stock(plan) and self.plans.is_active(plan, last)
            if is_in and self.state.is_adult(plan["person_id"], last):
                yield Counted(plan["person_id"], last, all(self._checks(plan, last)))

    def _is_documented_stock(self, plan: Row) -> bool:
        """B12: a planned plan without interventions is in the denominator too."""
        has_none = not self.plans.ever_based_on(plan["care_plan_id"])
        return self.plans.is_granted(plan) or (plan["intent"] == "plan" and has_none)

    def _checks(self, plan: Row, day: date) -> Iterator[bool]:
        name, person = plan["care_plan_id"], plan["person_id"]
        groups = self.plans.rank_one(name, day)
        yield len(groups) == 1 and groups[0]["code"] in CATEGORY  # (1), B12
        yield bool(self.plans.tilbud(name, day) & SERVICES)  # (2)
        yield bool(self.plans.helps(name, day))  # (3)
        yield self._need_is_known(self.state.known_on("care_plan", name, day), day)  # (4)
        scores = [self.goals.score(goal, day) for goal in self.goals.current(person, day)]
        yield any(score is not None for score in scores)  # (5)
        yield self.plans.next_follow_up(name, day) is not None  # (6)

    def _need_is_known(self, plan: Row, day: date) -> bool:
        """A12: the plan's own reference, as known at the date."""
        need = self.state.newest("care_evaluation", plan["care_evaluation_id"])
        if need is None or need["status"] == ERROR or need["level"] is None:
            return False
        on = need["effective_date"]
        return on is not None and day - days(730) < on <= day

    def coordinated_followup(self, first: date, last: date) -> Iterator[Counted]:
        for person in self.persons:
            plans = self.plans.active(person, last)
            dates = [self.plans.next_follow_up(p["care_plan_id"], last) for p in plans]
            if len(plans) >= 2 and None not in dates and self.plans.in_population(person, last):
                yield Counted(person, last, max(dates) - min(dates) <= days(14))

    def followup_on_time(self, first: date, last: date) -> Iterator[Counted]:
        for plan in self.plans.granted():
            for due, next_held in self._due_items(plan):
                deadline = due + days(14)
                is_met = next_held is not None and next_held <= deadline
                end = self.plans.end(plan["care_plan_id"])
                # Ended on or before the deadline without a FollowUp: out.
                is_out = not is_met and end is not None and end <= deadline
                is_in = first <= deadline <= last and not is_out
                if is_in and self.state.is_adult(plan["person_id"], due):
                    yield Counted(plan["person_id"], due, is_met)

    def _due_items(self, plan: Row) -> Iterator[tuple[date, date | None]]:
        """B4: original due date, and the first FollowUp after the previous one."""
        held = sorted({row["effective_date"] for row in self._held(plan["care_plan_id"])})
        for previous, following in zip([None, *held], [*held, None], strict=True):
            due = self._first_due(plan["care_plan_id"], previous)
            if due:
                yield due, following

    def _held(self, plan_id: str) -> list[Row]:
        """R15: final FollowUps with the plan in focus."""
        return [
            row
            for row in self.state.all_newest("follow_up")
            if row["status"] == "final"
            and plan_id in row["care_plan_ids"]
            and row["effective_date"]
        ]

    def _first_due(self, plan_id: str, previous: date | None) -> date | None:
        """B4: the first date later than the previous FollowUp, as known on or after it."""
        after = previous or date.min
        for day in [after, *(d for d in self._days_of_change(plan_id) if d > after)]:
            due = self.plans.next_follow_up(plan_id, day)
            if due and due > after:
                return due
        return None

    def _days_of_change(self, plan_id: str) -> list[date]:
        """A changed date in the Encounter alone counts as communicated (B4)."""
        versions = self.state.versions("care_plan", plan_id)
        for name in {row["follow_up_encounter_id"] for row in versions}:
            versions = versions + self.state.versions("follow_up_encounter", name)
        return sorted({row["known_date"] for row in versions})

    def seamless_plan_shift(self, first: date, last: date) -> Iterator[Counted]:
        for plan in self.plans.granted():
            name, person = plan["care_plan_id"], plan["person_id"]
            held = [
                row["effective_date"]
                for row in self._held(name)
                if row["result_code"] == END_AND_GRANT_NEW
                and last - days(455) < row["effective_date"] <= last - days(90)
            ]
            # B5: one row per focus plan, its latest such FollowUp.
            if held and self.plans.end(name) and self.state.is_adult(person, max(held)):
                yield Counted(person, max(held), self._has_successor(plan, max(held)))

    def _has_successor(self, plan: Row, held: date) -> bool:
        """Another granted plan, first received on or after the FollowUp, near the end."""
        end = self.plans.end(plan["care_plan_id"])
        return any(
            other["care_plan_id"] != plan["care_plan_id"]
            and self.state.first_known("care_plan", other["care_plan_id"]) >= held
            and other["start_date"]
            and abs(other["start_date"] - end) <= days(14)
            for other in self.plans.granted(plan["person_id"])
        )

    def member(self, row: Counted, by: str) -> str:
        """The member of a breakdown, named as the settled readings name them."""
        if by == "age_group":
            age = self.state.age(row.person_id, row.day)
            return next(name for below, name in AGE_GROUPS if age < below)
        if by == "sex":
            return self.state.person(row.person_id)["sex"]
        if by == "primary_target_group":
            read_on = row.bridged[1] if row.bridged else row.day
            return self.plans.primary_target_group(row.person_id, read_on)
        step = row.bridged[0] if row.bridged else self.plans.step(row.person_id, row.day)
        return "akut/udredning" if step is None else str(step)


INDICATORS = (
    "goals_well_formed",
    "goal_achievement_rate",
    "followup_on_time",
    "ladder_down_rate",
    "ladder_up_rate",
    "own_home_share",
    "group_based_support_share",
    "documentation_completeness",
    "coordinated_followup",
    "seamless_plan_shift",
)


def evaluate(
    tables: Tables,
    kpi: str,
    period: str,
    known_at: date | None = None,
    by: str | None = None,
    ours: Iterable[str] = (),
) -> dict[str, tuple[int, int]]:
    """Member -> (numerator, denominator); the total stands under ''.

    Members without rows are absent; the total is there even when it is 0 of 0.
    """
    return Opinion(tables, known_at, ours).counts(kpi, period, by)


class Opinion:
    """The second opinion on one municipality as known on one day."""

    def __init__(
        self, tables: Tables, known_at: date | None = None, ours: Iterable[str] = ()
    ) -> None:
        self.indicators = Indicators(State(tables, known_at, ours))

    def counts(self, kpi: str, period: str, by: str | None = None) -> dict[str, tuple[int, int]]:
        """See `evaluate`."""
        found: dict[str, tuple[int, int]] = {} if by else {"": (0, 0)}
        for row in getattr(self.indicators, kpi)(*period_days(period)):
            member = self.indicators.member(row, by) if by else ""
            met, all_rows = found.get(member, (0, 0))
            found[member] = (met + row.is_met, all_rows + 1)
        return found
