"""Contacts (no. 24), technology (32, 33), channels (34) and agreements with associations (27).

D is 31 March 2024: D-30 is 1 March, D-60 31 January, D-90 1 January 2024, D-183 is
30 September 2023, D-365 1 April 2023 and D-455 1 January 2023.
"""

import pytest

from tests.spec.drawing_supply import table

PERIOD = "2024-03"
VIRTUAL = "virtual_support_share"
PLAN = {"care_plan": "care_plan | start\n--\np1 | 2023-01-01"}


def contacts(header: str, *rows: str) -> dict[str, str]:
    return {"contact": table(header, *rows)}


@pytest.mark.parametrize(
    ("form", "status", "expected"),
    [
        ("Skærm", "Gennemført", "1 of 1"),
        ("Fysisk", "Gennemført", "0 of 1"),
        ("Telefon", "Gennemført", "0 of 1"),
        ("Gruppe", "Gennemført", "0 of 0"),
        ("Skærm", "Aflyst borger", "0 of 0"),
        ("Skærm", "Aflyst kommune", "0 of 0"),
    ],
)
def test_which_contacts_count(value_spec, form, status, expected):
    value_spec(VIRTUAL, PLAN | contacts("form | status", f"{form} | {status}"), {PERIOD: expected})


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-02-29", "0 of 0"),
        ("2024-03-01", "1 of 1"),
        ("2024-03-31", "1 of 1"),
        ("2024-04-01", "0 of 0"),
    ],
)
def test_contacts_of_the_period(value_spec, day, expected):
    value_spec(VIRTUAL, PLAN | contacts("day | form", f"{day} | Skærm"), {PERIOD: expected})


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"care_plan": "care_plan | start | tilbud\n--\np1 | 2023-01-01 | botilbud"}, "0 of 0"),
        ({"care_plan": "care_plan | start | ydelse\n--\np1 | 2023-01-01 | akut"}, "0 of 0"),
        ({"care_plan": "care_plan | start | ydelse\n--\np1 | 2023-01-01 | § 82 a"}, "1 of 1"),
        # the step on the day of the contact, 15 March
        ({"care_plan": "care_plan | start\n--\np1 | 2024-03-15"}, "1 of 1"),
        ({"care_plan": "care_plan | start\n--\np1 | 2024-03-16"}, "0 of 0"),
        ({"care_plan": "care_plan | start | end\n--\np1 | 2023-01-01 | 2024-03-15"}, "0 of 0"),
        ({"care_plan": "care_plan | start | end\n--\np1 | 2023-01-01 | 2024-03-16"}, "1 of 1"),
        ({"citizen": "person | born\n--\nA | 2006-03-15"}, "1 of 1"),
        ({"citizen": "person | born\n--\nA | 2006-03-16"}, "0 of 0"),
        ({"citizen_status": "start | status\n--\n2024-03-10 | Død"}, "0 of 0"),
    ],
)
def test_contacts_with_citizens_on_steps_1_to_5(value_spec, given, expected):
    value_spec(VIRTUAL, PLAN | contacts("form", "Skærm") | given, {PERIOD: expected})


def test_contacts_planned_or_not_and_in_groups(value_spec):
    given = PLAN | contacts(
        "form | planned", "Skærm | J", "Fysisk | J", "Fysisk | N", "Skærm | -", "Gruppe | J"
    )
    expected = {
        ("Aftalt", PERIOD): "1 of 2",
        ("Akut", PERIOD): "0 of 1",
        ("Uoplyst", PERIOD): "1 of 1",
    }
    value_spec(VIRTUAL, given, expected, by="planning")
    value_spec(f"{VIRTUAL}.group_contacts", given, {PERIOD: "1 of 5"})


BENEFIT = "welfare_tech_benefit"


def loans(header: str, *rows: str) -> dict[str, str]:
    return PLAN | {"technology_loan": table(header, *rows)}


