"""Schema `core`, the half that KL's FFB delivery reports fill.

Every profile has one table of versions, `<profile>_version`, and one view of
the state that holds now, `<profile>`. A version is a resource whose content
differs from the one delivered before it (docs/decisions/0002).

Two clocks: valid time is the element's own date (`start_date`,
`effective_date`, `recorded_date`); known time is when the report that first
carried the version was stamped (`known_at`, `known_date`) until the next
version replaced it (`superseded_at`, `superseded_date`).

Dates: `<x>_date` is the Danish local date, NULL when the element is missing
or partial (YYYY, YYYY-MM); `<x>_text` is the element exactly as delivered.
"""

from pipelines import codelists
from pipelines.contracts.model import Column, Table
from pipelines.contracts.rules import Between, Given, Matches, OneOf, Rule

FHIR_ID = Matches("FHIR id", r"^[A-Za-z0-9\-\.]{1,64}$")
PSEUDONYM = Matches("key id and keyed hash", r"^k[0-9]+:[a-z2-7]{26}$")
FHIR_DATE = Matches(
    "FHIR date or dateTime",
    r"^\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2}))?)?)?$",
)
LEVEL = Between(0, 4)

AD_CODES = "KLConditionADCodesFFB"
CONDITION_CODES = ("KLConditionFFCodesFFB", "KLConditionOCodesFFB", AD_CODES)
TARGET_GROUP_CODES = (*CONDITION_CODES, "KLTargetGroupsFFB")


def _id(name: str, meaning: str) -> Column:
    return Column(name, "VARCHAR", meaning, (Given(), FHIR_ID), "id")


def _reference(name: str, meaning: str, source: str, *rules: Rule) -> Column:
    return Column(name, "VARCHAR", meaning, (*rules, FHIR_ID), source)


def _references(name: str, meaning: str, source: str) -> Column:
    return Column(name, "VARCHAR[]", meaning, (Given(),), source)


def _ffb(name: str, meaning: str, source: str, *value_sets: str, given: bool = False) -> Column:
    rule = OneOf.of(value_sets[0], codelists.ffb(*value_sets))
    return Column(name, "VARCHAR", meaning, (Given(), rule) if given else (rule,), source)


def _fhir(name: str, meaning: str, source: str, value_set: str, given: bool = True) -> Column:
    rule = OneOf.of(value_set, codelists.fhir(value_set))
    return Column(name, "VARCHAR", meaning, (Given(), rule) if given else (rule,), source)


def _dated(name: str, meaning: str, source: str, given: bool = False) -> tuple[Column, Column]:
    """A Danish local date, and the element as it was delivered."""
    text_rules = (Given(), FHIR_DATE) if given else (FHIR_DATE,)
    return (
        Column(
            f"{name}_date", "DATE", f"{meaning}: Danish local date, NULL if partial", (), source
        ),
        Column(f"{name}_text", "VARCHAR", f"{meaning}: as delivered", text_rules, source),
    )


WHOSE = (
    Column("person_id", "VARCHAR", "Keyed hash of the citizen's CPR number", (Given(), PSEUDONYM)),
    Column("organization_id", "VARCHAR", "The municipality that reported it", (Given(),)),
)

VERSION = (
    Column("version_no", "INTEGER", "1 for the first version, then counting", (Given(),)),
    Column(
        "known_at", "TIMESTAMP", "Bundle.timestamp (UTC) of the first report with it", (Given(),)
    ),
    Column("known_date", "DATE", "Danish local date of known_at", (Given(),)),
    Column("superseded_at", "TIMESTAMP", "known_at of the next version; NULL for the newest"),
    Column("superseded_date", "DATE", "known_date of the next version; NULL for the newest"),
)


def _profile(profile: str, name: str, *columns: Column) -> Table:
    """The table of one profile as a delivery report fills it: id, whose, content."""
    return Table(
        name=name,
        grain=f"one row per {name.replace('_', ' ')} and version",
        key=(columns[0].name,),
        columns=(columns[0], *WHOSE, *columns[1:]),
        profile=f"kl-reporting-ffb-{profile}",
    )


_CASE_NUMBERS = (
    Column(
        "case_number",
        "VARCHAR",
        "The municipality's own case number",
        (),
        "extension:municipalityCaseNumber.municipalitySpecific",
    ),
    Column(
        "official_case_number",
        "VARCHAR",
        "The official case number",
        (),
        "extension:municipalityCaseNumber.official",
    ),
)

