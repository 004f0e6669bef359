"""MEST MULIGT I EGET LIV: goals, letting go, and the least intrusive help that works."""

from kpis.formulas import Survival
from kpis.model import CITIZEN, Beside, Direction, Indicator, Kind, Measured, Ratio, Unit

EVALUATED = "is_consistent and is_evaluable"

INDICATORS: tuple[Indicator, ...] = (
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
        balanced_by=("goals_well_formed",),  # goals met, and goals that fit where they began
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
        id="let_go_when_goal_met",
        serves=("fls.t2.g1", "fls.t2"),
        population="citizen_with_goals_met",  # one row per citizen who met all goals, and period
        numerator="is_let_go",
        better=Direction.BAND,
        kind=Kind.OUTCOME,
        breakdowns=CITIZEN,
        balanced_by=("ladder_rebound_rate",),
        # A goal to maintain is met every time; to stop that help is no success.
        beside=(Beside("development", "is_let_go", "has_development"),),
        trusted_with=("T01",),
        days_back=454,
        reads_ladder=True,
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
    Measured(
        id="temporary_stay_duration",
        serves=("fls.t2", "fls.t2.g1"),
        population="temporary_stay",  # one row per temporary stay and period
        number=Survival("days", "is_ended", "is_recent"),
        unit=Unit.MONTHS,
        better=Direction.BAND,
        kind=Kind.OUTCOME,
        breakdowns=("primary_target_group", "age_group", "sex"),
        beside=(Beside("open_over_two_years", "days > 24 * 30.4", "is_open"),),
        trusted_with=("T01",),  # a death or a move cuts a stay off, it does not end it
        days_back=1825,
        persons="person_id",
    ),
    Ratio(
        id="time_limited_support_share",
        serves=("fls.t2.g2",),
        population="citizen_with_support",  # one row per citizen and period
        denominator="step between 1 and 5",
        numerator="has_time_limited_support",
        better=Direction.BAND,
        kind=Kind.STRUCTURE,
        breakdowns=CITIZEN,
        beside=(
            Beside(
                "over_half_a_year",
                "time_limited_days > 183",
                "step between 1 and 5 and has_time_limited_support",
            ),
        ),
        reads_ladder=True,
    ),
    Ratio(
        id="group_based_support_share",
        serves=("fls.t2.g2",),
        population="citizen_with_support",
        denominator="step between 1 and 5",
        numerator="has_group_support",
        better=Direction.BAND,
        kind=Kind.STRUCTURE,
        breakdowns=CITIZEN,
        reads_ladder=True,
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
        balanced_by=("functional_progress",),
        beside=(Beside("off_ladder_only", "step is null"),),
        reads_ladder=True,
    ),
    Ratio(
        id="community_participation_progress",
        serves=("fls.t2.g3", "vso.s4.u1"),
        population="functional_change",  # one row per citizen in POP a year ago, and period
        denominator="participation_before >= 1",
        numerator="participation_change < 0",
        better=Direction.HIGHER,
        kind=Kind.OUTCOME,
        breakdowns=CITIZEN,
        beside=(
            Beside(
                "worse", "participation_change > 0", "participation_before >= 1", whole="outcome"
            ),
            Beside(
                "same", "participation_change = 0", "participation_before >= 1", whole="outcome"
            ),
        ),
        trusted_with=("T01",),
        days_back=365,
    ),
    Ratio(
        id="work_education_participation",
        serves=("fls.t2.g3",),
        population="citizen_with_support",
        denominator="age between 18 and 66",
        numerator="has_work_support or has_sheltered_work",
        better=Direction.HIGHER,
        kind=Kind.PROCESS,
        breakdowns=CITIZEN,
        beside=(  # sheltered work is not inclusion
            Beside("support", "has_work_support", "age between 18 and 66", whole="form"),
            Beside(
                "sheltered_only",
                "has_sheltered_work and not has_work_support",
                "age between 18 and 66",
                whole="form",
            ),
        ),
    ),
    Ratio(
        id="virtual_support_share",
        serves=("fls.t2.g2",),
        population="contact_held",  # one row per contact held in the period
        denominator="contact_form in ('Fysisk', 'Skærm', 'Telefon')",
        numerator="contact_form = 'Skærm'",
        better=Direction.BAND,
        kind=Kind.PROCESS,
        breakdowns=(*CITIZEN, "planning"),
        beside=(Beside("group_contacts", "contact_form = 'Gruppe'"),),
        sources=("FFB", "T13"),
        persons="person_id",
        days_back=30,
    ),
)

ALSO: tuple[str, ...] = (
    "social_contact_as_wanted",
    "ladder_down_rate",
    "ladder_rebound_rate",
)
