"""An indicator as SQL: every formula says in the engine what it says in Python."""

from decimal import Decimal

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kpis
from kpis import as_sql
from kpis.formulas import InUse, Median, Quotient, Share, Standardised, Sum, Survival

MEMBERS = st.sampled_from(["Kvinde", "Mand"])
FLAG = st.sampled_from([True, False, None])
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "periode": st.sampled_from(["2026-01", "2026-02"]),
            "sex": MEMBERS,
            "days": st.integers(0, 6),
            "flag": FLAG,
            "also": FLAG,
            "money": st.decimals(-5, 5, places=2),
            "step": st.integers(1, 3),
            "need": st.sampled_from([0, 1, 2, None]),
            "years": st.sampled_from([0.0, 0.5, 2.0, 3.0]),
        }
    ),
    min_size=1,
    max_size=40,
)
FORMULAS = (
    Share("flag", "also"),
    Share("flag or days > 2"),
    Sum(),
    Sum("money", "flag"),
    Quotient("money", "days"),
    Quotient("days", "1", "flag"),
    Median("days", "also"),
    Median("money"),
    Survival("days", "flag", "also"),
    Survival("days", "flag"),
    InUse("need", 2, "flag"),
    InUse("step", 3),
    Standardised("money", "years", "step", "need", "0.1 + step / 10 + coalesce(need, 5)"),
    Standardised("money", "years", "step", "need", "step", where="step < 3"),
)
TYPES = {
    "periode": "varchar",
    "sex": "varchar",
    "days": "integer",
    "flag": "boolean",
    "also": "boolean",
    "money": "decimal(18, 2)",
    "step": "integer",
    "need": "integer",
    "years": "double",
}


@pytest.fixture(scope="module")
def engine():
    with duckdb.connect() as connection:
        yield connection


def put(connection, rows) -> None:
    columns = ", ".join(f"{name} {kind}" for name, kind in TYPES.items())
    connection.execute(f"create or replace table drawn ({columns})")
    marks = ", ".join("?" for _ in TYPES)
    values = [[row[name] for name in TYPES] for row in rows]
    connection.executemany(f"insert into drawn values ({marks})", values)


def by_figure(connection, formula, keys):
    """The way of `kpis.evaluate`: the aggregates in the engine, the figure in Python."""
    named = formula.aggregates("")
    query = f"select {keys}, {', '.join(named.values())} from drawn group by {keys}"
    figures = {}
    for row in connection.execute(query).fetchall():
        key = row[: len(row) - len(named)]
        figure = formula.figure(dict(zip(named, row[len(key) :], strict=True)))
        if figure.rows:
            figures[key] = (figure.numerator, figure.denominator, figure.value)
    return figures


def about(number):
    """To nine digits: sums of doubles are added in another order."""
    return None if number is None else float(f"{float(number):.9g}")


@pytest.mark.parametrize("by", ["", "sex"])
@pytest.mark.parametrize("formula", FORMULAS, ids=lambda one: f"{type(one).__name__}")
@given(rows=ROWS)
@settings(max_examples=15, deadline=None)
def test_every_formula_says_the_same_in_sql(engine, formula, by, rows):
    put(engine, rows)
    expected = by_figure(engine, formula, "periode, sex" if by else "periode")
    told = engine.execute(as_sql.counted(formula, "drawn", by)).fetchall()
    found = {row[:-3]: row[-3:] for row in told}
    assert found.keys() == expected.keys()
    for key, numbers in expected.items():
        assert [about(number) for number in found[key]] == [about(one) for one in numbers], key


def test_exactly_one_half_is_the_median_stay(engine):
    """Six of six lengths, then three and three: a product of fractions must not miss 1/2."""
    row = {"periode": "2026-01", "sex": "K", "flag": True, "also": True, "money": Decimal(0)}
    lengths = [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6]
    put(engine, [row | {"days": n, "step": 1, "need": 0, "years": 1.0} for n in lengths])
    sql = as_sql.counted(Survival("days", "flag"), "drawn")
    assert engine.execute(sql).fetchall()[0][-1] == pytest.approx(3 / 30.4)


def test_a_definition_is_read_as_it_is_declared():
    assert as_sql.definition("group_based_support_share", by="step") == (
        "-- Gruppebaseret støtte, opdelt på step\n"
        "select\n"
        "  periode,\n"
        "  coalesce(cast(step as varchar), 'akut/udredning') as medlem,\n"
        "  count(*) filter (where step between 1 and 5 and has_group_support) as taeller,\n"
        "  count(*) filter (where step between 1 and 5) as naevner,\n"
        "  taeller / naevner as vaerdi\n"
        "from grundlag_citizen_with_support\n"
        "group by periode, medlem\n"
        "having count(*) filter (where step between 1 and 5) > 0\n"
        "order by periode, medlem\n"
    )


def test_a_breakdown_of_its_own_population_is_counted_there():
    assert "from grundlag_absence_of_length" in as_sql.definition(
        "sickness_absence", "absence_length"
    )
    assert "from grundlag_absence_month" in as_sql.definition("sickness_absence", "unit")


def test_the_rows_behind_a_number_say_which_part_they_play():
    sql = as_sql.population("group_based_support_share")
    assert "coalesce(step between 1 and 5 and has_group_support, false) as taeller" in sql
    assert "coalesce(step between 1 and 5, false) as naevner" in sql
    assert sql.startswith("-- Grundlaget for Gruppebaseret støtte i den nyeste måned")


@pytest.mark.parametrize(
    ("kpi", "by", "sentence"),
    [
        ("own_home_shares", "", "Did you mean 'own_home_share'?"),
        ("own_home_share", "gender", "There is no breakdown of own_home_share called 'gender'"),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest(kpi, by, sentence):
    with pytest.raises(kpis.UnknownName) as told:
        as_sql.definition(kpi, by)
    assert sentence in str(told.value)


def test_conditions_with_or_keep_their_brackets():
    assert as_sql.sql_and("true", "a or b") == "a or b"
    assert as_sql.sql_and("a or b", "c") == "(a or b) and c"
    assert as_sql.sql_and("true", "true") == "true"
