"""FUNDAMENTET PÅ PLADS: core task, organisation, service level, documentation."""

from kpis.model import CITIZEN, Beside, Direction, Kind, Ratio

INDICATORS = (
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