CITIZEN = _profile(
    "citizen",
    "citizen",
    _id("citizen_id", "Patient.id as the reporting system gave it; a person may have several"),
    Column(
        "birth_date", "DATE", "Birth date, derived from the CPR number", (Given(),), "identifier"
    ),
    Column(
        "sex",
        "VARCHAR",
        "Legal sex, derived from the CPR number",
        (Given(), OneOf.of("legal sex", "KM")),
        "identifier",
    ),
)

SERVICE_REQUEST = _profile(
    "serviceRequest",
    "service_request",
    _id("service_request_id", "The enquiry that opens a case"),
    *_CASE_NUMBERS,
    _fhir("status", "Status of the request", "status", "request-status"),
    _fhir("intent", "Always proposal", "intent", "request-intent"),
)

INFORMATION_GATHERING = _profile(
    "informationGathering",
    "information_gathering",
    _id("information_gathering_id", "One assessment (VUM udredning)"),
    _fhir("status", "Status of the assessment", "status", "clinicalimpression-status"),
    *_dated("effective", "When the assessment was made", "effectiveDateTime", given=True),
    _reference(
        "service_request_id", "The request it answers", "extension:basedOnServiceRequest", Given()
    ),
    _references("condition_ids", "The conditions it found", "finding.itemReference"),
    _references("care_evaluation_ids", "The need evaluations it holds", "investigation.item"),
)

CONDITION = _profile(
    "condition",
    "condition",
    _id("condition_id", "One theme in one citizen's assessment"),
    _ffb("code", "The theme", "code", *CONDITION_CODES, given=True),
    Column(
        "condition_group",
        "VARCHAR",
        "FF Funktioner og forhold, O Omgivelser, AD Aktivitet og deltagelse",
        (Given(), OneOf.of("condition groups", ("FF", "O", "AD"))),
        "code",
    ),
    _ffb(
        "severity_code",
        "Severity; only Aktivitet og deltagelse has one",
        "severity",
        "KLSeveritiesFFB",
    ),
    Column(
        "severity_level",
        "TINYINT",
        "0 Ingen to 4 Fuldstændig; NULL without severity and for Ikke vurderet",
        (LEVEL,),
        "severity",
    ),
    _fhir(
        "clinical_status",
        "Whether the theme is relevant now",
        "clinicalStatus",
        "condition-clinical",
    ),
    _fhir(
        "verification_status",
        "confirmed, refuted, entered-in-error, ...",
        "verificationStatus",
        "condition-ver-status",
        given=False,
    ),
    *_dated("recorded", "When the theme was first documented", "recordedDate", given=True),
    *_dated("last_asserted", "When the score last changed", "extension:conditionLastAssertedDate"),
)

INTERVENTION_GOAL = _profile(
    "interventionGoal",
    "intervention_goal",
    _id("intervention_goal_id", "One goal of the help"),
    _fhir("lifecycle_status", "Status of the goal", "lifecycleStatus", "goal-status"),
    _reference("primary_condition_id", "The condition of rank 1", "addresses (rank 1)", Given()),
    _references(
        "secondary_condition_ids", "The other conditions, of rank 2 or of none", "addresses"
    ),
    _ffb(
        "expected_severity_code", "The severity aimed at", "target:severitySlice", "KLSeveritiesFFB"
    ),
    Column(
        "expected_severity_level",
        "TINYINT",
        "0-4; NULL without a value and for Ikke vurderet",
        (LEVEL,),
        "target:severitySlice",
    ),
    _ffb(
        "change_value_code",
        "Udvikle, fastholde or begrænse tab",
        "target:changeValueSlice",
        "KLChangeValueCodesFFB",
    ),
)

