"""The twelve profiles, the report around them and the data types they share, declared once.

Source: the StructureDefinitions of KL FFB Reporting 1.0.0. The id of a rule is
`<profile>.<path>.<kind>`: `carePlan.period.start` with `min=1` is the rule
`carePlan.period.start.min`. In a path an extension stands by its name, a
choice `value[x]` as `value`. Rules that involve several elements are in
`invariants` and `references`.
"""

from functools import cache

from pipelines.sources.ffb import r4
from pipelines.sources.ffb.codes import (
    BASED_ON_URL,
    CARE_EVALUATION_CODE,
    CASE_NUMBER_URL,
    CHANGE_MEASURE,
    CHANGE_VALUES,
    CLINICAL,
    CONDITIONS,
    CONDITIONS_AND_TARGET_GROUPS,
    ENCOUNTER_TYPES,
    FOLLOW_UP_CODE,
    FOLLOW_UP_DATE_URL,
    FOLLOW_UP_TYPE,
    GOAL_OF_CARE,
    GOAL_TYPES,
    HOME_HEALTH,
    INTERVENTION_GOAL_TYPE,
    LAST_ASSERTED_URL,
    RANK_URL,
    SEVERITIES,
    SEVERITY_MEASURE,
    VERIFICATION,
)
from pipelines.sources.ffb.data_types import ONE, SHARED
from pipelines.sources.ffb.rules import NO_RULES, Profile, Rules, code, ffb, fhir, profile

SUBJECT = Rules(min=1, targets=("citizen",))
SUBJECT_BUNDLED = Rules(min=1, targets=("citizen",), bundled=True)
STATUS = Rules(min=1, binding=fhir("request-status"))
PLAN_INTENT = Rules(min=1, binding=fhir("care-plan-intent"))
TIME = Rules(min=1, types=("dateTime",))
RANK = Rules(min=1, types=("positiveInt",), max_value=2)

DELIVERY_REPORT = profile(
    "deliveryReport",
    "Bundle",
    "identifier total link entry.search entry.request entry.response signature",
    {
        "type": Rules(min=1, binding=fhir("bundle-type"), pattern=code("collection")),
        "timestamp": ONE,
        "entry.resource": ONE,
    },
)

CITIZEN = profile(
    "citizen",
    "Patient",
    "active name telecom gender birthDate deceased address maritalStatus multipleBirth photo "
    "contact communication generalPractitioner managingOrganization.reference "
    "managingOrganization.type managingOrganization.display link",
    {
        "identifier": Rules(min=1, max=1, becomes="cprIdentifier"),
        "managingOrganization": ONE,
        "managingOrganization.identifier": Rules(min=1, becomes="kombitIdentifier"),
    },
)

SERVICE_REQUEST = profile(
    "serviceRequest",
    "ServiceRequest",
    "implicitRules language contained modifierExtension identifier instantiatesCanonical "
    "instantiatesUri basedOn replaces requisition category priority doNotPerform code "
    "orderDetail quantity encounter occurrence asNeeded authoredOn requester performerType "
    "performer locationCode locationReference reasonCode reasonReference insurance "
    "supportingInfo specimen bodySite note patientInstruction relevantHistory",
    {
        "extension": Rules(closed=True),
        "extension.municipalityCaseNumber": Rules(
            max=1, url=CASE_NUMBER_URL, becomes="municipalityCaseNumber"
        ),
        "status": STATUS,
        "intent": Rules(min=1, binding=fhir("request-intent"), pattern=code("proposal")),
        "subject": SUBJECT_BUNDLED,
    },
)

INFORMATION_GATHERING = profile(
    "informationGathering",
    "ClinicalImpression",
    "implicitRules language contained extension.basedOnServiceRequest.extension "
    "modifierExtension identifier statusReason code description encounter date assessor "
    "previous problem protocol summary finding.extension finding.modifierExtension "
    "finding.itemCodeableConcept finding.basis",
    {
        "extension": Rules(closed=True),
        "extension.basedOnServiceRequest": Rules(min=1, max=1, url=BASED_ON_URL),
        "extension.basedOnServiceRequest.url": ONE,
        "extension.basedOnServiceRequest.value": Rules(
            min=1, types=("Reference",), targets=("serviceRequest",), bundled=True
        ),
        "status": Rules(min=1, binding=fhir("clinicalimpression-status")),
        "subject": SUBJECT_BUNDLED,
        "effective": TIME,
        "investigation": Rules(max=1),
        "investigation.code": Rules(min=1),
        "investigation.item": Rules(targets=("careEvaluation",)),
        "finding.itemReference": Rules(targets=("condition",), bundled=True),
    },
)

