"""HELHED OG FREMTIDSSIKRING: offers, skills and cooperation for what comes."""

from kpis.model import CITIZEN, Beside, Direction, Kind, Ratio

INDICATORS = (
    Ratio(
        id="coordinated_followup",
        serves=("fls.t4.g3", "fls.t4", "vso.s3.u2b"),
        population="citizen_with_plans",  # one row per citizen with two or more plans, and period
        denominator="dated_plans = plans",
        numerator="spread_days <= 14",
        better=Direction.HIGHER,
        kind=Kind.PROCESS,
        breakdowns=(*CITIZEN, "plan_count"),
        beside=(Beside("all_dated", "dated_plans = plans"),),
    ),
)

ALSO: tuple[str, ...] = ()
