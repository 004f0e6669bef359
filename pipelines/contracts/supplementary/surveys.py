"""Surveys: T08, T09, T09b, T09x, T23. An answer is stored as given; 9 and 99 are "ved ikke"."""

from pipelines import codelists
from pipelines.contracts.model import Column
from pipelines.contracts.rules import OneOf
from pipelines.contracts.supplementary.model import (
    Field,
    Form,
    Reference,
    Supplement,
    code,
    date,
    identifier,
    offer_type,
    person,
    supplement,
    text,
    whole,
)

DONT_KNOW, DONT_KNOW_TEN = 9, 99
TO_TEN = "Q10"  # answered 0 to 10; all other questions 1 to 5

CITIZEN_QUESTIONS = tuple(f"Q{number:02}" for number in range(1, 11))
NETWORK_QUESTIONS = ("N01",)
STAFF_QUESTIONS = ("M01", "M02")
PARTNER_QUESTIONS = ("P01",)

IN_ROUNDS = Reference("survey_round", "round_id", "key.T09x")


def _answer(questions: tuple[str, ...], highest: int) -> tuple[Column, ...]:
    return (
        identifier("round_id", "RundeID", "The round of the survey", "2025-1", reference=IN_ROUNDS),
        identifier("response_id", "BesvarelsesID", "One person's answers in a round", "7f3a"),
        code("question_id", "SpørgsmålID", "The question", questions, given=True),
        whole(
            "answer", "Svar", "As given; 9 (Q10: 99) is ved ikke, NULL is blank", 0, highest, "4"
        ),
    )


def _unit_survey(code_: str, name_da: str, name: str, questions: tuple[str, ...]) -> Supplement:
    return supplement(
        code_,
        name_da,
        name,
        "one row per answer",
        ("round_id", "response_id", "question_id"),
        *_answer(questions, DONT_KNOW),
        text("unit", "Enhed", "Unit of whoever answers", "Botilbud Syd"),
        date("closed_date", "Slutdato", "Last day of the round, as delivered", given=True),
    )


def _target_groups() -> OneOf:
    groups = {row["category"] for row in codelists.rows("target_group_category")}
    codes = codelists.ffb("KLTargetGroupsFFB") | groups | {"Uoplyst"}
    return OneOf(codes, "KLTargetGroupsFFB and the six groups of R10")


_ABOUT_THE_ANSWER = (
    person(
        "CPRnøgle",
        given=False,
        left_out=True,
        meaning="Keyed hash of the citizen's CPR number; given by consent only (V14)",
    ),
    offer_type("offer_type_code", "Tilbudstype", left_out=True),
    Field(
        "target_group",
        "VARCHAR",
        "Target group: FFB code, or one of the six groups (R10)",
        (_target_groups(),),
        "Målgruppe",
        Form.CODE,
        "Fysisk",
        True,
    ),
    code(
        "answer_form", "Svarform", "Who answered", ("Selv", "Støttet", "Pårørende"), left_out=True
    ),
    Field(
        "answered_at",
        "TIMESTAMP",
        "When it was answered, Danish local time",
        (),
        "Tidspunkt",
        Form.MOMENT,
        "03-03-2025 10:15",
    ),
    date("closed_date", "Slutdato", "Last day of the round, as delivered", given=True),
)


def _citizen_survey(
    code_: str, name_da: str, name: str, questions: tuple[str, ...], highest: int
) -> Supplement:
    return supplement(
        code_,
        name_da,
        name,
        "one row per answer; the latest answered_at of a response and question counts (C1)",
        ("round_id", "response_id", "question_id", "answered_at"),
        *_answer(questions, highest),
        *_ABOUT_THE_ANSWER,
    )


STAFF_SURVEY_ANSWER = _unit_survey(
    "T08", "medarbejdermåling", "staff_survey_answer", STAFF_QUESTIONS
)
PARTNER_SURVEY_ANSWER = _unit_survey(
    "T23", "partnermåling", "partner_survey_answer", PARTNER_QUESTIONS
)
CITIZEN_SURVEY_ANSWER = _citizen_survey(
    "T09", "borgerundersøgelse", "citizen_survey_answer", CITIZEN_QUESTIONS, DONT_KNOW_TEN
)
NETWORK_SURVEY_ANSWER = _citizen_survey(
    "T09b", "netværksundersøgelse", "network_survey_answer", NETWORK_QUESTIONS, DONT_KNOW
)

SURVEY_ROUND = supplement(
    "T09x",
    "runde",
    "survey_round",
    "one row per round of a survey",
    ("round_id",),
    identifier("round_id", "RundeID", "The round", "2025-1"),
    whole("invited_count", "Inviterede", "Persons invited", 0, None, "420", given=True),
    whole("responded_count", "Svarede", "Persons who answered", 0, None, "251", given=True),
)
