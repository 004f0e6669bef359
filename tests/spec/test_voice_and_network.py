"""The citizen's own voice (nos. 2, 3) and chosen network (nos. 29, 30, 31).

D is 31 March 2024, so D-730 is 1 April 2022.
"""

import pytest

from tests.spec.drawing_supply import table

PERIOD = "2024-03"
CITIZEN = "25b4e705-2e9a-47a2-b11a-c829316b9d3a"
WITH_STAFF = "12428e48-7df8-441f-9a89-d92bb7874066"
WITH_RELATIVE = "b66dc78a-a673-43fc-8ac0-1e859ba626e0"
STAFF = "00000000-0000-4000-8000-000000000000"
DREAMS = "citizen_dreams_documented"
PLAN = {"care_plan": "care_plan | start\n--\np1 | 2023-01-01"}
TWO_PLANS = {
    "care_plan": "care_plan | person | start\n--\np1 | A | 2023-01-01\np2 | B | 2023-01-01"
}


@pytest.mark.parametrize(
    ("type", "source", "expected"),
    [
        ("Drømme og ønsker", CITIZEN, "1 of 1"),
        ("Egne mål", WITH_STAFF, "1 of 1"),
        ("Egne mål", WITH_RELATIVE, "1 of 1"),
        ("Perspektiv på indsatsen", CITIZEN, "0 of 1"),
        ("Egne mål", STAFF, "0 of 1"),
    ],
)
def test_dreams_are_the_citizens_own(value_spec, type, source, expected):
    given = PLAN | {"citizen_perspective": table("type | source", f"{type} | {source}")}
    value_spec(DREAMS, given, {PERIOD: expected})


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2022-04-01", "0 of 1"),
        ("2022-04-02", "1 of 1"),
        ("2024-03-31", "1 of 1"),
        ("2024-04-01", "0 of 1"),
    ],
)
def test_dreams_of_the_last_two_years(value_spec, day, expected):
    given = PLAN | {"citizen_perspective": table("day | source", f"{day} | {CITIZEN}")}
    value_spec(DREAMS, given, {PERIOD: expected})


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "0 of 1"),
        ({"citizen_status": "start | status\n--\n2024-03-31 | Død"}, "0 of 0"),
        ({"citizen_status": "start | status\n--\n2024-04-01 | Død"}, "0 of 1"),
        ({"citizen": "person | born\n--\nA | 2006-04-01"}, "0 of 0"),  # A5
        ({"citizen": "person | born\n--\nA | 2006-03-31"}, "0 of 1"),
        ({"care_plan": "care_plan | start | end\n--\np1 | 2023-01-01 | 2024-03-31"}, "0 of 0"),
    ],
)
def test_dreams_among_those_in_pop(value_spec, given, expected):
    """The entry is somebody else's."""
    others = {"citizen_perspective": table("person | source", f"X | {CITIZEN}")}
    value_spec(DREAMS, PLAN | others | given, {PERIOD: expected})


def test_dreams_by_the_source_of_the_newest_entry(value_spec):
    rows = [
        f"A | 2023-01-01 | {CITIZEN}",
        f"A | 2023-06-01 | {WITH_STAFF}",
        f"A | 2024-01-01 | {STAFF}",
    ]
    given = TWO_PLANS | {"citizen_perspective": table("person | day | source", *rows)}
    expected = {
        ("Borger støttet af medarbejder", PERIOD): "1 of 1",
        ("Ikke beskrevet", PERIOD): "0 of 1",
    }
    value_spec(DREAMS, given, expected, by="source")


PRESENT = "citizen_present_at_followup"
HELD = "follow_up | care_plan | effective\n--\nf1 | p1 | 2024-03-15"


def meetings(*rows: str) -> dict[str, str]:
    return {"follow_up_meeting": table("follow_up_id | present | declined", *rows)}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["f1 | J | N"], "1 of 1"),
        (["f1 | N | N"], "0 of 1"),
        (["f1 | N | J"], "0 of 1"),  # declining is told, and stays in
        (["f9 | J | N"], "0 of 0"),  # of no follow-up
    ],
)
def test_present_at_those_registered(value_spec, rows, expected):
    value_spec(PRESENT, PLAN | {"follow_up": HELD} | meetings(*rows), {PERIOD: expected})


def test_what_is_not_registered_or_declined_stands_beside(value_spec):
    held = "follow_up | care_plan | effective\n--\nf1 | p1 | 2024-03-15\nf2 | p1 | 2024-03-20"
    given = PLAN | {"follow_up": held} | meetings("f1 | N | J")
    value_spec(PRESENT, given, {PERIOD: "0 of 1"})
    value_spec(f"{PRESENT}.not_registered", given, {PERIOD: "1 of 2"})
    value_spec(f"{PRESENT}.declined", given, {PERIOD: "1 of 1"})