CONDITION = profile(
    "condition",
    "Condition",
    "implicitRules language contained modifierExtension identifier category severity.id "
    "severity.extension severity.text code.id code.extension code.text bodySite encounter onset "
    "abatement recorder asserter stage evidence note",
    {
        "extension": Rules(closed=True),
        "extension.conditionLastAssertedDate": Rules(max=1, url=LAST_ASSERTED_URL),
        "extension.conditionLastAssertedDate.value": Rules(min=1, types=("dateTime",)),
        "clinicalStatus": Rules(min=1, binding=CLINICAL),
        "verificationStatus": Rules(binding=VERIFICATION),
        "severity": Rules(binding=SEVERITIES),
        "code": Rules(min=1, binding=CONDITIONS),
        "subject": SUBJECT,
        "recordedDate": Rules(min=1),
    },
)

INTERVENTION_GOAL = profile(
    "interventionGoal",
    "Goal",
    "identifier achievementStatus priority start statusDate statusReason expressedBy "
    "addresses.extension.conditionRank.extension note outcomeCode outcomeReference",
    {
        "lifecycleStatus": Rules(min=1, binding=fhir("goal-status")),
        "category": Rules(min=1, max=1, binding=GOAL_TYPES, pattern=INTERVENTION_GOAL_TYPE),
        "description": Rules(min=1),
        "description.coding": Rules(min=1, max=1, pattern=GOAL_OF_CARE),
        "subject": SUBJECT,
        "target.severitySlice": Rules(min=1, max=1, measure=SEVERITY_MEASURE),
        "target.severitySlice.measure": Rules(min=1, pattern=SEVERITY_MEASURE),
        "target.severitySlice.detail.detailCodeableConcept": Rules(max=1, binding=SEVERITIES),
        "target.changeValueSlice": Rules(min=1, max=1, measure=CHANGE_MEASURE),
        "target.changeValueSlice.measure": Rules(min=1, pattern=CHANGE_MEASURE),
        "target.changeValueSlice.detail.detailCodeableConcept": Rules(max=1, binding=CHANGE_VALUES),
        "addresses": Rules(targets=("condition",)),
        "addresses.extension.conditionRank": Rules(max=1, url=RANK_URL),
        "addresses.extension.conditionRank.url": ONE,
        "addresses.extension.conditionRank.value": RANK,
    },
)

CARE_PLAN = profile(
    "carePlan",
    "CarePlan",
    "identifier instantiatesCanonical instantiatesUri basedOn replaces partOf category title "
    "description encounter created author contributor "
    "addresses.extension.conditionRank.extension addresses.type addresses.identifier "
    "addresses.display supportingInfo activity.outcomeCodeableConcept activity.progress "
    "activity.reference activity.detail note",
    {
        "extension.municipalityCaseNumber": Rules(
            min=1, max=1, url=CASE_NUMBER_URL, becomes="municipalityCaseNumber"
        ),
        "extension.followUpDate": Rules(
            max=1, url=FOLLOW_UP_DATE_URL, becomes="followUpDateExtension"
        ),
        "status": STATUS,
        "intent": PLAN_INTENT,
        "subject": SUBJECT_BUNDLED,
        "period": Rules(min=1),
        "period.start": Rules(min=1),
        "careTeam": Rules(targets=("servicePerformer",)),
        "addresses": Rules(targets=("targetGroup",), bundled=True),
        "addresses.reference": Rules(min=1),
        "addresses.extension.conditionRank": Rules(min=1, max=1, url=RANK_URL),
        "addresses.extension.conditionRank.url": ONE,
        "addresses.extension.conditionRank.value": RANK,
        "goal": Rules(targets=("interventionGoal",), bundled=True),
        "activity": Rules(max=1),
        "activity.outcomeReference": Rules(min=1, max=1, targets=("careEvaluation",), bundled=True),
    },
)

TARGET_GROUP = profile(
    "targetGroup",
    "Condition",
    "identifier category severity code.text bodySite encounter onset abatement recorder asserter "
    "stage evidence note",
    {
        "clinicalStatus": Rules(binding=CLINICAL),
        "verificationStatus": Rules(binding=VERIFICATION),
        "code": Rules(min=1),
        "code.coding": Rules(min=1, binding=CONDITIONS_AND_TARGET_GROUPS),
        "subject": SUBJECT_BUNDLED,
        "recordedDate": Rules(min=1),
    },
)

FOLLOW_UP_ENCOUNTER = profile(
    "followUpEncounter",
    "Encounter",
    "identifier statusHistory class.version class.display class.userSelected classHistory "
    "type.coding.version type.coding.display type.coding.userSelected type.text serviceType "
    "priority episodeOfCare basedOn participant appointment period.end length reasonCode "
    "reasonReference diagnosis account hospitalization location serviceProvider partOf",
    {
        "status": Rules(min=1, binding=fhir("encounter-status"), pattern=code("planned")),
        "class": Rules(min=1, pattern=HOME_HEALTH),
        "type": Rules(min=1, max=1, binding=ENCOUNTER_TYPES),
        "type.coding": Rules(min=1, max=1, pattern=FOLLOW_UP_TYPE),
        "subject": SUBJECT_BUNDLED,
        "period": Rules(min=1),
        "period.start": Rules(min=1),
    },
)

