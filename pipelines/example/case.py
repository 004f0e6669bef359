"""What a caseworker keeps on one citizen, and how each thing is written into the record."""

from dataclasses import dataclass, field, replace
from datetime import date
from random import Random

from pipelines.example import codes, resources
from pipelines.example.diary import Diary
from pipelines.example.people import Person
from pipelines.example.record import Record
from pipelines.example.story import Story
from pipelines.example.story import day_text as text


@dataclass
class Theme:
    """A theme of the assessment. `level` is 0-4, None for Ikke vurderet; only A&D has one."""

    id: str
    code: str
    group: str
    level: int | None
    recorded: int
    asserted: int | None = None


@dataclass
class Goal:
    """A goal for the level of one theme, and the themes beside it. `target` is a level 0-4."""

    id: str
    theme: Theme
    also: tuple[Theme, ...]
    kind: str
    target: int | None
    status: str = "active"


@dataclass
class Encounter:
    """A planned follow-up and the day agreed."""

    id: str
    due: int


@dataclass
class Help:
    """One intervention (ydelse)."""

    id: str
    code: str
    created: int
    start: int
    end: int | None = None
    status: str = "active"


@dataclass
class Plan:
    """A care plan (indsats) and the interventions under it."""

    id: str
    step: int
    start: int
    evaluation: str
    encounter: Encounter
    performers: tuple[str, ...]
    intent: str = "order"
    end: int | None = None
    status: str = "active"
    is_ever_closed: bool = True
    helps: list[Help] = field(default_factory=list)

    def is_active(self, day: int) -> bool:
        return any(help.end is None or help.end > day for help in self.helps)


class Case:
    """The citizen's case: state, and one `write_*` a profile."""

    def __init__(self, person: Person, story: Story, rng: Random, organization: str) -> None:
        self.person, self.story, self.rng = person, story, rng
        first = Record.draw_id(rng)
        citizen = resources.citizen(first, person.cpr, organization)
        self.record = Record(citizen, rng, person.seen_from)
        self.citizen = citizen.id
        self.case_number = f"S{date.fromordinal(person.seen_from).year}-{person.number:06d}"
        self.request = ""
        self.themes: list[Theme] = []
        self.goals: list[Goal] = []
        self.target_groups: list[str] = []
        self.evaluation = ""
        self.plans: list[Plan] = []
        self.assessed = 0
        self.partial_id = ""
        self.diary: Diary[Plan] = Diary()

    def begin(self, plan: Plan) -> None:
        """A plan runs from now on."""
        self.plans.append(plan)
        self.diary.plans.append((plan, self.diary.coded.get(self.target_groups[0], "")))

    def chance(self, probability: float) -> bool:
        return self.rng.random() < probability

    def new_id(self) -> str:
        return self.record.new_id()

    def partial(self, day: int, kind: str, id: str) -> str:
        """The day; without its day of month for the one thing with that quirk, if there is one."""
        if self.person.partial_date != kind or self.partial_id not in ("", id):
            return text(day)
        self.partial_id = id
        return text(day)[:7]

    def write_request(self, day: int) -> None:
        self.request = self.new_id()
        self.diary.requests.append(day)
        self.record.put(
            resources.service_request(self.request, self.citizen, self.case_number), day
        )

    def write_theme(self, theme: Theme, day: int) -> None:
        severity = None
        if theme.group == "AD":
            is_known = theme.level is not None
            severity = (
                codes.SEVERITIES[theme.level or 0] if is_known else codes.SEVERITY_NOT_ASSESSED
            )
        asserted = text(theme.asserted) if theme.asserted else None
        recorded = (
            self.partial(theme.recorded, "condition", theme.id)
            if theme.group != "AD"
            else text(theme.recorded)
        )
        self.record.put(
            resources.condition(theme.id, self.citizen, theme.code, severity, recorded, asserted),
            day,
        )

    def write_target_group(
        self, id: str, code: str, recorded: int, day: int, is_error: bool = False
    ) -> None:
        when = self.partial(recorded, "target_group", id)
        self.diary.coded[id] = code
        self.record.put(resources.target_group(id, self.citizen, code, when, is_error), day)

    def write_evaluation(self, level: int | None, day: int) -> None:
        need = codes.NEED_NOT_ASSESSED if level is None else codes.NEEDS[level]
        self.evaluation = self.new_id()
        self.diary.needs.append((day, level))
        self.record.put(
            resources.care_evaluation(self.evaluation, self.citizen, need, text(day)), day
        )

    def write_gathering(self, themes: list[Theme], effective: str, status: str, day: int) -> None:
        self.record.put(
            resources.information_gathering(
                self.new_id(),
                self.citizen,
                self.request,
                effective,
                status,
                [theme.id for theme in themes],
                self.evaluation,
            ),
            day,
        )

    def write_goal(self, goal: Goal, day: int) -> None:
        target = (
            codes.SEVERITY_NOT_ASSESSED if goal.target is None else codes.SEVERITIES[goal.target]
        )
        themes = [goal.theme.id, *(theme.id for theme in goal.also)]
        self.record.put(
            resources.intervention_goal(
                goal.id, self.citizen, goal.status, goal.kind, target, themes
            ),
            day,
        )

    def write_encounter(self, encounter: Encounter, day: int) -> None:
        self.record.put(
            resources.follow_up_encounter(encounter.id, self.citizen, text(encounter.due)), day
        )

    def write_performer(self, code: str, day: int) -> str:
        performer = resources.service_performer(self.new_id(), self.citizen, code)
        self.diary.coded[performer.id] = code
        self.record.put(performer, day)
        return performer.id

    def write_plan(self, plan: Plan, day: int) -> None:
        self.record.put(
            resources.care_plan(
                plan.id,
                self.citizen,
                case_number=self.case_number,
                status=plan.status,
                intent=plan.intent,
                start=text(plan.start),
                end=text(plan.end) if plan.end else None,
                performers=plan.performers,
                target_groups=self.target_groups,
                evaluation=plan.evaluation,
                encounter=plan.encounter.id,
            ),
            day,
        )

    def write_help(self, help: Help, plans: list[str], day: int) -> None:
        self.record.put(
            resources.intervention(
                help.id,
                self.citizen,
                plans=plans,
                code=help.code,
                status=help.status,
                created=self.partial(help.created, "intervention_created", help.id),
                start=text(help.start),
                end=text(help.end) if help.end else None,
            ),
            day,
        )

    def write_follow_up(
        self,
        plans: list[Plan],
        result: str,
        held: int,
        id: str = "",
        status: str = "final",
        written: int | None = None,
    ) -> str:
        """Held before the first report it is not reported: the old system kept those."""
        id = id or self.new_id()
        if held >= self.story.go_live:
            ids = [plan.id for plan in plans]
            self.diary.meetings[id] = (ids[0], held, status == "final")
            follow_up = resources.follow_up(id, self.citizen, ids, result, text(held), status)
            self.record.put(follow_up, written or held)
        return id


def copy_of(help: Help, id: str, start: int) -> Help:
    """The same help, registered again."""
    return replace(help, id=id, created=start, start=start, end=None, status="active")
