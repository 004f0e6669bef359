"""Exports about contacts and digital life: T13, T14, T15, T16, and quality standards: T22."""

from pipelines.contracts.supplementary.model import (
    Reference,
    code,
    date,
    ffb_id,
    identifier,
    last,
    past,
    person,
    supplement,
    text,
    whole,
    yes_no,
)

CONTACT = supplement(
    "T13",
    "leveringslog",
    "contact",
    "one row per contact",
    ("contact_id",),
    identifier("contact_id", "KontaktID", "The contact", "KO-0000001"),
    person(),
    identifier(
        "grant_id",
        "BevillingsID",
        "The grant it delivers",
        "B-104711",
        given=False,
        reference=Reference("grant_price", "grant_id", "key.T03"),
    ),
    date("contact_date", "Dato", "Day of the contact; planned ones may lie ahead", given=True),
    code(
        "contact_form",
        "Kontaktform",
        "How they met",
        ("Fysisk", "Skærm", "Telefon", "Gruppe"),
        given=True,
    ),
    whole("minutes", "Minutter", "Length in minutes", 0, 10080, "45"),
    yes_no("is_planned", "Planlagt", "It was planned"),
    code(
        "status",
        "Status",
        "What became of it",
        ("Gennemført", "Aflyst borger", "Aflyst kommune"),
        given=True,
    ),
)

TECHNOLOGY_LOAN = supplement(
    "T14",
    "velfærdsteknologi",
    "technology_loan",
    "one row per loan",
    ("loan_id",),
    identifier("loan_id", "UdlånsID", "The loan", "VT-0117"),
    person(),
    text("technology", "Teknologi", "What was lent", "Medicinhusker"),
    code(
        "category",
        "Kategori",
        "Kind of technology",
        ("Struktur", "Kommunikation", "Søvn", "Medicin", "Skærm"),
        given=True,
    ),
    past("handed_out_date", "Udleveret", "Day it was handed out", given=True),
    past("activated_date", "Aktiveret", "Day it was first used; NULL when never"),
    past("last_used_date", "SidstBrugt", "Day it was last used"),
    past("returned_date", "Returneret", "Day it was given back, as delivered; NULL while lent"),
    whole(
        "quality_of_life_effect",
        "EffektLivskvalitet",
        "Effect on quality of life, -2 to 2",
        -2,
        2,
        "1",
    ),
    whole(
        "independence_effect", "EffektSelvstændighed", "Effect on independence, -2 to 2", -2, 2, "2"
    ),
    past("effect_assessed_date", "Effektvurderingsdato", "Day the effect was assessed"),
    ffb_id(
        "intervention_goal_id",
        "GoalID",
        "The goal (FFB) it serves; may be missing",
        Reference("intervention_goal", "intervention_goal_id", "key.FFB"),
    ),
)

TRIAL = supplement(
    "T15",
    "prøvehandlinger",
    "trial",
    "one row per trial",
    ("trial_id",),
    identifier("trial_id", "ID", "The trial", "PH-031"),
    code(
        "trial_type",
        "Type",
        "What is tried",
        ("Velfærdsteknologi", "Metode", "Organisering"),
        given=True,
    ),
    yes_no("is_new_to_organisation", "NyForOrganisationen", "New to the organisation"),
    date("start_date", "StartDato", "First day", given=True),
    last("end_date", "SlutDato", "the trial"),
    whole("citizen_count", "AntalBorgere", "Citizens who took part", 0, None, "5"),
    past("evaluated_date", "EvalueretDato", "Day it was evaluated"),
    code("decision", "Beslutning", "What was decided", ("Skalér", "Justér", "Stop")),
    not_stored=("Titel",),
)

CHANNEL_TEST = supplement(
    "T16",
    "digitale kanaler",
    "channel_test",
    "one row per digital channel and test, or per channel that was never tested",
    ("channel_id", "test_date"),
    identifier("channel_id", "KanalID", "The channel", "WEB-01"),
    past("test_date", "Testdato", "Day of the test; NULL for a channel never tested"),
    code(
        "channel_type", "Kanaltype", "Kind of channel", ("Web", "App", "Selvbetjening"), given=True
    ),
    yes_no("is_in_use", "IDrift", "The channel is in use", given=True),
    whole("critical_errors", "KritiskeFejl", "Critical WCAG errors", 0, None, "0"),
    whole("serious_errors", "AlvorligeFejl", "Serious WCAG errors", 0, None, "2"),
    past(
        "statement_updated_date",
        "ErklæringOpdateret",
        "Day the accessibility statement was updated",
        left_out=True,
    ),
)

QUALITY_STANDARD = supplement(
    "T22",
    "kvalitetsstandarder",
    "quality_standard",
    "one row per quality standard",
    ("standard_id",),
    identifier("standard_id", "StandardID", "The quality standard", "KS-85"),
    past("approved_date", "Godkendt", "Day the council approved it"),
    past("published_date", "Offentliggjort", "Day it was published"),
    yes_no("is_easy_to_read", "Letlæst", "There is an easy-to-read edition", left_out=True),
    not_stored=("Titel",),
)
