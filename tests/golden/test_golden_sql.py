"""The SQL behind a number is reviewed text: a change to it is seen before it is committed."""

import pytest

import kpis
from tests.golden import reviewed

FILES = reviewed.files()


@pytest.mark.parametrize("name", sorted(FILES))
def test_the_sql_is_the_reviewed_one(name):
    path = reviewed.FOLDER / name
    if not path.is_file():
        pytest.fail(f"No reviewed SQL {name}: run `make golden`, read it, commit it.")
    assert FILES[name] == path.read_text("utf-8"), (
        f"{name} is not the reviewed SQL: run `make golden`, read the change, commit it."
    )


@pytest.mark.parametrize("kpi", sorted(kpis.catalogue()))
def test_what_runs_is_what_was_reviewed(kpi):
    assert reviewed.put_together(kpi, reviewed.written()) == kpis.sql(kpi)


def test_no_reviewed_sql_that_nothing_reads():
    assert reviewed.written().keys() == FILES.keys()
