"""Which chart fits an indicator's series, read from its declaration. One table, one function.

Limits assume that every period is told by events of its own. Where the same
citizens stand in one month's number and the next (a stock), or the same year of
events (a rolling window), neighbours are alike for that reason alone, and limits
cry wolf in one month of seven (own simulation behind `design/peers.md` 4.5).
"""

from dataclasses import dataclass

from kpis.formulas import Share
from kpis.model import Indicator
from kpis.periods import Period
from kpis.spc import Chart

# A deadline is counted in its own month and looks back to the day agreed, 14 days before it:
# that is a delay, not a window that overlaps the month before.
DELAY = {"follow_up_due": 14}

STOCK, ROLLING = "stock", "rolling"


@dataclass(frozen=True)
class Fit:
    """The chart that fits, or the code of the reason why none does."""

    chart: Chart | None
    reason: str = ""


def fit(kpi: Indicator, period: Period) -> Fit:
    """The chart for an indicator taken in periods as long as this one.

    A share gets a p-chart, since its denominators vary; a count, a sum, a mean
    or a median an XmR chart. Nothing fits a stock, nor a window longer than the
    period.
    """
    if not kpi.days_back:
        return Fit(None, STOCK)
    window = kpi.days_back - DELAY.get(kpi.population, 0) + 1
    longest = _longest((period.last - period.first).days + 1)
    if window > longest:
        return Fit(None, ROLLING)
    return Fit(Chart.P if isinstance(kpi.formula, Share) else Chart.XMR)


def _longest(days: int) -> int:
    """The longest period of the same kind: `days_back` is declared for the longest month."""
    return next(most for most in (31, 92, 366) if days <= most)
