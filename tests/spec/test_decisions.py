"""Decisions on time (no. 44; C2) and appeals (no. 48; C4).

D is 31 March 2024, so D-365 is 1 April 2023. A request on 15 January with 56 days has its
deadline on 11 March.
"""

import pytest

from tests.spec.drawing_supply import table

PERIOD = "2024-03"
KEPT = "decision_deadline_kept"
REVERSED = "appeal_reversal_rate"


def cases(header: str, *rows: str) -> dict[str, str]:
    return {"case_decision": table(header, *rows)}


@pytest.mark.parametrize(
    ("decision", "decided", "expected"),
    [
        ("Bevilling", "2024-03-11", "1 of 1"),  # the deadline itself
        ("Afslag", "2024-02-01", "1 of 1"),
        ("Bevilling", "2024-03-12", "0 of 1"),
        ("-", "-", "0 of 1"),  # still open
        ("Frafaldet", "2024-03-10", "0 of 0"),  # withdrawn before
        ("Frafaldet", "2024-03-11", "1 of 1"),
        ("Frafaldet", "2024-04-01", "0 of 1"),
        ("Frafaldet", "-", "0 of 0"),
    ],
)
def test_what_became_of_a_case_by_its_deadline(value_spec, decision, decided, expected):
    given = cases("request | decision | decided", f"2024-01-15 | {decision} | {decided}")
    value_spec(KEPT, given, {PERIOD: expected})


@pytest.mark.parametrize(
    ("request_day", "days", "expected"),
    [
        ("2024-01-05", "56", "0 of 1"),  # 1 March
        ("2024-01-04", "56", "0 of 0"),
        ("2024-02-04", "56", "0 of 1"),  # 31 March
        ("2024-02-05", "56", "0 of 0"),
        ("2023-03-12", "365", "0 of 1"),  # an old case, undecided
        ("2024-03-01", "0", "0 of 1"),
        ("2024-01-15", "-", "0 of 0"),  # without a deadline
    ],
)
def test_cases_with_their_deadline_in_the_period(value_spec, request_day, days, expected):
    given = cases("request | days | decision", f"{request_day} | {days} | -")
    value_spec(KEPT, given, {PERIOD: expected})


@pytest.mark.parametrize(
    "paragraph",
    ["§ 82 a", "§ 82 b", "§ 82 c", "§ 82 d", "§ 85", "§ 102", "§ 103", "§ 104", "§ 107", "§ 108"],
)
def test_paragraphs_that_count(value_spec, paragraph):
    given = cases("request | paragraph", f"2024-01-15 | {paragraph}")
    value_spec(KEPT, given, {(paragraph, PERIOD): "0 of 1"}, by="paragraph")


@pytest.mark.parametrize("paragraph", ["§ 82", "§ 83", "§ 84", "§ 96", "§ 105", "ABL § 105"])
def test_paragraphs_that_do_not(value_spec, paragraph):
    given = cases("request | paragraph", f"2024-01-15 | {paragraph}")
    value_spec(KEPT, given, {PERIOD: "0 of 0"})


@pytest.mark.parametrize(
    ("born", "expected"), [("2006-03-11", "0 of 1"), ("2006-03-12", "0 of 0"), ("", "0 of 1")]
)
def test_adults_on_the_deadline(value_spec, born, expected):
    """Somebody no list knows is let in."""
    given = cases("request", "2024-01-15")
    given |= {"citizen_status": f"status | born\n--\nAktiv | {born}"} if born else {}
    value_spec(KEPT, given, {PERIOD: expected})


def test_days_from_the_decision_to_the_first_help(value_spec):
    given = cases(
        "request | decided | help | decision",
        "2024-01-15 | 2024-02-01 | 2024-02-11 | Bevilling",
        "2024-01-15 | 2024-02-01 | 2024-02-05 | Delvis",
        "2024-01-15 | 2024-02-01 | 2024-03-01 | Bevilling",
        "2024-01-15 | 2024-02-01 | 2024-09-01 | Afslag",
        "2024-01-15 | 2024-02-01 | - | Bevilling",
    )
    value_spec(f"{KEPT}.days_to_help", given, {PERIOD: "10"})


def test_cases_by_the_target_group_on_the_deadline(value_spec):
    given = cases("person | request", "A | 2024-01-15", "B | 2024-01-15") | {
        "care_plan": "care_plan | start | end\n--\np1 | 2023-01-01 | 2024-03-12"
    }
    expected = {("Psykiske vanskeligheder", PERIOD): "0 of 1", ("Uoplyst", PERIOD): "0 of 1"}
    value_spec(KEPT, given, expected, by="primary_target_group")


