"""Numbers, dates and periods as Danish readers write them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.parts import formats
from pages.parts.formats import MINUS, NBSP


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (1234.5, 1, "1.234,5"),
        (1234567, 0, "1.234.567"),
        (-0.3, 1, f"{MINUS}0,3"),
        (-0.04, 1, "0,0"),
        (0, 0, "0"),
    ],
)
def test_number(value: float, decimals: int, expected: str) -> None:
    assert formats.number(value, decimals) == expected


def test_shares_are_shown_as_per_cent() -> None:
    assert formats.percent(0.842) == f"84,2{NBSP}%"
    assert formats.percent(1) == f"100,0{NBSP}%"


@pytest.mark.parametrize(("share", "expected"), [(0.7, "70"), (0.125, "12,5"), (0.07, "7")])
def test_a_decided_share_has_no_needless_decimals(share: float, expected: str) -> None:
    assert formats.percent_short(share) == f"{expected}{NBSP}%"


@pytest.mark.parametrize(
    ("difference", "expected"), [(0.021, "+2,1"), (-0.021, f"{MINUS}2,1"), (0.0001, "0,0")]
)
def test_differences_are_percentage_points_with_a_sign(difference: float, expected: str) -> None:
    assert formats.points(difference) == f"{expected}{NBSP}procentpoint"


def test_counts() -> None:
    assert formats.count_of(12, 15) == "12 af 15"
    assert formats.count_of(1200, 1500) == "1.200 af 1.500"


def test_days() -> None:
    assert formats.day(date(2026, 3, 12)) == "12.03.2026"
    assert formats.day_long(date(2026, 3, 2)) == f"2.{NBSP}marts 2026"


@pytest.mark.parametrize(
    ("utc", "expected"),
    [
        (datetime(2026, 7, 1, 22, 30), "02.07.2026 kl."),
        (datetime(2026, 1, 1, 8, 5), "01.01.2026 kl."),
    ],
)
def test_moments_are_danish_time(utc: datetime, expected: str) -> None:
    assert formats.moment(utc).startswith(expected)
    assert formats.moment(utc).endswith("00.30" if utc.month == 7 else "09.05")


@pytest.mark.parametrize(
    ("name", "long", "short"),
    [
        ("2026-10", "oktober 2026", "okt. 2026"),
        ("2026-05", "maj 2026", "maj 2026"),
        ("2026-Q3", f"3.{NBSP}kvartal 2026", f"3.{NBSP}kv. 2026"),
        ("2026", "2026", "2026"),
    ],
)
def test_periods(name: str, long: str, short: str) -> None:
    assert formats.period(name) == long
    assert formats.period_short(name) == short


def test_printed_capitals_become_running_text() -> None:
    assert formats.title_case("MEST MULIGT I EGET LIV") == "Mest muligt i eget liv"


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_a_number_can_be_read_back(value: object) -> None:
    shown = formats.number(float(str(value)), 2)
    back = shown.replace(".", "").replace(",", ".").replace(MINUS, "-")
    assert float(back) == pytest.approx(float(str(value)), abs=0.005)


@pytest.mark.parametrize(
    ("build", "shown"), [("build_000001", "1"), ("build_000120", "120"), ("own", "own")]
)
def test_an_edition_is_a_number_to_a_reader(build: str, shown: str) -> None:
    assert formats.edition(build) == shown
