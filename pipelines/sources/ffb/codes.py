"""The addresses, code systems and value sets that the guide's profiles name."""

from pipelines.sources.ffb.rules import CARE_SOCIAL_SYSTEM as CARE_SOCIAL
from pipelines.sources.ffb.rules import care_social_below, coding, ffb, fhir

FFB_EXTENSION = "http://fhir.kl.dk/ffbreporting/StructureDefinition/kl-reporting-ffb-"
KL_EXTENSION = "http://fhir.kl.dk/core/StructureDefinition/"
SNOMED = "http://snomed.info/sct"
HL7 = "http://terminology.hl7.org/CodeSystem/"

CPR_SYSTEM = "urn:oid:1.2.208.176.1.2"
KOMBIT_SYSTEM = "https://www.kombit.dk/organisation"
CASE_NUMBER_URL = FFB_EXTENSION + "municipalityCaseNumber"
FOLLOW_UP_DATE_URL = FFB_EXTENSION + "follow-up-date-extension"
BASED_ON_URL = KL_EXTENSION + "BasedOnServiceRequest"
LAST_ASSERTED_URL = KL_EXTENSION + "ConditionLastAssertedDate"
RANK_URL = KL_EXTENSION + "ConditionRank"

AD_CONDITIONS = ffb("KLConditionADCodesFFB")
CONDITIONS = ffb(
    "KLConditionFFCodesFFB",
    "KLConditionOCodesFFB",
    "KLConditionADCodesFFB",
    name="KLConditionCodesFFB",
)
CONDITIONS_AND_TARGET_GROUPS = ffb(
    "KLConditionFFCodesFFB",
    "KLConditionOCodesFFB",
    "KLConditionADCodesFFB",
    "KLTargetGroupsFFB",
    name="KLConditionsAndTargetGroupsFFB",
)
SEVERITIES = ffb("KLSeveritiesFFB")
CHANGE_VALUES = ffb("KLChangeValueCodesFFB")
CLINICAL = fhir("condition-clinical", HL7 + "condition-clinical")
VERIFICATION = fhir("condition-ver-status", HL7 + "condition-ver-status")
GOAL_TYPES = care_social_below("KLGoalTypeCodes", "253bbdc0-c4ca-4e77-9d3e-3a9e51281636")
ENCOUNTER_TYPES = care_social_below("KLEncounterTypes", "25303acd-dcaf-4a8e-a8a3-3961a43858aa")
INTERVENTION_GOAL_TYPE = coding(CARE_SOCIAL, "0bb3daef-538d-45dc-b444-abdbcb63f6bc")
GOAL_OF_CARE = coding(SNOMED, "410518001")
SEVERITY_MEASURE = coding(CARE_SOCIAL, "66959f77-6e2a-4574-8423-3ff097f8b9fa")
CHANGE_MEASURE = coding(CARE_SOCIAL, "90c48f03-f194-4b2f-ad7d-6cba1069ae48")
CARE_EVALUATION_CODE = coding(CARE_SOCIAL, "effe55c7-572c-4a99-8fb4-2a9dda2f6572")
FOLLOW_UP_CODE = coding(SNOMED, "712744002")
HOME_HEALTH = coding(HL7 + "v3-ActCode", "HH")
FOLLOW_UP_TYPE = coding(CARE_SOCIAL, "9f03dfbb-7a97-45a5-94db-d4c3501714a9")
