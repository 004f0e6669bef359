"""What tells invented tables from real ones (docs/decisions/0006)."""

import json
from datetime import date
from random import Random

import pytest

from pipelines.example import cpr
from pipelines.invented import is_nobodys, listed, may_be_somebodys, objection
from pipelines.privacy import passes_modulus_11

NOBODYS = "1204824322"
SHA256 = "ab" * 32
KNOWN = frozenset({SHA256})


def issuable() -> str:
    """A number of the same birthday that passes modulus 11, made here and never written down."""
    return next(
        number for last in range(1000) if passes_modulus_11(number := f"{NOBODYS[:7]}{last:03d}")
    )


def new_year() -> str:
    """A number of 1 January that fails modulus 11, as some that were issued do."""
    return next(
        number for last in range(1000) if not passes_modulus_11(number := f"0101654{last:03d}")
    )


def test_a_number_that_fails_modulus_11_is_nobodys():
    assert is_nobodys(NOBODYS)


def test_a_number_that_passes_modulus_11_may_be_somebodys():
    assert not is_nobodys(issuable())


def test_a_number_of_new_years_day_may_be_somebodys():
    assert not is_nobodys(new_year())


def test_all_that_the_generator_makes_are_nobodys():
    rng = Random(1)
    made = [
        cpr.invented(rng, date(1950 + at % 55, 1 + at % 12, 2), "KM"[at % 2]) for at in range(500)
    ]
    made += [cpr.same_birthday(rng, number) for number in made]
    assert all(map(is_nobodys, made))


@pytest.mark.parametrize("written", ["{0}{1}", "{0}-{1}", "{0} {1}", "x;{0}{1};y", '"{0}{1}"'])
def test_a_number_is_found_wherever_it_stands(written):
    number = issuable()
    assert may_be_somebodys(written.format(number[:6], number[6:]))
    assert not may_be_somebodys(written.format(NOBODYS[:6], NOBODYS[6:]))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12.345.678,90",
        "B-000123-02",
        "KO-0000001",
        "498644ca-5e0c-4e1c-8a5e-120482432200",
        "9912994321",  # no day of any calendar
    ],
)
def test_what_is_no_number_is_left_alone(text):
    assert not may_be_somebodys(text)


def test_a_digit_more_is_no_cpr_number():
    assert not may_be_somebodys(issuable() + "1")
    assert not may_be_somebodys("1" + issuable())


def test_a_listed_table_of_nobodys_numbers_is_invented():
    assert objection(SHA256, ["CPR;Status", f"{NOBODYS};Aktiv"], KNOWN) is None


def test_a_table_that_the_mark_does_not_list_is_refused():
    """Tables of staff and money hold no CPR number that could give them away."""
    assert "does not list" in (objection("cd" * 32, ["MedarbejderID;Enhed"], KNOWN) or "")


def test_a_listed_table_with_a_number_of_somebody_is_refused_without_quoting_it():
    said = objection(SHA256, ["CPR;Status", f"{issuable()};Aktiv"], KNOWN) or ""
    assert "may be somebody's" in said
    assert not any(sign.isdigit() for sign in said)


def test_the_mark_lists_tables_by_name():
    assert (
        listed(json.dumps({"invented": True, "tables": {"T01_borgerstatus.csv": SHA256}})) == KNOWN
    )


@pytest.mark.parametrize("mark", ["", "[]", "{}", '{"tables": []}', "null", "{"])
def test_a_mark_without_a_list_lists_nothing(mark):
    assert listed(mark) == frozenset()
