"""Surveys: nos. 1, 4-7, 28, 31, 40, 47, and what stands beside them."""

import pytest

from tests.second_opinion.by_hand import said

HEAD = "round_id | response_id | question_id | answer | closed_date"


def answers(*rows: str) -> str:
    return "\n".join([HEAD, "-----", *rows])


def scale(question: str, *given: str) -> str:
    """One response for each answer to one question."""
    return answers(*(f"r1 | b{n} | {question} | {a} | 2024-03-01" for n, a in enumerate(given)))


QUESTIONS = [
    ("citizen_spoken_with", "Q01"),
    ("citizen_self_determination", "Q02"),
    ("social_contact_as_wanted", "Q07"),
    ("service_level_known", "Q08"),
    ("whole_person_assessment.met_as_whole", "Q03"),
    ("handover_complete.citizen_rating", "Q09"),
]


@pytest.mark.parametrize(("kpi", "question"), QUESTIONS)
class TestOneQuestion:
    def test_four_and_five_of_one_to_five(self, kpi, question):
        drawn = scale(question, "1", "2", "3", "4", "5", "9", "-", "0")
        assert said(kpi, citizen_survey_answer=drawn) == "2 of 5"

    def test_other_questions_do_not_count(self, kpi, question):
        drawn = scale("Q05", "5", "5")
        assert said(kpi, citizen_survey_answer=drawn) == "0 of 0"

    @pytest.mark.parametrize(
        ("closed", "expected"),
        [
            ("2024-03-31", "1 of 1"),
            ("2024-04-01", "0 of 0"),
            ("2022-04-02", "1 of 1"),
            ("2022-04-01", "0 of 0"),  # D-730
        ],
    )
    def test_the_round_closed_within_730_days(self, kpi, question, closed, expected):
        drawn = answers(f"r1 | b | {question} | 5 | {closed}")
        assert said(kpi, citizen_survey_answer=drawn) == expected

    def test_the_latest_round(self, kpi, question):
        """r2 closed later; r9 and r10 closed the same day: the larger id is r9, as text."""
        rows = [f"r1 | b | {question} | 5 | 2023-03-01", f"r2 | b | {question} | 1 | 2024-03-01"]
        assert said(kpi, citizen_survey_answer=answers(*rows)) == "0 of 1"
        tie = [f"r9 | b | {question} | 5 | 2024-03-01", f"r10 | b | {question} | 1 | 2024-03-01"]
        assert said(kpi, citizen_survey_answer=answers(*tie)) == "1 of 1"


def test_a_brik_is_asked_the_other_way_round():
    drawn = scale("Q04", "1", "2", "3", "4", "5", "9")
    assert said("not_a_cog_in_system", citizen_survey_answer=drawn) == "2 of 5"


def test_a_brik_nobody_answered():
    drawn = scale("Q04", "9", "-")
    assert said("not_a_cog_in_system", citizen_survey_answer=drawn) == "0 of 0"


def test_a_brik_by_target_group():
    rows = """
    round_id | response_id | question_id | answer | closed_date | target_group
    ---------+-------------+-------------+--------+-------------+-------------
    r1       | a           | Q04         | 1      | 2024-03-01  | Fysisk
    r1       | b           | Q04         | 5      | 2024-03-01  | Angst
    r1       | c           | Q04         | 2      | 2024-03-01  | -
    """
    assert said("not_a_cog_in_system", by="primary_target_group", citizen_survey_answer=rows) == {
        "Fysisk": "1 of 1",
        "Psykiske vanskeligheder": "0 of 1",
        "Uoplyst": "1 of 1",
    }


def test_life_satisfaction_goes_to_ten():
    drawn = scale("Q10", "0", "6", "7", "9", "10", "99", "-")
    assert said("citizen_life_satisfaction", citizen_survey_answer=drawn) == "3 of 5"


def test_life_satisfaction_of_nobody():
    assert said("citizen_life_satisfaction", citizen_survey_answer=scale("Q10", "99")) == "0 of 0"


def test_life_satisfaction_by_form():
    rows = """
    round_id | response_id | question_id | answer | closed_date | answer_form
    ---------+-------------+-------------+--------+-------------+------------
    r1       | a           | Q10         | 9      | 2024-03-01  | Selv
    r1       | b           | Q10         | 5      | 2024-03-01  | Støttet
    r1       | c           | Q10         | 7      | 2024-03-01  | Støttet
    """
    drawn = {"citizen_survey_answer": rows}
    members = said("citizen_life_satisfaction", by="answer_form", **drawn)
    assert members == {"Selv": "1 of 1", "Støttet": "1 of 2"}
    assert said("citizen_life_satisfaction.supported_answers", **drawn) == "2 of 3"


class TestTheLatestAnswerCounts:
    """C1: of one response, by Tidspunkt; also when it is blank or "Ved ikke"."""

    @pytest.mark.parametrize(
        ("first", "second", "expected"),
        [("5", "1", "0 of 1"), ("1", "5", "1 of 1"), ("5", "9", "0 of 0"), ("5", "-", "0 of 0")],
    )
    def test_by_time(self, first, second, expected):
        rows = f"""
        round_id | response_id | question_id | answer   | closed_date | answered_at
        ---------+-------------+-------------+----------+-------------+-----------------
        r1       | a           | Q01         | {second} | 2024-03-01  | 2024-02-02T10:00
        r1       | a           | Q01         | {first}  | 2024-03-01  | 2024-02-01T12:00
        """
        assert said("citizen_spoken_with", citizen_survey_answer=rows) == expected

    def test_whose_birthday_is_known_and_was_a_child(self):
        """A5, on the day of the answer: 18 on 2 February 2024."""
        rows = """
        round_id | response_id | question_id | answer | closed_date | answered_at      | person
        ---------+-------------+-------------+--------+-------------+------------------+-------
        r1       | a           | Q01         | 5      | 2024-03-01  | 2024-02-01T12:00 | A
        r1       | b           | Q01         | 5      | 2024-03-01  | 2024-02-02T12:00 | B
        r1       | c           | Q01         | 5      | 2024-03-01  | 2024-02-01T12:00 | -
        """
        t01 = """
        person | start_date | born
        -------+------------+-----------
        A      | 2020-01-01 | 2006-02-02
        B      | 2020-01-01 | 2006-02-02
        """
        drawn = {"citizen_survey_answer": rows, "citizen_status": t01}
        assert said("citizen_spoken_with", **drawn) == "2 of 2"
        by_age = said("citizen_spoken_with", by="age_group", **drawn)
        assert by_age == {"18-29": "1 of 1", "Uoplyst": "1 of 1"}