@pytest.mark.parametrize(
    ("life", "alone", "expected"),
    [
        ("1", "0", "1 of 1"),
        ("0", "2", "1 of 1"),
        ("0", "0", "0 of 1"),
        ("2", "-1", "0 of 1"),  # one gain, one loss
        ("-2", "2", "0 of 1"),
        ("1", "-", "1 of 1"),
        ("-", "-1", "0 of 1"),
        ("-", "-", "0 of 1"),
    ],
)
def test_a_gain_and_no_loss(value_spec, life, alone, expected):
    given = loans("assessed | life | alone", f"2024-01-01 | {life} | {alone}")
    value_spec(BENEFIT, given, {PERIOD: expected})


@pytest.mark.parametrize(
    ("assessed", "expected"),
    [
        ("2023-04-01", "0 of 0"),
        ("2023-04-02", "1 of 1"),
        ("2024-03-31", "1 of 1"),
        ("2024-04-01", "0 of 0"),
        ("-", "0 of 0"),
    ],
)
def test_loans_assessed_in_a_year(value_spec, assessed, expected):
    """Whenever they were handed out."""
    given = loans("assessed | life | handed_out", f"{assessed} | 1 | 2020-01-01")
    value_spec(BENEFIT, given, {PERIOD: expected})


@pytest.mark.parametrize(("born", "expected"), [("2006-01-01", "1 of 1"), ("2006-01-02", "0 of 0")])
def test_loans_to_adults(value_spec, born, expected):
    given = loans("assessed | life", "2024-01-01 | 1")
    given |= {"citizen": f"person | born\n--\nA | {born}"}
    value_spec(BENEFIT, given, {PERIOD: expected})


def test_a_loan_to_somebody_no_list_knows_counts(value_spec):
    given = loans("assessed | life | person", "2024-01-01 | 1 | X")
    value_spec(BENEFIT, given, {PERIOD: "1 of 1"})


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("A | 2023-06-01 | 2024-03-02 | -", "1 of 1"),
        ("A | 2023-06-01 | 2024-03-01 | -", "0 of 1"),  # D-30
        ("A | - | - | -", "0 of 1"),
        ("A | 2024-04-01 | 2024-04-01 | -", "0 of 1"),  # not yet
        ("X | 2023-06-01 | 2024-03-20 | -", "0 of 1"),  # not in POP
    ],
)
def test_reach_is_citizens_who_use_it(value_spec, row, expected):
    given = loans("person | activated | used | returned", row)
    value_spec(f"{BENEFIT}.reach", given, {PERIOD: expected})


@pytest.mark.parametrize(
    ("row", "never", "evaluated"),
    [
        ("2024-01-30 | - | -", "1 of 1", "0 of 1"),
        ("2024-01-31 | - | -", "0 of 0", "0 of 1"),  # 60 days are not more than 60
        ("2024-01-30 | 2024-03-31 | -", "0 of 1", "0 of 1"),
        ("2024-01-30 | 2024-04-01 | -", "1 of 1", "0 of 1"),
        ("2024-01-30 | 2024-02-01 | 2024-03-01", "0 of 1", "1 of 1"),
        ("2023-04-01 | - | -", "1 of 1", "0 of 1"),  # before the year counts, too
        ("2024-04-01 | - | -", "0 of 0", "0 of 0"),  # after D
    ],
)
def test_what_became_of_those_handed_out(value_spec, row, never, evaluated):
    given = loans("handed_out | activated | assessed", row)
    value_spec(f"{BENEFIT}.never_activated", given, {PERIOD: never})
    value_spec(f"{BENEFIT}.evaluated", given, {PERIOD: evaluated})


TRIALS = "new_tech_trials"


def trials(header: str, *rows: str) -> dict[str, str]:
    return {"trial": table(header, *rows)}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("Velfærdsteknologi | J | 3 | 2024-01-01", "1"),
        ("Metode | J | 3 | 2024-01-01", "0"),
        ("Velfærdsteknologi | N | 3 | 2024-01-01", "0"),
        ("Velfærdsteknologi | - | 3 | 2024-01-01", "0"),
        ("Velfærdsteknologi | J | 2 | 2024-01-01", "0"),
        ("Velfærdsteknologi | J | - | 2024-01-01", "0"),
        ("Velfærdsteknologi | J | 3 | 2023-04-01", "0"),
        ("Velfærdsteknologi | J | 3 | 2023-04-02", "1"),
        ("Velfærdsteknologi | J | 3 | 2024-03-31", "1"),
        ("Velfærdsteknologi | J | 3 | 2024-04-01", "0"),
    ],
)
def test_new_technology_tried_with_citizens(value_spec, row, expected):
    value_spec(TRIALS, trials("type | new | citizens | start", row), {PERIOD: expected})


