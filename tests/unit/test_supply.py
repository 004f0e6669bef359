"""Supplementary tables in the numbers: read where they are loaded, empty where they are not."""

import importlib
from dataclasses import replace

import duckdb
import pytest

import kpis
from kpis import compile
from kpis.model import Status
from kpis.supply import exports, supplies
from kpis.warehouse import opened
from pipelines.contracts.supplementary import SUPPLEMENTS
from tests.spec import drawing_supply, warehouse
from tests.unit import drawn_municipality

PERIOD = "2024-03"
# What a number does without: it names a group of a breakdown, or is counted beside.
ONLY_ASIDE = {
    "appeal_reversal_rate": {"T02"},  # by team
    "cost_per_full_year_citizen": {"T18"},  # by owner of the place
    "new_local_places": {"T19"},  # occupancy
    "sickness_absence": {"T05"},  # by unit and function
}
DEAD = {"citizen_status": "person | start | status\n--\ng0xa | 2024-02-01 | Død"}


@pytest.fixture
def folder(tmp_path):
    return drawn_municipality.write(tmp_path)


def test_the_registry_names_the_tables_and_columns_of_the_contracts():
    by_contract = {one.name: (one.code, dict.fromkeys(one.column_names)) for one in SUPPLEMENTS}
    assert {s.table for s in supplies()} == by_contract.keys()
    for supply in supplies():
        code, columns = by_contract[supply.table]
        assert supply.export == code
        assert {name for name, _ in supply.columns} <= columns.keys()


@pytest.mark.parametrize("kpi", kpis.catalogue().values(), ids=lambda kpi: kpi.id)
def test_what_an_indicator_says_it_needs_is_what_it_reads(kpi):
    """Deaths and moves end all help (R8); who only follows that need not say so.

    Nor who asks T21 for a birth date that nobody else tells.
    """
    read = exports(compile.supplied(kpi.population))
    said = {*kpi.sources, *kpi.trusted_with} - {"FFB"}
    assert said <= read
    assert read - said <= {"T01", "T21"} | ONLY_ASIDE.get(kpi.id, set())


def test_an_export_is_loaded_when_a_row_of_it_is(tmp_path):
    tables = drawing_supply.municipality(DEAD)
    with opened(warehouse.write(tmp_path, tables, ("ours",), ())) as reader:
        reader.prepare()
        assert reader.loaded() == {"T01"}


def test_a_build_from_before_there_were_supplementary_tables_still_counts(folder):
    (build,) = folder.glob("*.duckdb")
    with duckdb.connect(build) as connection:
        for supply in supplies():
            connection.execute(f"drop table core.{supply.table}")
    (result,) = kpis.evaluate("ladder_down_rate", PERIOD, warehouse=folder)
    assert result.missing == ("T01", "T21")
    (result,) = kpis.evaluate("own_home_share", PERIOD, warehouse=folder)
    assert (result.status, result.missing) == (Status.OK, ())


@pytest.fixture
def needy(monkeypatch):
    """own_home_share as if it took T12 to compute it."""
    module = importlib.import_module("kpis.evaluate")
    declared = module.indicator

    def indicator(kpi_id):
        kpi = declared(kpi_id)
        return replace(kpi, sources=("FFB", "T12")) if kpi.id == "own_home_share" else kpi

    monkeypatch.setattr(module, "indicator", indicator)


@pytest.mark.usefixtures("needy")
def test_an_indicator_without_its_export_has_no_data_and_names_it(folder):
    asked = ["own_home_share", "group_based_support_share"]
    home, group = kpis.evaluate(asked, PERIOD, warehouse=folder)
    assert (home.status, home.value, home.missing) == (Status.NO_DATA, None, ("T12",))
    assert (group.status, group.missing) == (Status.OK, ())


@pytest.mark.usefixtures("needy")
def test_a_period_that_has_not_begun_is_too_early_all_the_same(folder):
    (result,) = kpis.evaluate("own_home_share", "2031-01", warehouse=folder)
    assert result.status is Status.TOO_EARLY
