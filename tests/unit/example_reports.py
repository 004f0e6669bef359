"""What the tests of the example municipality read out of its files, without the loader."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from gzip import open as open_gzip
from pathlib import Path
from typing import Any

import msgspec

from pipelines import codelists
from pipelines.example import codes, flaws

SEVERITY_LEVELS = {code: level for level, code in enumerate(codes.SEVERITIES)}
STEPS = {
    (row["kind"], row["code"]): (int(row["step"]), row["role"])
    for row in codelists.rows("ladder_code")
    if row["step"]
}
GRACE = timedelta(days=14)

Json = dict[str, Any]


def lines(folder: Path) -> Iterator[bytes]:
    """Every report of the folder, in the order of files and lines."""
    for file in sorted(folder.glob("*.ndjson.gz")):
        with open_gzip(file) as unpacked:
            yield from unpacked


def profile(resource: Json) -> str:
    return resource["meta"]["profile"][0].rpartition("ffb-")[2]


def code(concept: Json) -> str:
    return concept["coding"][0]["code"]


def target(reference: Json) -> str:
    return reference["reference"].partition("/")[2]


def citizen(report: Json) -> Json:
    return next(e["resource"] for e in report["entry"] if profile(e["resource"]) == "citizen")


@dataclass
class Goal:
    condition: str
    kind: str
    target: int | None
    baseline: int | None

    @property
    def is_consistent(self) -> bool:
        if self.target is None or self.baseline is None:
            return False
        if self.kind == codes.DEVELOP:
            return self.target < self.baseline
        return self.target >= self.baseline


@dataclass
class Seen:
    """Everything the reports tell, broken ones left out."""

    versions: dict[str, dict[str, list[bytes]]] = field(default_factory=lambda: defaultdict(dict))
    cpr: dict[tuple[str, str], str] = field(default_factory=dict)
    organizations: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    reached: list[tuple[date, str, bool]] = field(default_factory=list)  # day, cpr, goal reached

    def newest(self, name: str) -> dict[str, Json]:
        return {id: msgspec.json.decode(found[-1]) for id, found in self.versions[name].items()}

    def all_versions(self, name: str) -> dict[str, list[Json]]:
        return {
            id: [msgspec.json.decode(version) for version in found]
            for id, found in self.versions[name].items()
        }

    @cached_property
    def plans(self) -> dict[str, Json]:
        return self.newest("carePlan")

    @cached_property
    def helps(self) -> dict[str, list[Json]]:
        """The valid interventions of each plan."""
        found: dict[str, list[Json]] = defaultdict(list)
        for help in self.newest("intervention").values():
            if help["status"] != "entered-in-error":
                found[target(help["basedOn"][0])].append(help)
        return found

    @cached_property
    def tilbud(self) -> dict[str, str]:
        return {
            id: code(team["category"][0]) for id, team in self.newest("servicePerformer").items()
        }

    def steps(self, day: date) -> dict[str, int]:
        """The step of every citizen with help on the day (catalogue section 3.2)."""
        found: dict[str, int] = {}
        for id, plan in self.plans.items():
            step = self._plan_step(id, plan, day.isoformat())
            if step is not None:
                person = self.cpr["carePlan", id]
                found[person] = max(step, found.get(person, 0))
        return found

    def _plan_step(self, id: str, plan: Json, day: str) -> int | None:
        active = [help for help in self.helps[id] if runs(help, day)]
        if not active or not runs(plan, day):
            return None
        tilbud = [STEPS[key] for key in self._tilbud_keys(plan) if key in STEPS]
        residential = [step for step, role in tilbud if role == "residential"]
        ydelser = [STEPS[key][0] for help in active for key in [ydelse(help)] if key in STEPS]
        return max(residential or ydelser or [step for step, _ in tilbud], default=None)

    def _tilbud_keys(self, plan: Json) -> list[tuple[str, str]]:
        return [("tilbud", self.tilbud[target(team)]) for team in plan.get("careTeam", [])]

    def people_with(self, wanted: str, day: date) -> set[str]:
        """Citizens with an active intervention of that code."""
        return {
            self.cpr["carePlan", id]
            for id, helps in self.helps.items()
            for help in helps
            if ydelse(help) == ("ydelse", wanted) and runs(help, day.isoformat())
        }

    def late_follow_ups(self) -> dict[int, float]:
        """Share of each year's follow-ups held more than 14 days after the date agreed."""
        due = {
            id: date.fromisoformat(found[0]["period"]["start"])
            for id, found in self.all_versions("followUpEncounter").items()
        }
        plans = self.all_versions("carePlan")
        held, late = Counter[int](), Counter[int]()
        for follow_up in self.newest("followUp").values():
            day = date.fromisoformat(follow_up["effectiveDateTime"])
            planned = due_before(plans[target(follow_up["focus"][0])], day, due)
            if planned:
                held[planned.year] += 1
                late[planned.year] += day > planned + GRACE
        return {year: late[year] / held[year] for year in held if held[year] > 100}


