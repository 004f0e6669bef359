"""One citizen's life with help: a calendar of what happens, day by day, as reports."""

import heapq
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from pipelines.example import assessing, codes, granting
from pipelines.example.case import Case, Encounter, Goal, Plan
from pipelines.example.moving import next_move
from pipelines.example.people import Person
from pipelines.example.record import Report
from pipelines.example.story import Story

Action = Callable[..., object]

LATE_REPORT, LONGEST_DELAY, TWICE = 0.06, 25, 0.03
FIRST_FOLLOW_UP, FOLLOW_UPS = 90, (182, 365, 365, 365)
ON_TIME, ON_TIME_IN_LATE_YEAR = 0.88, 0.64
GRACE = 14
NEVER_HELD = 0.15  # of the late ones: the date is moved instead
REASSESS_AFTER, REASSESS = 300, 0.8  # days, and the share of the follow-ups after them
SHARED_FOLLOW_UP = 0.78
PLANNED_SHIFT = 0.72
REBOUND, RETURN = 0.10, 0.07
LET_GO = 0.5
GO_LIVE_DAYS = 10
JOIN_GROUP, ADD_TIME_LIMITED = 0.05, 0.13


class Life:
    """Simulates one citizen from the first day of help to the end of the example."""

    def __init__(self, person: Person, story: Story, seed: str, organization: str) -> None:
        self.rng = Random(f"life {seed} {person.number}")
        self.case = Case(person, story, self.rng, organization)
        self.person, self.story = person, story
        self.step = 0
        self.main: Plan | None = None
        self._calendar: list[tuple[int, int, Action, tuple[Any, ...]]] = []
        self._count = 0
        self._turn = 0  # counts changes of step, so that outdated plans are dropped
        self.at(person.seen_from, self.arrive, person.step, min(person.starts, person.seen_from))
        if story.system_shift > person.seen_from:
            self.at(story.system_shift, self.shift_system)

    def at(self, day: int, action: Action, *values: Any) -> None:
        """Put something into the calendar."""
        self._count += 1
        heapq.heappush(self._calendar, (day, self._count, action, values))

    def reports(self) -> Iterator[Report]:
        """Live the life, and deliver what changed."""
        first = max(self.person.seen_from, self.story.go_live + self.rng.randrange(GO_LIVE_DAYS))
        while self._calendar and self._calendar[0][0] <= self.story.until:
            day = self._calendar[0][0]
            if day > first:
                yield from self._deliver(first)
            self._live(day)
            if day >= first:
                yield from self._deliver(day)
        yield from self._deliver(first)

    def _live(self, day: int) -> None:
        while self._calendar and self._calendar[0][0] == day:
            _, _, action, values = heapq.heappop(self._calendar)
            action(day, *values)

    def _deliver(self, day: int) -> Iterator[Report]:
        """What changed, if anything; some reports come late, some twice."""
        if not self.case.record.is_changed:
            return
        days_late = self.rng.randint(2, LONGEST_DELAY) if self.case.chance(LATE_REPORT) else 0
        report = self.case.record.report(day, days_late)
        yield report
        if self.case.chance(TWICE):
            yield report if self.case.chance(0.5) else self.case.record.report_again()

    def leave(self, day: int) -> None:
        """The citizen moves to another municipality, and nothing more happens here."""
        if self.main is not None:
            self._depart(day, "moved")
        elif self.case.diary.departure is None:
            self.case.diary.departure = (day, "moved")
        self._calendar.clear()

    def _depart(self, day: int, why: str) -> None:
        """All help ends: the citizen is `dead` or has `moved`."""
        self.case.diary.departure = (day, why)
        self.switch(day, 0, None, is_leaving=True)

    # Help begins, changes and ends

    def arrive(self, day: int, step: int, start: int) -> None:
        """Help begins: a request, an assessment, goals and plans."""
        self.case.goals.clear()
        self.case.write_request(day)
        assessing.first_assessment(self.case, day, start, step)
        for _ in range(self.rng.choice((0, 1, 1, 2, 2, 3))):
            assessing.set_goal(self.case, day)
        self.enter(day, step, start, self._first_encounter(day, start))

    def come_back(self, day: int, step: int) -> None:
        """Help was needed again after all."""
        self.arrive(day, step, day)

    def _first_encounter(self, day: int, start: int) -> Encounter:
        is_running = start < day - FIRST_FOLLOW_UP
        due = day + (self.rng.randrange(330) if is_running else FIRST_FOLLOW_UP)
        return self.plan_follow_up(day, due)

    def enter(self, day: int, step: int, start: int, encounter: Encounter) -> None:
        """The citizen's main help is now on a step."""
        self.step, self._turn = step, self._turn + 1
        self.main = granting.open_plan(self.case, day, start, step, encounter)
        self._settle_intent(day, self.main)
        if self.case.chance(granting.EXTRA_PLAN.get(step, 0)) and len(self.case.plans) == 1:
            self._open_day_offer(day, start, encounter)
        self._expect_move(day)

    def _open_day_offer(self, day: int, start: int, encounter: Encounter) -> None:
        is_shared = self.case.chance(SHARED_FOLLOW_UP)
        own = encounter if is_shared else self.plan_follow_up(day, encounter.due + 45)
        self._settle_intent(day, granting.open_day_offer(self.case, day, start, own))

    def _settle_intent(self, day: int, plan: Plan) -> None:
        if plan.intent == "plan" and self.case.chance(0.83):
            self.at(day + self.rng.randint(5, 25), self.order, plan)

    def order(self, day: int, plan: Plan) -> None:
        """A plan becomes an order."""
        plan.intent = "order"
        self.case.write_plan(plan, day)

    def _expect_move(self, day: int) -> None:
        days, target = next_move(self.case, self.step, day)
        if target is None:
            self.at(day + days, self.wait, self._turn)
        else:
            self.at(day + days, self.move, self._turn, target)

    def wait(self, day: int, turn: int) -> None:
        """Nothing happened: look again, perhaps under a new policy."""
        if turn == self._turn:
            self._expect_move(day)

    def move(self, day: int, turn: int, target: int | str) -> None:
        """The citizen is to move to another step, to none (0), or leaves."""
        if turn != self._turn:
            return
        self._turn += 1
        if isinstance(target, str):
            self._depart(day, target)
        elif self.case.chance(PLANNED_SHIFT):
            self._decide(day, target)
        else:
            self.switch(day, target, None, is_leaving=False)

    def _decide(self, day: int, target: int) -> None:
        """A follow-up decides the move; the old plan gets its last day."""
        assert self.main is not None
        result = codes.END_AND_GRANT_NEW if target else codes.END
        end = day + self.rng.randint(7, 45)
        followed = [plan for plan in self.case.plans if plan.encounter is self.main.encounter]
        encounter = self.plan_follow_up(day, end + FIRST_FOLLOW_UP)
        self.case.write_follow_up([self.main], result, day)
        others = [plan for plan in followed if plan is not self.main]
        if others:
            self.case.write_follow_up(others, codes.CONTINUE, day)
        self._renew(others, encounter, day)
        granting.set_end(self.case, self.main, end, day)
        self.at(end, self.switch, target, encounter, False)

    def switch(self, day: int, target: int, encounter: Encounter | None, is_leaving: bool) -> None:
        """The old main plan ends; the new one starts, mostly at once."""
        assert self.main is not None
        before = self.step
        gap = self._gap() if encounter else 0
        self._close(day, is_all=target < 5)
        if target:
            encounter = encounter or self.plan_follow_up(day, day + FIRST_FOLLOW_UP)
            self.at(day + gap, self.begin_again, target, encounter, before)
            return
        self._end_goals(day)
        if not is_leaving and self.case.chance(RETURN):
            self.at(day + self.rng.randint(45, 200), self.come_back, before)

    def _end_goals(self, day: int) -> None:
        """Help has ended: some of the goals are closed, the rest just stay open."""
        for goal in list(self.case.goals):
            if self.case.chance(0.5):
                status = "completed" if assessing.is_reached(goal) else "cancelled"
                assessing.end_goal(self.case, goal, status, day)

    def _gap(self) -> int:
        rng = self.rng
        return rng.choice((0, 0, 0, 0, 0, 0, 0, 3, 10, rng.randint(1, 14), rng.randint(15, 50)))

    def _close(self, day: int, is_all: bool) -> None:
        for plan in list(self.case.plans):
            if is_all or plan is self.main:
                granting.close(self.case, plan, day)
        self.main, self.step, self._turn = None, 0, self._turn + 1

    def begin_again(self, day: int, step: int, encounter: Encounter, before: int) -> None:
        """The new plan starts; some go back to the old step within half a year."""
        self.enter(day, step, day, encounter)
        if step < before and self.case.chance(REBOUND):
            self._turn += 1
            self.at(day + self.rng.randint(30, 150), self.move, self._turn, before)

    def shift_system(self, day: int) -> None:
        """The residential cases are registered again in the new case system."""
        if self.main and self.step >= 6 and self.main.is_active(day) and self.main.end is None:
            self.main = granting.register_again(self.case, self.main, day)

    # Follow-up

    def plan_follow_up(self, day: int, due: int) -> Encounter:
        """Agree a date, and put the meeting into the calendar on time or late."""
        encounter = Encounter(self.case.new_id(), due)
        self.case.write_encounter(encounter, day)
        self._expect_meeting(encounter, day)
        return encounter

    def _expect_meeting(self, encounter: Encounter, day: int) -> None:
        share = ON_TIME_IN_LATE_YEAR if self.story.is_late_year(encounter.due) else ON_TIME
        if self.case.chance(share):
            held = encounter.due + int(self.rng.triangular(-20, GRACE, 0))
            self.at(max(held, day + 1), self.meet, encounter)
        elif self.case.chance(NEVER_HELD):
            self.at(max(encounter.due, day) + 20, self.postpone, encounter)
        else:
            self.at(max(encounter.due, day) + self.rng.randint(GRACE + 1, 95), self.meet, encounter)

    def postpone(self, day: int, encounter: Encounter) -> None:
        """The meeting was not held: the same encounter gets a new date."""
        if any(plan.encounter is encounter for plan in self.case.plans):
            encounter.due = day + 60
            self.case.write_encounter(encounter, day)
            self._expect_meeting(encounter, day)

    def meet(self, day: int, encounter: Encounter) -> None:
        """A follow-up is held on all plans that share the encounter."""
        plans = [plan for plan in self.case.plans if plan.encounter is encounter]
        if not plans or (self.main and self.main.end):
            return
        if day - self.case.assessed > REASSESS_AFTER and self.case.chance(REASSESS):
            self._reassess(day)
        self.case.write_follow_up(plans, codes.CONTINUE, day)
        due = day + self.rng.choice(FOLLOW_UPS) + self.rng.randint(-10, 10)
        self._renew(plans, self.plan_follow_up(day, due), day)
        self._offer_more(day)

    def _renew(self, plans: list[Plan], encounter: Encounter, day: int) -> None:
        for plan in plans:
            plan.encounter, plan.evaluation = encounter, self.case.evaluation
            self.case.write_plan(plan, day)

    def _offer_more(self, day: int) -> None:
        """A follow-up may add a group, since the offer opened, or time-limited help."""
        if self.main is None or self.step != 5:
            return
        joins = JOIN_GROUP if self.story.is_group_offer_open(day) else 0
        for code, chance in ((codes.GROUP, joins), (codes.TIME_LIMITED, ADD_TIME_LIMITED)):
            is_running = any(
                help.code == code and (help.end or day + 1) > day for help in self.main.helps
            )
            if not is_running and self.case.chance(chance):
                granting.add_help(self.case, self.main, code, day)

    # Goals

    def _reassess(self, day: int) -> None:
        reached = assessing.reassess(self.case, day, max(self.step, 1))
        missed = [goal for goal in self.case.goals if goal not in reached]
        for goal in missed:
            self._revise(goal, day)
        for goal in reached:
            self._conclude(goal, day)
        if reached and not missed and self.case.chance(LET_GO):
            self.at(day + self.rng.randint(15, 85), self.let_go)
        if not self.case.goals and self.case.chance(0.75):
            assessing.set_goal(self.case, day)

    def _revise(self, goal: Goal, day: int) -> None:
        """A goal that was not reached: go on, or replace it with one that never says so."""
        if self.case.chance(0.35):
            assessing.set_goal(self.case, day, goal.theme)

    def _conclude(self, goal: Goal, day: int) -> None:
        if goal.kind != codes.DEVELOP and self.case.chance(0.6):
            return
        self.at(day + self.rng.randint(0, 90), self.close_goal, goal)

    def close_goal(self, day: int, goal: Goal) -> None:
        """A reached goal is closed, or just replaced, and mostly a new one is set."""
        if self.main is None:
            return
        if self.case.chance(0.75):
            assessing.end_goal(self.case, goal, "completed", day)
        if self.case.chance(0.85):
            assessing.set_goal(self.case, day)

    def let_go(self, day: int) -> None:
        """All goals were reached: one intervention ends."""
        if self.main is None or self.main.end is not None:
            return
        running = [help for help in self.main.helps if help.end is None]
        if len(running) > 1:
            granting.end_help(self.case, self.main, self.rng.choice(running[-1:]), day)
