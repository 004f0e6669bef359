"""Exports about those who work there: T05, T06, T07a, T07b."""

from pipelines.contracts.rules import Given
from pipelines.contracts.supplementary.model import (
    Field,
    Form,
    Reference,
    code,
    date,
    decimal,
    identifier,
    last,
    past,
    personal_id,
    supplement,
    text,
)
from pipelines.contracts.supplementary.money import IN_OFFERS

EMPLOYMENT = supplement(
    "T05",
    "ansættelser",
    "employment",
    "one row per employment",
    ("employee_id", "employment_id"),
    personal_id("employee_id", "MedarbejderID", "Keyed hash of the employee's id", "M0815"),
    identifier("employment_id", "AnsættelsesID", "The employment", "A-20417"),
    text("unit", "Enhed", "Unit", "Botilbud Syd"),
    identifier(
        "offer_id",
        "TilbudsID",
        "The tilbud the unit belongs to",
        "T-0042",
        given=False,
        reference=IN_OFFERS,
        left_out=True,
    ),
    text(
        "job_function",
        "Funktion",
        "Function: Socialpædagog, Myndighedsrådgiver, ...",
        "Socialpædagog",
        given=True,
    ),
    text("education", "Uddannelse", "Education", "Pædagog"),
    code(
        "employment_form",
        "Ansættelsesform",
        "Form of the employment",
        ("Fast", "Vikar", "Tidsbegrænset"),
        given=True,
    ),
    decimal("employment_rate", "Beskæftigelsesgrad", "Share of full time", 0, 1, "0,8649"),
    date("start_date", "Ansættelsesdato", "First day", given=True),
    last("end_date", "Fratrædelsesdato", "the employment"),
    text("leaving_reason", "Fratrædelsesårsag", "Why it ended", "Andet job"),
)

ABSENCE = supplement(
    "T06",
    "fravær",
    "absence",
    "one row per employment and month",
    ("employment_id", "month"),
    identifier(
        "employment_id",
        "AnsættelsesID",
        "The employment",
        "A-20417",
        reference=Reference("employment", "employment_id", "key.T05"),
    ),
    Field("month", "DATE", "First day of the month", (Given(),), "Måned", Form.MONTH, "2025-03"),
    decimal(
        "absence_days", "Fraværsdagsværk", "Days' work of own sickness", 0, 31, "2,5", given=True
    ),
    decimal(
        "long_term_days", "HerafLangtid", "Of these in long absences", 0, 31, "0,0", left_out=True
    ),
    decimal("possible_days", "Muligedagsværk", "Days' work possible", 0, 31, "19,0", given=True),
)

COURSE_PASSED = supplement(
    "T07a",
    "kurser",
    "course_passed",
    "one row per employee and course passed",
    ("employee_id", "course_code", "passed_date"),
    personal_id("employee_id", "MedarbejderID", "Keyed hash of the employee's id", "M0815"),
    identifier("course_code", "KursusKode", "The course", "MED-01"),
    past("passed_date", "Bestået", "Day it was passed", given=True),
    last("end_date", "GyldigTil", "the course's validity"),
)

COMPETENCE_REQUIREMENT = supplement(
    "T07b",
    "kompetenceprofil",
    "competence_requirement",
    "one row per function and requirement: a course, or an education that is allowed",
    ("job_function", "course_code", "education"),
    text("job_function", "Funktion", "Function it is required of", "Socialpædagog", given=True),
    identifier(
        "course_code",
        "KursusKode",
        "A course that is required; NULL in a row of an education",
        "MED-01",
        given=False,
    ),
    Field(
        "education",
        "VARCHAR",
        "An education that is allowed; NULL in a row of a course",
        (),
        "Uddannelse",
        Form.TEXT,
        "",
    ),
    date("start_date", "GyldigFra", "First day it is required"),
    last("end_date", "GyldigTil", "the requirement"),
)
