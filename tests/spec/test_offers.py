"""Placements and offers (T18, T19): nos. 37, 38 and 39. The drawn municipality is 990.

D is 31 March 2024, so D-365 is 1 April 2023.
"""

import pytest

from tests.spec.drawing_supply import table

PERIOD = "2024-03"
LOCAL = "local_placement_share"
MATCH = "target_group_match"
PLACES = "new_local_places"
PSYKISKE_VANSKELIGHEDER = "a78fb31e-b30a-4815-af85-932859fd06b9"


def placed(plan: str = "p1 | A | 2023-01-01 | botilbud", **tables: str) -> dict[str, str]:
    return {
        "care_plan": table("care_plan | person | start | tilbud", plan),
        "offer": "offer | address\n--\nhere | 990\nthere | 330",
        "placement": "care_plan_id | offer\n--\np1 | here",
    } | tables


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        ({}, "1 of 1"),
        ({"placement": "care_plan_id | offer\n--\np1 | there"}, "0 of 1"),
        ({"placement": "care_plan_id | offer\n--\np9 | here"}, "0 of 0"),
        ({"placement": "care_plan_id | offer | start\n--\np1 | here | 2024-04-01"}, "0 of 0"),
        ({"placement": "care_plan_id | offer | start\n--\np1 | here | 2024-03-31"}, "1 of 1"),
        ({"placement": "care_plan_id | offer | end\n--\np1 | here | 2024-03-31"}, "0 of 0"),
        ({"placement": "care_plan_id | offer | end\n--\np1 | here | 2024-04-01"}, "1 of 1"),
        # the offer is closed, or not known on D: placed, but at no address of ours
        ({"offer": "offer | end\n--\nhere | 2024-03-31"}, "0 of 1"),
        ({"offer": "offer | end\n--\nhere | 2024-04-01"}, "1 of 1"),
        # it moves to another municipality
        (
            {
                "offer": "offer | start | end | address\n--\n"
                "here | 2020-01-01 | 2024-03-01 | 990\nhere | 2024-03-01 | - | 330"
            },
            "0 of 1",
        ),
        ({"offer": "offer | address\n--\nhere | -"}, "0 of 1"),
        ({"citizen_status": "start | status\n--\n2024-03-01 | Død"}, "0 of 0"),
        ({"citizen": "person | born\n--\nA | 2006-04-01"}, "0 of 0"),
    ],
)
def test_where_citizens_are_placed(value_spec, tables, expected):
    value_spec(LOCAL, placed(**tables), {PERIOD: expected})


@pytest.mark.parametrize(
    ("tilbud", "ydelse", "expected"),
    [
        ("botilbud", "§ 85", "1 of 1"),
        ("midlertidigt", "§ 85", "1 of 1"),
        ("botilbudslignende", "§ 85", "1 of 1"),
        ("sikret", "§ 85", "1 of 1"),
        ("aktivitet", "§ 104", "1 of 1"),
        ("mobilt", "§ 85", "0 of 0"),
        ("mobilt", "§ 82 b", "0 of 0"),
    ],
)
def test_citizens_in_places_to_live_or_to_be_by_day(value_spec, tilbud, ydelse, expected):
    given = placed()
    given["care_plan"] = table(
        "care_plan | start | tilbud | ydelse", f"p1 | 2023-01-01 | {tilbud} | {ydelse}"
    )
    value_spec(LOCAL, given, {PERIOD: expected})


def test_missing_placements_and_own_wishes_stand_beside(value_spec):
    given = {
        "care_plan": """
            care_plan | person | start      | tilbud
            ----------+--------+------------+---------
            p1        | A      | 2023-01-01 | botilbud
            p2        | B      | 2023-01-01 | botilbud
            p3        | C      | 2023-01-01 | botilbud
            p4        | D      | 2023-01-01 | botilbud
        """,
        "offer": "offer | address\n--\nhere | 990\nthere | 330",
        "placement": """
            care_plan_id | offer | reason
            -------------+-------+-----------
            p1           | here  | Borgerønske
            p2           | there | Borgerønske
            p3           | there | Speciale
        """,
    }
    value_spec(LOCAL, given, {PERIOD: "1 of 3"})
    value_spec(f"{LOCAL}.placement_missing", given, {PERIOD: "1 of 4"})
    value_spec(f"{LOCAL}.own_wish", given, {PERIOD: "1 of 2"})


def test_of_two_placements_the_one_of_the_plan_that_gives_the_step(value_spec):
    given = {
        "care_plan": """
            care_plan | start      | tilbud    | ydelse
            ----------+------------+-----------+-------
            p1        | 2020-01-01 | aktivitet | § 104
            p2        | 2023-01-01 | botilbud  | § 85
        """,
        "intervention": """
            intervention | care_plan | start      | ydelse
            -------------+-----------+------------+-------
            i1           | p1        | 2020-01-01 | § 104
            i2           | p2        | 2023-01-01 | § 85
        """,
        "offer": "offer | address\n--\nhere | 990\nthere | 330",
        "placement": "care_plan_id | offer\n--\np1 | here\np2 | there",
    }
    value_spec(LOCAL, given, {PERIOD: "0 of 1"})


def matched(groups: str, target_group: str = "Angst", **tables: str) -> dict[str, str]:
    return {
        "care_plan": table("care_plan | start | target_group", f"p1 | 2023-01-01 | {target_group}"),
        "offer": table("offer | groups", f"o1 | {groups}"),
        "placement": "care_plan_id | offer\n--\np1 | o1",
    } | tables


