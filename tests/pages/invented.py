"""A stand-in for the warehouse: results made by rule, so that a page can be tested without one.

Everything above `kpis.evaluate` and `kpis.deliveries` is the real thing, and so is the way
through the analysis database, whose file holds the same results.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from math import sin

import pytest

import kpis
from kpis import analysis
from kpis.model import Result, Status
from kpis.statistics import wilson
from pages.parts import units
from tests.pages import invented_analysis
from tests.pages.results import BUILD

LATEST = "2026-10"
KNOWN_AT = date(2026, 10, 31)
MEMBERS = {
    "sex": {"K": 400, "M": 500},
    "step": {"3": 200, "5": 600, "9": 10},
    "age_group": {"18-29": 150, "30-59": 500, "60-74": 240, "75+": 10},
}
OF = 900
LEVELS = {"cost_per_full_year_citizen": 400_000.0, "budget_adherence": 0.01}
BASE = {"ladder_down_rate": 0.11, "ladder_up_rate": 0.08, "group_based_support_share": 0.16}


def share(kpi: str, period: str, member: str = "") -> float:
    """A share that wanders a little over the years, near the indicator's own level."""
    at = int(period[:4]) * 12 + int(period[5:].replace("Q", "3") or 1)
    return BASE.get(kpi, 0.72) * (1 + 0.08 * sin(at / 7 + len(kpi)) + 0.02 * len(member))


def result(kpi: str, period: str, by: str, member: str, denominator: int) -> Result:
    """A result with its Wilson interval."""
    if not units.is_share(kpi):
        return _of_another_kind(kpi, period, by, member)
    numerator = round(share(kpi, period, member) * denominator)
    low, high = wilson(numerator, denominator)
    value = numerator / denominator
    counts = (numerator, denominator, value, low, high)
    return Result(kpi, period, by, member, *counts, Status.OK, KNOWN_AT, BUILD)


def _of_another_kind(kpi: str, period: str, by: str, member: str) -> Result:
    """Months, kroner and the like: a value near its own level, without counts or interval."""
    value = LEVELS.get(kpi, 10.0) * share(kpi, period, member)
    counts = (None, None, value, None, None)
    return Result(kpi, period, by, member, *counts, Status.OK, KNOWN_AT, BUILD)


def missing(kpi: str, period: str, by: str, member: str, status: Status) -> Result:
    """A result without a value."""
    none = (None,) * 5
    return Result(kpi, period, by, member, *none, status, KNOWN_AT, BUILD)


def evaluate(
    ids: Iterable[str], asked: Iterable[str], by: Sequence[str] = ("",), **_: object
) -> list[Result]:
    """As kpis.evaluate; in a breakdown the last member is hidden."""
    return [
        one for kpi in ids for name in by for period in asked for one in _members(kpi, period, name)
    ]


def _members(kpi: str, period: str, by: str) -> Iterable[Result]:
    if not by:
        return [result(kpi, period, "", "", OF)]
    *shown, hidden = MEMBERS.get(by, {"A": 300, "B": 600}).items()
    rows = [result(kpi, period, by, member, size) for member, size in shown]
    return [*rows, missing(kpi, period, by, hidden[0], Status.SUPPRESSED)]


def evaluate_without(*exports: str) -> Callable[..., list[Result]]:
    """As kpis.evaluate where some exports are not loaded."""

    def answer(
        ids: Iterable[str], asked: Iterable[str], by: Sequence[str] = ("",), **_: object
    ) -> list[Result]:
        return [_without(one, exports) for one in evaluate(ids, list(asked), by)]

    return answer


def _without(one: Result, exports: Sequence[str]) -> Result:
    kpi = kpis.indicator(one.kpi)
    lacking = tuple(code for code in exports if code in (*kpi.sources, *kpi.trusted_with))
    if not set(lacking) & set(kpi.sources):
        return replace(one, missing=lacking)
    empty = missing(one.kpi, one.period, one.by, one.member, Status.NO_DATA)
    return replace(empty, missing=lacking)


def evaluate_nothing(status: Status) -> Callable[..., list[Result]]:
    """As kpis.evaluate where no number may or can be shown."""

    def answer(
        ids: Iterable[str], asked: Iterable[str], by: Sequence[str] = ("",), **_: object
    ) -> list[Result]:
        return [
            missing(kpi, period, name, "", status) for kpi in ids for name in by for period in asked
        ]

    return answer


def _file(path: str, read: int, aside: int) -> dict[str, object]:
    return {
        "run_id": 1,
        "path": path,
        "sha256": path,
        "bytes": 1000,
        "kind": "delivery_report",
        "status": "loaded",
        "rows_read": read,
        "rows_loaded": read - aside,
        "rows_set_aside": aside,
    }


def _aside(
    number: int, line: int, rule: str, place: str, resolved: int | None
) -> dict[str, object]:
    return {
        "set_aside_id": number,
        "run_id": 1,
        "path": "in/ffb_2026-10.ndjson.gz",
        "sha256": "in/ffb_2026-10.ndjson.gz",
        "line": line,
        "byte_from": 0,
        "byte_to": 10,
        "report_id": None,
        "rule": rule,
        "place": place,
        "message": "A sentence of the loader.",
        "resolved_run_id": resolved,
    }


def _check(table: str, column: str, expectation: str, failed: int = 0) -> dict[str, object]:
    return {
        "run_id": 1,
        "table_name": table,
        "column_name": column,
        "expectation": expectation,
        "sentence": "A sentence of the contract.",
        "rows_checked": 1200,
        "rows_failed": failed,
        "is_met": not failed,
    }


DELIVERIES = kpis.Deliveries(
    runs=(
        {
            "run_id": 1,
            "build_id": BUILD,
            "started_at": datetime(2026, 11, 1, 5, 0),
            "published_at": datetime(2026, 11, 1, 5, 2),
            "is_example": True,
        },
    ),
    files=(_file("in/ffb_2026-09.ndjson.gz", 1210, 0), _file("in/ffb_2026-10.ndjson.gz", 1000, 3)),
    set_aside=(
        _aside(1, 7, "carePlan.period.start.min", "Bundle.entry[4].resource.period", None),
        _aside(2, 7, "cpr", "Bundle.entry[0].resource.identifier[0]", None),
        _aside(3, 9, "kl-reporting-ffb-care-plan-5", "Bundle.entry[4].resource", None),
        _aside(4, 12, "json.truncated", "Bundle", 1),
    ),
    checks=(
        _check("citizen_version", "citizen_id", "ExpectColumnValuesToNotBeNull"),
        _check("care_plan_version", "status", "ExpectColumnValuesToBeInSet"),
    ),
    tables={"citizen": 1310, "care_plan": 1702},
)


def put_in_place(
    patch: pytest.MonkeyPatch,
    numbers: Callable[..., object] = evaluate,
    deliveries: kpis.Deliveries = DELIVERIES,
    known_from: date | None = None,
) -> None:
    """Lets the pages read these results instead of a warehouse."""
    info = kpis.BuildInfo(BUILD, datetime(2026, 11, 1, 5, 2), KNOWN_AT, True, known_from)
    patch.setattr(kpis, "build", lambda: info)
    patch.setattr(kpis, "latest_month", lambda: LATEST)
    patch.setattr(kpis, "evaluate", numbers)
    patch.setattr(kpis, "deliveries", lambda: deliveries)
    months = tuple(kpis.months_back(LATEST, invented_analysis.MONTHS))
    patch.setattr(analysis, "published", lambda: invented_analysis.published(numbers, months))