CARE_EVALUATION = profile(
    "careEvaluation",
    "Observation",
    "identifier basedOn partOf category code.text focus encounter issued performer value.text "
    "dataAbsentReason interpretation note bodySite method specimen device referenceRange "
    "hasMember derivedFrom component",
    {
        "status": Rules(min=1, binding=fhir("observation-status")),
        "code": Rules(min=1),
        "code.coding": Rules(min=1, max=1, pattern=CARE_EVALUATION_CODE),
        "subject": SUBJECT_BUNDLED,
        "effective": TIME,
        "value": Rules(min=1, types=("CodeableConcept",)),
        "value.coding": Rules(min=1, binding=ffb("KLNeedsAssessmentCodesFFB")),
    },
)

SERVICE_PERFORMER = profile(
    "servicePerformer",
    "CareTeam",
    "identifier status name encounter period participant reasonCode reasonReference "
    "managingOrganization telecom note",
    {
        "category": Rules(min=1, max=1, binding=ffb("KLServiceCodesFFB")),
        "subject": SUBJECT,
    },
)

INTERVENTION = profile(
    "intervention",
    "CarePlan",
    "identifier instantiatesCanonical instantiatesUri replaces partOf category title description "
    "encounter period.id author contributor careTeam addresses supportingInfo goal activity.id "
    "activity.outcomeCodeableConcept activity.outcomeReference activity.progress "
    "activity.reference activity.detail.id activity.detail.kind "
    "activity.detail.instantiatesCanonical activity.detail.instantiatesUri "
    "activity.detail.code.id activity.detail.code.text activity.detail.reasonCode "
    "activity.detail.reasonReference activity.detail.goal activity.detail.statusReason "
    "activity.detail.doNotPerform activity.detail.scheduled activity.detail.location "
    "activity.detail.performer activity.detail.product activity.detail.dailyAmount "
    "activity.detail.quantity activity.detail.description note",
    {
        "basedOn": Rules(min=1, targets=("carePlan",), bundled=True),
        "status": STATUS,
        "intent": PLAN_INTENT,
        "subject": SUBJECT_BUNDLED,
        "period.start": Rules(min=1),
        "created": Rules(min=1),
        "activity": Rules(min=1),
        "activity.detail": Rules(min=1),
        "activity.detail.code": Rules(min=1),
        "activity.detail.code.coding": Rules(min=1, max=1, binding=ffb("KLInterventionsFFB")),
        "activity.detail.status": Rules(min=1, binding=fhir("care-plan-activity-status")),
    },
)

FOLLOW_UP = profile(
    "followUp",
    "Observation",
    "identifier basedOn partOf category encounter issued performer dataAbsentReason "
    "interpretation note bodySite method specimen device referenceRange hasMember derivedFrom "
    "component",
    {
        "status": Rules(min=1, binding=fhir("observation-status")),
        "code": Rules(min=1),
        "code.coding": Rules(min=1, max=1, pattern=FOLLOW_UP_CODE),
        "subject": SUBJECT_BUNDLED,
        "focus": Rules(min=1, targets=("carePlan",)),
        "effective": TIME,
        "value": Rules(min=1, types=("CodeableConcept",), binding=ffb("KLFollowUpCodesFFB")),
    },
)

RESOURCES: tuple[Profile, ...] = (
    CITIZEN,
    SERVICE_REQUEST,
    INFORMATION_GATHERING,
    CONDITION,
    INTERVENTION_GOAL,
    CARE_PLAN,
    TARGET_GROUP,
    INTERVENTION,
    FOLLOW_UP,
    FOLLOW_UP_ENCOUNTER,
    CARE_EVALUATION,
    SERVICE_PERFORMER,
)

RULES: dict[str, Rules] = {
    f"{one.name}.{path}": rules
    for one in (DELIVERY_REPORT, *RESOURCES, *SHARED)
    for path, rules in one.rules.items()
}


def rules_at(path: str) -> Rules:
    """The rules of one element, `carePlan.period.start`; no rules where none are declared."""
    return RULES.get(path, NO_RULES)


def path_of(parent: str, element: r4.Element) -> str:
    """The path of an element; `detail.detailCodeableConcept` where one choice has own rules."""
    by_key = f"{parent}.{element.name}.{element.key}"
    return by_key if by_key in RULES else f"{parent}.{element.name}"


@cache
def declared_below(path: str) -> tuple[tuple[str, Rules], ...]:
    """The elements directly below a path that have rules, and the rules."""
    start, depth = path + ".", path.count(".") + 1
    return tuple(
        (one[len(start) :], rules)
        for one, rules in RULES.items()
        if one.startswith(start) and one.count(".") == depth
    )


@cache
def has_rules_below(path: str) -> bool:
    """Whether anything is asked of the element or of what stands in it."""
    return path in RULES or any(one.startswith(path + ".") for one in RULES)


BY_TYPE_AND_URL: dict[tuple[str, str], Profile] = {
    (one.type, url): one for one in RESOURCES for url in (one.url, one.url + "|1.0.0")
}
