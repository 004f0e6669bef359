"""Reports that break a rule, so that there is something to set aside.

Eight in an example of any size, spread over its years. Most are delivered
again, correct, the same evening; what the others told stays untold.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.example import lives
from pipelines.example.people import Person
from pipelines.example.record import Report
from pipelines.example.resources import FFB, Json
from pipelines.example.story import Story, day_text

MORNING = "T08:15:00Z"
REPLACED_DAY = 60  # what a replacement number adds to the day of birth


@dataclass(frozen=True)
class Flaw:
    """One way to break a report. `break_it` says whether the report had what it breaks."""

    rule: str
    is_corrected: bool
    break_it: Callable[[Json], bool]


def _resources(bundle: Json, profile: str) -> list[Json]:
    url = FFB + profile
    return [
        entry["resource"]
        for entry in bundle["entry"]
        if url in entry["resource"]["meta"]["profile"]
    ]


def _replaced_number(bundle: Json) -> bool:
    """A replacement number in the place of the CPR number."""
    identifier = _resources(bundle, "citizen")[0]["identifier"][0]
    number: str = identifier["value"]
    identifier["value"] = f"{int(number[:2]) + REPLACED_DAY}{number[2:]}"
    return True


def _without_evaluation(bundle: Json) -> bool:
    plans = [
        plan
        for plan in _resources(bundle, "carePlan")
        if plan["intent"] == "order" and plan["status"] != "completed"
    ]
    return bool(plans) and plans[0].pop("activity", None) is not None


def _severity_on_function(bundle: Json) -> bool:
    """A severity on a theme that has none."""
    conditions = _resources(bundle, "condition")
    severe = next((one["severity"] for one in conditions if "severity" in one), None)
    other = next((one for one in conditions if "severity" not in one), None)
    if severe is None or other is None:
        return False
    other["severity"] = severe
    return True


def _loose_reference(bundle: Json) -> bool:
    """The follow-up encounter is left out, but a plan refers to it."""
    plans = _resources(bundle, "carePlan")
    if not plans:
        return False
    gone = plans[0]["extension"][1]["valueReference"]["reference"]
    bundle["entry"] = [entry for entry in bundle["entry"] if entry["fullUrl"] != gone]
    return True


def _follow_up_on_nothing(bundle: Json) -> bool:
    follow_ups = _resources(bundle, "followUp")
    return bool(follow_ups) and follow_ups[0].pop("focus", None) is not None


def _danish_date(bundle: Json) -> bool:
    conditions = _resources(bundle, "condition")
    if not conditions or len(conditions[0]["recordedDate"]) < 10:
        return False
    year, month, day = conditions[0]["recordedDate"].split("-")
    conditions[0]["recordedDate"] = f"{day}-{month}-{year}"
    return True


def _free_text(bundle: Json) -> bool:
    conditions = _resources(bundle, "condition")
    if conditions:
        conditions[0]["note"] = [{"text": "Opdigtet notat i eksempeldata"}]
    return bool(conditions)


def _unknown_status(bundle: Json) -> bool:
    plans = _resources(bundle, "carePlan")
    if plans:
        plans[0]["status"] = "finished"
    return bool(plans)


FLAWS = (
    Flaw("cpr", True, _replaced_number),
    Flaw("kl-reporting-ffb-care-plan-4", True, _without_evaluation),
    Flaw("kl-reporting-ffb-condition-1", True, _severity_on_function),
    Flaw("carePlan.status.binding", False, _unknown_status),
    Flaw("followUpDateExtension.value.bundled", True, _loose_reference),
    Flaw("followUp.focus.min", True, _follow_up_on_nothing),
    Flaw("condition.recordedDate.type", False, _danish_date),
    Flaw("condition.note.prohibited", False, _free_text),
)


def plant(persons: Sequence[Person], story: Story, seed: int) -> dict[int, Flaw]:
    """Who gets which flaw, by person number: the first whose report fits it in its turn."""
    chosen: dict[int, Flaw] = {}
    waiting = iter(persons)
    for flaw in FLAWS:
        turn = turn_of(flaw, story)
        for person in waiting:
            if any(_fits(report, flaw, turn) for report in lives.reports(person, story, seed)):
                chosen[person.number] = flaw
                break
    return chosen


def turn_of(flaw: Flaw, story: Story) -> str:
    """The day from which the flaw may occur; the flaws are spread over the years."""
    share = (FLAWS.index(flaw) + 1) / (len(FLAWS) + 3)
    return day_text(story.go_live + int(share * (story.until - story.go_live)))


def _fits(report: Report, flaw: Flaw, turn: str) -> bool:
    return report.stamp > turn and _broken(report, flaw) is not None


def with_flaw(reports: Iterator[Report], flaw: Flaw, turn: str) -> Iterator[Report]:
    """The reports, the first that fits broken, and delivered again if it is corrected."""
    is_waiting = True
    for report in reports:
        broken = _broken(report, flaw) if is_waiting and report.stamp > turn else None
        if broken:
            yield broken
            is_waiting = False
        if not broken or flaw.is_corrected:
            yield report


def _broken(report: Report, flaw: Flaw) -> Report | None:
    """The report with the flaw, stamped the same morning; None where it does not fit."""
    bundle: dict[str, Any] = json.loads(report.line)
    bundle["id"] = bundle["id"][::-1]
    bundle["timestamp"] = report.stamp[:10] + MORNING
    if not flaw.break_it(bundle):
        return None
    line = json.dumps(bundle, ensure_ascii=False, separators=(",", ":"))
    return Report(bundle["timestamp"], line.encode())