def due_before(plan: list[Json], held: date, due: dict[str, date]) -> date | None:
    """The date agreed for a follow-up, as the plan stood before it was held."""
    known = [
        due[follow_up_of(version)]
        for version in plan
        if version["meta"]["lastUpdated"][:10] < held.isoformat()
    ]
    return known[-1] if known else None


def runs(resource: Json, day: str) -> bool:
    period = resource["period"]
    return period["start"] <= day < period.get("end", "9999")


def ydelse(help: Json) -> tuple[str, str]:
    return "ydelse", code(help["activity"][0]["detail"]["code"])


def follow_up_of(plan: Json) -> str:
    return next(target(e["valueReference"]) for e in plan["extension"] if "valueReference" in e)


def read(folder: Path) -> Seen:
    """All reports in the order of their stamps; those broken on purpose left out."""
    seen, goals, levels = Seen(), Goals(), dict[str, int | None]()
    for report in map(msgspec.json.decode, lines(folder)):
        if report["timestamp"].endswith(flaws.MORNING):
            continue
        person = citizen(report)
        cpr = person["identifier"][0]["value"]
        seen.organizations[cpr].add(person["managingOrganization"]["identifier"]["value"])
        resources = [entry["resource"] for entry in report["entry"]]
        for resource in resources:
            _keep(seen, cpr, resource)
        levels |= {r["id"]: level(r) for r in resources if profile(r) == "condition"}
        seen.reached += goals.judged(cpr, resources, levels)
    return seen


def _keep(seen: Seen, cpr: str, resource: Json) -> None:
    content = msgspec.json.encode(resource)
    found = seen.versions[profile(resource)].setdefault(resource["id"], [])
    if not found or found[-1] != content:
        found.append(content)
    seen.cpr[profile(resource), resource["id"]] = cpr


def level(condition: Json) -> int | None:
    return SEVERITY_LEVELS.get(code(condition["severity"])) if "severity" in condition else None


class Goals:
    """The goals received so far. The first assessment after that says whether one is reached."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._open: dict[str, list[Goal]] = defaultdict(list)

    def judged(
        self, cpr: str, resources: list[Json], levels: dict[str, int | None]
    ) -> list[tuple[date, str, bool]]:
        """What the assessments of one report say; then its new goals are received."""
        verdicts = []
        for assessment in (r for r in resources if profile(r) == "informationGathering"):
            day = date.fromisoformat(assessment["effectiveDateTime"][:10])
            for finding in assessment["finding"]:
                condition = target(finding["itemReference"])
                for goal in self._open.pop(condition, ()):
                    if goal.is_consistent and levels[condition] is not None:
                        verdicts.append((day, cpr, levels[condition] <= goal.target))
        self._receive(resources, levels)
        return verdicts

    def _receive(self, resources: list[Json], levels: dict[str, int | None]) -> None:
        for resource in resources:
            if profile(resource) == "interventionGoal" and resource["id"] not in self._known:
                self._known.add(resource["id"])
                goal = _goal(resource, levels)
                self._open[goal.condition].append(goal)


def _goal(resource: Json, levels: dict[str, int | None]) -> Goal:
    severity, change = (each["detailCodeableConcept"] for each in resource["target"])
    condition = target(resource["addresses"][0])
    aim = SEVERITY_LEVELS.get(code(severity))
    return Goal(condition, code(change), aim, levels[condition])
