"""A valid delivery report of our own that uses every element the guide has a rule about.

The citizen is invented: the CPR number fails modulus 11 on a birthday other
than 1 January, so it was never issued to anybody.
"""

import json
from typing import Any

from pipelines.sources.ffb.codes import (
    BASED_ON_URL,
    CASE_NUMBER_URL,
    CPR_SYSTEM,
    FOLLOW_UP_DATE_URL,
    KOMBIT_SYSTEM,
    LAST_ASSERTED_URL,
    RANK_URL,
)
from pipelines.sources.ffb.profiles import RESOURCES
from pipelines.sources.ffb.rules import CARE_SOCIAL_SYSTEM, FFB_SYSTEM

CPR = "1204824322"  # invented, see above
ORGANIZATION = "5f0c2a11-8d3e-4b55-9a41-2f7f3c9d1e02"
HL7 = "http://terminology.hl7.org/CodeSystem/"
Json = dict[str, Any]
_TYPES = {one.name: one.type for one in RESOURCES}
_URLS = {one.name: one.url for one in RESOURCES}


def an_id(number: int) -> str:
    return f"aaaaaaaa-0000-4000-8000-{number:012d}"


def concept(code: str, system: str = FFB_SYSTEM) -> Json:
    return {"coding": [{"system": system, "code": code}]}


def refer(profile: str, number: int) -> Json:
    return {"reference": f"{_TYPES[profile]}/{an_id(number)}"}


def resource(profile: str, number: int, **content: Any) -> Json:
    subject = {} if profile == "citizen" else {"subject": refer("citizen", 1)}
    return {
        "resourceType": _TYPES[profile],
        "id": an_id(number),
        "meta": {"profile": [_URLS[profile]]},
        **subject,
        **content,
    }


def ranked(profile: str, number: int, rank: int) -> Json:
    return {
        "extension": [{"url": RANK_URL, "valuePositiveInt": rank}],
        **refer(profile, number),
    }


def case_number() -> Json:
    return {
        "url": CASE_NUMBER_URL,
        "extension": [
            {
                "url": "municipalitySpecific",
                "valueIdentifier": {
                    "use": "usual",
                    "system": "http://kommune.example.dk/sag",
                    "value": "Sag-17",
                },
            },
            {"url": "official", "valueIdentifier": {"value": "O-17"}},
        ],
    }


def _condition(number: int, code: str, **content: Any) -> Json:
    return resource(
        "condition",
        number,
        clinicalStatus=concept("active", HL7 + "condition-clinical"),
        verificationStatus=concept("confirmed", HL7 + "condition-ver-status"),
        code=concept(code),
        recordedDate="2024-03-01T09:00:00+01:00",
        **content,
    )


def _citizen() -> Json:
    return resource(
        "citizen",
        1,
        identifier=[{"use": "official", "system": CPR_SYSTEM, "value": CPR}],
        managingOrganization={
            "identifier": {"use": "official", "system": KOMBIT_SYSTEM, "value": ORGANIZATION}
        },
    )


def _gathering() -> Json:
    return resource(
        "informationGathering",
        3,
        extension=[{"url": BASED_ON_URL, "valueReference": refer("serviceRequest", 2)}],
        status="completed",
        effectiveDateTime="2024-03-01T23:30:00Z",
        investigation=[
            {
                "code": concept("effe55c7-572c-4a99-8fb4-2a9dda2f6572", CARE_SOCIAL_SYSTEM),
                "item": [refer("careEvaluation", 10)],
            }
        ],
        finding=[{"itemReference": refer("condition", n)} for n in (4, 5)],
    )


def _goal() -> Json:
    return resource(
        "interventionGoal",
        6,
        lifecycleStatus="active",
        category=[concept("0bb3daef-538d-45dc-b444-abdbcb63f6bc", CARE_SOCIAL_SYSTEM)],
        description=concept("410518001", "http://snomed.info/sct"),
        addresses=[ranked("condition", 4, 1)],
        target=[
            {
                "measure": concept("66959f77-6e2a-4574-8423-3ff097f8b9fa", CARE_SOCIAL_SYSTEM),
                "detailCodeableConcept": concept("8328ce4a-6238-4f73-bf1a-74aadb68eff8"),
            },
            {
                "measure": concept("90c48f03-f194-4b2f-ad7d-6cba1069ae48", CARE_SOCIAL_SYSTEM),
                "detailCodeableConcept": concept("d41c8072-52f8-42b5-9375-ddbea454d27f"),
            },
        ],
    )


