"""SELVSTÆNDIGHED I EGET LIV: strengths and dreams, and the way down the ladder of support."""

from kpis.formulas import NOBODY, InUse, Quotient, Sum
from kpis.model import (
    CITIZEN,
    Apart,
    Beside,
    Count,
    Direction,
    Indicator,
    Kind,
    Measured,
    Ratio,
    Unit,
)
from kpis.surveys import RESPONSE, asked

KNOWN = "step_after is not null"
PAIRED = "pairs >= 3"

INDICATORS: tuple[Indicator, ...] = (
    Ratio(
        id="functional_progress",
        serves=("vso.s3.u1", "vso.vision", "fls.t1"),
        population="functional_change",  # one row per citizen in POP a year ago, and period
        denominator=PAIRED,
        numerator="total_change < 0",  # the mean's sign; a lower score is less difficulty
        better=Direction.HIGHER,
        kind=Kind.OUTCOME,
        breakdowns=(*CITIZEN, "goal_type", "theme"),
        apart=(Apart("theme", "functional_change_of_theme"),),
        beside=(
            Beside("worse", "total_change > 0", PAIRED, whole="outcome"),
            Beside("same", "total_change = 0", PAIRED, whole="outcome"),
            Beside("net", formula=Quotient("-sign(total_change)", "1", PAIRED), whole="outcome"),
            Beside("coverage", PAIRED),
        ),
        trusted_with=("T01",),
        days_back=365,
    ),
    Ratio(
        id="ladder_down_rate",
        serves=("vso.s3.u2b", "fls.t2"),
        population="ladder_movement",  # one row per citizen on the ladder a year ago, and period
        denominator=KNOWN,
        numerator="step_after < step",
        better=Direction.BAND,
        kind=Kind.OUTCOME,
        breakdowns=CITIZEN,
        # Cutting help gives down, too.
        balanced_by=("ladder_up_rate", "ladder_rebound_rate", "functional_progress"),
        beside=(
            Beside("step_unknown", "step_after is null"),
            Beside("zone", "zone_after < zone", KNOWN),
            Beside("housing_change", "is_housing_change", KNOWN),
            Beside("sound", "is_sound", "is_sound is not null"),
            Beside("sound_unknown", "is_sound is null", "step_after < step"),
            Beside("sustained", "is_sustained", "is_sustained is not null"),
        ),
        # Without deaths, moves and care for the elderly each of them counts as step 0.
        trusted_with=("T01", "T21"),
        days_back=365,
        reads_ladder=True,
    ),
    Ratio(
        id="ladder_up_rate",
        serves=("vso.s3.u2b",),
        population="ladder_movement",
        denominator=KNOWN,
        numerator="step_after > step",
        better=Direction.LOWER,
        kind=Kind.BALANCING,
        breakdowns=CITIZEN,
        beside=(Beside("zone", "zone_after > zone", KNOWN),),
        trusted_with=("T01", "T21"),
        days_back=365,
        reads_ladder=True,
    ),
    Ratio(
        id="ladder_rebound_rate",
        serves=("vso.s3.u2b", "fls.t2.g1"),
        population="ladder_step_down",  # one row per citizen's first step down, and period
        numerator="is_back",
        better=Direction.LOWER,
        kind=Kind.BALANCING,
        breakdowns=(*CITIZEN, "step_after"),
        trusted_with=("T01", "T21"),
        days_back=579,  # the month end before the first day of the window
        reads_ladder=True,
    ),
    Measured(
        id="ladder_steps_in_use",
        serves=("vso.s3.u2b",),
        population="citizen_with_support",  # one row per citizen and period
        number=InUse("if(step between 1 and 7, step, null)", 5),
        unit=Unit.COUNT,
        better=Direction.HIGHER,
        kind=Kind.STRUCTURE,
        breakdowns=("primary_target_group", "age_group"),
        reads_ladder=True,
    ),
    Ratio(
        id="citizen_self_determination",
        serves=("vso.s3.u2a", "vso.balance.b1", "vso.balance.center"),
        population="citizen_response",  # one row per response in the latest round, and period
        denominator="q02 between 1 and 5",
        numerator="q02 >= 4",
        better=Direction.HIGHER,
        kind=Kind.OUTCOME,
        breakdowns=RESPONSE,
        beside=(*asked("q02", "q02 between 1 and 5"),),
        sources=("T09",),
        days_back=729,
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
            Beside("places", formula=Sum("places"), unit=Unit.COUNT),
            Beside(
                "occupancy",
                formula=Quotient("citizens", "places"),
                sources=("FFB", "T18", "T19"),
            ),
            Beside(
                "waiting",
                formula=Sum(where="is_waiting"),
                unit=Unit.COUNT,
                population="case_of_placement",
                persons="person_id",
                sources=("FFB", "T02"),
            ),
        ),
        sources=("T18",),
        persons=NOBODY,
        days_back=365,
    ),
)

ALSO: tuple[str, ...] = (
    "development_goal_share",
    "citizen_present_at_followup",
    "decision_deadline_kept",
    "coordinated_followup",
    "goal_achievement_rate",
)
