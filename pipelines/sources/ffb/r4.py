"""The structure of FHIR R4 (4.0.1), as far as a delivery report can hold it.

One line a type: `name:type`, a star for a JSON array, `name[x]:a|b` for a
choice of types. A type without a line here is one that can only stand in
forbidden elements or in extensions we do not read; nothing in it is looked at.
Source: the StructureDefinitions of R4; Condition.severity and the like are
checked against fhir.resources in the tests.
"""

from dataclasses import dataclass
from functools import cache


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PRIMITIVES = _words(
    "base64Binary boolean canonical code date dateTime decimal id instant integer markdown oid "
    "positiveInt string time unsignedInt uri url uuid xhtml"
)
_COMPLEX_VALUES = (
    "Address Age Annotation Attachment CodeableConcept Coding ContactDetail ContactPoint "
    "Contributor Count DataRequirement Distance Dosage Duration Expression HumanName Identifier "
    "Meta Money ParameterDefinition Period Quantity Range Ratio Reference RelatedArtifact "
    "SampledData Signature Timing TriggerDefinition UsageContext"
)
_ANY_VALUE = "|".join(sorted(PRIMITIVES - {"xhtml"}) + _COMPLEX_VALUES.split())

_ELEMENT = "id:string extension:Extension*"
_BACKBONE = f"{_ELEMENT} modifierExtension:Extension*"
_RESOURCE = "resourceType:code id:id meta:Meta implicitRules:uri language:code"
_DOMAIN_RESOURCE = (
    f"{_RESOURCE} text:Narrative contained:Resource* "
    "extension:Extension* modifierExtension:Extension*"
)
_QUANTITY = f"{_ELEMENT} value:decimal comparator:code unit:string system:uri code:code"

