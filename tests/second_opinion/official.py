"""KL's official reports as version rows, read without the project's loader.

The files belong to KL and are not in the repository; they are read from the
knowledge folder beside it, where there is one.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.second_opinion.state import Row, Tables, codelist

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "ffb"
REPORTS = FOLDER / "bundles"
COPENHAGEN = ZoneInfo("Europe/Copenhagen")
LEVEL = {row["code"]: int(row["score"]) for row in codelist("ffb_code") if row["score"]}
GROUP = {row["code"]: row["value_set"] for row in codelist("ffb_code")}


def local_date(text: str | None) -> Any:
    """R1: the Danish day; None for a missing or partial date."""
    if not text or len(text) < 10:
        return None
    if len(text) == 10:
        return datetime.fromisoformat(text).date()
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(COPENHAGEN).date()


def _code(concept: dict[str, Any] | None) -> str | None:
    return concept["coding"][0]["code"] if concept and concept.get("coding") else None


def _ref(reference: dict[str, Any] | None) -> str | None:
    return reference["reference"].split("/")[-1] if reference else None


def _refs(references: list[dict[str, Any]] | None) -> list[str | None]:
    return [_ref(reference) for reference in references or []]


def _extension(element: dict[str, Any], name: str) -> dict[str, Any]:
    return next((e for e in element.get("extension", []) if e["url"].endswith(name)), {})


def _rank(reference: dict[str, Any]) -> int | None:
    return _extension(reference, "ConditionRank").get("valuePositiveInt")


def _period(resource: dict[str, Any]) -> Row:
    period = resource.get("period", {})
    return {
        "start_date": local_date(period.get("start")),
        "end_date": local_date(period.get("end")),
    }


def _condition(r: dict[str, Any]) -> Row:
    asserted = _extension(r, "ConditionLastAssertedDate").get("valueDateTime")
    return {
        "code": _code(r["code"]),
        "severity_level": LEVEL.get(_code(r.get("severity")) or ""),
        "verification_status": _code(r.get("verificationStatus")),
        "recorded_date": local_date(r["recordedDate"]),
        "last_asserted_date": local_date(asserted),
    }


def _goal(r: dict[str, Any]) -> Row:
    first = next(a for a in r["addresses"] if _rank(a) == 1)
    codes = {_code(t["measure"]): _code(t.get("detailCodeableConcept")) for t in r["target"]}
    change = {"d41c8072", "10752a63", "e47c22bd"}
    return {
        "lifecycle_status": r["lifecycleStatus"],
        "primary_condition_id": _ref(first),
        "expected_severity_level": next((LEVEL[c] for c in codes.values() if c in LEVEL), None),
        "change_value_code": next((c for c in codes.values() if c and c[:8] in change), None),
    }


def _care_plan(r: dict[str, Any]) -> Row:
    activities = [a for a in r.get("activity", []) if a.get("outcomeReference")]
    return {
        "intent": r["intent"],
        "status": r["status"],
        **_period(r),
        "service_performer_ids": _refs(r.get("careTeam")),
        "target_groups": [
            {"target_group_id": _ref(a), "rank": _rank(a)} for a in r.get("addresses", [])
        ],
        "care_evaluation_id": _ref(activities[0]["outcomeReference"][0]) if activities else None,
        "follow_up_encounter_id": _ref(
            _extension(r, "follow-up-date-extension").get("valueReference")
        ),
        "intervention_goal_ids": _refs(r.get("goal")),
    }


def _intervention(r: dict[str, Any]) -> Row:
    return {
        "care_plan_ids": _refs(r["basedOn"]),
        "codes": [_code(a["detail"]["code"]) for a in r["activity"]],
        "status": r["status"],
        "intent": r["intent"],
        **_period(r),
    }


def _care_evaluation(r: dict[str, Any]) -> Row:
    level = LEVEL.get(_code(r["valueCodeableConcept"]) or "")
    return {
        "level": level,
        "effective_date": local_date(r["effectiveDateTime"]),
        "status": r["status"],
    }


def _follow_up(r: dict[str, Any]) -> Row:
    return {
        "care_plan_ids": _refs(r["focus"]),
        "result_code": _code(r["valueCodeableConcept"]),
        "effective_date": local_date(r["effectiveDateTime"]),
        "status": r["status"],
    }


def _gathering(r: dict[str, Any]) -> Row:
    return {
        "status": r["status"],
        "effective_date": local_date(r["effectiveDateTime"]),
        "condition_ids": [_ref(f["itemReference"]) for f in r.get("finding", [])],
    }


def _target_group(r: dict[str, Any]) -> Row:
    status = _code(r.get("verificationStatus"))
    return {"code": _code(r["code"]), "verification_status": status}


READ = {
    "condition": ("condition", _condition),
    "interventionGoal": ("intervention_goal", _goal),
    "carePlan": ("care_plan", _care_plan),
    "intervention": ("intervention", _intervention),
    "careEvaluation": ("care_evaluation", _care_evaluation),
    "followUp": ("follow_up", _follow_up),
    "informationGathering": ("information_gathering", _gathering),
    "targetGroup": ("target_group", _target_group),
    "followUpEncounter": ("follow_up_encounter", _period),
    "servicePerformer": ("service_performer", lambda r: {"code": _code(r["category"][0])}),
}


def _resources(report: dict[str, Any]) -> Iterator[tuple[str, str, Row]]:
    """Table, id and content of each resource but the citizen."""
    for entry in report["entry"]:
        resource = entry["resource"]
        profile = resource["meta"]["profile"][0].split("-ffb-")[-1]
        if profile in READ:
            table, read = READ[profile]
            yield table, resource["id"], {f"{table}_id": resource["id"], **read(resource)}


def _citizen(report: dict[str, Any]) -> Row:
    """R6. The example's number begins 010181 and ends odd: a man born on 1 January 1981."""
    patient = next(
        e["resource"] for e in report["entry"] if e["resource"]["resourceType"] == "Patient"
    )
    number = patient["identifier"][0]["value"]
    return {
        "citizen_id": patient["id"],
        "birth_date": datetime.strptime(number[:6], "%d%m%y").date(),
        "sex": "M" if int(number[-1]) % 2 else "K",
        "organization_id": patient["managingOrganization"]["identifier"]["value"],
    }


def tables() -> Tables:
    """Every version in the official reports, ordered by the reports' own time."""
    reports = [json.loads(path.read_text("utf-8")) for path in sorted(REPORTS.glob("*.json"))]
    found: Tables = {}
    for report in sorted(reports, key=lambda report: report["timestamp"]):
        at = report["timestamp"]
        citizen = _citizen(report)
        whose = {"person_id": "k1:official", "organization_id": citizen["organization_id"]}
        content = [("citizen", citizen["citizen_id"], citizen), *_resources(report)]
        for table, name, row in content:
            _add(found.setdefault(f"{table}_version", []), table, name, {**row, **whose}, at)
    return found


def _add(rows: list[Row], table: str, name: str, row: Row, at: str) -> None:
    """A version is a resource whose content differs from the one before."""
    before = [r for r in rows if r[f"{table}_id"] == name]
    if before and all(before[-1][column] == value for column, value in row.items()):
        return
    known = datetime.fromisoformat(at.replace("Z", "+00:00"))
    naive_utc = known.replace(tzinfo=None)
    rows.append(
        {**row, "version_no": len(before) + 1, "known_at": naive_utc, "known_date": local_date(at)}
    )
