"""Numbers as people type them: read as Danish, or refused with what to write."""

import pytest

from pages.parts.entries_numbers import Misread, number
from pages.parts.texts import has_text

SHARE, SIGNED, MONTHS = "followup_on_time", "budget_adherence", "temporary_stay_duration"
NB, MINUS = "\N{NO-BREAK SPACE}", "\N{MINUS SIGN}"


@pytest.mark.parametrize(
    ("typed", "kpi", "value"),
    [
        ("85 %", SHARE, 0.85),
        ("85%", SHARE, 0.85),
        (f"85{NB}%", SHARE, 0.85),
        ("  7,5 % ", SHARE, 0.075),
        ("0 %", SHARE, 0.0),
        ("100 %", SHARE, 1.0),
        ("1.234,5", MONTHS, 1234.5),
        ("1.234.567", MONTHS, 1_234_567.0),
        ("1234,5", MONTHS, 1234.5),
        ("24", MONTHS, 24.0),
        ("-3", MONTHS, -3.0),
        (f"{MINUS}2 %", SIGNED, -0.02),
        ("150 %", SIGNED, 1.5),
    ],
)
def test_danish_numbers_are_read(typed, kpi, value):
    assert number(typed, kpi) == value


@pytest.mark.parametrize("typed", ["", "   ", NB])
def test_nothing_typed_is_no_number(typed):
    assert number(typed, SHARE) is None


@pytest.mark.parametrize(
    ("typed", "kpi", "key"),
    [
        ("85.5 %", SHARE, "english"),
        ("1,234.5", MONTHS, "english"),
        ("0.85", SHARE, "english"),
        ("1.5", MONTHS, "english"),
        ("1.23.456", MONTHS, "english"),
        ("0,85", SHARE, "percent"),
        ("85", SHARE, "percent"),
        ("24 %", MONTHS, "no_percent"),
        ("101 %", SHARE, "outside"),
        ("-1 %", SHARE, "outside"),
        ("1 234", MONTHS, "none"),
        ("85 % mindst", SHARE, "none"),
        ("% 85", SHARE, "none"),
        ("85 %%", SHARE, "none"),
        ("mange", MONTHS, "none"),
        ("1e3", MONTHS, "none"),
        ("nan", MONTHS, "none"),
        (",5", MONTHS, "none"),
        ("5,", MONTHS, "english"),
        ("--5", MONTHS, "none"),
        ("٣", MONTHS, "none"),
        ("9" * 16, MONTHS, "too_long"),
    ],
)
def test_what_could_be_meant_two_ways_is_refused(typed, kpi, key):
    with pytest.raises(Misread) as refused:
        number(typed, kpi, "low")
    assert refused.value.key == f"skriv.number.{key}"
    assert refused.value.field == "low"
    assert has_text(refused.value.key)