@pytest.mark.parametrize(
    ("follow_up", "expected"),
    [
        ("p1 | 2024-03-01 | final", "1 of 1"),
        ("p1 | 2024-03-31 | final", "1 of 1"),
        ("p1 | 2024-02-29 | final", "0 of 0"),
        ("p1 | 2024-04-01 | final", "0 of 0"),
        ("p1 | 2024-03-15 | entered-in-error", "0 of 0"),
        ("p1, p2 | 2024-03-15 | final", "1 of 1"),  # of two plans: held once
        ("bad | 2024-03-15 | final", "0 of 0"),  # R5: it falls with its plan
        ("p1, bad | 2024-03-15 | final", "1 of 1"),  # A16: only that link falls
    ],
)
def test_follow_ups_of_the_period(value_spec, follow_up, expected):
    given = {
        "care_plan": """
            care_plan | start      | status
            ----------+------------+-----------------
            p1        | 2023-01-01 | active
            p2        | 2023-01-01 | active
            bad       | 2023-01-01 | entered-in-error
        """,
        "follow_up": table("follow_up | care_plan | effective | status", f"f1 | {follow_up}"),
    }
    value_spec(PRESENT, given | meetings("f1 | J | N"), {PERIOD: expected})


@pytest.mark.parametrize(("born", "expected"), [("2006-03-15", "1 of 1"), ("2006-03-16", "0 of 0")])
def test_adults_on_the_day_of_the_follow_up(value_spec, born, expected):
    given = PLAN | {"follow_up": HELD, "citizen": f"person | born\n--\nA | {born}"}
    value_spec(PRESENT, given | meetings("f1 | J | N"), {PERIOD: expected})


def network(header: str, *rows: str) -> dict[str, str]:
    return PLAN | {"network_contribution": table(header, *rows)}


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("chosen", "J", "1 of 1"),
        ("chosen", "N", "0 of 1"),  # near is not yet chosen
        ("chosen", "-", "0 of 1"),
        ("consent", "N", "0 of 1"),
        ("consent", "-", "0 of 1"),
        ("consent_end", "2024-04-01", "1 of 1"),
        ("consent_end", "2024-03-31", "0 of 1"),  # expired
        ("confirmed", "2022-04-01", "0 of 1"),
        ("confirmed", "2022-04-02", "1 of 1"),
        ("confirmed", "2024-03-31", "1 of 1"),
        ("confirmed", "2024-04-01", "0 of 1"),
        ("confirmed", "-", "0 of 1"),
        ("start", "2024-03-31", "1 of 1"),
        ("start", "2024-04-01", "0 of 1"),
        ("end", "2024-03-31", "0 of 1"),
        ("end", "2024-04-01", "1 of 1"),
        ("person", "X", "0 of 1"),
    ],
)
def test_a_network_is_known_when_it_is_chosen_agreed_and_confirmed(
    value_spec, column, value, expected
):
    value_spec("network_mapped", network(column, value), {PERIOD: expected})


@pytest.mark.parametrize(
    ("confirmed", "expected"),
    [("2022-04-01", "0 of 1"), ("2022-04-02", "1 of 1"), ("2024-03-31", "1 of 1")],
)
def test_who_wants_no_network_involved_is_known_too(value_spec, confirmed, expected):
    given = network(
        "network | kind | chosen | consent | declined | confirmed | start",
        f"- | - | - | - | J | {confirmed} | -",
    )
    value_spec("network_mapped", given, {PERIOD: expected})
    value_spec("network_mapped.declined", given, {PERIOD: expected})


def test_a_network_is_of_citizens_in_pop(value_spec):
    given = network("confirmed", "2024-01-01")
    given |= {"citizen_status": "start | status\n--\n2024-03-01 | Udrejst"}
    value_spec("network_mapped", given, {PERIOD: "0 of 0"})


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["N | Praktisk | J | -"], "0 of 1"),
        (["N | Praktisk | J | -", "N | Fritid | J | -"], "1 of 1"),
        (["N | Praktisk | J | -", "M | Fritid | J | -"], "1 of 1"),  # whoever it is
        (["N | Praktisk | J | -", "M | Praktisk | J | -"], "0 of 1"),  # distinct kinds
        (["N | Praktisk | J | -", "M | Fritid | N | -"], "0 of 1"),  # not chosen
        (["N | Praktisk | J | -", "N | Fritid | J | 2024-03-31"], "0 of 1"),  # over
        (["N | Praktisk | J | 2024-03-31"], "0 of 0"),
        (["N | Praktisk | N | -"], "0 of 0"),
    ],
)
def test_contributions_of_two_kinds(value_spec, rows, expected):
    given = network("network | kind | chosen | end", *rows)
    value_spec("network_contribution_breadth", given, {PERIOD: expected})


