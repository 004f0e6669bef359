"""What every indicator of the citizen survey (T09) shares: breakdowns, and what stands beside."""

from kpis.formulas import NOBODY, Quotient
from kpis.model import Beside

# Whose answer it is, and what is known of the citizen: step, age and sex by consent only.
RESPONSE = (
    "tilbud_type",
    "step",
    "primary_target_group",
    "age_group",
    "sex",
    "answer_form",
)


def asked(question: str) -> tuple[Beside, ...]:
    """Who answered a question: how many of those invited, with whose help, and who did not know."""
    return (
        Beside(
            "response_rate",
            formula=Quotient("responded_count", "invited_count"),
            population="citizen_survey_round",
            persons=NOBODY,
            sources=("T09", "T09x"),
        ),
        Beside("supported_answers", "answer_form <> 'Selv'", "answer_form <> 'Uoplyst'"),
        Beside(
            "unknown_answers",
            f"list_contains(dont_know, '{question.upper()}')",
            f"{question} is not null or list_contains(dont_know, '{question.upper()}')",
        ),
    )
