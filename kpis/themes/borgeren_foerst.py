"""BORGEREN FØRST: the citizen's own perspective, the whole person, taking part, volunteers."""

from kpis.model import CITIZEN, Beside, Direction, Indicator, Kind, Ratio

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
)

ALSO: tuple[str, ...] = ("functional_progress",)
