"""Exports about the citizen's network and voice: T10, T11, T12, and communities: T20a, T20b."""

from pipelines import codelists
from pipelines.contracts.rules import Given
from pipelines.contracts.supplementary.model import (
    IN_STATUS,
    NOBODYS_CPR,
    Field,
    Form,
    Reference,
    code,
    date,
    ffb_id,
    identifier,
    kl_code,
    last,
    past,
    person,
    personal_id,
    supplement,
    text,
    whole,
    yes_no,
)

PLAN_KNOWN = Reference("care_plan", "care_plan_id", "key.FFB")

NETWORK_CONTRIBUTION = supplement(
    "T10",
    "netværk",
    "network_contribution",
    "one row per citizen, network person and contribution, or per citizen who wants none involved",
    ("person_id", "network_person_id", "contribution_type"),
    person(),
    personal_id(
        "network_person_id",
        "NetværkspersonID",
        "Keyed hash of the network person's id; NULL when none is wanted",
        "N0042",
        given=False,
    ),
    code(
        "contribution_type",
        "Bidragstype",
        "What the person contributes; NULL when none is wanted",
        ("Praktisk", "Følelsesmæssig", "Fritid", "Bisidder", "Økonomi", "Transport"),
    ),
    text("relation", "Relation", "Relation to the citizen: Mor, Ven, Besøgsven, ...", "Ven"),
    yes_no("is_chosen_by_citizen", "ValgtAfBorger", "The citizen chose the person"),
    yes_no("has_consent", "Samtykke", "There is consent"),
    last("consent_end_date", "SamtykkeTil", "the consent"),
    past("confirmed_date", "Bekræftet", "Day it was last confirmed"),
    date("start_date", "FraDato", "First day"),
    last("end_date", "TilDato", "the contribution"),
    yes_no(
        "is_network_declined", "ØnskerIkkeNetværkInddraget", "The citizen wants no network involved"
    ),
)

FOLLOW_UP_MEETING = supplement(
    "T11",
    "opfølgningsmøder",
    "follow_up_meeting",
    "one row per follow-up",
    ("follow_up_id",),
    ffb_id(
        "follow_up_id",
        "FollowUpID",
        "The FollowUp (FFB)",
        Reference("follow_up", "follow_up_id", "V12"),
        given=True,
    ),
    ffb_id("care_plan_id", "CarePlanID", "The plan (FFB) followed up", PLAN_KNOWN),
    past("meeting_date", "Mødedato", "Day of the meeting", given=True),
    code("meeting_form", "Mødeform", "How they met", ("Fysisk", "Skærm", "Telefon"), left_out=True),
    yes_no("is_citizen_present", "BorgerDeltog", "The citizen took part", given=True),
    yes_no("has_citizen_declined", "BorgerFravalgte", "The citizen chose not to", left_out=True),
    yes_no(
        "is_network_wanted", "NetværkØnsket", "The citizen wanted the network there", left_out=True
    ),
    yes_no("is_network_present", "NetværkDeltog", "The network took part", left_out=True),
    yes_no("has_companion", "Bisidder", "The citizen had a companion (bisidder)", left_out=True),
)

CITIZEN_PERSPECTIVE = supplement(
    "T12",
    "borgerperspektiv",
    "citizen_perspective",
    "one row per entry",
    ("perspective_id",),
    identifier("perspective_id", "ID", "The entry", "BP-1001"),
    person(),
    past("entry_date", "Dato", "Day of the entry", given=True),
    code(
        "entry_type",
        "Type",
        "What was described",
        ("Drømme og ønsker", "Egne mål", "Perspektiv på indsatsen"),
        given=True,
    ),
    kl_code(
        "source_code",
        "Kilde",
        "Who told it, CareSocialCodes",
        "CareSocialCodes Kilde",
        codelists.children("b5731132-f6b9-4a47-995d-681d2b755d4f"),
        given=True,
    ),
    ffb_id(
        "care_plan_id", "CarePlanID", "The plan (FFB) it belongs to; may be missing", PLAN_KNOWN
    ),
)

PARTNERSHIP = supplement(
    "T20a",
    "civilsamfundsaftaler",
    "partnership",
    "one row per agreement with an association",
    ("partnership_id",),
    identifier("partnership_id", "AftaleID", "The agreement", "CS-017"),
    text("association", "Forening", "Name of the association", "Byens Idrætsforening", given=True),
    text("partnership_type", "Type", "Kind of association", "Idræt"),
    text("town", "By", "Town", "Korsør"),
    date("start_date", "Fra", "First day", given=True),
    last("end_date", "Til", "the agreement"),
)

PARTNERSHIP_ACTIVITY = supplement(
    "T20b",
    "civilsamfundsaktiviteter",
    "partnership_activity",
    "one row per activity",
    ("activity_id",),
    identifier("activity_id", "AktivitetID", "The activity", "CSA-2231"),
    identifier(
        "partnership_id",
        "AftaleID",
        "The agreement it belongs to",
        "CS-017",
        reference=Reference("partnership", "partnership_id", "key.T20a"),
    ),
    past("activity_date", "Dato", "Day of the activity", given=True),
    code("activity_type", "Type", "Kind of activity", ("Fællesskab", "Stjernestund"), given=True),
    whole("citizen_count", "AntalBorgere", "Citizens who took part", 0, None, "8", given=True),
    Field(
        "person_ids",
        "VARCHAR[]",
        "Keyed hashes of the CPR numbers of those who took part, as far as given",
        (Given(),),
        "CPRnøgle",
        Form.CPR_LIST,
        NOBODYS_CPR,
        True,
        IN_STATUS,
    ),
)
