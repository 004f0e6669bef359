"""A supplementary export that is not loaded: who needs it says so, and nothing else changes."""

import pytest

import kpis
from kpis.catalogue import indicator
from kpis.model import Status
from kpis.supply import supplies
from tests.conftest import RECEIVED
from tests.spec import drawing, drawing_supply, warehouse
from tests.unit.drawn_exports import DRAWN, PERIOD

NAMES = [
    name
    for kpi in kpis.catalogue().values()
    for name in (kpi.id, *(f"{kpi.id}.{one.name}" for one in kpi.beside))
]
SUPPLEMENTARY = [kpi.id for kpi in kpis.catalogue().values() if not {"FFB"} == set(kpi.sources)]


def told(folder, left_out=""):
    """What is shown of every number, in a municipality without one export."""
    given = {
        table: text
        for table, text in DRAWN.items()
        if table not in {one.table for one in supplies() if one.export == left_out}
    }
    where = warehouse.write(folder, drawing_supply.municipality(given), (drawing.OURS,), {RECEIVED})
    return {r.kpi: r for r in kpis.evaluate(NAMES, PERIOD, warehouse=where, raw=True)}


@pytest.fixture(scope="module")
def complete(tmp_path_factory):
    return told(tmp_path_factory.mktemp("complete"))


def test_a_few_rows_of_each_export_are_drawn():
    assert {one.table for one in supplies()} <= DRAWN.keys()


@pytest.mark.parametrize("kpi", SUPPLEMENTARY)
def test_with_every_export_every_supplementary_indicator_has_a_value(complete, kpi):
    assert complete[kpi].status is Status.OK
    assert complete[kpi].missing == ()


@pytest.mark.parametrize("export", dict.fromkeys(one.export for one in supplies()))
def test_a_missing_export_is_named_by_those_who_need_it(complete, tmp_path, export):
    found = told(tmp_path, export)
    named = {kpi for kpi, result in found.items() if export in result.missing}
    needed = {kpi for kpi in NAMES if export in indicator(kpi).sources}
    trusted = {kpi for kpi in NAMES if export in indicator(kpi).trusted_with}
    assert named == needed | trusted
    assert {found[kpi].status for kpi in needed} <= {Status.NO_DATA}
    assert {kpi: shown(found[kpi]) for kpi in NAMES if kpi not in needed} == {
        kpi: shown(complete[kpi]) for kpi in NAMES if kpi not in needed
    }


def shown(result):
    return (result.status, result.numerator, result.denominator, result.value)
