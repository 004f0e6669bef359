"""MEST MULIGT I EGET LIV: goals, letting go, and the least intrusive help that works."""

from kpis.model import CITIZEN, Beside, Direction, Kind, Ratio

EVALUATED = "is_consistent and is_evaluable"

INDICATORS = (
    Ratio(
        id="goals_well_formed",
        serves=("fls.t2.g1", "fls.t3.g4"),
        population="goal_current",  # one row per goal current on the last day, and period
        numerator="is_on_one_activity and has_target and is_consistent and has_follow_up",
        better=Direction.HIGHER,
        kind=Kind.PROCESS,
        breakdowns=(*CITIZEN, "goal_type"),
    ),
    Ratio(
        id="goal_achievement_rate",
        serves=("fls.t2.g1", "vso.s3.u1", "vso.balance.b2", "vso.balance.center"),
        population="goal_evaluated",  # one row per goal with an evaluation date in W12, and period
        denominator=EVALUATED,
        numerator="is_achieved",
        better=Direction.BAND,
        kind=Kind.OUTCOME,
        breakdowns=(*CITIZEN, "goal_type", "theme"),
        companions=("goals_well_formed",),
        beside=(
            Beside("inconsistent", "not is_consistent", whole="left_out"),
            Beside("not_evaluable", "not is_evaluable", "is_consistent", whole="left_out"),
            Beside("better", "outcome = 'better'", EVALUATED, whole="outcome"),
            Beside("as_expected", "outcome = 'as expected'", EVALUATED, whole="outcome"),
            Beside("worse", "outcome = 'worse'", EVALUATED, whole="outcome"),
        ),
        days_back=364,  # W12
    ),
    Ratio(
        id="followup_on_time",
        serves=("fls.t2.g1", "fls.t3.g4"),
        population="follow_up_due",  # one row per planned follow-up with its deadline in the period
        numerator="is_on_time",
        better=Direction.HIGHER,
        kind=Kind.PROCESS,
        breakdowns=(*CITIZEN, "tilbud_type"),
        beside=(Beside("rescheduled", "reschedules > 0"),),
        days_back=44,  # a deadline lies 14 days after the day agreed
    ),
    Ratio(
        id="group_based_support_share",
        serves=("fls.t2.g2",),
        population="citizen_with_support",  # one row per citizen and period
        denominator="step between 1 and 5",
        numerator="has_group_support",
        better=Direction.BAND,
        kind=Kind.STRUCTURE,
        breakdowns=CITIZEN,
    ),
    Ratio(
        id="own_home_share",
        serves=("vso.vision", "fls.t2"),
        population="citizen_with_support",
        denominator="step between 1 and 9",
        numerator="step between 1 and 5",  # 7 has a tenancy but staff on site: not counted
        better=Direction.BAND,
        kind=Kind.OUTCOME,
        breakdowns=CITIZEN,
        beside=(Beside("off_ladder_only", "step is null"),),
    ),
)

ALSO = ("ladder_down_rate",)