def test_breadth_by_kind(value_spec):
    given = TWO_PLANS | {
        "network_contribution": table(
            "person | network | kind", "A | N | Praktisk", "A | N | Fritid", "B | M | Transport"
        )
    }
    expected = {("Flere", PERIOD): "1 of 1", ("Transport", PERIOD): "0 of 1"}
    value_spec("network_contribution_breadth", given, expected, by="contribution_type")


RATING = "network_cooperation_rating"


def ratings(*rows: str) -> dict[str, str]:
    header = "response | answer | person | at | question"
    return {"network_survey_answer": table(header, *(f"{row} | N01" for row in rows))}


@pytest.mark.parametrize(
    ("answer", "expected"),
    [(5, "1 of 1"), (4, "1 of 1"), (3, "0 of 1"), (9, "0 of 0"), ("-", "0 of 0")],
)
def test_which_ratings_count(value_spec, answer, expected):
    value_spec(RATING, ratings(f"b1 | {answer} | - | -"), {PERIOD: expected})


@pytest.mark.parametrize(
    ("chosen", "start", "expected"),
    [
        ("J", "2024-02-01", "1 of 1"),
        ("N", "2024-02-01", "0 of 0"),
        ("J", "2024-02-02", "0 of 0"),  # chosen after the answer
    ],
)
def test_only_the_network_that_the_citizen_chose(value_spec, chosen, start, expected):
    given = ratings("b1 | 5 | A | 2024-02-01T10:00") | {
        "network_contribution": table("chosen | start", f"{chosen} | {start}")
    }
    value_spec(RATING, given, {PERIOD: expected})


def test_ratings_by_relation(value_spec):
    """Who of several chosen persons answered is not told."""
    given = ratings(
        "b1 | 5 | A | 2024-02-01T10:00", "b2 | 1 | B | 2024-02-01T10:00", "b3 | 4 | - | -"
    ) | {
        "network_contribution": table(
            "person | network | relation", "A | n | Mor", "B | n | Mor", "B | m | Ven"
        )
    }
    expected = {
        ("Mor", PERIOD): "1 of 1",
        ("Flere", PERIOD): "0 of 1",
        ("Uoplyst", PERIOD): "1 of 1",
    }
    value_spec(RATING, given, expected, by="relation")


def test_who_gave_no_number_counts_and_is_told(value_spec):
    given = ratings("b1 | 5 | - | 2024-02-01T10:00", "b2 | 1 | A | 2024-02-01T10:00") | {
        "network_contribution": "person\n--\nA"
    }
    value_spec(RATING, given, {PERIOD: "1 of 2"})
    value_spec(f"{RATING}.not_linked", given, {PERIOD: "1 of 2"})


def test_the_latest_rating_counts_also_when_it_is_unknown(value_spec):
    given = ratings(
        "b1 | 5 | - | 2024-02-01T10:00", "b1 | 9 | - | 2024-02-02T10:00", "b2 | 4 | - | -"
    )
    value_spec(RATING, given, {PERIOD: "1 of 1"})
    value_spec(f"{RATING}.unknown_answers", given, {PERIOD: "1 of 2"})


def test_the_round_of_the_network_is_its_own(value_spec):
    given = ratings("b1 | 5 | - | -") | {
        "citizen_survey_answer": "round | response | question | closed\n"
        "--\nr9 | b1 | Q01 | 2024-03-20",
        "survey_round": "round | invited | responded\n--\nr1 | 8 | 2\nr9 | 100 | 50",
    }
    value_spec(RATING, given, {PERIOD: "1 of 1"})
    value_spec(f"{RATING}.response_rate", given, {PERIOD: "2 of 8"})


def test_where_the_network_was_wanted_it_took_part(value_spec):
    held = "\n".join(f"f{n} | p1 | 2024-03-1{n}" for n in range(1, 5))
    given = PLAN | {
        "follow_up": f"follow_up | care_plan | effective\n--\n{held}",
        "follow_up_meeting": table(
            "follow_up_id | wanted | network",
            "f1 | J | J",
            "f2 | J | N",
            "f3 | N | J",
            "f4 | - | J",
        ),
    }
    value_spec(f"{RATING}.took_part", given, {PERIOD: "1 of 2"})
