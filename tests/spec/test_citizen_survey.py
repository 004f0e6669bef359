"""The citizen survey (T09): seven questions of the latest round (nos. 1, 4, 5, 6, 7, 28, 47; C1).

D is 31 March 2024, so D-730 is 1 April 2022.
"""

import pytest

from tests.spec.drawing_supply import answers, table

PERIOD = "2024-03"
FIVE_STEPS = {  # question and the answers that count as good
    "citizen_spoken_with": ("Q01", {4, 5}),
    "citizen_self_determination": ("Q02", {4, 5}),
    "not_a_cog_in_system": ("Q04", {1, 2}),  # reverse-worded
    "social_contact_as_wanted": ("Q07", {4, 5}),
    "service_level_known": ("Q08", {4, 5}),
}


@pytest.mark.parametrize("kpi", FIVE_STEPS)
@pytest.mark.parametrize("answer", [1, 2, 3, 4, 5, 9, 99, "-"])
def test_which_answers_count(value_spec, kpi, answer):
    question, good = FIVE_STEPS[kpi]
    expected = f"{int(answer in good)} of {int(answer in {1, 2, 3, 4, 5})}"
    value_spec(
        kpi, given={"citizen_survey_answer": answers(question, answer)}, expected={PERIOD: expected}
    )


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (0, "0 of 1"),
        (6, "0 of 1"),
        (7, "1 of 1"),
        (9, "1 of 1"),  # an answer here, Ved ikke elsewhere
        (10, "1 of 1"),
        (99, "0 of 0"),
        ("-", "0 of 0"),
    ],
)
def test_satisfaction_is_answered_from_0_to_10(value_spec, answer, expected):
    value_spec(
        "citizen_life_satisfaction",
        given={"citizen_survey_answer": answers("Q10", answer)},
        expected={PERIOD: expected},
    )


@pytest.mark.parametrize(
    ("own", "others", "expected"),
    [
        (5, 4, "1 of 1"),
        (5, 3, "0 of 1"),
        (3, 5, "0 of 1"),
        (5, 9, "0 of 0"),
        ("-", 5, "0 of 0"),
    ],
)
def test_contributing_takes_both_answers_of_one_response(value_spec, own, others, expected):
    given = table("response | question | answer", f"b1 | Q05 | {own}", f"b1 | Q06 | {others}")
    value_spec(
        "citizens_contributing", given={"citizen_survey_answer": given}, expected={PERIOD: expected}
    )


def test_answers_of_two_responses_are_not_joined(value_spec):
    given = {
        "citizen_survey_answer": """
            response | question | answer
            ---------+----------+-------
            b1       | Q05      | 5
            b2       | Q06      | 5
            b2       | Q05      | 2
        """
    }
    value_spec("citizens_contributing", given=given, expected={PERIOD: "0 of 1"})
    # beside it, too, b1 is out: it lacks Q06
    value_spec("citizens_contributing.own_effort", given=given, expected={PERIOD: "0 of 1"})
    value_spec("citizens_contributing.for_others", given=given, expected={PERIOD: "1 of 1"})


