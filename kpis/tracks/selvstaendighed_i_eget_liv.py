"""SELVSTÆNDIGHED I EGET LIV: strengths and dreams, and the way down the ladder of support."""

from kpis.model import CITIZEN, Beside, Direction, Kind, Ratio

INDICATORS = (
    Ratio(
        id="ladder_down_rate",
        serves=("vso.s3.u2b", "fls.t2"),
        population="ladder_movement",  # one row per citizen on the ladder a year ago, and period
        denominator="step_after is not null",
        numerator="step_after < step",
        better=Direction.BAND,
        kind=Kind.OUTCOME,
        breakdowns=CITIZEN,
        balanced_by=("ladder_up_rate",),
        beside=(Beside("step_unknown", "step_after is null"),),
        sources=("FFB", "T01"),  # without deaths and moves each of them counts as step 0
        days_back=365,
    ),
    Ratio(
        id="ladder_up_rate",
        serves=("vso.s3.u2b",),
        population="ladder_movement",
        denominator="step_after is not null",
        numerator="step_after > step",
        better=Direction.LOWER,
        kind=Kind.BALANCING,
        breakdowns=CITIZEN,
        sources=("FFB", "T01"),
        days_back=365,
    ),
)

ALSO = ("goal_achievement_rate", "coordinated_followup")
