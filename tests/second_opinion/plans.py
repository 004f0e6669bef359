"""Plans and interventions: granted (R7), life (R8), step (3.2), movement (3.3)."""

from datetime import date

from tests.second_opinion.names import NOT_STATED, offer_type, one_of
from tests.second_opinion.state import FOREVER, Row, State, codelist, days, memo

NOT_COUNTED = {"draft", "unknown", "entered-in-error"}  # A11 and R5

LADDER = codelist("ladder_code")
STEP = {row["code"]: int(row["step"]) for row in LADDER if row["step"]}
RESIDENTIAL = {row["code"] for row in LADDER if row["role"] == "residential"}
OFF_LADDER = {row["code"] for row in LADDER if row["role"] == "off_ladder"}
SERVICES = {row["code"] for row in codelist("ffb_code") if row["value_set"] == "KLServiceCodesFFB"}
CATEGORY = {row["code"]: row["category"] for row in codelist("target_group_category")}


class Plans:
    """Everything about plans, their interventions and the step of a citizen."""

    def __init__(self, state: State) -> None:
        self.state = state

    @memo
    def valid_plans(self) -> list[Row]:
        """Plans that count at all: not in error, not draft or unknown, and ours."""
        return [
            plan
            for plan in self.state.all_newest("care_plan")
            if plan["status"] not in NOT_COUNTED and self._is_ours(plan)
        ]

    def _is_ours(self, plan: Row) -> bool:
        return self.state.ours is None or plan["organization_id"] in self.state.ours

    @memo
    def valid_interventions(self) -> list[Row]:
        return [
            row
            for row in self.state.all_newest("intervention")
            if row["status"] not in NOT_COUNTED and not self._fell_with_its_plans(row)
        ]

    def _fell_with_its_plans(self, intervention: Row) -> bool:
        """R5, A16: it falls when all parents of its newest version are in error."""
        parents = intervention["care_plan_ids"]
        return bool(parents) and all(self.state.is_error("care_plan", p) for p in parents)

    @memo
    def ever_based_on(self, plan_id: str) -> list[Row]:
        """A1: the valid interventions that any version has based on the plan."""
        return [
            row
            for row in self.valid_interventions()
            if any(
                plan_id in version["care_plan_ids"]
                for version in self.state.versions("intervention", row["intervention_id"])
            )
        ]

    def is_granted(self, plan: Row) -> bool:
        """R7: ordered, or one of its interventions is."""
        helps = self.ever_based_on(plan["care_plan_id"])
        return plan["intent"] == "order" or any(row["intent"] == "order" for row in helps)

    @memo
    def granted(self, person_id: str | None = None) -> list[Row]:
        """Granted plans. R8: a plan with no intervention at all is not among them."""
        return [
            plan
            for plan in self.valid_plans()
            if self.is_granted(plan)
            and self.ever_based_on(plan["care_plan_id"])
            and person_id in (None, plan["person_id"])
        ]

    @memo
    def end(self, plan_id: str) -> date | None:
        """R8: the first day on which the plan runs no more."""
        plan = self.state.newest("care_plan", plan_id)
        ends = [plan["end_date"]]
        if plan["end_date"] is None:  # A10: a partial end is a missing one
            closed = {"completed", "revoked"}
            ends.append(self.state.known_since("care_plan", plan_id, "status", closed))
        own_ends = [self._help_end(row) for row in self.ever_based_on(plan_id)]
        if own_ends and FOREVER not in own_ends:
            ends.append(max(own_ends))
        start = plan["start_date"] or date.min
        ends.append(self.state.outside_from(plan["person_id"], start))
        return min((end for end in ends if end), default=None)

    def is_active(self, plan: Row, day: date) -> bool:
        """R2: half-open. A plan whose start is partial or missing is inactive (A10)."""
        start = plan["start_date"]
        return start is not None and start <= day < (self.end(plan["care_plan_id"]) or FOREVER)

    @memo
    def active(self, person_id: str, day: date) -> list[Row]:
        return [plan for plan in self.granted(person_id) if self.is_active(plan, day)]

    @memo
    def helps(self, plan_id: str, day: date) -> list[Row]:
        """The versions, known on the day, of the plan's interventions active on it.

        A1: which plan an intervention is based on is read from that version,
        its period from the newest (R3). R8: it ends with the plan at the latest.
        """
        if not self.is_active(self.state.newest("care_plan", plan_id), day):
            return []
        running = [
            row
            for row in self.ever_based_on(plan_id)
            if row["start_date"] and row["start_date"] <= day < self._help_end(row)
        ]
        known = [
            self.state.known_on("intervention", row["intervention_id"], day) for row in running
        ]
        return [version for version in known if plan_id in version["care_plan_ids"]]

    def _help_end(self, row: Row) -> date:
        """R8: its own end, or the day the person went outside; the plan's end is held apart."""
        outside = self.state.outside_from(row["person_id"], row["start_date"] or date.min)
        return min(row["end_date"] or FOREVER, outside or FOREVER)

    def codes(self, plan_id: str, day: date) -> set[str]:
        return {code for row in self.helps(plan_id, day) for code in row["codes"]}

    def tilbud(self, plan_id: str, day: date) -> set[str]:
        """CareTeam.category of the plan's performers, as known on the day (R3)."""
        plan = self.state.known_on("care_plan", plan_id, day)
        teams = [
            self.state.known_on("service_performer", name, day)
            for name in plan["service_performer_ids"]
        ]
        return {team["code"] for team in teams if team}

    def tilbud_type(self, plan_id: str, day: date) -> str:
        """The plan's tilbudstype as known on the day, for a breakdown."""
        return one_of(offer_type(code) for code in self.tilbud(plan_id, day) & SERVICES)

    @memo
    def plan_step(self, plan_id: str, day: date) -> int | None:
        """3.2, for a plan with help on the day."""
        codes, tilbud = self.codes(plan_id, day), self.tilbud(plan_id, day)
        if tilbud & RESIDENTIAL:
            return max(STEP[code] for code in tilbud & RESIDENTIAL)
        steps = {STEP[code] for code in codes if code in STEP}
        if not steps and not codes <= OFF_LADDER:
            steps = {STEP[code] for code in tilbud if code in STEP}
        return max(steps, default=None)

    @memo
    def has_help(self, person_id: str, day: date) -> bool:
        return any(self.helps(p["care_plan_id"], day) for p in self.active(person_id, day))

    @memo
    def in_population(self, person_id: str, day: date) -> bool:
        """POP(D), R7: an adult with an active intervention in an active granted plan."""
        return self.state.is_adult(person_id, day) and self.has_help(person_id, day)

    @memo
    def leading_plan(self, person_id: str, day: date) -> Row | None:
        """R9: the plan that gives the step; tie: earliest start, then smallest id."""
        helping = [p for p in self.active(person_id, day) if self.helps(p["care_plan_id"], day)]

        def rank(plan: Row) -> tuple[int, date, str]:
            step = self.plan_step(plan["care_plan_id"], day)
            return (-1 if step is None else step) * -1, plan["start_date"], plan["care_plan_id"]

        return min(helping, key=rank, default=None)

    @memo
    def step(self, person_id: str, day: date) -> int | None:
        """3.2: 0 without help, None with off-ladder help only."""
        plan = self.leading_plan(person_id, day)
        return self.plan_step(plan["care_plan_id"], day) if plan else 0

    @memo
    def primary_target_group(self, person_id: str, day: date) -> str:
        """R9, R10: one of six names."""
        plan = self.leading_plan(person_id, day)
        if plan is None:
            return NOT_STATED
        first = self.rank_one(plan["care_plan_id"], day)
        # A condition code in the place of a target group is not stated (R10).
        return CATEGORY.get(first[0]["code"], NOT_STATED) if first else NOT_STATED

    def rank_one(self, plan_id: str, day: date) -> list[Row]:
        """The plan's target groups of rank 1 that are not in error, as known on the day."""
        plan = self.state.known_on("care_plan", plan_id, day)
        names = [t["target_group_id"] for t in plan["target_groups"] if t["rank"] == 1]
        valid = [
            name
            for name in names
            if not self.state.is_error("target_group", name, "verification_status")
        ]
        groups = [self.state.known_on("target_group", name, day) for name in valid]
        return [group for group in groups if group]

    def next_follow_up(self, plan_id: str, day: date) -> date | None:
        """The follow-up date as known on the day (R3); a partial one is unknown."""
        plan = self.state.known_on("care_plan", plan_id, day)
        name = plan["follow_up_encounter_id"]
        encounter = self.state.known_on("follow_up_encounter", name, day)
        return encounter["start_date"] if encounter else None

    @memo
    def bridged_step(self, person_id: str, day: date) -> tuple[int | None, date]:
        """3.3, A9: the step and the day it is read on, a short gap of one step bridged.

        So it is read at D0, and at the month ends of `ladder_rebound_rate`.
        """
        if self.has_help(person_id, day):
            return self.step(person_id, day), day
        start = self._next_help(person_id, day)
        ended = self._last_help(person_id, day)
        # At most 30 days without help, counted from the first of them.
        if start and ended and start - (ended + days(1)) <= days(30):
            step = self.step(person_id, start)
            if step == self.step(person_id, ended):
                return step, start
        return 0, day

    def step_to(self, person_id: str, last: date) -> int | None:
        """3.3, A9, at D1: a start within 30 days after counts whatever its step."""
        if self.has_help(person_id, last):
            return self.step(person_id, last)
        start = self._next_help(person_id, last)
        return self.step(person_id, start) if start else 0

    def _next_help(self, person_id: str, day: date) -> date | None:
        coming = (day + days(n) for n in range(1, 31))
        return next((d for d in coming if self.has_help(person_id, d)), None)

    def _last_help(self, person_id: str, day: date) -> date | None:
        gone = (day - days(n) for n in range(1, 31))
        return next((d for d in gone if self.has_help(person_id, d)), None)

    @memo
    def system_shifts(self, last: date) -> set[date]:
        """A8: days d <= D with over 20 % of at least 100 starts within a year of them."""
        starts = [p["start_date"] for p in self.granted() if p["start_date"]]
        starts = [start for start in starts if start <= last]
        return {day for day in set(starts) if self._is_shift(day, starts)}

    def _is_shift(self, day: date, starts: list[date]) -> bool:
        near = [s for s in starts if day - days(365) < s <= day + days(365)]
        return len(near) >= 100 and near.count(day) * 5 > len(near)
