"""Which breakdowns add up to their total, of every number, against drawn rows.

`tests/property` holds the sums against generated municipalities as well.
"""

from itertools import product

import pytest

import kpis
from kpis.catalogue import indicator
from kpis.errors import UnknownName
from tests.conftest import RECEIVED
from tests.spec import drawing, drawing_supply, warehouse
from tests.unit import drawn_exports, drawn_municipality

NAMES = [
    name
    for kpi in kpis.catalogue().values()
    for name in (kpi.id, *(f"{kpi.id}.{one.name}" for one in kpi.beside))
]
# A middle, a weighed cost, a count that begins anew in each member (B17): by no breakdown.
NEVER = {
    "temporary_stay_duration",
    "ladder_steps_in_use",
    "cost_per_full_year_citizen",
    "seamless_plan_shift.median_gap",
    "decision_deadline_kept.days_to_help",
    "handover_complete.days_waiting",
}
# A citizen has several themes; all possible days stand beside each length of absence. By these
# alone. That they do not sum is drawn in tests/spec (test_functional_progress, test_staff).
OVERLAPS = {("functional_progress", "theme"), ("sickness_absence", "absence_length")}
COUNTED_ANEW = {"ladder_steps_in_use"}
PERIODS = ("2024-02", "2024-03")


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Number, breakdown and period -> member -> result, of two drawn municipalities."""
    supplied = tmp_path_factory.mktemp("supplied")
    tables = drawing_supply.municipality(drawn_exports.DRAWN)
    folders = (
        drawn_municipality.write(tmp_path_factory.mktemp("reports")),
        warehouse.write(supplied, tables, (drawing.OURS,), {RECEIVED}),
    )
    return [all_of(folder) for folder in folders]


def all_of(folder):
    found = {}
    for r in kpis.evaluate(NAMES, PERIODS, kpis.EACH, warehouse=folder, raw=True):
        found.setdefault((r.kpi, r.by, r.period), {})[r.member] = r
    return found


def sides(results):
    return [sum(getattr(r, side) or 0 for r in results) for side in ("numerator", "denominator")]


@pytest.mark.parametrize("kpi", NAMES)
def test_members_sum_to_the_total_where_they_are_said_to(told, kpi):
    for municipality, period in product(told, PERIODS):
        total = municipality[kpi, "", period][""]
        for by in indicator(kpi).breakdowns:
            members = municipality[kpi, by, period].values()
            if kpis.adds_up(kpi, by):
                assert sides(members) == pytest.approx(sides([total])), by
            elif kpi not in COUNTED_ANEW and not indicator(kpi).formula.adds_up:
                assert total.numerator is None or total.value is None, by


def test_which_do_not_add_up():
    apart = {
        (name, by)
        for name in NAMES
        for by in indicator(name).breakdowns
        if not kpis.adds_up(name, by)
    }
    assert {name for name, _ in apart if not indicator(name).formula.adds_up} == NEVER
    of_itself = {(name, by) for name, by in apart if name not in NEVER}
    assert {(name.split(".")[0], by) for name, by in of_itself} == OVERLAPS
    assert {
        n for n in NEVER if not any(kpis.adds_up(n, by) for by in indicator(n).breakdowns)
    } == NEVER


def test_steps_in_use_do_not_add_up(told):
    """B17: one step, in use among those of 30-59 and among those of 75 or more."""
    reports, _ = told
    total = reports["ladder_steps_in_use", "", "2024-02"][""]
    members = reports["ladder_steps_in_use", "age_group", "2024-02"].values()
    assert (total.value, sum(r.value for r in members)) == (1, 2)


@pytest.mark.parametrize(
    ("kpi", "by"), [("own_home_share", "unit"), ("own_home_share", ""), ("no_such", "sex")]
)
def test_what_is_no_breakdown_has_no_sum(kpi, by):
    with pytest.raises(UnknownName):
        kpis.adds_up(kpi, by)
