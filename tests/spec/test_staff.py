"""Those who work there: core task (no. 40), competences (41), turnover (42), sickness (43).

D is 31 March 2024, so D-365 is 1 April 2023 and D-183 is 30 September 2023.
"""

import pytest

from tests.spec.drawing_supply import table

PERIOD = "2024-03"


def responses(*pairs: str, unit: str = "Syd", **same: str) -> list[str]:
    """`M01 M02` of one response each, as rows of T08."""
    return [
        f"{unit}{at} | {question} | {answer} | {unit} | {same.get('closed', '2024-03-01')}"
        for at, pair in enumerate(pairs)
        for question, answer in zip(("M01", "M02"), pair.split(), strict=True)
    ]


def survey(*rows: str) -> dict[str, str]:
    header = "response | question | answer | unit | closed"
    return {"staff_survey_answer": table(header, *rows)}


@pytest.mark.parametrize(
    ("pair", "expected"),
    [
        ("4 5", "1 of 1"),
        ("4 3", "0 of 1"),
        ("3 4", "0 of 1"),
        ("5 9", "0 of 0"),
        ("- 5", "0 of 0"),
        ("1 1", "0 of 1"),
    ],
)
def test_core_task_takes_both_answers(value_spec, pair, expected):
    value_spec("core_task_known", survey(*responses(pair)), {PERIOD: expected})


@pytest.mark.parametrize(
    ("closed", "expected"),
    [
        ("2022-04-01", "0 of 0"),
        ("2022-04-02", "1 of 1"),
        ("2024-03-31", "1 of 1"),
        ("2024-04-01", "0 of 0"),
    ],
)
def test_a_staff_round_counts_for_two_years(value_spec, closed, expected):
    value_spec("core_task_known", survey(*responses("5 5", closed=closed)), {PERIOD: expected})


def test_units_below_five_answers_are_told_together(value_spec):
    rows = [
        *responses("5 5", "5 5", "5 5", "5 5", "1 1", unit="Nord"),
        *responses("5 5", "5 5", "5 5", "5 5", "5 9", unit="Syd"),  # four with both answers
        *responses("1 1", unit="Øst"),
    ]
    expected = {("Nord", PERIOD): "4 of 5", ("Mindre enheder", PERIOD): "4 of 5"}
    value_spec("core_task_known", survey(*rows), expected, by="unit")


PROFILE = {
    "competence_requirement": """
        function | course | education
        ---------+--------+------------
        Pædagog  |        | Pædagog
        Pædagog  |        | Lærer
        Pædagog  | VUM    |
        Pædagog  | MED    |
        Vagt     | MED    |
    """
}
HAS_BOTH = "course | passed | end\n--\nVUM | 2020-01-01 | -\nMED | 2023-01-01 | -"


def employed(*rows: str, header: str = "education | start | end") -> dict[str, str]:
    return {"employment": table(header, *rows)}


@pytest.mark.parametrize(
    ("education", "courses", "expected"),
    [
        ("Pædagog", HAS_BOTH, "1 of 1"),
        ("Lærer", HAS_BOTH, "1 of 1"),
        ("Kok", HAS_BOTH, "0 of 1"),
        ("-", HAS_BOTH, "0 of 1"),
        ("Pædagog", "course | passed\n--\nMED | 2023-01-01", "0 of 1"),  # one of two
        (
            "Pædagog",
            "course | passed | end\n--\nVUM | 2020-01-01 | -\nMED | 2023-01-01 | 2024-03-31",
            "0 of 1",
        ),
        (
            "Pædagog",
            "course | passed | end\n--\nVUM | 2020-01-01 | -\nMED | 2023-01-01 | 2024-04-01",
            "1 of 1",
        ),
        ("Pædagog", "course | passed\n--\nVUM | 2024-04-01\nMED | 2023-01-01", "0 of 1"),  # after D
        (  # passed anew
            "Pædagog",
            "course | passed | end\n--\nVUM | 2020-01-01 | -\n"
            "MED | 2020-01-01 | 2022-01-01\nMED | 2022-02-01 | -",
            "1 of 1",
        ),
        ("Pædagog", "who | course\n--\nN | VUM\nN | MED", "0 of 1"),  # somebody else's
    ],
)
def test_education_and_every_course(value_spec, education, courses, expected):
    given = PROFILE | employed(f"{education} | 2020-01-01 | -") | {"course_passed": courses}
    value_spec("competence_coverage", given, {PERIOD: expected})


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2023-09-29", "-", "1 of 1"),
        ("2023-09-30", "-", "0 of 0"),  # 183 days are not more than 183
        ("2020-01-01", "2024-03-31", "0 of 0"),
        ("2020-01-01", "2024-04-01", "1 of 1"),  # the last day is D
    ],
)
def test_employed_on_d_and_for_more_than_half_a_year(value_spec, start, end, expected):
    given = PROFILE | employed(f"Pædagog | {start} | {end}") | {"course_passed": HAS_BOTH}
    value_spec("competence_coverage", given, {PERIOD: expected})


