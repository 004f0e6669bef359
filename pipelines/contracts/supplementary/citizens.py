"""Exports about citizens and their cases: T01, T02, T17, T21."""

from pipelines.contracts.model import Column
from pipelines.contracts.rules import Given, OneOf
from pipelines.contracts.supplementary.model import (
    Reference,
    birth_date,
    code,
    date,
    identifier,
    municipality,
    paragraph,
    past,
    person,
    personal_id,
    supplement,
    text,
    whole,
    yes_no,
)

IN_CASES = Reference("case_decision", "case_number", "V22", is_error=True)

CITIZEN_STATUS = supplement(
    "T01",
    "borgerstatus",
    "citizen_status",
    "one row per person and change",
    ("person_id", "start_date"),
    person(reference=None),
    birth_date(),
    Column(
        "sex",
        "VARCHAR",
        "Legal sex, derived from the CPR number",
        (Given(), OneOf.of("legal sex", "KM")),
        "CPR",
    ),
    date("start_date", "GyldigFra", "First day this row holds", given=True),
    code(
        "status",
        "Status",
        "Status in the person register",
        ("Aktiv", "Død", "Fraflyttet", "Udrejst"),
        given=True,
    ),
    date("status_date", "Statusdato", "Day the status began: of the death, of the move"),
    municipality("acting_municipality", "Handlekommune", "Municipality that acts (R21)"),
    municipality("paying_municipality", "Betalingskommune", "Municipality that pays (R21)"),
    municipality("home_municipality", "Bopælskommune", "Municipality of residence", left_out=True),
    yes_no("is_address_protected", "Adressebeskyttelse", "Address is protected", left_out=True),
    person(
        "TidligereCPR",
        "former_person_id",
        given=False,
        left_out=True,
        reference=None,
        meaning="Keyed hash of the CPR number the person had before",
    ),
)

CASE_DECISION = supplement(
    "T02",
    "sager_afgørelser",
    "case_decision",
    "one row per application",
    ("case_number",),
    identifier(
        "case_number", "Sagsnummer", "The municipality's case number, as in FFB", "2025-004711"
    ),
    person(),
    past("request_date", "Henvendelsesdato", "Day of the application", given=True),
    paragraph(given=True),
    whole("deadline_days", "Fristdage", "Days the municipality gives itself", 0, 3650, "56"),
    past("decision_date", "Afgørelsesdato", "Day of the decision; NULL while open"),
    code(
        "decision",
        "Afgørelse",
        "The decision; NULL while open",
        ("Bevilling", "Delvis", "Afslag", "Frafaldet"),
    ),
    text("team", "Team", "Team that decides", "Voksenteam Nord"),
    personal_id(
        "case_worker_id",
        "SagsbehandlerID",
        "Keyed hash of the case worker's id",
        "SB017",
        given=False,
    ),
    date(
        "first_intervention_start_date",
        "FørsteIndsatsStart",
        "First day of the first help granted",
        left_out=True,
    ),
)

COMPLAINT = supplement(
    "T17",
    "klager_ankesager",
    "complaint",
    "one row per complaint, case and paragraph",
    ("complaint_id", "case_number", "paragraph"),
    identifier(
        "complaint_id", "KlageID", "The complaint; may have several rows (C4)", "K-2025-014"
    ),
    identifier(
        "case_number", "Sagsnummer", "The case complained about", "2025-004711", reference=IN_CASES
    ),
    person(),
    paragraph(given=True),
    past("complaint_date", "Klagedato", "Day of the complaint", given=True),
    past("reassessed_date", "GenvurderetDato", "Day the municipality reassessed it", left_out=True),
    code(
        "reassessment",
        "Genvurdering",
        "Result of the reassessment",
        ("Fastholdt", "Ændret"),
        left_out=True,
    ),
    past("ruling_date", "AnkestyrelsenDato", "Day Ankestyrelsen ruled; NULL while open"),
    code(
        "outcome",
        "Udfald",
        "Ankestyrelsen's ruling; NULL while open",
        ("Stadfæstet", "Ændret", "Ophævet", "Hjemvist", "Afvist", "Bortfaldet"),
    ),
)

TRANSITION = supplement(
    "T21",
    "overgange",
    "transition",
    "one row per transition",
    ("transition_id",),
    identifier("transition_id", "OvergangID", "The transition", "O-2025-009"),
    person(),
    birth_date(),
    code(
        "transition_type",
        "Type",
        "Kind of transition",
        (
            "18 år",
            "Udskrivning psykiatri",
            "Udskrivning somatik",
            "Internt teamskift",
            "Tilbudsskift",
            "Ældreområdet",
            "Tilflytning/fraflytning",
        ),
        given=True,
    ),
    past("preparation_start_date", "ForberedelseStartet", "Day the preparation began"),
    past("ready_date", "Færdigmeldt", "Day the hospital reported the citizen ready", left_out=True),
    date("planned_date", "PlanlagtDato", "Planned day of the transition", left_out=True),
    past("actual_date", "FaktiskDato", "Day of the transition; NULL until it has happened"),
    past("handover_date", "Overleveringsdato", "Day of the written handover"),
    past("receiver_confirmed_date", "ModtagerBekræftet", "Day the receiver confirmed it"),
    past("decision_date", "Afgørelsesdato", "Day of the decision (18 år)"),
    code("outcome", "Udfald", "The decision (18 år)", ("Bevilling", "Intet behov")),
    text("from_unit", "FraEnhed", "Unit that hands over", "Børn og Unge"),
    text("to_unit", "TilEnhed", "Unit that receives", "Voksenteam Nord"),
)
