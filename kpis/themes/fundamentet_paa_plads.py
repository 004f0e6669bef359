"""FUNDAMENTET PÅ PLADS: core task, organisation, service level, documentation."""

from kpis.model import CITIZEN, Beside, Direction, Indicator, Kind, Ratio

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
        ),
    ),
)

ALSO = ("goals_well_formed", "followup_on_time")