@pytest.mark.parametrize(
    ("function", "expected"), [("Kok", "0 of 0"), ("Vagt", "1 of 1"), ("Pædagog", "0 of 1")]
)
def test_functions_without_a_profile_are_out(value_spec, function, expected):
    """A guard needs no education, only a course."""
    given = PROFILE | {"course_passed": "course\n--\nMED"}
    given |= employed(f"{function} | Kok", header="function | education")
    value_spec("competence_coverage", given, {PERIOD: expected})


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2024-04-01", "-", "0 of 0"),  # not yet required
        ("2024-03-31", "-", "0 of 1"),
        ("2020-01-01", "2024-03-31", "0 of 0"),
        ("2020-01-01", "2024-04-01", "0 of 1"),
        ("-", "-", "0 of 0"),  # R2: without a first day it never holds
        ("-", "2024-04-01", "0 of 0"),
    ],
)
def test_a_requirement_holds_on_its_days(value_spec, start, end, expected):
    given = employed("Kok | 2020-01-01 | -") | {
        "competence_requirement": table("course | start | end", f"MED | {start} | {end}"),
        "course_passed": "course\n--\nVUM",
    }
    value_spec("competence_coverage", given, {PERIOD: expected})


TWO_JOBS = "employment | function | rate | education | start | unit"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # a guard needs MED alone, a pædagog an education too
        (
            ("e1 | Vagt | 0.5 | - | 2020-01-01 | Syd", "e2 | Kok | 0.5 | - | 2020-01-01 | Nord"),
            {("Syd", PERIOD): "1 of 1"},
        ),
        (
            (
                "e1 | Vagt | 0.5 | - | 2020-01-01 | Syd",
                "e2 | Pædagog | 0.4 | - | 2020-01-01 | Nord",
            ),
            {("Syd", PERIOD): "0 of 1"},
        ),
        (
            (
                "e1 | Vagt | 0.4 | Lærer | 2020-01-01 | Syd",
                "e2 | Pædagog | 0.5 | - | 2020-01-01 | Nord",
            ),
            {("Nord", PERIOD): "1 of 1"},
        ),
        (
            (
                "e1 | Vagt | 0.5 | - | 2020-01-01 | Syd",
                "e2 | Pædagog | 0.5 | - | 2023-10-01 | Nord",
            ),
            {("Syd", PERIOD): "1 of 1"},
        ),
    ],
)
def test_of_several_jobs_all_must_be_covered(value_spec, rows, expected):
    """One employee is one row, told where the largest job is; a new job has 183 days."""
    given = PROFILE | {"course_passed": HAS_BOTH, "employment": table(TWO_JOBS, *rows)}
    value_spec("competence_coverage", given, expected, by="unit")


def test_the_two_parts_stand_beside(value_spec):
    given = PROFILE | {"course_passed": HAS_BOTH} | employed("Kok | 2020-01-01 | -")
    value_spec("competence_coverage.education", given, {PERIOD: "0 of 1"})
    value_spec("competence_coverage.courses", given, {PERIOD: "1 of 1"})


STAYS = "S | 2020-01-01 | - | Syd | Fast"
MOVES = "who | start | end | unit | form"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # One stays the whole year; the other was there at the month ends from March 2023 to
        # February 2024, twelve of thirteen. The mean is 25/13.
        (["M | 2020-01-01 | 2024-03-16 | Syd | Fast"], "1 of 1.92308"),
        (["M | 2020-01-01 | 2023-04-02 | Syd | Fast"], "0 of 1.07692"),  # last day D-365
        (["M | 2020-01-01 | 2023-04-03 | Syd | Fast"], "1 of 1.07692"),
        (["M | 2020-01-01 | 2024-04-01 | Syd | Fast"], "1 of 2"),  # last day D
        (["M | 2020-01-01 | 2024-04-02 | Syd | Fast"], "0 of 2"),
        (["M | 2020-01-01 | 2024-03-16 | Syd | Vikar"], "0 of 1"),
        (["M | 2023-07-10 | 2023-07-20 | Syd | Fast"], "1 of 1"),  # at no month end
        # to another unit of ours within 30 days after the last day
        (
            ["M | 2020-01-01 | 2024-02-01 | Syd | Fast", "M | 2024-03-01 | - | Nord | Fast"],
            "0 of 1.92308",
        ),
        (
            ["M | 2020-01-01 | 2024-02-01 | Syd | Fast", "M | 2024-03-02 | - | Nord | Fast"],
            "1 of 1.92308",
        ),
        # two employments at once are one employee; leaving one of them is not leaving
        (["M | 2020-01-01 | - | Syd | Fast", "M | 2020-01-01 | - | Nord | Fast"], "0 of 2"),
        (
            ["M | 2020-01-01 | 2024-02-01 | Syd | Fast", "M | 2020-01-01 | - | Nord | Fast"],
            "0 of 2",
        ),
        # leaving both on one day is leaving once
        (
            [
                "M | 2020-01-01 | 2024-04-01 | Syd | Fast",
                "M | 2020-01-01 | 2024-04-01 | Nord | Fast",
            ],
            "1 of 2",
        ),
    ],
)
def test_who_leaves_among_those_employed_on_average(value_spec, rows, expected):
    given = {"employment": table(MOVES, STAYS, *rows)}
    value_spec("staff_turnover", given, {PERIOD: expected})