@pytest.mark.parametrize(
    ("groups", "target_group", "expected"),
    [
        ("Angst", "Angst", "1 of 1"),
        ("Depression, Angst", "Angst", "1 of 1"),
        ("Depression", "Angst", "0 of 1"),
        (PSYKISKE_VANSKELIGHEDER, "Angst", "1 of 1"),  # an ancestor
        (PSYKISKE_VANSKELIGHEDER, "Demens", "0 of 1"),
        ("-", "Angst", "0 of 0"),  # the offer has no approved groups
        ("Angst", "Depression:2", "0 of 0"),  # no primary one
        ("Angst", "Spise", "0 of 0"),  # a condition in its place
    ],
)
def test_the_approved_group_or_one_above_it(value_spec, groups, target_group, expected):
    value_spec(MATCH, matched(groups, target_group), {PERIOD: expected})


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        ({"placement": "care_plan_id | offer | end\n--\np1 | o1 | 2024-03-31"}, "0 of 0"),
        ({"offer": "offer | groups | end\n--\no1 | Angst | 2024-03-31"}, "0 of 0"),
        (  # approved for others from March
            {
                "offer": "offer | groups | start | end\n--\no1 | Angst | 2020-01-01 | 2024-03-01\n"
                "o1 | Depression | 2024-03-01 | -"
            },
            "0 of 1",
        ),
        ({"citizen": "person | born\n--\nA | 2006-04-01"}, "0 of 0"),
        ({"citizen_status": "start | status\n--\n2024-03-01 | Død"}, "0 of 0"),
        (  # two placements of one plan are two rows
            {
                "placement": "care_plan_id | offer\n--\np1 | o1\np1 | o2",
                "offer": "offer | groups\n--\no1 | Angst\no2 | Depression",
            },
            "1 of 2",
        ),
    ],
)
def test_placements_on_the_day(value_spec, tables, expected):
    value_spec(MATCH, matched("Angst", **tables), {PERIOD: expected})


def test_match_by_offer_and_the_score_of_its_setting(value_spec):
    given = matched(
        "Angst",
        offer="offer | groups | name | physical_setting_score\n--\no1 | Angst | - | 4.5",
    )
    value_spec(MATCH, given, {("o1", PERIOD): "1 of 1"}, by="offer")
    value_spec(f"{MATCH}.physical_score", given, {PERIOD: "4.5"})


OFFERS = "offer | address | start | end | places"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["a | 990 | 2020-01-01 | - | 10"], "0"),
        (["a | 990 | 2023-04-02 | - | 10"], "10"),  # after D-365
        (["a | 990 | 2023-04-01 | - | 10"], "0"),
        (["a | 990 | 2024-03-31 | - | 10"], "10"),
        (["a | 990 | 2024-04-01 | - | 10"], "-"),
        (["a | 990 | 2020-01-01 | 2024-03-31 | 10"], "-10"),  # closed
        (["a | 990 | 2020-01-01 | 2024-04-01 | 10"], "0"),
        (["a | 990 | 2020-01-01 | 2023-04-01 | 10"], "-"),  # closed before
        (["a | 990 | 2020-01-01 | 2024-01-01 | 10", "a | 990 | 2024-01-01 | - | 14"], "4"),
        (["a | 330 | 2020-01-01 | 2024-01-01 | 10", "a | 990 | 2024-01-01 | - | 10"], "10"),
        (["a | 990 | 2020-01-01 | 2024-01-01 | 10", "a | 330 | 2024-01-01 | - | 10"], "-10"),
        (["a | 330 | 2023-05-01 | - | 10"], "-"),
        (["a | 990 | 2023-05-01 | - | -"], "0"),  # places not told
        (["a | 990 | 2023-05-01 | - | 4", "b | 990 | 2020-01-01 | 2024-01-01 | 10"], "-6"),
    ],
)
def test_places_gained_in_a_year(value_spec, rows, expected):
    value_spec(PLACES, {"offer": table(OFFERS, *rows)}, {PERIOD: expected})


def test_places_by_step(value_spec):
    header = "offer | start | places | tilbud"
    rows = ["a | 2023-05-01 | 4 | botilbud", "b | 2023-05-01 | 5 | midlertidigt"]
    given = {"offer": table(header, *rows, "c | 2023-05-01 | 6 | akuttilbud")}
    expected = {("8", PERIOD): "4", ("6", PERIOD): "5", ("Uoplyst", PERIOD): "6"}
    value_spec(PLACES, given, expected, by="step")


def test_occupancy_is_citizens_placed_over_places(value_spec):
    given = {
        "care_plan": "care_plan | person | start\n--\np1 | A | 2023-01-01\np2 | B | 2023-01-01",
        "offer": "offer | places | end\n--\no1 | 4 | -\no2 | 9 | 2024-01-01",
        "placement": "care_plan_id | offer | end\n--\np1 | o1 | -\np2 | o1 | 2024-03-01",
    }
    value_spec(f"{PLACES}.occupancy", given, {PERIOD: "1 of 4"})
    value_spec(f"{PLACES}.places", given, {PERIOD: "4"})


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("§ 107 | Bevilling | 2024-03-01 | -", "1"),
        ("§ 108 | Delvis | 2024-03-31 | 2024-04-01", "1"),
        ("§ 108 | Bevilling | 2024-03-01 | 2024-03-31", "0"),
        ("§ 108 | Afslag | 2024-03-01 | -", "-"),
        ("§ 85 | Bevilling | 2024-03-01 | -", "-"),
        ("§ 108 | Bevilling | 2024-04-01 | -", "-"),
    ],
)
def test_who_waits_for_a_place_granted(value_spec, row, expected):
    header = "paragraph | decision | decided | help | request"
    given = {"case_decision": table(header, f"{row} | 2023-12-01")}
    value_spec(f"{PLACES}.waiting", given, {PERIOD: expected})
