"""A period is a month, a quarter or a year, both ends included."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis import periods


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-06", date(2025, 6, 1), date(2025, 6, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2025-12", date(2025, 12, 1), date(2025, 12, 31)),
        ("2025-Q1", date(2025, 1, 1), date(2025, 3, 31)),
        ("2025-Q4", date(2025, 10, 1), date(2025, 12, 31)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_period_has_a_first_and_a_last_day(text, first, last):
    assert periods.period(text) == periods.Period(text, first, last)


@pytest.mark.parametrize(
    "text", ["", "25", "2025-13", "2025-00", "2025-6", "2025-Q5", "2025-Q0", "2025-06-01", "0000"]
)
def test_anything_else_is_refused_in_one_sentence(text):
    with pytest.raises(periods.UnknownPeriod, match=r"is no period: write 2025-06"):
        periods.period(text)


def test_digits_of_other_scripts_are_no_year():
    with pytest.raises(periods.UnknownPeriod):
        periods.period("２０２５")


def test_months_back_cross_the_new_year():
    assert periods.months_back("2025-02", 4) == ["2024-11", "2024-12", "2025-01", "2025-02"]


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_the_latest_complete_month_is_over_and_the_next_one_is_not(day):
    last = periods.period(periods.latest_complete(day)).last
    assert last <= day < periods.month_of(last + timedelta(days=1)).last


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(1, 70))
def test_months_back_follow_each_other(day, count):
    months = [periods.period(m) for m in periods.months_back(periods.month_of(day).id, count)]
    assert len(months) == count
    assert all(a.last + timedelta(days=1) == b.first for a, b in pairwise(months))