def rulings(header: str, *rows: str) -> dict[str, str]:
    return {"complaint": table(header, *rows)}


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        ("Stadfæstet", "0 of 1"),
        ("Ændret", "1 of 1"),
        ("Ophævet", "1 of 1"),
        ("Hjemvist", "1 of 1"),
        ("Afvist", "0 of 0"),
        ("Bortfaldet", "0 of 0"),
        ("-", "0 of 0"),
    ],
)
def test_rulings_on_the_merits(value_spec, outcome, expected):
    given = rulings("outcome | ruled", f"{outcome} | 2024-01-01")
    value_spec(REVERSED, given, {PERIOD: expected})


@pytest.mark.parametrize(
    ("ruled", "expected"),
    [
        ("2023-04-01", "0 of 0"),
        ("2023-04-02", "0 of 1"),
        ("2024-03-31", "0 of 1"),
        ("2024-04-01", "0 of 0"),
        ("-", "0 of 0"),
    ],
)
def test_rulings_of_a_year(value_spec, ruled, expected):
    value_spec(REVERSED, rulings("ruled", ruled), {PERIOD: expected})


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("§ 82", "0 of 1"),
        ("§ 82 a", "0 of 1"),
        ("§ 141", "0 of 1"),
        ("§ 81", "0 of 0"),
        ("§ 52", "0 of 0"),
        ("ABL § 105", "0 of 0"),  # another law
    ],
)
def test_provisions_for_adults_in_serviceloven(value_spec, paragraph, expected):
    given = rulings("ruled | paragraph", f"2024-01-01 | {paragraph}")
    value_spec(REVERSED, given, {PERIOD: expected})


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["k1 | § 85 | Stadfæstet", "k1 | § 107 | Hjemvist"], "1 of 1"),  # partly reversed
        (["k1 | § 85 | Stadfæstet", "k1 | § 107 | Stadfæstet"], "0 of 1"),
        (["k1 | § 85 | Stadfæstet", "k2 | § 107 | Ændret"], "1 of 2"),
        (["k1 | § 85 | Stadfæstet", "k1 | § 107 | Afvist"], "0 of 1"),
        (["k1 | § 85 | Afvist", "k1 | § 107 | Ophævet"], "1 of 1"),
    ],
)
def test_one_row_a_complaint(value_spec, rows, expected):
    given = rulings("complaint | paragraph | outcome | ruled", *(f"{r} | 2024-01-01" for r in rows))
    value_spec(REVERSED, given, {PERIOD: expected})


def test_by_the_most_far_reaching_result(value_spec):
    given = rulings(
        "complaint | paragraph | outcome | ruled | case",
        "k1 | § 85 | Hjemvist | 2024-01-01 | s1",
        "k1 | § 107 | Ændret | 2024-01-01 | s2",
        "k2 | § 85 | Stadfæstet | 2024-01-01 | s3",
    ) | {
        "case_decision": "case | team | request\n--\ns1 | Nord | 2023-01-01\ns2 | Syd | 2023-01-01"
    }
    one, none = "1 of 1", "0 of 1"
    value_spec(
        REVERSED, given, {("Ændret", PERIOD): one, ("Stadfæstet", PERIOD): none}, by="outcome"
    )
    value_spec(REVERSED, given, {("§ 107", PERIOD): one, ("§ 85", PERIOD): none}, by="paragraph")
    value_spec(REVERSED, given, {("Syd", PERIOD): one, ("Uoplyst", PERIOD): none}, by="team")


@pytest.mark.parametrize(
    ("born", "expected"), [("2006-01-01", "0 of 1"), ("2006-01-02", "0 of 0"), ("", "0 of 1")]
)
def test_adults_on_the_day_of_the_ruling(value_spec, born, expected):
    given = rulings("ruled", "2024-01-01")
    given |= {"citizen_status": f"status | born\n--\nAktiv | {born}"} if born else {}
    value_spec(REVERSED, given, {PERIOD: expected})


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["k1 | § 85 | 2024-01-01"], "50"),
        (["k1 | § 85 | 2024-01-01", "k1 | § 107 | 2024-01-01"], "50"),
        (["k1 | § 85 | 2024-01-01", "k2 | § 107 | 2023-04-02"], "100"),
        (["k1 | § 85 | 2023-04-01"], "0"),
        (["k1 | § 52 | 2024-01-01"], "0"),
    ],
)
def test_complaints_for_100_citizens(value_spec, rows, expected):
    """Two citizens get help."""
    given = rulings("complaint | paragraph | made", *rows) | {
        "care_plan": "care_plan | person | start\n--\np1 | A | 2023-01-01\np2 | B | 2023-01-01"
    }
    value_spec(f"{REVERSED}.complaints_per_100", given, {PERIOD: expected})
