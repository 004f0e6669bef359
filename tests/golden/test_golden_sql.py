"""The SQL behind a number is reviewed text: a change to it is seen before it is committed."""

from pathlib import Path

import pytest

import kpis

FOLDER = Path(__file__).resolve().parent


@pytest.mark.parametrize("kpi", sorted(kpis.catalogue()))
def test_the_sql_is_the_reviewed_one(kpi):
    reviewed = FOLDER / f"{kpi}.sql"
    if not reviewed.is_file():
        pytest.fail(f"No reviewed SQL for {kpi}: run `make golden`, read it, commit it.")
    assert kpis.sql(kpi).rstrip() + "\n" == reviewed.read_text("utf-8"), (
        f"The SQL of {kpi} is not the reviewed one: run `make golden`, read the change, commit it."
    )


def test_no_reviewed_sql_without_an_indicator():
    assert {path.stem for path in FOLDER.glob("*.sql")} <= set(kpis.catalogue())
