"""Pseudonyms, CPR numbers and identifiers. All CPR numbers here are invented (see the report)."""

import base64
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines import privacy
from pipelines.privacy import CprProblem, KeyProblem, PseudonymKey, parse_cpr, safe_identifier
from tests.unit.synthetic_report import CPR

KEY = PseudonymKey("k1", bytes(range(32)))
OTHER = PseudonymKey("k1", bytes(32))
HEX = KEY.secret.hex()
BASE64 = base64.b64encode(KEY.secret).decode()


def test_a_pseudonym_depends_on_the_key_and_on_nothing_else():
    assert re.fullmatch(r"k1:[a-z2-7]{26}", KEY.pseudonym(CPR))
    assert KEY.pseudonym(CPR) == KEY.pseudonym(CPR) != OTHER.pseudonym(CPR)
    assert KEY.hashed("person", CPR) != KEY.hashed("identifier", CPR)
    assert KEY.digest(b"x") != OTHER.digest(b"x")


def test_the_secret_is_not_shown():
    assert repr(KEY) == "PseudonymKey(key_id='k1')"
    assert CPR not in repr(parse_cpr(CPR))


@pytest.mark.parametrize("text", [HEX, HEX.upper(), BASE64, f" {BASE64}\n"])
def test_a_key_is_read_from_hexadecimal_or_base64(text, tmp_path):
    assert privacy.key_from_environment({"STRATEGI_PSEUDONYM_KEY": text}) == KEY
    (tmp_path / "key").write_text(text)
    file = {"STRATEGI_PSEUDONYM_KEY_FILE": str(tmp_path / "key")}
    assert privacy.key_from_environment(file) == KEY


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"STRATEGI_PSEUDONYM_KEY": "too short"},
        {"STRATEGI_PSEUDONYM_KEY": HEX[:-2]},
        {"STRATEGI_PSEUDONYM_KEY": HEX, "STRATEGI_PSEUDONYM_KEY_FILE": "x"},
        {"STRATEGI_PSEUDONYM_KEY_FILE": "no/such/file"},
    ],
)
def test_a_missing_or_bad_key_is_one_clear_sentence(environment):
    with pytest.raises(KeyProblem) as problem:
        privacy.key_from_environment(environment)
    text = str(problem.value)
    assert text.endswith(".")
    assert HEX[:8] not in text


@pytest.mark.parametrize(
    ("cpr", "born", "sex"),
    [
        ("1204823322", date(1982, 4, 12), "K"),
        ("1204824321", date(1982, 4, 12), "M"),
        ("1204364321", date(2036, 4, 12), "M"),
        ("1204374323", date(1937, 4, 12), "M"),
        ("1204575321", date(2057, 4, 12), "M"),
        ("1204585321", date(1858, 4, 12), "M"),
        ("2902000320", date(1900, 2, 28), "K"),
        ("2902004322", date(2000, 2, 29), "K"),
    ],
)
def test_the_seventh_digit_gives_the_century(cpr, born, sex):
    if cpr == "2902000320":  # 1900 was no leap year
        with pytest.raises(CprProblem):
            parse_cpr(cpr, today=date(2060, 1, 1))
        return
    found = parse_cpr(cpr, today=date(2060, 1, 1))
    assert (found.birth_date, found.sex) == (born, sex)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("3102824321", "real date"),
        ("7204824321", "plus 60"),
        ("120482VJ41", "letters"),
        ("120482-4321", "separator"),
        ("120482432", "ten digits"),
        ("12048243210", "ten digits"),
        ("١٢٠٤٨٢٤٣٢١", "ten digits"),
        ("1204304321", "future"),
    ],
)
def test_what_is_no_cpr_number_is_named_by_kind(text, kind):
    with pytest.raises(CprProblem) as problem:
        parse_cpr(text, today=date(2026, 1, 1))
    assert kind in str(problem.value)
    assert text not in str(problem.value)


@pytest.mark.parametrize(
    "text", [CPR, f"sag-{CPR}", f"{CPR[:6]}-{CPR[6:]}/2", f"a{CPR}b", f"{CPR}.{CPR}"]
)
def test_a_cpr_shaped_run_is_replaced_in_an_identifier(text):
    safe = safe_identifier(text, KEY)
    assert CPR not in safe
    assert CPR[6:] not in safe.split("/")[0]
    assert safe == safe_identifier(text, KEY) != safe_identifier(text, OTHER)
    assert not privacy.may_hold_cpr(safe)


@pytest.mark.parametrize(
    "text",
    [
        "Sag154689",
        "9999999999",
        "12345678901",
        "2021-000917",
        "å – 😀 ",
        "5f0c2a11-8d3e-4b55-9a41-201204824322",
    ],
)
def test_everything_else_stays_character_for_character(text):
    assert safe_identifier(text, KEY) == text


@given(st.text())
def test_a_safe_identifier_is_safe_and_stable(text):
    safe = safe_identifier(text, KEY)
    assert safe == text or not privacy.may_hold_cpr(safe)


def test_paths_and_log_lines_are_masked():
    assert privacy.masked(f"/data/{CPR}.json") == "/data/**********.json"
    assert privacy.masked(f"a {CPR[:6]}-{CPR[6:]} b") == "a ********** b"
    assert privacy.masked("run 12345678901 of 2024") == "run 12345678901 of 2024"


def test_the_invented_number_is_nobodys():
    from pipelines.example.cpr import passes_modulus_11

    assert not passes_modulus_11(CPR)