def test_all_trials_stand_beside(value_spec):
    given = trials("type | new | start", "Metode | N | 2024-01-01", "Organisering | J | 2024-01-01")
    value_spec(f"{TRIALS}.all_trials", given, {PERIOD: "2"})


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        # the last day is the one before
        ("2023-12-02 | 2024-02-29 | Stop", "1 of 1"),  # 90 days after 1 December
        ("2023-12-02 | 2024-03-01 | Stop", "0 of 1"),
        ("2023-12-02 | - | -", "0 of 1"),
        ("2023-12-02 | 2024-02-01 | -", "0 of 1"),
        ("2024-01-02 | - | -", "0 of 1"),  # ended D-90: the time is up
        ("2024-01-03 | - | -", "0 of 0"),
        ("2023-01-03 | 2023-02-01 | Skalér", "1 of 1"),
        ("2023-01-02 | 2023-02-01 | Skalér", "0 of 0"),  # ended D-455
        ("- | - | -", "0 of 0"),
    ],
)
def test_trials_that_ended_are_decided_on_in_time(value_spec, row, expected):
    given = trials("end | evaluated | decision | start", f"{row} | 2022-06-01")
    value_spec(f"{TRIALS}.decided_in_time", given, {PERIOD: expected})


ACCESS = "digital_accessibility"


def channels(*rows: str) -> dict[str, str]:
    return {
        "channel_test": table("channel | tested | in_use | critical | serious | statement", *rows)
    }


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["w | 2024-01-01 | J | 0 | 0 | -"], "1 of 1"),
        (["w | 2024-01-01 | J | 1 | 0 | -"], "0 of 1"),
        (["w | 2024-01-01 | J | 0 | 1 | -"], "0 of 1"),
        (["w | 2024-01-01 | J | - | 0 | -"], "0 of 1"),  # not told is not passed
        (["w | - | J | - | - | -"], "0 of 1"),  # never tested
        (["w | 2023-04-01 | J | 0 | 0 | -"], "0 of 1"),  # D-365: too old
        (["w | 2023-04-02 | J | 0 | 0 | -"], "1 of 1"),
        (["w | 2024-04-01 | J | 0 | 0 | -"], "0 of 0"),  # not known to be in use on D
        (["w | 2024-01-01 | N | 0 | 0 | -"], "0 of 0"),
        (["w | 2024-01-01 | J | 0 | 0 | -", "w | 2024-02-01 | J | 1 | 0 | -"], "0 of 1"),
        (["w | 2024-01-01 | J | 1 | 0 | -", "w | 2024-02-01 | J | 0 | 0 | -"], "1 of 1"),
        (["w | 2024-01-01 | J | 0 | 0 | -", "w | 2024-04-01 | J | 1 | 0 | -"], "1 of 1"),
        (["w | 2024-01-01 | J | 0 | 0 | -", "w | 2024-02-01 | N | 0 | 0 | -"], "0 of 0"),
        (["w | 2024-01-01 | J | 0 | 0 | -", "a | - | J | - | - | -"], "1 of 2"),
    ],
)
def test_channels_in_use_whose_latest_test_is_passed(value_spec, rows, expected):
    value_spec(ACCESS, channels(*rows), {PERIOD: expected})


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("2023-04-02", "1 of 1"),
        ("2023-04-01", "0 of 1"),
        ("2024-04-01", "0 of 1"),
        ("-", "0 of 1"),
    ],
)
def test_the_statement_is_updated_within_a_year(value_spec, statement, expected):
    given = channels(f"w | 2023-01-01 | J | 0 | 0 | {statement}")
    value_spec(f"{ACCESS}.statement_updated", given, {PERIOD: expected})
    value_spec(f"{ACCESS}.tested", given, {PERIOD: "0 of 1"})


CIVIL = "civil_partnerships_active"


