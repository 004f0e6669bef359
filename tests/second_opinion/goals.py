"""Severity at a date (R12), the life of a goal (R13) and its evaluation (R14)."""

from datetime import date
from typing import Any

from tests.second_opinion.plans import Plans
from tests.second_opinion.state import ERROR, FOREVER, Row, State, codelist, days, memo

DEVELOP = "d41c8072-52f8-42b5-9375-ddbea454d27f"
MAINTAIN = "10752a63-00b4-4958-b7f4-9f3a18f74266"
LIMIT_LOSS = "e47c22bd-d88d-48ab-882b-419923e1f44e"

AD_CODES = {r["code"] for r in codelist("ffb_code") if r["value_set"] == "KLConditionADCodesFFB"}
ENDED = {"completed", "cancelled", "rejected"}  # R13
DO_NOT_SUPERSEDE = {"rejected", "cancelled", "proposed"}  # B2


class Scores:
    """R12: one line of scores per person and condition code."""

    def __init__(self, state: State) -> None:
        self.state = state

    def valid_date(self, version: Row) -> date | None:
        """lastAsserted else recordedDate (A10); refuted without one: the known date (A13)."""
        if version["last_asserted_date"]:
            return version["last_asserted_date"]
        if version["verification_status"] == "refuted":
            return version["known_date"]
        return version["recorded_date"]

    @memo
    def ids(self, person_id: str, code: str) -> list[str]:
        """The condition ids of the line; R5: none in error. R11: A&D codes alone have one."""
        if code not in AD_CODES:
            return []
        return [
            row["condition_id"]
            for row in self.state.all_newest("condition")
            if (row["person_id"], row["code"]) == (person_id, code)
            and row["verification_status"] != ERROR
        ]

    @memo
    def versions(self, condition_id: str) -> list[Row]:
        """A14: without the versions that a later known one, valid earlier, corrects."""
        dated = [v for v in self.state.versions("condition", condition_id) if self.valid_date(v)]
        return [
            version
            for at, version in enumerate(dated)
            if not any(self.valid_date(v) < self.valid_date(version) for v in dated[at + 1 :])
        ]

    def _on(self, condition_id: str, day: date) -> Row | None:
        """The id's version with the largest valid date up to the day; refuted: none (A13)."""
        so_far = [v for v in self.versions(condition_id) if self.valid_date(v) <= day]
        if not so_far:
            return None
        latest = max(so_far, key=lambda v: (self.valid_date(v), v["version_no"]))
        return None if latest["verification_status"] == "refuted" else latest

    @memo
    def score(self, person_id: str, code: str | None, day: date) -> int | None:
        """Largest valid date, tie newest known. A7: Ikke vurderet makes it unknown."""
        ranked = self._standing(person_id, code, day) if code else []
        return max(ranked, key=lambda r: r[:3])[3]["severity_level"] if ranked else None

    def is_standing(self, person_id: str, code: str, day: date) -> bool:
        """Whether a version of the line stands on the day, assessed or not."""
        return bool(self._standing(person_id, code, day))

    def _standing(self, person_id: str, code: str, day: date) -> list[tuple[Any, ...]]:
        current = [self._on(name, day) for name in self.ids(person_id, code)]
        return [(self.valid_date(v), v["known_at"], v["condition_id"], v) for v in current if v]

    @memo
    def reassessed(self, person_id: str, code: str | None) -> set[date]:
        """R12: days of a new score, or of an assessment whose finding points to it."""
        ids = set(self.ids(person_id, code))
        versions = [v for name in ids for v in self.versions(name)]
        scored = {self.valid_date(v) for v in versions if v["verification_status"] != "refuted"}
        return scored | {
            gathering["effective_date"]
            for gathering in self.state.all_newest("information_gathering")
            if gathering["status"] != ERROR
            and gathering["effective_date"]
            and ids & set(gathering["condition_ids"])
        }


