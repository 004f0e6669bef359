"""BORGEREN FØRST: the citizen's own perspective, the whole person, taking part, volunteers."""

from kpis.formulas import NOBODY, Sum
from kpis.model import CITIZEN, Beside, Count, Direction, Indicator, Kind, Ratio, Unit
from kpis.surveys import RESPONSE, asked

INDICATORS: tuple[Indicator, ...] = (
    Ratio(
        id="whole_person_assessment",
        serves=("fls.t1.g2", "vso.s1.u2"),
        population="assessment",  # one row per citizen assessed in the period
        numerator="has_functions and has_surroundings and themes >= 4",
        better=Direction.BAND,
        kind=Kind.PROCESS,
        breakdowns=CITIZEN,
        beside=(
            Beside("functions", "has_functions"),
            Beside("surroundings", "has_surroundings"),
            Beside("themes", "themes >= 4"),
        ),
        days_back=30,
    ),
    Ratio(
        id="development_goal_share",
        serves=("fls.t1.g3", "vso.s3.u1", "vso.vision"),
        population="goal_current",  # one row per goal current on the last day, and period
        denominator="goal_type <> 'Uoplyst'",
        numerator="goal_type = 'Udvikle funktionsevne'",
        better=Direction.BAND,
        kind=Kind.PROCESS,
        breakdowns=CITIZEN,
        balanced_by=("goal_achievement_rate",),  # easy to write, harder to reach
        beside=(
            Beside(
                "maintain",
                "goal_type = 'Fastholde funktionsevne'",
                "goal_type <> 'Uoplyst'",
                whole="type",
            ),
            Beside(
                "limit_loss",
                "goal_type = 'Begrænse tab af funktionsevne'",
                "goal_type <> 'Uoplyst'",
                whole="type",
            ),
        ),
        persons="person_id",
    ),
    Ratio(
        id="volunteer_supported_citizens",
        serves=("fls.t1.g4", "vso.s4.u2"),
        population="citizen_with_support",  # one row per citizen and period
        numerator="has_volunteer_support",
        better=Direction.HIGHER,
        kind=Kind.PROCESS,
        breakdowns=CITIZEN,
    ),
    Ratio(
        id="citizen_spoken_with",
        serves=("fls.t1.g1", "vso.s1.u1"),
        population="citizen_response",  # one row per response in the latest round, and period
        denominator="q01 between 1 and 5",
        numerator="q01 >= 4",
        better=Direction.HIGHER,
        kind=Kind.OUTCOME,
        breakdowns=RESPONSE,
        beside=(*asked("q01", "q01 between 1 and 5"),),
        sources=("T09",),
        days_back=729,
    ),
    Ratio(
        id="citizen_dreams_documented",
        serves=("fls.t1.g2", "vso.s1.u1", "fls.t1", "vso.balance.b1"),
        population="citizen_with_perspective",  # one row per citizen and period
        numerator="is_described",
        better=Direction.HIGHER,
        kind=Kind.PROCESS,
        breakdowns=(*CITIZEN, "source"),
        balanced_by=("citizen_self_determination",),  # a text is not yet a voice
        sources=("FFB", "T12"),
        days_back=729,
    ),
    Ratio(
        id="citizen_present_at_followup",
        serves=("fls.t1.g1", "vso.s3.u2a"),
        population="follow_up_meeting",  # one row per follow-up held in the period
        denominator="is_registered",
        numerator="is_citizen_present",
        better=Direction.HIGHER,
        kind=Kind.PROCESS,
        breakdowns=(*CITIZEN, "meeting_form"),
        beside=(
            Beside("not_registered", "not is_registered"),
            Beside("declined", "has_citizen_declined", "is_registered"),
        ),
        sources=("FFB", "T11"),
        persons="person_id",
        days_back=30,
    ),
    Ratio(
        id="citizens_contributing",
        serves=("fls.t1.g3",),
        population="citizen_response",  # one row per response in the latest round, and period
        denominator="q05 between 1 and 5 and q06 between 1 and 5",
        numerator="q05 >= 4 and q06 >= 4",
        better=Direction.HIGHER,
        kind=Kind.OUTCOME,
        breakdowns=RESPONSE,
        beside=(
            *asked("q05", "q05 between 1 and 5 and q06 between 1 and 5"),
            Beside("own_effort", "q05 >= 4", "q05 between 1 and 5 and q06 between 1 and 5"),
            Beside("for_others", "q06 >= 4", "q05 between 1 and 5 and q06 between 1 and 5"),
        ),
        sources=("T09",),
        days_back=729,
    ),
    Ratio(
        id="citizen_life_satisfaction",
        serves=("vso.vision", "fls.t1", "vso.balance.center"),
        population="citizen_response",  # one row per response in the latest round, and period
        denominator="q10 between 0 and 10",
        numerator="q10 >= 7",
        better=Direction.HIGHER,
        kind=Kind.OUTCOME,
        breakdowns=RESPONSE,
        beside=(*asked("q10", "q10 between 0 and 10"),),
        sources=("T09",),
        days_back=729,
    ),
    Count(
        id="civil_partnerships_active",
        serves=("fls.t1.g4", "vso.s4.u2", "fls.t4.g3"),
        population="partnership_active",  # one row per agreement valid on the last day, and period
        where="activities > 0",
        better=Direction.HIGHER,
        kind=Kind.STRUCTURE,
        breakdowns=("town", "partnership_type"),
        beside=(
            Beside("agreements", formula=Sum(), unit=Unit.COUNT),
            Beside("activities", formula=Sum("activities"), unit=Unit.COUNT),
            Beside("participations", formula=Sum("participations"), unit=Unit.COUNT),
            Beside("stjernestunder", formula=Sum("stjernestunder"), unit=Unit.COUNT),
            Beside(
                "citizens",
                formula=Sum(where="times_lately > 0"),
                unit=Unit.COUNT,
                population="citizen_in_community",
                sources=("T20a", "T20b", "T01"),
            ),
            Beside(
                "repeat_participants",
                formula=Sum(where="times >= 3"),
                unit=Unit.COUNT,
                population="citizen_in_community",
                sources=("T20b", "T01"),
            ),
        ),
        sources=("T20a", "T20b"),
        persons=NOBODY,
        days_back=182,
    ),
)

ALSO: tuple[str, ...] = ("functional_progress",)