def civil(agreement: str, *activities: str) -> dict[str, str]:
    return {
        "partnership": table("partnership | start | end", agreement),
        "partnership_activity": table("partnership | day | citizens | type | who", *activities),
    }


@pytest.mark.parametrize(
    ("agreement", "activity", "expected"),
    [
        ("a1 | 2020-01-01 | -", "a1 | 2024-01-01 | 1", "1"),
        ("a1 | 2020-01-01 | -", "a1 | 2024-01-01 | 0", "0"),
        ("a1 | 2020-01-01 | -", "a1 | 2023-09-30 | 5", "0"),
        ("a1 | 2020-01-01 | -", "a1 | 2023-10-01 | 5", "1"),
        ("a1 | 2020-01-01 | -", "a1 | 2024-03-31 | 5", "1"),
        ("a1 | 2020-01-01 | -", "a1 | 2024-04-01 | 5", "0"),
        ("a1 | 2020-01-01 | -", "a2 | 2024-01-01 | 5", "0"),
        ("a1 | 2020-01-01 | 2024-03-31", "a1 | 2024-01-01 | 5", "-"),  # over
        ("a1 | 2020-01-01 | 2024-04-01", "a1 | 2024-01-01 | 5", "1"),
        ("a1 | 2024-04-01 | -", "a1 | 2024-01-01 | 5", "-"),
        ("a1 | 2024-03-31 | -", "a1 | 2024-01-01 | 5", "1"),
    ],
)
def test_agreements_with_life_in_them(value_spec, agreement, activity, expected):
    value_spec(CIVIL, civil(agreement, f"{activity} | Fællesskab | -"), {PERIOD: expected})


def test_two_activities_are_one_agreement(value_spec):
    rows = ["a1 | 2024-01-01 | 5 | Fællesskab | A, B", "a1 | 2024-02-01 | 7 | Stjernestund | A"]
    earlier = ["a1 | 2023-05-01 | 9 | Fællesskab | A, C", "a1 | 2023-04-01 | 9 | Fællesskab | B"]
    given = civil("a1 | 2020-01-01 | -", *rows, *earlier) | {
        "citizen_status": "person | status | born\n--\nA | Aktiv |\n"
        "B | Aktiv |\nC | Aktiv | 2010-01-01"
    }
    for name, expected in {
        "": "1",
        ".agreements": "1",
        ".activities": "2",
        ".participations": "12",
        ".stjernestunder": "1",
        ".citizens": "2",  # A and B in half a year
        ".repeat_participants": "1",  # A three times in a year
    }.items():
        value_spec(CIVIL + name, given, {PERIOD: expected})


@pytest.mark.parametrize(
    ("agreement", "activity", "expected"),
    [
        ("a1 | 2020-01-01 | -", "a1 | 2024-01-01 | 5", "1"),
        ("a1 | 2020-01-01 | 2024-03-31", "a1 | 2024-01-01 | 5", "0"),  # ran out
        ("a1 | 2020-01-01 | -", "a9 | 2024-01-01 | 5", "0"),  # of no agreement
        ("a1 | 2020-01-01 | -", "a1 | 2024-01-01 | 0", "0"),
        ("a1 | 2020-01-01 | -", "a1 | 2023-09-30 | 5", "0"),
    ],
)
def test_citizens_are_those_of_the_activities_that_count(value_spec, agreement, activity, expected):
    given = civil(agreement, f"{activity} | Fællesskab | A") | {
        "citizen_status": "person | status | born\n--\nA | Aktiv |",
        "partnership_activity": table(
            "partnership | day | citizens | type | who",
            f"{activity} | Fællesskab | A",
            "a9 | 2023-05-01 | 5 | Fællesskab | A",
        ),
    }
    value_spec(f"{CIVIL}.citizens", given, {PERIOD: expected})


def test_agreements_by_town(sql_spec):
    given = {
        "partnership": "partnership | town\n--\na1 | Byen\na2 | -",
        "partnership_activity": "partnership | day\n--\na2 | 2024-01-01",
    }
    sql_spec(CIVIL, given, {("Byen", PERIOD): "0", ("Uoplyst", PERIOD): "1"}, by="town")