_TYPES = {
    "Identifier": f"{_ELEMENT} use:code type:CodeableConcept system:uri value:string "
    "period:Period assigner:Reference",
    "CodeableConcept": f"{_ELEMENT} coding:Coding* text:string",
    "Coding": f"{_ELEMENT} system:uri version:string code:code display:string userSelected:boolean",
    "Reference": f"{_ELEMENT} reference:string type:uri identifier:Identifier display:string",
    "Period": f"{_ELEMENT} start:dateTime end:dateTime",
    "Meta": f"{_ELEMENT} versionId:id lastUpdated:instant source:uri profile:canonical* "
    "security:Coding* tag:Coding*",
    "Narrative": f"{_ELEMENT} status:code div:xhtml",
    "Extension": f"{_ELEMENT} url:uri value[x]:{_ANY_VALUE}",
    "Annotation": f"{_ELEMENT} author[x]:Reference|string time:dateTime text:markdown",
    "Quantity": _QUANTITY,
    "Duration": _QUANTITY,
    "Age": _QUANTITY,
    "Range": f"{_ELEMENT} low:Quantity high:Quantity",
    "Ratio": f"{_ELEMENT} numerator:Quantity denominator:Quantity",
    "Bundle": f"{_RESOURCE} identifier:Identifier type:code timestamp:instant total:unsignedInt "
    "link:Bundle.link* entry:Bundle.entry* signature:Signature",
    "Bundle.link": f"{_BACKBONE} relation:string url:uri",
    "Bundle.entry": f"{_BACKBONE} link:Bundle.link* fullUrl:uri resource:Resource "
    "search:Bundle.entry.search request:Bundle.entry.request response:Bundle.entry.response",
    "Patient": f"{_DOMAIN_RESOURCE} identifier:Identifier* active:boolean name:HumanName* "
    "telecom:ContactPoint* gender:code birthDate:date deceased[x]:boolean|dateTime "
    "address:Address* maritalStatus:CodeableConcept multipleBirth[x]:boolean|integer "
    "photo:Attachment* contact:Patient.contact* communication:Patient.communication* "
    "generalPractitioner:Reference* managingOrganization:Reference link:Patient.link*",
    "ServiceRequest": f"{_DOMAIN_RESOURCE} identifier:Identifier* instantiatesCanonical:canonical* "
    "instantiatesUri:uri* basedOn:Reference* replaces:Reference* requisition:Identifier "
    "status:code intent:code category:CodeableConcept* priority:code doNotPerform:boolean "
    "code:CodeableConcept orderDetail:CodeableConcept* quantity[x]:Quantity|Ratio|Range "
    "subject:Reference encounter:Reference occurrence[x]:dateTime|Period|Timing "
    "asNeeded[x]:boolean|CodeableConcept authoredOn:dateTime requester:Reference "
    "performerType:CodeableConcept performer:Reference* locationCode:CodeableConcept* "
    "locationReference:Reference* reasonCode:CodeableConcept* reasonReference:Reference* "
    "insurance:Reference* supportingInfo:Reference* specimen:Reference* "
    "bodySite:CodeableConcept* note:Annotation* patientInstruction:string "
    "relevantHistory:Reference*",
    "ClinicalImpression": f"{_DOMAIN_RESOURCE} identifier:Identifier* status:code "
    "statusReason:CodeableConcept code:CodeableConcept description:string subject:Reference "
    "encounter:Reference effective[x]:dateTime|Period date:dateTime assessor:Reference "
    "previous:Reference problem:Reference* investigation:ClinicalImpression.investigation* "
    "protocol:uri* summary:string finding:ClinicalImpression.finding* "
    "prognosisCodeableConcept:CodeableConcept* prognosisReference:Reference* "
    "supportingInfo:Reference* note:Annotation*",
    "ClinicalImpression.investigation": f"{_BACKBONE} code:CodeableConcept item:Reference*",
    "ClinicalImpression.finding": f"{_BACKBONE} itemCodeableConcept:CodeableConcept "
    "itemReference:Reference basis:string",
    "Condition": f"{_DOMAIN_RESOURCE} identifier:Identifier* clinicalStatus:CodeableConcept "
    "verificationStatus:CodeableConcept category:CodeableConcept* severity:CodeableConcept "
    "code:CodeableConcept bodySite:CodeableConcept* subject:Reference encounter:Reference "
    "onset[x]:dateTime|Age|Period|Range|string abatement[x]:dateTime|Age|Period|Range|string "
    "recordedDate:dateTime recorder:Reference asserter:Reference stage:Condition.stage* "
    "evidence:Condition.evidence* note:Annotation*",
    "Goal": f"{_DOMAIN_RESOURCE} identifier:Identifier* lifecycleStatus:code "
    "achievementStatus:CodeableConcept category:CodeableConcept* priority:CodeableConcept "
    "description:CodeableConcept subject:Reference start[x]:date|CodeableConcept "
    "target:Goal.target* statusDate:date statusReason:string expressedBy:Reference "
    "addresses:Reference* note:Annotation* outcomeCode:CodeableConcept* "
    "outcomeReference:Reference*",
    "Goal.target": f"{_BACKBONE} measure:CodeableConcept "
    "detail[x]:Quantity|Range|CodeableConcept|string|boolean|integer|Ratio "
    "due[x]:date|Duration",
    "CarePlan": f"{_DOMAIN_RESOURCE} identifier:Identifier* instantiatesCanonical:canonical* "
    "instantiatesUri:uri* basedOn:Reference* replaces:Reference* partOf:Reference* status:code "
    "intent:code category:CodeableConcept* title:string description:string subject:Reference "
    "encounter:Reference period:Period created:dateTime author:Reference contributor:Reference* "
    "careTeam:Reference* addresses:Reference* supportingInfo:Reference* goal:Reference* "
    "activity:CarePlan.activity* note:Annotation*",
    "CarePlan.activity": f"{_BACKBONE} outcomeCodeableConcept:CodeableConcept* "
    "outcomeReference:Reference* progress:Annotation* reference:Reference "
    "detail:CarePlan.activity.detail",
    "CarePlan.activity.detail": f"{_BACKBONE} kind:code instantiatesCanonical:canonical* "
    "instantiatesUri:uri* code:CodeableConcept reasonCode:CodeableConcept* "
    "reasonReference:Reference* goal:Reference* status:code statusReason:CodeableConcept "
    "doNotPerform:boolean scheduled[x]:Timing|Period|string location:Reference "
    "performer:Reference* product[x]:CodeableConcept|Reference dailyAmount:Quantity "
    "quantity:Quantity description:string",
    "Encounter": f"{_DOMAIN_RESOURCE} identifier:Identifier* status:code "
    "statusHistory:Encounter.statusHistory* class:Coding classHistory:Encounter.classHistory* "
    "type:CodeableConcept* serviceType:CodeableConcept priority:CodeableConcept "
    "subject:Reference episodeOfCare:Reference* basedOn:Reference* "
    "participant:Encounter.participant* appointment:Reference* period:Period length:Duration "
    "reasonCode:CodeableConcept* reasonReference:Reference* diagnosis:Encounter.diagnosis* "
    "account:Reference* hospitalization:Encounter.hospitalization location:Encounter.location* "
    "serviceProvider:Reference partOf:Reference",
    "Observation": f"{_DOMAIN_RESOURCE} identifier:Identifier* basedOn:Reference* "
    "partOf:Reference* status:code category:CodeableConcept* code:CodeableConcept "
    "subject:Reference focus:Reference* encounter:Reference "
    "effective[x]:dateTime|Period|Timing|instant issued:instant performer:Reference* "
    "value[x]:Quantity|CodeableConcept|string|boolean|integer|Range|Ratio|SampledData|time"
    "|dateTime|Period dataAbsentReason:CodeableConcept interpretation:CodeableConcept* "
    "note:Annotation* bodySite:CodeableConcept method:CodeableConcept specimen:Reference "
    "device:Reference referenceRange:Observation.referenceRange* hasMember:Reference* "
    "derivedFrom:Reference* component:Observation.component*",
    "CareTeam": f"{_DOMAIN_RESOURCE} identifier:Identifier* status:code "
    "category:CodeableConcept* name:string subject:Reference encounter:Reference period:Period "
    "participant:CareTeam.participant* reasonCode:CodeableConcept* reasonReference:Reference* "
    "managingOrganization:Reference* telecom:ContactPoint* note:Annotation*",
}

