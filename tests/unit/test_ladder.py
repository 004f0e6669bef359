"""The page of the ladder: stocks, moves, entries, exits; and orders of steps that change."""

import csv
import shutil
from datetime import date

import pytest

import kpis
from kpis import breaks, ladder_order, warehouse
from kpis.periods import period
from tests.conftest import RECEIVED
from tests.spec import drawing, drawing_supply
from tests.spec.warehouse import write
from tests.unit import drawn_municipality

PERIOD = "2024-03"
PLANS = """
    care_plan | person | start      | end        | tilbud
    ----------+--------+------------+------------+-------------
    a1        | A      | 2023-01-01 | 2023-09-01 | botilbud
    a2        | A      | 2023-09-01 | -          | mobilt
    b1        | B      | 2023-01-01 | -          | mobilt
    c1        | C      | 2023-10-01 | 2023-12-01 | midlertidigt
    c2        | C      | 2023-12-01 | -          | mobilt
    d1        | D      | 2023-01-01 | -          | mobilt
    e1        | E      | 2023-10-01 | 2023-12-01 | mobilt
"""
DEATHS = "person | start | status\n--\nD | 2023-12-01 | Død"


@pytest.fixture
def drawn(tmp_path):
    tables = drawing_supply.municipality({"care_plan": PLANS, "citizen_status": DEATHS})
    folder = write(tmp_path, tables, (drawing.OURS,), {RECEIVED})
    return kpis.ladder(PERIOD, months=2, warehouse=folder, raw=True)


def test_stock_at_month_ends(drawn):
    """Of citizens in POP."""
    held = {(s.period, s.step): s.citizens for s in drawn.stock if s.citizens}
    assert held == {("2024-02", "5"): 3, ("2024-03", "5"): 3}


def test_moves_over_a_year(drawn):
    """Row 0: who had no help a year before and got some since."""
    moves = {(m.before, m.after): m.citizens for m in drawn.moves}
    assert moves == {
        ("0", "0"): 1,
        ("0", "5"): 1,
        ("5", "5"): 1,
        ("5", "exit"): 1,
        ("8", "5"): 1,
    }


def test_moves_between_zones(drawn):
    zones = {(m.before, m.after): m.citizens for m in drawn.zones}
    assert zones == {
        ("A", "A"): 1,
        ("A", "C"): 1,
        ("C", "C"): 1,
        ("C", "exit"): 1,
        ("D", "C"): 1,
    }


def test_entries_and_exits(drawn):
    """Entrants by their first step, exits by their cause."""
    assert {p.name: p.citizens for p in drawn.entries} == {"5": 1, "6": 1}
    assert {p.name: p.citizens for p in drawn.exits} == {"Død": 1}


def test_the_order_and_its_steps_are_told(drawn):
    assert drawn.order == "2021-01-01"
    assert [rung.step for rung in drawn.rungs] == list(range(10))
    assert drawn.known_at == RECEIVED


def test_small_numbers_are_hidden(tmp_path):
    """57 citizens: all from step 5 or 8, two of them men under 30."""
    folder = drawn_municipality.write(tmp_path)
    shown = kpis.ladder(PERIOD, months=1, warehouse=folder)
    assert {s.step: s.citizens for s in shown.stock if s.citizens != 0} == {"5": 38, "8": 19}
    tables = drawing_supply.municipality({"care_plan": PLANS})
    small = kpis.ladder(
        PERIOD, months=1, warehouse=write(tmp_path / "small", tables, ("ours",), {RECEIVED})
    )
    counts = [*small.stock, *small.moves, *small.zones, *small.entries, *small.exits]
    assert {part.citizens for part in counts} == {None, 0}


def test_as_known_on_a_day(tmp_path):
    tables = drawing_supply.municipality({"care_plan": PLANS.replace("a2 ", "a2x")})
    folder = write(tmp_path, tables, (drawing.OURS,), {date(2024, 4, 1)})
    then = kpis.ladder(PERIOD, months=1, known_at=date(2023, 8, 1), warehouse=folder, raw=True)
    assert then.known_at == date(2023, 8, 1)
    assert {(s.step, s.citizens) for s in then.stock if s.citizens} == {("5", 2)}


