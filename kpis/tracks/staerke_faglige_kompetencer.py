"""STÆRKE FAGLIGE KOMPETENCER: nothing of it is measured yet."""

from kpis.formulas import Quotient
from kpis.model import Beside, Direction, Indicator, Kind, Measured

INDICATORS: tuple[Indicator, ...] = (
    Measured(
        id="sickness_absence",
        serves=("vso.s2.u1", "fls.t3"),
        population="absence_month",  # one row per employment and month in W12, and period
        number=Quotient("absence_days", "possible_days"),
        better=Direction.LOWER,
        kind=Kind.BALANCING,
        breakdowns=("unit", "job_function"),
        beside=(Beside("long_term", formula=Quotient("long_term_days", "possible_days")),),
        sources=("T05", "T06"),
        persons="employee_id",
        days_back=364,
    ),
)

ALSO: tuple[str, ...] = ()