class TestContributing:
    rows = answers(
        *("r1 | a | Q05 | 5 | 2024-03-01", "r1 | a | Q06 | 4 | 2024-03-01"),
        *("r1 | b | Q05 | 5 | 2024-03-01", "r1 | b | Q06 | 3 | 2024-03-01"),
        *("r1 | c | Q05 | 2 | 2024-03-01", "r1 | c | Q06 | 4 | 2024-03-01"),
        *("r1 | d | Q05 | 5 | 2024-03-01", "r1 | d | Q06 | 9 | 2024-03-01"),
        "r1 | e | Q05 | 5 | 2024-03-01",
    )

    def test_both_of_those_who_answered_both(self):
        assert said("citizens_contributing", citizen_survey_answer=self.rows) == "1 of 3"

    def test_the_two_on_their_own(self):
        """Of the same three: d and e lack an answer to Q06."""
        drawn = {"citizen_survey_answer": self.rows}
        assert said("citizens_contributing.own_effort", **drawn) == "2 of 3"
        assert said("citizens_contributing.for_others", **drawn) == "2 of 3"

    def test_two_rounds_are_not_one_response(self):
        rows = answers("r1 | a | Q05 | 5 | 2023-03-01", "r2 | a | Q06 | 5 | 2024-03-01")
        assert said("citizens_contributing", citizen_survey_answer=rows) == "0 of 0"


def test_response_rate_of_the_same_round():
    rounds = """
    round_id | invited_count | responded_count
    ---------+---------------+----------------
    r1       | 400           | 100
    r2       | 420           | 252
    """
    rows = answers("r1 | b | Q01 | 5 | 2023-03-01", "r2 | b | Q01 | 1 | 2024-03-01")
    drawn = {"citizen_survey_answer": rows, "survey_round": rounds}
    assert said("citizen_spoken_with.response_rate", **drawn) == "252 of 420"
    assert said("citizen_spoken_with.response_rate", "2023-12", **drawn) == "100 of 400"
    assert said("citizen_spoken_with.response_rate", "2022-12", **drawn) == "0 of 0"


class TestNetwork:
    @pytest.mark.parametrize(
        ("given", "expected"),
        [(("4", "5", "3", "9"), "2 of 3"), (("1", "2"), "0 of 2"), (("9", "-"), "0 of 0")],
    )
    def test_n01(self, given, expected):
        drawn = scale("N01", *given)
        assert said("network_cooperation_rating", network_survey_answer=drawn) == expected

    def test_citizens_answers_are_another_survey(self):
        drawn = scale("N01", "5")
        assert said("network_cooperation_rating", citizen_survey_answer=drawn) == "0 of 0"


class TestStaff:
    rows = answers(
        *("m1 | a | M01 | 5 | 2024-01-31", "m1 | a | M02 | 4 | 2024-01-31"),
        *("m1 | b | M01 | 5 | 2024-01-31", "m1 | b | M02 | 1 | 2024-01-31"),
        *("m1 | c | M01 | 4 | 2024-01-31", "m1 | c | M02 | 9 | 2024-01-31"),
        "m1 | d | M02 | 5 | 2024-01-31",
    )

    def test_both_of_those_who_answered_both(self):
        assert said("core_task_known", staff_survey_answer=self.rows) == "1 of 2"

    def test_before_it_closed(self):
        assert said("core_task_known", "2023-12", staff_survey_answer=self.rows) == "0 of 0"

    def test_by_unit(self):
        """Units under five answers are told together, with those that tell no unit."""
        rows = ["round_id | response_id | question_id | answer | closed_date | unit", "--"]
        for response, unit, first in [
            *((f"s{n}", "Syd", 5 - n) for n in range(5)),
            *((f"n{n}", "Nord", 5) for n in range(4)),
            ("u", "-", 3),
        ]:
            rows.append(f"m1 | {response} | M01 | {first} | 2024-01-31 | {unit}")
            rows.append(f"m1 | {response} | M02 | 5 | 2024-01-31 | {unit}")
        members = said("core_task_known", by="unit", staff_survey_answer="\n".join(rows))
        assert members == {"Syd": "2 of 5", "Mindre enheder": "4 of 5"}


class TestServiceLevelBeside:
    def test_partners(self):
        drawn = scale("P01", "5", "3", "9")
        assert said("service_level_known.partners", partner_survey_answer=drawn) == "1 of 2"

    def test_standards_approved_within_24_months_and_published(self):
        rows = """
        standard_id | approved_date | published_date
        ------------+---------------+---------------
        a           | 2022-04-02    | 2022-05-01
        b           | 2022-04-01    | 2022-05-01
        c           | 2024-01-01    | -
        d           | 2024-01-01    | 2024-04-01
        e           | -             | 2024-01-01
        """
        assert said("service_level_known.standards", quality_standard=rows) == "1 of 5"
