"""The warehouse that benchmarks multiply is the same municipality so many times over."""

from datetime import date

import pytest

import kpis
from benchmarks import many
from kpis.model import Status
from tests.spec import drawing_supply, warehouse

DRAWN = {
    "care_plan": """
        care_plan | person | start      | tilbud
        ----------+--------+------------+---------
        p1        | A      | 2024-01-01 | mobilt
        p2        | B      | 2024-01-01 | botilbud
        p3        | C      | 2024-01-01 | mobilt
    """,
    "contact": """
        contact | person | form   | status
        --------+--------+--------+-----------
        k1      | A      | Skærm  | Gennemført
        k2      | C      | Fysisk | Gennemført
    """,
    "budget_account": """
        year | month | corrected | expected
        -----+-------+-----------+---------
        2024 | 3     | 100       | 103
    """,
}
SHARES = {"own_home_share": (2, 3), "virtual_support_share": (1, 2)}
ONCE = {"budget_adherence": (3, 100)}  # there is one budget, however many citizens


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    tables = drawing_supply.municipality(DRAWN)
    folder = tmp_path_factory.mktemp("drawn")
    return warehouse.write(folder, tables, ("ours",), {date(2030, 1, 1)})


@pytest.mark.parametrize("copies", [1, 3])
def test_every_count_is_so_many_times_as_large(drawn, tmp_path, copies):
    folder = many.multiply(drawn, tmp_path, copies)
    (folder / "organizations.csv").write_text((drawn / "organizations.csv").read_text())
    ids = [*SHARES, *ONCE]
    results = kpis.evaluate(ids, "2024-03", warehouse=folder, raw=True)
    found = {result.kpi: (result.numerator, result.denominator) for result in results}
    assert found == {kpi: (a * copies, b * copies) for kpi, (a, b) in SHARES.items()} | ONCE


def test_no_copy_leaves_nothing_to_count_in_and_no_export_missing(drawn, tmp_path):
    folder = many.multiply(drawn, tmp_path, 0)
    for result in kpis.evaluate([*SHARES, *ONCE], "2024-03", warehouse=folder):
        expected = Status.OK if result.kpi in ONCE else Status.NO_DATA
        assert (result.status, result.missing) == (expected, ())


def test_copies_are_enough_for_so_many_conditions(tmp_path):
    rows = "\n".join(f"c{n} | 2024-01-01" for n in range(3))
    conditions = f"condition | recorded\n--\n{rows}"
    tables = drawing_supply.municipality({"condition": conditions})
    folder = warehouse.write(tmp_path, tables, ("ours",), {date(2030, 1, 1)})
    assert [many.copies_for(folder, n) for n in (1, 3, 4, 7)] == [1, 1, 2, 3]
