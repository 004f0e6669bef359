"""FHIR R4 JSON of each profile of a KL FFB delivery report: values in, `Resource` out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.example import codes

FFB = "http://fhir.kl.dk/ffbreporting/StructureDefinition/kl-reporting-ffb-"
CORE = "http://fhir.kl.dk/core/StructureDefinition/"
FFB_CODES = "urn:oid:1.2.208.176.2.22"
CARE_SOCIAL = "http://fhir.kl.dk/term/CodeSystem/CareSocialCodes"
SNOMED = "http://snomed.info/sct"
TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/"
CASE_SYSTEM = "https://eksempelkommunen.invalid/sag"

Json = dict[str, Any]


@dataclass(frozen=True)
class Resource:
    """One version of one resource, and the ids of the resources it refers to."""

    id: str
    type: str
    profile: str
    body: Json
    refers_to: tuple[str, ...] = ()


def _ref(kind: str, id: str) -> Json:
    return {"reference": f"{kind}/{id}"}


def _concept(code: str, system: str = FFB_CODES) -> Json:
    return {"coding": [{"system": system, "code": code}]}


def _case_number(number: str) -> Json:
    identifier = {"system": CASE_SYSTEM, "value": number}
    inner = {"url": "municipalitySpecific", "valueIdentifier": identifier}
    return {"url": FFB + "municipalityCaseNumber", "extension": [inner]}


def _ranked(kind: str, ids: Sequence[str]) -> list[Json]:
    """References to conditions: the first of rank 1, the rest of rank 2."""
    return [
        {"extension": [{"url": CORE + "ConditionRank", "valuePositiveInt": rank}], **_ref(kind, id)}
        for rank, id in zip([1] + [2] * len(ids), ids, strict=False)
    ]


def _period(start: str, end: str | None) -> Json:
    return {"start": start, "end": end} if end else {"start": start}


def citizen(id: str, cpr: str, organization: str) -> Resource:
    """Whose report it is, and which municipality reports."""
    identifier = {"use": "official", "system": "urn:oid:1.2.208.176.1.2", "value": cpr}
    municipality = {
        "use": "official",
        "system": "https://www.kombit.dk/organisation",
        "value": organization,
    }
    body = {"identifier": [identifier], "managingOrganization": {"identifier": municipality}}
    return Resource(id, "Patient", "citizen", body)


def service_request(id: str, citizen: str, case_number: str) -> Resource:
    """The enquiry that opens a case."""
    body = {
        "extension": [_case_number(case_number)],
        "status": "active",
        "intent": "proposal",
        "subject": _ref("Patient", citizen),
    }
    return Resource(id, "ServiceRequest", "serviceRequest", body)


def information_gathering(
    id: str, citizen: str, request: str, when: str, status: str, themes: Iterable[str], need: str
) -> Resource:
    """One assessment: what it found, and the need it holds."""
    themes = tuple(themes)
    body = {
        "extension": [
            {
                "url": CORE + "BasedOnServiceRequest",
                "valueReference": _ref("ServiceRequest", request),
            }
        ],
        "status": status,
        "subject": _ref("Patient", citizen),
        "effectiveDateTime": when,
        "investigation": [
            {"code": _concept(codes.ASSESSMENT, CARE_SOCIAL), "item": [_ref("Observation", need)]}
        ],
        "finding": [{"itemReference": _ref("Condition", theme)} for theme in themes],
    }
    refers = (request, need, *themes)
    return Resource(id, "ClinicalImpression", "informationGathering", body, refers)


def condition(
    id: str,
    citizen: str,
    code: str,
    severity: str | None,
    recorded: str,
    asserted: str | None,
    status: str = "active",
) -> Resource:
    """One theme; only those of Aktivitet og deltagelse have a severity."""
    body: Json = {}
    if asserted:
        body["extension"] = [{"url": CORE + "ConditionLastAssertedDate", "valueDateTime": asserted}]
    body["clinicalStatus"] = _concept(status, TERMINOLOGY + "condition-clinical")
    if severity:
        body["severity"] = _concept(severity)
    body |= {
        "code": _concept(code),
        "subject": _ref("Patient", citizen),
        "recordedDate": recorded,
    }
    return Resource(id, "Condition", "condition", body)


def target_group(id: str, citizen: str, code: str, recorded: str, is_error: bool) -> Resource:
    """One target group; `is_error` marks it entered-in-error."""
    body: Json = {}
    if is_error:
        system = TERMINOLOGY + "condition-ver-status"
        body["verificationStatus"] = _concept("entered-in-error", system)
    body |= {
        "code": _concept(code),
        "subject": _ref("Patient", citizen),
        "recordedDate": recorded,
    }
    return Resource(id, "Condition", "targetGroup", body)


def care_evaluation(id: str, citizen: str, need: str, when: str) -> Resource:
    """One evaluation of the need for support."""
    body = {
        "status": "final",
        "code": _concept("effe55c7-572c-4a99-8fb4-2a9dda2f6572", CARE_SOCIAL),
        "subject": _ref("Patient", citizen),
        "effectiveDateTime": when,
        "valueCodeableConcept": _concept(need),
    }
    return Resource(id, "Observation", "careEvaluation", body)


def intervention_goal(
    id: str, citizen: str, status: str, kind: str, target: str | None, themes: Sequence[str]
) -> Resource:
    """One goal; the first theme is of rank 1."""
    severity: Json = {"measure": _concept("66959f77-6e2a-4574-8423-3ff097f8b9fa", CARE_SOCIAL)}
    if target:
        severity["detailCodeableConcept"] = _concept(target)
    change = {
        "measure": _concept("90c48f03-f194-4b2f-ad7d-6cba1069ae48", CARE_SOCIAL),
        "detailCodeableConcept": _concept(kind),
    }
    body = {
        "lifecycleStatus": status,
        "category": [_concept("0bb3daef-538d-45dc-b444-abdbcb63f6bc", CARE_SOCIAL)],
        "description": _concept("410518001", SNOMED),
        "subject": _ref("Patient", citizen),
        "target": [severity, change],
        "addresses": _ranked("Condition", themes),
    }
    return Resource(id, "Goal", "interventionGoal", body, tuple(themes))


def follow_up_encounter(id: str, citizen: str, day: str) -> Resource:
    """One planned follow-up."""
    body = {
        "status": "planned",
        "class": {"system": TERMINOLOGY + "v3-ActCode", "code": "HH"},
        "type": [_concept("9f03dfbb-7a97-45a5-94db-d4c3501714a9", CARE_SOCIAL)],
        "subject": _ref("Patient", citizen),
        "period": {"start": day},
    }
    return Resource(id, "Encounter", "followUpEncounter", body)


def service_performer(id: str, citizen: str, code: str) -> Resource:
    """One tilbud."""
    body = {"category": [_concept(code)], "subject": _ref("Patient", citizen)}
    return Resource(id, "CareTeam", "servicePerformer", body)


def care_plan(
    id: str,
    citizen: str,
    *,
    case_number: str,
    status: str,
    intent: str,
    start: str,
    end: str | None,
    performers: Sequence[str],
    target_groups: Sequence[str],
    evaluation: str,
    encounter: str,
    goals: Sequence[str] = (),
) -> Resource:
    """One plan; the first target group is of rank 1."""
    follow_up = {"url": FFB + "follow-up-date-extension"}
    body: Json = {
        "extension": [
            _case_number(case_number),
            {**follow_up, "valueReference": _ref("Encounter", encounter)},
        ],
        "status": status,
        "intent": intent,
        "subject": _ref("Patient", citizen),
        "period": _period(start, end),
        "addresses": _ranked("Condition", target_groups),
        "activity": [{"outcomeReference": [_ref("Observation", evaluation)]}],
    }
    if performers:
        body["careTeam"] = [_ref("CareTeam", performer) for performer in performers]
    if goals:
        body["goal"] = [_ref("Goal", goal) for goal in goals]
    refers = (encounter, evaluation, *target_groups, *performers, *goals)
    return Resource(id, "CarePlan", "carePlan", body, refers)


def intervention(
    id: str,
    citizen: str,
    *,
    plans: Sequence[str],
    code: str,
    status: str,
    created: str,
    start: str,
    end: str | None,
) -> Resource:
    """One ydelse granted under one or more plans."""
    body = {
        "basedOn": [_ref("CarePlan", plan) for plan in plans],
        "status": status,
        "intent": "order",
        "subject": _ref("Patient", citizen),
        "period": _period(start, end),
        "created": created,
        "activity": [{"detail": {"code": _concept(code), "status": "in-progress"}}],
    }
    return Resource(id, "CarePlan", "intervention", body, tuple(plans))


def follow_up(
    id: str, citizen: str, plans: Sequence[str], result: str, day: str, status: str = "final"
) -> Resource:
    """One follow-up that was held on one or more plans."""
    body = {
        "status": status,
        "code": _concept("712744002", SNOMED),
        "subject": _ref("Patient", citizen),
        "focus": [_ref("CarePlan", plan) for plan in plans],
        "effectiveDateTime": day,
        "valueCodeableConcept": _concept(result),
    }
    return Resource(id, "Observation", "followUp", body, tuple(plans))
