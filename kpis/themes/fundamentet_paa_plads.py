"""FUNDAMENTET PÅ PLADS: core task, organisation, service level, documentation."""

from kpis.formulas import NOBODY, Median, Quotient
from kpis.model import CITIZEN, Beside, Direction, Indicator, Kind, Ratio, Unit
from kpis.surveys import RESPONSE, asked

INDICATORS: tuple[Indicator, ...] = (
    Ratio(
        id="grant_consistency",
        serves=("fls.t3.g2", "fls.t3.g3"),
        population="plan_granted",  # one row per granted plan that began in W12, and period
        denominator="cell_plans >= 10",  # citizens alike: target group, need, age
        numerator="abs(step - usual_step) <= 1",
        better=Direction.BAND,
        kind=Kind.PROCESS,
        breakdowns=("primary_target_group", "need_level", "age_group", "sex"),
        beside=(
            Beside("small_cell", "cell_plans < 10", "has_cell"),
            Beside("without_cell", "not has_cell"),
        ),
        days_back=364,  # W12
        persons="person_id",
        reads_ladder=True,
    ),
    Ratio(
        id="documentation_completeness",
        serves=("fls.t3.g4", "fls.t3"),
        population="care_plan_active",  # one row per care plan active on the last day, and period
        numerator=(
            "has_target_group and has_tilbud and has_ydelse"
            " and has_need and has_scored_goal and has_follow_up"
        ),
        better=Direction.HIGHER,
        kind=Kind.PROCESS,
        breakdowns=(*CITIZEN, "tilbud_type"),
        beside=(
            Beside("target_group", "has_target_group"),
            Beside("tilbud", "has_tilbud"),
            Beside("ydelse", "has_ydelse"),
            Beside("need", "has_need"),
            Beside("scored_goal", "has_scored_goal"),
            Beside("follow_up", "has_follow_up"),
            Beside(
                "not_assessed",
                "is_not_assessed",
                population="severity_current",
                persons="person_id",
            ),
        ),
    ),
    Ratio(
        id="core_task_known",
        serves=("fls.t3.g1",),
        population="staff_response",  # one row per response in the latest round, and period
        denominator="m01 between 1 and 5 and m02 between 1 and 5",
        numerator="m01 >= 4 and m02 >= 4",
        better=Direction.HIGHER,
        kind=Kind.STRUCTURE,
        breakdowns=("unit",),
        sources=("T08",),
        days_back=729,
    ),
    Ratio(
        id="decision_deadline_kept",
        serves=("fls.t3.g2", "vso.s3.u2a"),
        population="case_due",  # one row per case with its deadline in the period
        numerator="is_on_time",
        better=Direction.HIGHER,
        kind=Kind.PROCESS,
        breakdowns=("paragraph", "team", "primary_target_group"),
        balanced_by=("appeal_reversal_rate",),  # quick, and right
        beside=(
            Beside("days_to_help", formula=Median("days_to_help", "has_help"), unit=Unit.DAYS),
        ),
        sources=("FFB", "T02"),
        persons="person_id",
        days_back=30,
    ),
    Ratio(
        id="service_level_known",
        serves=("fls.t3.g3",),
        population="citizen_response",  # one row per response in the latest round, and period
        denominator="q08 between 1 and 5",
        numerator="q08 >= 4",
        better=Direction.HIGHER,
        kind=Kind.OUTCOME,
        breakdowns=RESPONSE,
        beside=(
            *asked("q08", "q08 between 1 and 5"),
            Beside(
                "partners",
                "answer >= 4",
                "answer between 1 and 5",
                population="partner_response",
                sources=("T23",),
            ),
            Beside(
                "standards",
                "is_fresh_and_published",
                population="quality_standard",
                persons=NOBODY,
                sources=("T22",),
            ),
        ),
        sources=("T09",),
        balanced_by=("appeal_reversal_rate",),  # clear is not generous
        days_back=729,
    ),
    Ratio(
        id="appeal_reversal_rate",
        serves=("fls.t3.g3", "vso.balance.b2"),
        population="complaint_ruled",  # one row per complaint ruled on in W12, and period
        numerator="is_reversed",
        better=Direction.LOWER,
        kind=Kind.OUTCOME,
        breakdowns=("paragraph", "outcome", "team"),
        beside=(
            Beside(
                "complaints_per_100",
                formula=Quotient("100 * complaints", "citizens"),
                unit=Unit.COUNT,
                population="complaint_or_citizen",
                persons="person_id",
                sources=("FFB", "T17"),
            ),
        ),
        sources=("FFB", "T17"),
        persons="person_id",
        days_back=364,
    ),
)

ALSO: tuple[str, ...] = (
    "goals_well_formed",
    "followup_on_time",
    "sickness_absence",
)
