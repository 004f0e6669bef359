"""STÆRKE FAGLIGE KOMPETENCER: staff, and tilbud that fit the citizen."""

from kpis.formulas import Quotient
from kpis.model import Apart, Beside, Direction, Indicator, Kind, Measured, Ratio, Unit

INDICATORS: tuple[Indicator, ...] = (
    Measured(
        id="sickness_absence",
        serves=("vso.s2.u1", "fls.t3"),
        population="absence_month",  # one row per employment and month in W12, and period
        number=Quotient("absence_days", "possible_days"),
        better=Direction.LOWER,
        kind=Kind.BALANCING,
        breakdowns=("unit", "job_function", "absence_length"),
        apart=(Apart("absence_length", "absence_of_length"),),
        beside=(Beside("long_term", formula=Quotient("long_term_days", "possible_days")),),
        sources=("T06",),
        persons="employee_id",
        days_back=364,
    ),
    Ratio(
        id="target_group_match",
        serves=("vso.s2.u2", "fls.t4.g1"),
        population="placement_matched",  # one row per placement on the last day, and period
        numerator="is_match",
        better=Direction.HIGHER,
        kind=Kind.STRUCTURE,
        breakdowns=("offer", "primary_target_group", "operator"),
        balanced_by=("local_placement_share",),  # the right specialisation, and near home
        beside=(
            Beside(
                "physical_score",
                formula=Quotient(
                    "physical_setting_score", "1", "physical_setting_score is not null"
                ),
                unit=Unit.SCORE,
            ),
        ),
        sources=("FFB", "T18", "T19"),
        persons="person_id",
    ),
    Measured(
        id="staff_turnover",
        serves=("vso.s2.u1", "fls.t4.g2"),
        population="employment_permanent",  # one row per permanent employment, and period
        number=Quotient("is_leaver::integer", "month_ends / 13"),
        better=Direction.LOWER,
        kind=Kind.STRUCTURE,
        breakdowns=("unit", "job_function", "seniority"),
        beside=(Beside("retired", "leaving_reason = 'Pension'", "is_leaver"),),
        sources=("T05",),
        persons="employee_id",
        days_back=365,
    ),
)

ALSO: tuple[str, ...] = (
    "competence_coverage",
    "new_local_places",
)
