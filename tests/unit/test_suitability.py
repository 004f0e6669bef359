"""Which chart fits which indicator, as a table; each row is a declaration."""

import pytest

import kpis
from kpis.model import Direction, Kind, Ratio
from kpis.periods import period
from kpis.spc import Chart
from kpis.suitability import Fit, fit


def declared(days_back: int, population: str = "care_plan_active") -> Ratio:
    return Ratio(
        id="invented",
        serves=("vso.s1.u1",),
        population=population,
        numerator="true",
        better=Direction.HIGHER,
        kind=Kind.PROCESS,
        days_back=days_back,
    )


STOCK, ROLLING, P = Fit(None, "stock"), Fit(None, "rolling"), Fit(Chart.P)


@pytest.mark.parametrize(
    ("days_back", "population", "asked", "expected"),
    [
        (0, "care_plan_active", "2025-06", STOCK),
        (0, "care_plan_active", "2025", STOCK),
        (30, "assessment", "2025-06", P),  # events of the month
        (30, "assessment", "2025-02", P),  # a short month is a month
        (30, "assessment", "2025-Q2", P),
        (31, "assessment", "2025-06", ROLLING),
        (44, "follow_up_due", "2025-06", P),  # 14 days of it are the delay of a deadline
        (45, "follow_up_due", "2025-06", ROLLING),
        (44, "assessment", "2025-06", ROLLING),
        (91, "assessment", "2025-Q2", P),
        (92, "assessment", "2025-Q2", ROLLING),
        (364, "goal_evaluated", "2025-06", ROLLING),
        (364, "goal_evaluated", "2025-Q2", ROLLING),
        (364, "goal_evaluated", "2025", P),  # a year of events, taken once a year
        (454, "plan_shift", "2025", ROLLING),
    ],
)
def test_the_chart_of_a_declaration(days_back, population, asked, expected):
    assert fit(declared(days_back, population), period(asked)) == expected


@pytest.mark.parametrize(
    ("kpi", "expected"),
    [
        ("followup_on_time", P),
        ("own_home_share", STOCK),
        ("documentation_completeness", STOCK),
        ("goal_achievement_rate", ROLLING),
        ("ladder_down_rate", ROLLING),
        ("seamless_plan_shift", ROLLING),
    ],
)
def test_the_chart_of_real_indicators_by_month(kpi, expected):
    assert fit(kpis.catalogue()[kpi], period("2025-06")) == expected