@pytest.mark.parametrize(
    ("closed", "expected"),
    [
        ("2022-04-01", "0 of 0"),
        ("2022-04-02", "1 of 1"),
        ("2024-03-31", "1 of 1"),
        ("2024-04-01", "0 of 0"),
    ],
)
def test_a_round_counts_for_two_years(value_spec, closed, expected):
    value_spec(
        "citizen_spoken_with",
        given={"citizen_survey_answer": answers("Q01", 5, closed=closed)},
        expected={PERIOD: expected},
    )


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("2023 | 5 | 2023-03-01", "2024 | 1 | 2024-03-01"), "0 of 1"),
        # a round that closes on a later day is not yet closed
        (("2023 | 5 | 2023-03-01", "2024 | 1 | 2024-04-01"), "1 of 1"),
        # of two closed on one day the larger id
        (("a | 5 | 2024-03-01", "b | 1 | 2024-03-01"), "0 of 1"),
        (("b | 5 | 2024-03-01", "a | 1 | 2024-03-01"), "1 of 1"),
        # the latest round counts though nobody answered this question in it
        (("2023 | 5 | 2023-03-01", "2024 | 9 | 2024-03-01"), "0 of 0"),
    ],
)
def test_the_latest_round_counts(value_spec, rows, expected):
    given = table(
        "round | answer | closed | response | question", *(f"{row} | b1 | Q01" for row in rows)
    )
    value_spec(
        "citizen_spoken_with", given={"citizen_survey_answer": given}, expected={PERIOD: expected}
    )


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("5 | 2024-02-01T10:00", "2 | 2024-02-02T10:00"), "0 of 1"),
        (("2 | 2024-02-01T10:00", "5 | 2024-02-01T10:01"), "1 of 1"),
        (("5 | 2024-02-01T10:00", "9 | 2024-02-02T10:00"), "0 of 0"),  # Ved ikke is an answer
        (("5 | 2024-02-01T10:00", "- | 2024-02-02T10:00"), "0 of 0"),  # so is a blank one
        (("2 | -", "5 | 2024-02-01T10:00"), "1 of 1"),  # without a moment it is older
    ],
)
def test_the_latest_answer_of_a_response_counts(value_spec, rows, expected):
    given = table("answer | at | response | question", *(f"{row} | b1 | Q01" for row in rows))
    value_spec(
        "citizen_spoken_with", given={"citizen_survey_answer": given}, expected={PERIOD: expected}
    )


@pytest.mark.parametrize(
    ("born", "expected"), [("2006-02-01", "1 of 1"), ("2006-02-02", "0 of 0"), ("-", "1 of 1")]
)
def test_adults_on_the_day_of_the_answer(value_spec, born, expected):
    """A5. Who gave no number is let in: nothing says how old that is."""
    status = {"citizen_status": f"born | status\n--\n{born} | Aktiv"} if born != "-" else {}
    person = "A" if status else "-"
    value_spec(
        "citizen_spoken_with",
        given={
            "citizen_survey_answer": answers("Q01", 5, at="2024-02-01T10:00", person=person),
            **status,
        },
        expected={PERIOD: expected},
    )


SEVERAL = {
    "citizen_survey_answer": """
        response | question | answer | person | at               | form      | tilbud   | groups
        ---------+----------+--------+--------+------------------+-----------+----------+-------
        b1       | Q01      | 5      | A      | 2024-02-01T10:00 | Selv      | botilbud | Angst
        b2       | Q01      | 2      |        |                  | Støttet   | mobilt   | Fysisk
        b3       | Q01      | 9      |        |                  | Pårørende |          |
        b4       | Q01      | 4      |        |                  |           |          |
    """,
    "care_plan": "care_plan | person | start | tilbud\n--\np1 | A | 2023-01-01 | botilbud",
}


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("answer_form", {"Selv": "1 of 1", "Støttet": "0 of 1", "Uoplyst": "1 of 1"}),
        (
            "tilbud_type",
            {
                "Almindeligt længerevarende botilbud til voksne": "1 of 1",
                "Mobilt tilbud": "0 of 1",
                "Uoplyst": "1 of 1",
            },
        ),
        (
            "primary_target_group",
            {"Psykiske vanskeligheder": "1 of 1", "Fysisk": "0 of 1", "Uoplyst": "1 of 1"},
        ),
        # by consent only
        ("step", {"8": "1 of 1", "Uoplyst": "1 of 2"}),
        ("age_group", {"30-59": "1 of 1", "Uoplyst": "1 of 2"}),
        ("sex", {"K": "1 of 1", "Uoplyst": "1 of 2"}),
    ],
)
def test_breakdowns(value_spec, by, expected):
    wanted = {(member, PERIOD): counts for member, counts in expected.items()}
    value_spec("citizen_spoken_with", given=SEVERAL, expected=wanted, by=by)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("supported_answers", "1 of 3"),  # of those counted; b3 is none, b4 has no form
        ("unknown_answers", "1 of 4"),
        ("response_rate", "4 of 10"),
    ],
)
def test_who_answered_stands_beside(value_spec, name, expected):
    rounds = {"survey_round": "round | invited | responded\n--\nr1 | 10 | 4\nr0 | 90 | 80"}
    value_spec(f"citizen_spoken_with.{name}", given=SEVERAL | rounds, expected={PERIOD: expected})


