"""Transitions (T21): at 18 (no. 50) and handovers (no. 52).

D is 31 March 2024, so D-365 is 1 April 2023. Who is born on 1 March 2006 turned 16 on 1 March
2022 and 18 on 1 March 2024; 183 days after the first is 31 August 2022.
"""

import pytest

from tests.spec.drawing_supply import table

PERIOD = "2024-03"
YOUTH = "youth_transition_on_time"
HANDOVER = "handover_complete"


def young(
    preparation: str = "2022-05-01",
    decision: str = "2024-02-01",
    outcome: str = "Bevilling",
    born: str = "2006-03-01",
    help_from: str = "2024-03-01",
) -> dict[str, str]:
    header = "type | born | preparation | decision | outcome | from_unit"
    row = f"18 år | {born} | {preparation} | {decision} | {outcome} | Børn"
    plan = {"care_plan": f"care_plan | start\n--\np1 | {help_from}"} if help_from else {}
    return {
        "transition": table(header, row),
        "citizen": f"person | born\n--\nA | {born}",
    } | plan


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (young(), "1 of 1"),
        (young(preparation="2022-08-31"), "1 of 1"),
        (young(preparation="2022-09-01"), "0 of 1"),
        (young(preparation="-"), "0 of 1"),
        (young(decision="2024-03-01"), "1 of 1"),
        (young(decision="2024-03-02"), "0 of 1"),
        (young(decision="-"), "0 of 1"),
        (young(help_from="2024-03-15"), "1 of 1"),
        (young(help_from="2024-03-16"), "0 of 1"),
        (young(help_from=""), "0 of 1"),
        (young(help_from="", outcome="Intet behov"), "1 of 1"),
        (young(help_from="", outcome="-"), "0 of 1"),
        (young(help_from="", outcome="Intet behov", decision="2024-03-02"), "0 of 1"),
    ],
)
def test_prepared_decided_and_helped(value_spec, given, expected):
    value_spec(YOUTH, given, {PERIOD: expected})


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        ("2005-04-01", "0 of 0"),
        ("2005-04-02", "0 of 1"),
        ("2006-03-31", "0 of 1"),
        ("2006-04-01", "0 of 0"),
        ("2004-02-29", "0 of 0"),
    ],
)
def test_who_turned_18_in_the_year(value_spec, born, expected):
    value_spec(YOUTH, young(born=born, preparation="-"), {PERIOD: expected})


@pytest.mark.parametrize(
    ("decision", "expected"), [("2022-03-01", "1 of 1"), ("2022-03-02", "0 of 1")]
)
def test_29_february_is_celebrated_on_1_march(value_spec, decision, expected):
    """B15: born on 29 February 2004, 18 on 1 March 2022."""
    given = young(
        born="2004-02-29", preparation="2020-03-01", decision=decision, help_from="2022-03-15"
    )
    value_spec(YOUTH, given, {"2022-03": expected})
    value_spec(YOUTH, given, {"2022-02": "0 of 0"})


def test_a_plan_that_is_not_granted_is_no_help(value_spec):
    given = young() | {
        "care_plan": "care_plan | start | intent\n--\np1 | 2024-03-01 | plan",
        "intervention": "intervention | care_plan | start | intent\n--\n"
        "i1 | p1 | 2024-03-01 | plan",
    }
    value_spec(YOUTH, given, {PERIOD: "0 of 1"})
    value_spec(f"{YOUTH}.prepared", given, {PERIOD: "1 of 1"})
    value_spec(f"{YOUTH}.decided", given, {PERIOD: "1 of 1"})
    value_spec(f"{YOUTH}.helped", given, {PERIOD: "0 of 1"})


def test_youth_by_unit_and_target_group_on_the_birthday(value_spec):
    value_spec(YOUTH, young(), {("Børn", PERIOD): "1 of 1"}, by="from_unit")
    expected = {("Psykiske vanskeligheder", PERIOD): "1 of 1"}
    value_spec(YOUTH, young(), expected, by="primary_target_group")
    late = young(help_from="2024-03-10")
    value_spec(YOUTH, late, {("Uoplyst", PERIOD): "1 of 1"}, by="primary_target_group")


def transitions(header: str, *rows: str) -> dict[str, str]:
    return {"transition": table(header, *rows)}


@pytest.mark.parametrize(
    ("handover", "confirmed", "expected"),
    [
        ("2024-03-10", "2024-03-10", "1 of 1"),
        ("2024-03-10", "2024-03-17", "1 of 1"),  # within a week
        ("2024-03-10", "2024-03-18", "0 of 1"),
        ("2024-03-11", "2024-03-12", "0 of 1"),  # handed over late
        ("2024-01-01", "2024-01-02", "1 of 1"),
        ("2024-03-10", "-", "0 of 1"),
        ("-", "2024-03-10", "0 of 1"),
    ],
)
def test_handed_over_and_confirmed(value_spec, handover, confirmed, expected):
    row = f"Internt teamskift | 2024-03-10 | {handover} | {confirmed}"
    given = transitions("type | actual | handover | confirmed", row)
    value_spec(HANDOVER, given, {PERIOD: expected})


@pytest.mark.parametrize(
    ("type", "actual", "born", "expected"),
    [
        ("18 år", "2024-03-10", "1980-01-01", "0 of 0"),
        ("Ældreområdet", "2024-03-01", "1980-01-01", "0 of 1"),
        ("Tilflytning/fraflytning", "2024-03-31", "1980-01-01", "0 of 1"),
        ("Udskrivning somatik", "2024-02-29", "1980-01-01", "0 of 0"),
        ("Udskrivning psykiatri", "2024-04-01", "1980-01-01", "0 of 0"),
        ("Tilbudsskift", "-", "1980-01-01", "0 of 0"),  # has not happened
        ("Tilbudsskift", "2024-03-10", "2006-03-10", "0 of 1"),
        ("Tilbudsskift", "2024-03-10", "2006-03-11", "0 of 0"),
    ],
)
def test_transitions_of_the_period(value_spec, type, actual, born, expected):
    given = transitions("type | actual | born", f"{type} | {actual} | {born}")
    value_spec(HANDOVER, given, {PERIOD: expected})


def test_days_from_psychiatry_to_the_transition(value_spec):
    given = transitions(
        "type | ready | actual",
        "Udskrivning psykiatri | 2024-03-01 | 2024-03-11",
        "Udskrivning psykiatri | 2024-02-01 | 2024-03-02",
        "Udskrivning psykiatri | - | 2024-03-02",
        "Udskrivning somatik | 2024-01-01 | 2024-03-02",
    )
    value_spec(f"{HANDOVER}.days_waiting", given, {PERIOD: "20"})


def test_handovers_by_type(value_spec):
    given = transitions(
        "type | actual | handover | confirmed",
        "Tilbudsskift | 2024-03-10 | 2024-03-10 | 2024-03-10",
        "Ældreområdet | 2024-03-10 | - | -",
    )
    expected = {("Tilbudsskift", PERIOD): "1 of 1", ("Ældreområdet", PERIOD): "0 of 1"}
    value_spec(HANDOVER, given, expected, by="transition_type")
