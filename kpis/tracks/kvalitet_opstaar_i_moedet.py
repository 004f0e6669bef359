"""KVALITET OPSTÅR I MØDET: a citizen, not a cog in a system."""

from kpis.formulas import Quotient
from kpis.model import Beside, Direction, Indicator, Kind, Ratio, Unit
from kpis.surveys import RESPONSE, asked

INDICATORS: tuple[Indicator, ...] = (
    Ratio(
        id="not_a_cog_in_system",
        serves=("vso.s1.u3",),
        population="citizen_response",  # one row per response in the latest round, and period
        denominator="q04 between 1 and 5",
        numerator="q04 <= 2",
        better=Direction.HIGHER,
        kind=Kind.OUTCOME,
        breakdowns=RESPONSE,
        beside=(
            *asked("q04", "q04 between 1 and 5"),
            Beside(
                "case_worker_changes",
                formula=Quotient("changes", "1"),
                unit=Unit.COUNT,
                population="citizen_case_worker",
                sources=("FFB", "T02"),
            ),
        ),
        sources=("T09",),
        days_back=729,
    ),
)

ALSO: tuple[str, ...] = (
    "whole_person_assessment",
    "citizen_spoken_with",
    "citizen_dreams_documented",
)
