"""Series of results made by hand, for the tests of what is judged on series."""

from collections.abc import Sequence
from datetime import date

import kpis
from kpis.model import Indicator, Result, Status
from kpis.statistics import wilson

KNOWN_AT = date(2030, 1, 1)
FOLLOWUP = "followup_on_time"  # the one measured share that takes a chart by month
OF = 200


def declared(kpi: str = FOLLOWUP) -> Indicator:
    return kpis.catalogue()[kpi]


def monthly(
    shares: Sequence[float | None],
    last: str = "2025-12",
    kpi: str = FOLLOWUP,
    of: int = OF,
    known_at: date = KNOWN_AT,
) -> list[Result]:
    """One result a month, ending with `last`; None is a month that is not shown."""
    months = kpis.months_back(last, len(shares))
    return [_result(kpi, month, s, of, known_at) for month, s in zip(months, shares, strict=True)]


def _result(kpi: str, month: str, share: float | None, of: int, known_at: date) -> Result:
    if share is None:
        counts: tuple = (None, None, None, None, None, Status.SUPPRESSED)
    else:
        counted = round(share * of)
        counts = (counted, of, counted / of, *wilson(counted, of), Status.OK)
    return Result(kpi, month, "", "", *counts, known_at, "build_000001")