def _care_plan() -> Json:
    return resource(
        "carePlan",
        7,
        extension=[
            case_number(),
            {"url": FOLLOW_UP_DATE_URL, "valueReference": refer("followUpEncounter", 9)},
        ],
        status="active",
        intent="order",
        period={"start": "2024-03-05", "end": "2025-03-05"},
        careTeam=[refer("servicePerformer", 11)],
        addresses=[ranked("targetGroup", 8, 1), ranked("targetGroup", 14, 2)],
        goal=[refer("interventionGoal", 6)],
        activity=[{"outcomeReference": [refer("careEvaluation", 10)]}],
    )


def _target_group(number: int, code: str) -> Json:
    return resource(
        "targetGroup",
        number,
        clinicalStatus=concept("active", HL7 + "condition-clinical"),
        verificationStatus=concept("confirmed", HL7 + "condition-ver-status"),
        code=concept(code),
        recordedDate="2024-03-01",
    )


def _encounter() -> Json:
    return resource(
        "followUpEncounter",
        9,
        status="planned",
        **{"class": {"system": HL7 + "v3-ActCode", "code": "HH"}},
        type=[concept("9f03dfbb-7a97-45a5-94db-d4c3501714a9", CARE_SOCIAL_SYSTEM)],
        period={"start": "2024-09-01"},
    )


def _evaluation() -> Json:
    return resource(
        "careEvaluation",
        10,
        status="final",
        code=concept("effe55c7-572c-4a99-8fb4-2a9dda2f6572", CARE_SOCIAL_SYSTEM),
        effectiveDateTime="2024-03-01",
        valueCodeableConcept=concept("dd628e73-d6c9-4837-a2b8-aa62d73bd6ae"),
    )


def _intervention() -> Json:
    return resource(
        "intervention",
        12,
        basedOn=[refer("carePlan", 7)],
        status="active",
        intent="order",
        created="2024-03-05T08:00:00Z",
        period={"start": "2024-03-05", "end": "2024-12-31"},
        activity=[
            {
                "detail": {
                    "code": concept("638f44df-6bf2-47f8-9935-b8fdc83e5bf5"),
                    "status": "in-progress",
                }
            }
        ],
    )


def _follow_up() -> Json:
    return resource(
        "followUp",
        13,
        status="final",
        code=concept("712744002", "http://snomed.info/sct"),
        focus=[refer("carePlan", 7)],
        effectiveDateTime="2024-09-02",
        valueCodeableConcept=concept("1e971d84-10a4-4ef8-a8b3-0daa4c7d088a"),
    )


def resources() -> list[Json]:
    return [
        _citizen(),
        resource(
            "serviceRequest", 2, status="active", intent="proposal", extension=[case_number()]
        ),
        _gathering(),
        _condition(
            4,
            "464a2ab6-a7df-4b3a-b74d-7873f4cfe668",  # Spise, of Aktivitet og deltagelse
            severity=concept("5bdde847-2837-416b-ab63-bbff8b7aa531"),
            extension=[{"url": LAST_ASSERTED_URL, "valueDateTime": "2024-04"}],
        ),
        _condition(5, "f5b8e809-7689-4952-838c-a069c99408b3"),  # Tobak
        _goal(),
        _care_plan(),
        _target_group(8, "5cfc9530-a193-4f66-9981-3b980ee9ea7b"),
        _encounter(),
        _evaluation(),
        resource(
            "servicePerformer", 11, category=[concept("498fe92c-d7f7-41cd-9404-5b38fe113be0")]
        ),
        _intervention(),
        _follow_up(),
        _target_group(14, "5e95db73-4d16-4084-93a3-595c0650b160"),
    ]


def report(contents: list[Json] | None = None) -> Json:
    """The report; `contents` replaces its resources."""
    return {
        "resourceType": "Bundle",
        "id": an_id(99),
        "type": "collection",
        "timestamp": "2024-09-02T12:00:00.5+02:00",
        "entry": [
            {"fullUrl": f"{one['resourceType']}/{one['id']}", "resource": one}
            for one in (resources() if contents is None else contents)
        ],
    }


def as_bytes(value: Any, **options: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), **options).encode()