CARE_PLAN = _profile(
    "carePlan",
    "care_plan",
    _id("care_plan_id", "One indsats"),
    _fhir("intent", "plan until granted, then order", "intent", "care-plan-intent"),
    _fhir(
        "status", "Status of the plan; never decides whether help runs", "status", "request-status"
    ),
    *_dated("start", "First day", "period.start", given=True),
    *_dated("end", "First day after", "period.end"),
    _references("service_performer_ids", "The tilbud, 0 to many", "careTeam"),
    Column(
        "target_groups",
        "STRUCT(target_group_id VARCHAR, rank TINYINT)[]",
        "The target groups, in the order delivered, with rank 1 (primary) or 2",
        (Given(),),
        "addresses",
    ),
    _reference(
        "care_evaluation_id", "The need evaluation of the plan", "activity.outcomeReference"
    ),
    _reference("follow_up_encounter_id", "The planned follow-up", "extension:followUpDate"),
    _references("intervention_goal_ids", "The goals the plan lists", "goal"),
    *_CASE_NUMBERS,
)

TARGET_GROUP = _profile(
    "targetGroup",
    "target_group",
    _id("target_group_id", "One target group of one citizen"),
    _ffb(
        "code",
        "The target group; legally also a condition code",
        "code",
        *TARGET_GROUP_CODES,
        given=True,
    ),
    *_dated("recorded", "When it was first documented", "recordedDate", given=True),
    _fhir(
        "clinical_status",
        "Whether it is relevant now",
        "clinicalStatus",
        "condition-clinical",
        given=False,
    ),
    _fhir(
        "verification_status",
        "entered-in-error invalidates it",
        "verificationStatus",
        "condition-ver-status",
        given=False,
    ),
)

INTERVENTION = _profile(
    "intervention",
    "intervention",
    _id("intervention_id", "One ydelse granted under a plan"),
    _references("care_plan_ids", "The plans it is based on, 1 to many", "basedOn"),
    Column(
        "codes",
        "VARCHAR[]",
        "The ydelse codes, one an activity, in the order delivered",
        (Given(),),
        "activity.detail.code",
    ),
    _fhir("status", "Status; never decides whether help runs", "status", "request-status"),
    _fhir("intent", "order when granted", "intent", "care-plan-intent"),
    Column(
        "activity_statuses",
        "VARCHAR[]",
        "The status of each activity, same order as codes",
        (Given(),),
        "activity.detail.status",
    ),
    *_dated("created", "When it was recorded", "created", given=True),
    *_dated("start", "First day", "period.start"),
    *_dated("end", "First day after", "period.end"),
)

FOLLOW_UP = _profile(
    "followUp",
    "follow_up",
    _id("follow_up_id", "One follow-up that was held"),
    _references("care_plan_ids", "The plans it followed up, 1 to many", "focus"),
    _ffb(
        "result_code",
        "The decision to take",
        "valueCodeableConcept",
        "KLFollowUpCodesFFB",
        given=True,
    ),
    *_dated("effective", "When it was held", "effectiveDateTime", given=True),
    _fhir("status", "final or entered-in-error", "status", "observation-status"),
)

FOLLOW_UP_ENCOUNTER = _profile(
    "followUpEncounter",
    "follow_up_encounter",
    _id("follow_up_encounter_id", "One planned follow-up"),
    *_dated("start", "The planned date", "period.start", given=True),
    _fhir("status", "Always planned", "status", "encounter-status"),
)

CARE_EVALUATION = _profile(
    "careEvaluation",
    "care_evaluation",
    _id("care_evaluation_id", "One evaluation of the need for support"),
    _ffb("level_code", "The need", "valueCodeableConcept", "KLNeedsAssessmentCodesFFB", given=True),
    Column(
        "level",
        "TINYINT",
        "0 Intet to 4 Fuldstændigt; NULL for Ikke vurderet",
        (LEVEL,),
        "valueCodeableConcept",
    ),
    *_dated("effective", "When the need was evaluated", "effectiveDateTime", given=True),
    _fhir("status", "Status of the evaluation", "status", "observation-status"),
)

SERVICE_PERFORMER = _profile(
    "servicePerformer",
    "service_performer",
    _id("service_performer_id", "One tilbud as one citizen's plan names it"),
    _ffb("code", "The type of tilbud", "category", "KLServiceCodesFFB", given=True),
)

PROFILES: tuple[Table, ...] = (
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


def version_table(table: Table) -> Table:
    """The table as it stands in `core`: the delivered columns and the two clocks."""
    return Table(
        name=f"{table.name}_version",
        grain=table.grain,
        key=(*table.key, "version_no"),
        columns=(*table.columns, *VERSION),
        profile=table.profile,
    )
