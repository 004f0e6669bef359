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


def asked(question: str, counted: str) -> tuple[Beside, ...]:
    """Who answered a question: how many of those invited, with whose help, and who did not know.

    `counted` is the condition on an answer that the indicator counts.
    """
    unknown = f"list_contains(dont_know, '{question.upper()}')"
    return (
        Beside(
            "response_rate",
            formula=Quotient("responded_count", "invited_count"),
            population="citizen_survey_round",
            persons=NOBODY,
            sources=("T09", "T09x"),
        ),
        Beside("supported_answers", "answer_form in ('Støttet', 'Pårørende')", counted),
        Beside("unknown_answers", unknown, f"{question} is not null or {unknown}"),
    )
