"""HELHED OG FREMTIDSSIKRING: offers, skills and cooperation for what comes."""

from kpis.formulas import NOBODY, Median, Quotient, Sum
from kpis.model import (
    CITIZEN,
    Beside,
    Count,
    Direction,
    Indicator,
    Kind,
    Measured,
    Ratio,
    Unit,
)

INDICATORS: tuple[Indicator, ...] = (
    Ratio(
        id="coordinated_followup",
        serves=("fls.t4.g3", "fls.t4", "vso.s3.u2b"),
        population="citizen_with_plans",  # one row per citizen with two or more plans, and period
        denominator="dated_plans = plans",
        numerator="spread_days <= 14",
        better=Direction.HIGHER,
        kind=Kind.PROCESS,
        breakdowns=(*CITIZEN, "plan_count"),
        beside=(Beside("all_dated", "dated_plans = plans"),),
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
    Count(
        id="new_local_places",
        serves=("vso.s3.u2b", "vso.s2.u2", "fls.t4.g1"),
        population="local_places",  # one row per tilbud at our addresses, and period
        amount="places - places_before",
        unit=Unit.PLACES,
        better=Direction.BAND,
        kind=Kind.STRUCTURE,
        breakdowns=("step", "tilbud_type", "novelty"),
        beside=(
            Beside("places", formula=Sum("places"), unit=Unit.PLACES),
            Beside("occupancy", formula=Quotient("citizens", "places")),
        ),
        sources=("T18",),
        persons=NOBODY,
        days_back=365,
    ),
    Ratio(
        id="competence_coverage",
        serves=("fls.t4.g2", "vso.s2.u1"),
        population="employee_competent",  # one row per employee and function, and period
        numerator="has_education and has_courses",
        better=Direction.HIGHER,
        kind=Kind.STRUCTURE,
        breakdowns=("unit", "job_function"),
        beside=(Beside("education", "has_education"), Beside("courses", "has_courses")),
        sources=("T05", "T07a", "T07b"),
        persons="employee_id",
    ),
    Measured(
        id="staff_turnover",
        serves=("vso.s2.u1", "fls.t4.g2"),
        population="employment_permanent",  # one row per permanent employment, and period
        number=Quotient("is_leaver::integer", "month_ends / 13"),
        better=Direction.LOWER,
        kind=Kind.STRUCTURE,
        breakdowns=("unit", "job_function"),
        beside=(Beside("retired", "leaving_reason = 'Pension'", "is_leaver"),),
        sources=("T05",),
        persons="employee_id",
        days_back=365,
    ),
    Ratio(
        id="handover_complete",
        serves=("vso.s8.u2", "fls.t4.g3"),
        population="transition_held",  # one row per transition in the period
        numerator="is_handed_over and is_confirmed",
        better=Direction.HIGHER,
        kind=Kind.PROCESS,
        breakdowns=("transition_type", "from_unit", "to_unit"),
        beside=(
            Beside("handed_over", "is_handed_over"),
            Beside(
                "days_waiting",
                formula=Median("days_waiting", "transition_type = 'Udskrivning psykiatri'"),
                unit=Unit.DAYS,
            ),
        ),
        sources=("T21",),
        persons="person_id",
        days_back=30,
    ),
)

ALSO: tuple[str, ...] = ()
