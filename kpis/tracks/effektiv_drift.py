"""EFFEKTIV DRIFT: budget, cost and places near home."""

from kpis.formulas import NOBODY, Quotient, Standardised
from kpis.model import CITIZEN, Beside, Direction, Indicator, Kind, Measured, Ratio, Unit

INDICATORS: tuple[Indicator, ...] = (
    Measured(
        id="budget_adherence",
        serves=("vso.s7.u1", "vso.balance.b3", "vso.balance.center"),
        population="budget_followed_up",  # one row per account at the latest follow-up, and period
        number=Quotient("outturn - corrected_budget", "corrected_budget"),
        better=Direction.BAND,
        kind=Kind.OUTCOME,
        breakdowns=("account_function", "cost_centre"),
        beside=(
            # The corrected budget moves when overspending is funded.
            Beside(
                "against_original", formula=Quotient("outturn - original_budget", "original_budget")
            ),
        ),
        sources=("T04",),
        persons=NOBODY,
        days_back=364,
    ),
    Measured(
        id="cost_per_full_year_citizen",
        serves=("vso.s7.u2", "vso.balance.b3"),
        population="citizen_cost",  # one row per citizen and stratum, and period
        number=Standardised("cost", "person_years", "step", "need_rank", "weight"),
        unit=Unit.KRONER,
        better=Direction.BAND,
        kind=Kind.OUTCOME,
        breakdowns=("step", "need_level", "place_owner"),
        # Cheaper because help was cut is not efficiency.
        balanced_by=("goal_achievement_rate", "citizen_self_determination"),
        beside=(Beside("crude", formula=Quotient("cost", "person_years"), unit=Unit.KRONER),),
        sources=("FFB", "T03"),
        persons="person_id",
        days_back=30,
        reads_ladder=True,
    ),
    Ratio(
        id="local_placement_share",
        serves=("vso.s7.u3", "fls.t4.g1"),
        population="citizen_placed",  # one row per citizen on step 4 or 6-9, and period
        denominator="is_placed",
        numerator="is_local",
        better=Direction.BAND,
        kind=Kind.STRUCTURE,
        breakdowns=(*CITIZEN, "operator", "owner_municipality"),
        beside=(
            Beside("placement_missing", "not is_placed"),
            Beside("own_wish", "reason = 'Borgerønske'", "is_placed and not is_local"),
        ),
        sources=("FFB", "T18", "T19"),
        reads_ladder=True,
    ),
)

ALSO: tuple[str, ...] = ()