def test_who_answered_without_a_moment_is_known_all_the_same(value_spec):
    given = {"citizen_survey_answer": answers("Q01", 5, at="-", form="Selv")}
    value_spec("citizen_spoken_with", given, {("Selv", PERIOD): "1 of 1"}, by="answer_form")


@pytest.mark.parametrize(
    ("approved", "published", "expected"),
    [
        ("2022-04-02", "2022-05-01", "1 of 1"),
        ("2022-04-01", "2022-05-01", "0 of 1"),  # D-730
        ("2022-03-31", "2022-05-01", "0 of 1"),
        ("2024-03-31", "2024-03-31", "1 of 1"),
        ("2024-03-31", "2024-04-01", "0 of 1"),
        ("2024-04-01", "2024-04-01", "0 of 1"),  # every standard is counted
        ("2024-01-01", "-", "0 of 1"),
        ("-", "-", "0 of 1"),
    ],
)
def test_standards_that_are_fresh_and_published(value_spec, approved, published, expected):
    given = {"quality_standard": table("approved | published", f"{approved} | {published}")}
    value_spec("service_level_known.standards", given, {PERIOD: expected})


def test_partners_answer_in_their_own_latest_round(value_spec):
    given = {
        "partner_survey_answer": """
            round | response | question | answer | closed
            ------+----------+----------+--------+-----------
            p1    | a        | P01      | 5      | 2023-01-01
            p2    | a        | P01      | 5      | 2024-01-01
            p2    | b        | P01      | 3      | 2024-01-01
            p2    | c        | P01      | 9      | 2024-01-01
        """
    }
    value_spec("service_level_known.partners", given, {PERIOD: "1 of 2"})


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("A | 2023-01-01 | x", "A | 2023-06-01 | y"), "1"),
        (("A | 2023-01-01 | x", "A | 2023-06-01 | x"), "0"),
        (("A | 2023-01-01 | x", "A | 2023-04-01 | y"), "0"),  # D-365
        (("A | 2023-01-01 | x", "A | 2023-04-02 | y"), "1"),
        (("A | 2023-05-01 | x", "A | 2023-06-01 | y", "A | 2023-07-01 | x"), "2"),
        (("A | 2023-05-01 | x", "B | 2023-06-01 | y"), "0"),  # B gets no help
        (("A | 2023-05-01 | x", "A | 2023-06-01 | -", "A | 2023-07-01 | x"), "0"),
    ],
)
def test_case_workers_change_from_case_to_case(value_spec, rows, expected):
    """Changes in a year, for each citizen in POP."""
    given = {
        "care_plan": "care_plan | start\n--\np1 | 2023-01-01",
        "case_decision": table("person | request | worker", *rows),
    }
    value_spec("not_a_cog_in_system.case_worker_changes", given, {PERIOD: expected})


def test_changes_are_told_for_each_citizen(value_spec):
    given = {
        "care_plan": "care_plan | person | start\n--\np1 | A | 2023-01-01\np2 | B | 2023-01-01",
        "case_decision": "person | request | worker\n--\nA | 2023-05-01 | x\nA | 2023-06-01 | y",
    }
    value_spec("not_a_cog_in_system.case_worker_changes", given, {PERIOD: "0.5"})
