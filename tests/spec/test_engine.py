"""The engine that stays says what a build on disk says, and keeps nothing of a drawing."""

from datetime import date

import pytest

import kpis
from tests.spec import drawing, drawing_supply, engine, warehouse
from tests.unit import drawn_municipality

OURS = (drawing.OURS,)
REPORTS = {date(2024, 4, 1), drawn_municipality.NEWEST_REPORT}
MONTHS = ("2024-02", "2024-03")
DRAWN = drawn_municipality.tables() | drawing_supply.municipality(
    {
        "citizen_survey_answer": drawing_supply.answers("Q01", 1, 4, 5),
        "offer": drawing_supply.table("offer | places", "o1 | 10", "o2 | 4"),
    }
)


def everything(folder=None):
    """Every indicator by all its breakdowns, and as it was known at an earlier day."""
    return [
        kpis.evaluate(kpis.catalogue(), MONTHS, kpis.EACH, known, folder, raw=True)
        for known in (None, date(2024, 4, 2))
    ]


@pytest.mark.parametrize("tables", [DRAWN, {}], ids=["a municipality", "nothing, after it"])
def test_it_says_what_a_build_says(tmp_path, tables):
    with engine.drawn(DRAWN, REPORTS):
        before = everything()
    assert any(result.value for result in before[0])
    with engine.drawn(tables, REPORTS):
        stays = everything()
    assert stays == everything(warehouse.write(tmp_path, tables, OURS, REPORTS))
    assert (stays == before) == bool(tables)
