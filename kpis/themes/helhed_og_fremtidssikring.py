"""HELHED OG FREMTIDSSIKRING: offers, skills and cooperation for what comes."""

from kpis.model import CITIZEN, Beside, Direction, Indicator, Kind, Ratio

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
        id="competence_coverage",
        serves=("fls.t4.g2", "vso.s2.u1"),
        population="employee_competent",  # one row per employee, and period
        numerator="has_education and has_courses",
        better=Direction.HIGHER,
        kind=Kind.STRUCTURE,
        breakdowns=("unit", "job_function"),
        beside=(Beside("education", "has_education"), Beside("courses", "has_courses")),
        sources=("T05", "T07a", "T07b"),
    ),
)

ALSO: tuple[str, ...] = (
    "civil_partnerships_active",
    "new_tech_trials",
    "local_placement_share",
    "handover_complete",
    "new_local_places",
    "target_group_match",
    "staff_turnover",
)