# Elements that base R4 itself demands in types the profiles leave as they are.
BASE_REQUIRED = {
    "Extension": ("url",),
    "Narrative": ("status", "div"),
    "Annotation": ("text",),
}

# Names that may be told to a user when something else than a Bundle arrives.
KNOWN_RESOURCE_TYPES = _words(
    "AllergyIntolerance Appointment AuditEvent Binary Bundle CapabilityStatement CarePlan CareTeam "
    "ClinicalImpression CodeSystem Communication CommunicationRequest Composition ConceptMap "
    "Condition Consent Device DocumentReference Encounter EpisodeOfCare Flag Goal Group "
    "HealthcareService ImplementationGuide List Location Medication MedicationRequest "
    "MessageHeader Observation OperationOutcome Organization Parameters Patient Person "
    "Practitioner PractitionerRole Procedure Provenance Questionnaire QuestionnaireResponse "
    "RelatedPerson ServiceRequest StructureDefinition Subscription Task ValueSet"
)


@dataclass(frozen=True)
class Element:
    """One JSON key of a type: the element it stands for, its type, whether it is an array."""

    key: str
    name: str
    type: str
    many: bool = False

    @property
    def is_primitive(self) -> bool:
        return self.type in PRIMITIVES


@cache
def elements(type_name: str) -> dict[str, Element]:
    """The JSON keys a type may have; empty for a type that is not looked into."""
    found = [e for word in _TYPES.get(type_name, "").split() for e in _read(word)]
    return {element.key: element for element in found}


def _read(word: str) -> list[Element]:
    """`name:type`, `name:type*` or `name[x]:a|b` as elements."""
    name, _, type_text = word.partition(":")
    many, choice = type_text.endswith("*"), name.endswith("[x]")
    if not choice:
        return [Element(name, name, type_text.rstrip("*"), many)]
    name = name.removesuffix("[x]")
    return [Element(name + t[0].upper() + t[1:], name, t) for t in type_text.split("|")]


def is_described(type_name: str) -> bool:
    """Whether the type has a line above, so that what stands in it is checked."""
    return type_name in _TYPES


def described_types() -> tuple[str, ...]:
    """The types that have a line above."""
    return tuple(_TYPES)
