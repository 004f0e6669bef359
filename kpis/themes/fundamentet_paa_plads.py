"""FUNDAMENTET PÅ PLADS: core task, organisation, service level, documentation."""

from kpis.model import CITIZEN, Direction, Kind, Ratio

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
    ),
)

ALSO = ("goals_well_formed", "followup_on_time")
