"""DET DIGITALE LIV: welfare technology, new technology, accessible channels."""

from kpis.formulas import NOBODY, Sum
from kpis.model import Beside, Count, Direction, Indicator, Kind, Ratio, Unit

INDICATORS: tuple[Indicator, ...] = (
    Ratio(
        id="welfare_tech_benefit",
        serves=("vso.s6.u1",),
        population="technology_loan_assessed",  # one row per loan assessed in W12, and period
        numerator="has_gain",
        better=Direction.HIGHER,
        kind=Kind.OUTCOME,
        breakdowns=("category", "step", "primary_target_group"),
        beside=(
            Beside(
                "reach",
                "is_using",
                population="citizen_with_technology",
                sources=("FFB", "T14"),
            ),
            Beside(
                "evaluated",
                "is_assessed",
                population="technology_loan_handed_out",
                persons="person_id",
            ),
            Beside(
                "never_activated",
                "is_never_activated",
                "is_over_60_days",
                population="technology_loan_handed_out",
                persons="person_id",
            ),
        ),
        sources=("T14",),
        persons="person_id",
        days_back=364,
    ),
    Count(
        id="new_tech_trials",
        serves=("vso.s6.u2", "fls.t4.g3"),
        population="trial_begun",  # one row per trial and period
        where="is_begun and is_new_technology",
        better=Direction.HIGHER,
        kind=Kind.PROCESS,
        beside=(
            Beside("all_trials", formula=Sum(where="is_begun"), unit=Unit.COUNT),
            Beside("decided_in_time", "is_decided", "is_due"),
        ),
        breakdowns=("trial_type",),
        sources=("T15",),
        persons=NOBODY,
        days_back=364,
    ),
    Ratio(
        id="digital_accessibility",
        serves=("vso.s6.u3",),
        population="channel_tested",  # one row per digital channel in use, and period
        numerator="is_passed",
        better=Direction.HIGHER,
        kind=Kind.STRUCTURE,
        breakdowns=("channel_type",),
        beside=(
            Beside("tested", "is_tested"),
            Beside("statement_updated", "is_statement_fresh"),
        ),
        sources=("T16",),
        persons=NOBODY,
        days_back=364,
    ),
)

ALSO: tuple[str, ...] = ()
