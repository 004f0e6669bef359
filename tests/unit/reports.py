"""Small delivery reports of our own, for tests that must run without the official example."""

import json
from typing import Any

PROFILE = "http://fhir.kl.dk/ffbreporting/StructureDefinition/kl-reporting-ffb-"

# Nobody's: it fails modulus 11 on a birthday other than 1 January.
CPR = "0203914567"


def uuid(number: int) -> str:
    """An id that looks as the field's do."""
    return f"{number:08x}-0000-4000-8000-000000000000"


def report(
    number: int = 1,
    timestamp: str = "2024-03-01T10:00:00Z",
    cpr: str = CPR,
    case_number: str = "Sag 1",
) -> dict[str, Any]:
    """A citizen and a request: the smallest report that loads rows into two tables."""
    citizen = uuid(number)
    return {
        "resourceType": "Bundle",
        "meta": {"profile": [f"{PROFILE}deliveryReport"]},
        "type": "collection",
        "timestamp": timestamp,
        "entry": [
            _entry(
                {
                    "resourceType": "Patient",
                    "id": citizen,
                    "meta": {"profile": [f"{PROFILE}citizen"]},
                    "identifier": [
                        {"use": "official", "system": "urn:oid:1.2.208.176.1.2", "value": cpr}
                    ],
                    "managingOrganization": {
                        "identifier": {
                            "use": "official",
                            "system": "https://www.kombit.dk/organisation",
                            "value": "11111111-1111-4111-8111-111111111111",
                        }
                    },
                }
            ),
            _entry(
                {
                    "resourceType": "ServiceRequest",
                    "id": uuid(number + 0x1000000),
                    "meta": {"profile": [f"{PROFILE}serviceRequest"]},
                    "intent": "proposal",
                    "status": "active",
                    "subject": {"reference": f"Patient/{citizen}"},
                    "extension": [
                        {
                            "url": f"{PROFILE}municipalityCaseNumber",
                            "extension": [
                                {
                                    "url": "municipalitySpecific",
                                    "valueIdentifier": {
                                        "system": "http://example.dk/identifier/case",
                                        "value": case_number,
                                    },
                                }
                            ],
                        }
                    ],
                }
            ),
        ],
    }


def line(content: Any) -> str:
    """A report as one line of NDJSON, without the line end."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _entry(resource: dict[str, Any]) -> dict[str, Any]:
    return {"fullUrl": f"{resource['resourceType']}/{resource['id']}", "resource": resource}
