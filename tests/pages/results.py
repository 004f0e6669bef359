"""Results and targets made by hand, for the tests of pages and parts."""

from datetime import date

from kpis.model import Result, Status, Target

KPI = "followup_on_time"
BUILD = "build_000001"


def ok(
    value: float,
    low: float | None = None,
    high: float | None = None,
    *,
    kpi: str = KPI,
    period: str = "2026-10",
    of: int = 1000,
    by: str = "",
    member: str = "",
) -> Result:
    """A result with a value; its interval is five points to each side unless given."""
    return Result(
        kpi=kpi,
        period=period,
        by=by,
        member=member,
        numerator=round(value * of),
        denominator=of,
        value=value,
        low=max(0.0, value - 0.05) if low is None else low,
        high=min(1.0, value + 0.05) if high is None else high,
        status=Status.OK,
        known_at=date(2026, 11, 1),
        build_id=BUILD,
    )


def without(
    status: Status, *, kpi: str = KPI, period: str = "2026-10", by: str = "", member: str = ""
) -> Result:
    """A result without a value, and the reason."""
    return Result(
        kpi, period, by, member, None, None, None, None, None, status, date(2026, 11, 1), BUILD
    )


def target(low: float | None = None, high: float | None = None, kpi: str = KPI) -> Target:
    """A proposed target."""
    return Target(kpi, "proposal", low, high, date(2024, 1, 1), "forslag", "katalog")