class Goals:
    """The goals of all citizens."""

    def __init__(self, state: State, plans: Plans) -> None:
        self.state, self.plans, self.scores = state, plans, Scores(state)

    @memo
    def valid(self) -> list[Row]:
        """R5: lifecycleStatus entered-in-error falls."""
        goals = self.state.all_newest("intervention_goal")
        return [goal for goal in goals if goal["lifecycle_status"] != ERROR]

    def start(self, goal_id: str) -> date:
        """R13: the local day the id was first received."""
        return self.state.first_known("intervention_goal", goal_id)

    def code(self, goal: Row) -> str | None:
        """The code of the goal's condition of rank 1; none when that is in error."""
        condition = self.state.newest("condition", goal["primary_condition_id"])
        if condition is None or condition["verification_status"] == ERROR:
            return None
        return condition["code"]

    @memo
    def end(self, goal_id: str, as_of: date) -> date | None:
        """R13: the earliest of its status, a superseding goal, and its plans' end."""
        since = self.state.known_since("intervention_goal", goal_id, "lifecycle_status", ENDED)
        ends = [since, self._superseded(goal_id), self._without_plan(goal_id, as_of)]
        return min((end for end in ends if end), default=None)

    def _superseded(self, goal_id: str) -> date | None:
        """B2: by person and condition code, and by local date."""
        goal = self.state.newest("intervention_goal", goal_id)
        code = self.code(goal)
        later = [
            self.start(other["intervention_goal_id"])
            for other in self.valid()
            if code
            and other["person_id"] == goal["person_id"]
            and self.code(other) == code
            and other["lifecycle_status"] not in DO_NOT_SUPERSEDE
            and self.start(other["intervention_goal_id"]) > self.start(goal_id)
        ]
        return min(later, default=None)

    def _plans(self, goal_id: str, as_of: date) -> list[Row]:
        """The citizen's granted plans: those that list the goal, when any do (R3: as known)."""
        goal = self.state.newest("intervention_goal", goal_id)
        granted = self.plans.granted(goal["person_id"])
        listing = [
            plan
            for plan in granted
            if goal_id
            in self.state.known_on("care_plan", plan["care_plan_id"], as_of)[
                "intervention_goal_ids"
            ]
        ]
        return listing or granted

    def _without_plan(self, goal_id: str, as_of: date) -> date | None:
        """B3: the first day none is active, once one was; else the 90th day."""
        start, plans = self.start(goal_id), self._plans(goal_id, as_of)
        begin = [max(p["start_date"], start) for p in plans if p["start_date"]]
        first = min(
            (d for d in begin if any(self.plans.is_active(p, d) for p in plans)), default=None
        )
        if first is None or first > start + days(90):
            return start + days(90)
        return self._first_day_without(plans, first)

    def _first_day_without(self, plans: list[Row], day: date) -> date | None:
        while True:
            active = [p for p in plans if self.plans.is_active(p, day)]
            if not active:
                return day
            ends = [self.plans.end(p["care_plan_id"]) for p in active]
            if None in ends:
                return None
            day = max(ends)

    def is_current(self, goal_id: str, day: date) -> bool:
        """R13: start <= D < end."""
        return self.start(goal_id) <= day < (self.end(goal_id, day) or FOREVER)

    @memo
    def current(self, person_id: str, day: date) -> list[Row]:
        """The versions, known on the day, of the citizen's current goals."""
        return [
            self.known(goal["intervention_goal_id"], day)
            for goal in self.valid()
            if goal["person_id"] == person_id and self.is_current(goal["intervention_goal_id"], day)
        ]

    def known(self, goal_id: str, day: date) -> Row:
        """B1, R3: target, type and condition as in the version known on the day."""
        return self.state.known_on("intervention_goal", goal_id, day)

    def score(self, goal: Row, day: date) -> int | None:
        return self.scores.score(goal["person_id"], self.code(goal), day)

    def baseline(self, goal: Row) -> int | None:
        """R14: the score at the start, else the first known within 30 days."""
        start = self.start(goal["intervention_goal_id"])
        scores = (self.score(goal, start + days(n)) for n in range(31))
        return next((score for score in scores if score is not None), None)

    def is_consistent(self, goal: Row) -> bool:
        """R14. Without a target, a type or a baseline it is not."""
        target, baseline = goal["expected_severity_level"], self.baseline(goal)
        if target is None or baseline is None:
            return False
        return {
            DEVELOP: target < baseline,
            MAINTAIN: target == baseline,
            LIMIT_LOSS: target >= baseline,
        }.get(goal["change_value_code"], False)

    def evaluated_on(self, goal_id: str, last: date) -> date | None:
        """B1: its end in W12, else its latest reassessment there; after its start."""
        first, start, end = last - days(365), self.start(goal_id), self.end(goal_id, last)
        if end and first < end <= last:
            return end if end > start else None
        goal = self.known(goal_id, last)
        reassessed = self.scores.reassessed(goal["person_id"], self.code(goal))
        latest = max((d for d in reassessed if first < d <= last), default=None)
        return latest if latest and start < latest <= (end or FOREVER) else None

    def is_evaluable(self, goal: Row, on: date) -> bool:
        """R14: reassessed after its start and up to the evaluation, both scores known."""
        reassessed = self.scores.reassessed(goal["person_id"], self.code(goal))
        start = self.start(goal["intervention_goal_id"])
        known = self.baseline(goal) is not None and self.score(goal, on) is not None
        return known and any(start < day <= on for day in reassessed)
