"""How numbers of every kind come out of rows: the SQL aggregates, and what is made of them."""

from fractions import Fraction

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpis.formulas import (
    NOBODY,
    InUse,
    Median,
    Quotient,
    Share,
    Standardised,
    Sum,
    Survival,
)
from kpis.statistics import Stay, median_stay

ROWS = "(values ('A', 1, 10, true), ('A', 2, 20, false), ('B', 2, 70, true), ('C', null, 5, null))"


def figure(formula, persons="", rows=ROWS):
    """The figure of one cell, with the aggregates run by the engine."""
    aggregates = formula.aggregates(persons)
    columns = ", ".join(f'{sql} as "{name}"' for name, sql in aggregates.items())
    query = f"select {columns} from {rows} as t(person, step, days, ended)"
    found = duckdb.connect().execute(query).fetchone()
    return formula.figure(dict(zip(aggregates, found, strict=True)))


@pytest.mark.parametrize("formula", [Sum("price"), Quotient("price", "price"), Median("price")])
def test_money_becomes_plain_numbers(formula):
    """The engine tells decimals as Decimal, which JSON does not know."""
    rows = "(values ('A', 1, 12.50::decimal(18, 2), true))"
    aggregates = formula.aggregates("")
    columns = ", ".join(f'{sql} as "{name}"' for name, sql in aggregates.items())
    query = f"select {columns} from {rows} as t(person, step, price, ended)"
    found = duckdb.connect().execute(query).fetchone()
    told = formula.figure(dict(zip(aggregates, found, strict=True)))
    assert {type(told.value), type(told.numerator)} <= {float, type(None)}


@pytest.mark.parametrize(
    ("formula", "value", "numerator", "denominator", "rows"),
    [
        (Share("step = 2"), 0.5, 2, 4, 4),
        (Share("step = 2", "ended"), 0.5, 1, 2, 2),
        (Share("true", "step > 9"), None, 0, 0, 0),
        (Sum(where="step = 2"), 2, 2, None, 4),
        (Sum("days", "step = 2"), 90, 90, None, 4),
        (Sum("days", "step = 9"), 0, 0, None, 4),
        (Quotient("days", "step"), 21, 105, 5, 4),
        (Quotient("-days", "step", "step = 1"), -10, -10, 1, 1),
        (Quotient("days", "step", "step is null"), None, 5, 0, 1),
        (Median("days"), 15, None, None, 4),
        (Median("days", "step = 9"), None, None, None, 0),
        (InUse("step", 2), 1, 1, None, 4),
        (InUse("step", 1), 2, 2, None, 4),
        (Survival("days", "ended"), 70 / 30.4, None, None, 4),
    ],
)
def test_one_figure(formula, value, numerator, denominator, rows):
    found = figure(formula)
    assert found.value == pytest.approx(value)
    assert (found.numerator, found.denominator, found.rows) == (numerator, denominator, rows)


@pytest.mark.parametrize(
    "formula", [Share("true"), Sum(), Quotient("1", "1"), Median("days"), InUse("step", 1)]
)
def test_persons_behind_a_number(formula):
    """One a row, unless a column names them or nobody is behind it."""
    assert figure(formula).persons == 4
    assert figure(formula, persons="person").persons == 3
    assert figure(formula, persons=NOBODY).persons is None


def test_a_share_of_things_has_no_sides_that_tell_about_persons():
    assert figure(Share("step = 2"), persons=NOBODY).parts is None
    assert figure(Share("step = 2")).parts == (2, 2)


def test_nothing_to_count_in_is_not_a_count_of_zero():
    none = f"(select * from {ROWS} limit 0)"
    assert (figure(Sum(), rows=none).rows, figure(Sum(where="step = 9")).rows) == (0, 4)


@pytest.mark.parametrize(
    ("stays", "middle"),
    [
        ([], None),
        ([(10, True)], 10),
        ([(10, False)], None),
        ([(10, True), (20, True)], 10),
        ([(10, True), (20, True), (30, True)], 20),
        ([(10, False), (20, True), (30, True)], 20),
        ([(10, True), (20, False), (30, False)], None),
        ([(10, True), (10, False), (10, False)], None),
        ([(6, True)] * 3 + [(6, False)] + [(7, True), (10, True), (12, False)], 7),
    ],
)
def test_the_median_counts_open_stays_as_long_as_they_are_known(stays, middle):
    assert median_stay([Stay(*stay) for stay in stays]) == middle


stays = st.lists(st.builds(Stay, st.integers(1, 40), st.booleans()), min_size=1, max_size=40)


@given(stays)
def test_the_median_by_the_product_over_days(found):
    """A second way: the share that outlasts a day, day by day."""
    outlasting = Fraction(1)
    for day in range(1, 41):
        at_risk = sum(stay.days >= day for stay in found)
        ends = sum(stay.days == day and stay.has_ended for stay in found)
        outlasting *= 1 - Fraction(ends, at_risk) if at_risk else 1
        if outlasting <= Fraction(1, 2):
            assert median_stay(found) == day
            return
    assert median_stay(found) is None


@given(st.lists(st.integers(1, 400), min_size=1, max_size=30))
def test_where_all_stays_have_ended_half_have_ended_by_the_median(days):
    middle = median_stay([Stay(day, True) for day in days])
    assert sum(day <= middle for day in days) * 2 >= len(days)
    assert sum(day < middle for day in days) * 2 < len(days)


parted = st.tuples(
    st.sampled_from("AB"),
    st.integers(1, 3),
    st.integers(-20, 90),
    st.sampled_from(["true", "null"]),
)


@pytest.mark.parametrize(
    "formula", [Share("step = 2", "ended"), Sum("days", "ended"), Quotient("days", "step")]
)
@settings(max_examples=20, deadline=None)
@given(st.lists(parted, min_size=1, max_size=9))
def test_the_parts_of_what_adds_up_sum_to_the_whole(formula, rows):
    def sides(some):
        values = ", ".join(f"('{who}', {step}, {days}, {ended})" for who, step, days, ended in some)
        told = figure(formula, rows=f"(values {values})")
        return [told.numerator or 0, told.denominator or 0]

    parts = [[row for row in rows if row[0] == part] for part in "AB"]
    assert formula.adds_up
    assert [sum(pair) for pair in zip(*map(sides, filter(None, parts)), strict=True)] == sides(rows)


@pytest.mark.parametrize("formula", [Median, Survival, InUse, Standardised])
def test_what_is_a_middle_or_counted_anew_does_not_add_up(formula):
    assert not formula.adds_up