# --- a committee changes the order: botilbudslignende goes below § 107 on 1 January 2024 ---

SWAPPED = {"7": "6", "6": "7"}


@pytest.fixture
def reordered(tmp_path, monkeypatch):
    """Code lists with a second order, in which steps 6 and 7 have changed places."""
    lists = tmp_path / "codelists"
    shutil.copytree(warehouse.CODELISTS, lists)
    for name in ("ladder_step.csv", "ladder_code.csv"):
        _add_order(lists / name)
    monkeypatch.setattr(warehouse, "CODELISTS", lists)
    monkeypatch.setattr(ladder_order, "STEPS", lists / "ladder_step.csv")
    for cached in (ladder_order._steps, breaks._reviewed, breaks._stated):
        cached.cache_clear()
    yield
    for cached in (ladder_order._steps, breaks._reviewed, breaks._stated):
        cached.cache_clear()


def _add_order(path):
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    new = [
        row | {"step": SWAPPED.get(row["step"], row["step"]), "valid_from": "2024-01-01"}
        for row in rows
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows([*rows, *new])


@pytest.mark.parametrize(
    ("day", "order"),
    [
        ("2019-01-01", "2021-01-01"),
        ("2021-01-01", "2021-01-01"),
        ("2023-12-31", "2021-01-01"),
        ("2024-01-01", "2024-01-01"),
    ],
)
@pytest.mark.usefixtures("reordered")
def test_the_order_that_is_valid_on_a_day(day, order):
    """Before the first, the first."""
    assert ladder_order.order_on(date.fromisoformat(day)) == order


@pytest.mark.usefixtures("reordered")
def test_both_days_of_a_move_are_read_under_the_order_of_the_last(tmp_path):
    """From 7 to 6 is down under the old order; under the new one the same move is up."""
    tables = drawing_supply.municipality(
        {
            "care_plan": """
                care_plan | start      | end        | tilbud
                ----------+------------+------------+------------------
                a1        | 2022-01-01 | 2023-06-01 | botilbudslignende
                a2        | 2023-06-01 | -          | midlertidigt
            """
        }
    )
    folder = write(tmp_path / "warehouse", tables, (drawing.OURS,), {RECEIVED})
    asked = ["ladder_down_rate", "ladder_up_rate"]
    months = ["2023-12", "2024-01"]
    results = kpis.evaluate(asked, months, warehouse=folder, raw=True)
    assert {(r.kpi, r.period): r.numerator for r in results} == {
        ("ladder_down_rate", "2023-12"): 1,
        ("ladder_down_rate", "2024-01"): 0,
        ("ladder_up_rate", "2023-12"): 0,
        ("ladder_up_rate", "2024-01"): 1,
    }
    page = kpis.ladder("2024-01", months=2, warehouse=folder, raw=True)
    held = {(s.period, s.order, s.step) for s in page.stock if s.citizens}
    assert held == {("2023-12", "2021-01-01", "6"), ("2024-01", "2024-01-01", "7")}


@pytest.mark.parametrize(
    ("kpi", "before", "is_broken"),
    [
        ("own_home_share", "2023-12", True),
        ("own_home_share", "2024-01", False),
        ("ladder_down_rate", "2023-12", True),
        ("documentation_completeness", "2023-12", False),  # no step in it
    ],
)
@pytest.mark.usefixtures("reordered")
def test_no_difference_is_taken_between_two_orders(kpi, before, is_broken):
    found = breaks.between(kpi, before, "2024-04", breaks.declared())
    assert (found is not None and found.id == "ladder_2024-01-01") == is_broken


def test_periods_by_order():
    months = [period("2024-01"), period("2023-01")]
    assert list(ladder_order.by_order(months)) == [("2021-01-01", months)]