def test_nobody_employed_is_no_turnover(value_spec):
    given = {"employment": table(MOVES, "M | 2020-01-01 | - | Syd | Vikar")}
    value_spec("staff_turnover", given, {PERIOD: "0 of 0"})


def test_turnover_by_the_unit_that_is_left(value_spec):
    given = {"employment": table(MOVES, STAYS, "M | 2020-01-01 | 2024-04-01 | Nord | Fast")}
    expected = {("Nord", PERIOD): "1 of 1", ("Syd", PERIOD): "0 of 1"}
    value_spec("staff_turnover", given, expected, by="unit")


def test_those_who_retire_stand_beside(value_spec):
    header = "who | start | end | reason"
    rows = ["M | 2020-01-01 | 2024-02-01 | Pension", "N | 2020-01-01 | 2024-02-01 | Andet job"]
    given = {"employment": table(header, "S | 2020-01-01 | - | -", *rows)}
    value_spec("staff_turnover.retired", given, {PERIOD: "1 of 2"})


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        (["2023-04-01 | 2", "2024-03-01 | 1.5"], "3.5 of 40"),
        (["2023-03-01 | 2"], "0 of 0"),  # ended on 31 March, before the year
        (["2024-04-01 | 2"], "0 of 0"),
        (["2024-03-01 | 0"], "0 of 20"),
    ],
)
def test_days_of_sickness_among_the_days_possible(value_spec, months, expected):
    given = {"absence": table("month | sick", *months)}
    value_spec("sickness_absence", given, {PERIOD: expected})


def test_sickness_without_a_possible_day_is_no_share(value_spec):
    given = {"absence": "month | sick | possible\n--\n2024-03-01 | 0 | 0"}
    value_spec("sickness_absence", given, {PERIOD: "0 of 0"})


def test_sickness_by_unit_and_the_long_of_it(value_spec):
    given = {
        "employment": "employment | unit\n--\ne1 | Syd\ne2 | Nord",
        "absence": """
            employment | month      | sick | long
            -----------+------------+------+-----
            e1         | 2024-01-01 | 1    | 0
            e1         | 2024-02-01 | 10   | 10
            e2         | 2024-01-01 | 2    |
            e9         | 2024-01-01 | 3    |
        """,
    }
    expected = {
        ("Syd", PERIOD): "11 of 40",
        ("Nord", PERIOD): "2 of 20",
        ("Uoplyst", PERIOD): "3 of 20",
    }
    value_spec("sickness_absence", given, expected, by="unit")
    value_spec("sickness_absence.long_term", given, {PERIOD: "10 of 80"})


def test_sickness_by_length_stands_beside_all_possible_days(value_spec):
    """Each length is a part of the days lost; the members do not add up."""
    given = {"absence": "month | sick | long | possible\n--\n2024-01-01 | 10 | 4 | 20"}
    expected = {("Kort", PERIOD): "6 of 20", ("Lang", PERIOD): "4 of 20"}
    value_spec("sickness_absence", given, expected, by="absence_length")
    value_spec("sickness_absence", given, {PERIOD: "10 of 20"})


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # the last day is 29 February 2024: 365 days from 1 March 2023 are not over
        (["M | 2023-03-02 | 2024-03-01 | Syd | Fast"], {"Under 1 år": "1 of 0.923077"}),
        (
            ["M | 2023-03-01 | 2024-03-01 | Syd | Fast"],
            {"Under 1 år": "0 of 0.846154", "1 år og mere": "1 of 0.0769231"},
        ),
        # a first day as a temporary counts
        (
            [
                "M | 2020-01-01 | 2023-04-01 | Syd | Vikar",
                "M | 2023-05-01 | 2024-03-01 | Syd | Fast",
            ],
            {"1 år og mere": "1 of 0.769231"},
        ),
        # within the year somebody becomes an old hand
        (
            ["M | 2023-02-01 | - | Syd | Fast"],
            {"Under 1 år": "0 of 0.846154", "1 år og mere": "0 of 0.153846"},
        ),
    ],
)
def test_turnover_by_seniority(value_spec, rows, expected):
    """At each month end, and on the last day, since the first day of any employment."""
    given = {"employment": table(MOVES, *rows)}
    wanted = {(member, PERIOD): text for member, text in expected.items()}
    value_spec("staff_turnover", given, wanted, by="seniority")
