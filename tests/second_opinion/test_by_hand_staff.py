"""Those who work there: nos. 41, 42, 43."""

import pytest

from tests.second_opinion.by_hand import said


def employments(*rows: str) -> str:
    head = "employee_id | employment_id | job_function | education | employment_form | start_date"
    return "\n".join([head + " | end_date | unit", "-----", *rows])


REQUIRED = """
job_function | course_code | education  | start_date | end_date
-------------+-------------+------------+------------+-----------
Pædagog      | MED         | -          | 2023-01-01 | -
Pædagog      | OLD         | -          | 2023-01-01 | 2024-03-31
Pædagog      | -           | Pædagog    | 2023-01-01 | -
Pædagog      | -           | Ergoterapi | 2023-01-01 | -
Leder        | MED         | -          | 2023-01-01 | -
"""


def passed(*rows: str) -> str:
    return "\n".join(["employee_id | course_code | passed_date | end_date", "-----", *rows])


class TestCompetence:
    def covered(self, employment, *courses, name="competence_coverage", required=REQUIRED):
        given = [employment] if isinstance(employment, str) else employment
        drawn = {"employment": employments(*given), "course_passed": passed(*courses)}
        return said(name, competence_requirement=required, **drawn)

    person = "e | e1 | Pædagog | Pædagog | Fast | 2023-01-01 | - | Syd"

    @pytest.mark.parametrize(
        ("course", "expected"),
        [
            ("e | MED | 2024-03-31 | -", "1 of 1"),
            ("e | MED | 2024-04-01 | -", "0 of 1"),
            ("e | MED | 2023-01-01 | 2024-04-01", "1 of 1"),  # valid to the end of D
            ("e | MED | 2023-01-01 | 2024-03-31", "0 of 1"),
            ("e | OLD | 2024-01-01 | -", "0 of 1"),
            ("f | MED | 2024-01-01 | -", "0 of 1"),  # somebody else's
        ],
    )
    def test_courses(self, course, expected):
        """OLD is no longer required on D."""
        assert self.covered(self.person, course) == expected

    @pytest.mark.parametrize(
        ("row", "expected"),
        [
            ("e | e1 | Pædagog | Ergoterapi | Fast | 2023-01-01 | - | Syd", "1 of 1"),
            ("e | e1 | Pædagog | Jurist | Fast | 2023-01-01 | - | Syd", "0 of 1"),
            ("e | e1 | Pædagog | - | Fast | 2023-01-01 | - | Syd", "0 of 1"),
            ("e | e1 | Leder | - | Fast | 2023-01-01 | - | Syd", "1 of 1"),  # no list of educations
            ("e | e1 | Kok | - | Fast | 2023-01-01 | - | Syd", "0 of 0"),  # no profile
            ("e | e1 | Leder | - | Vikar | 2023-09-30 | - | Syd", "0 of 0"),  # 183 days on D
            ("e | e1 | Leder | - | Vikar | 2023-09-29 | - | Syd", "1 of 1"),
            ("e | e1 | Leder | - | Fast | 2023-01-01 | 2024-03-31 | Syd", "0 of 0"),
        ],
    )
    def test_who_and_which_education(self, row, expected):
        assert self.covered(row, "e | MED | 2024-01-01 | -") == expected

    def test_an_employee_counts_once(self):
        """All of the two employments must be covered."""
        two = [self.person, "e | e2 | Leder | - | Fast | 2023-01-01 | - | Nord"]
        assert self.covered(two, "e | MED | 2024-01-01 | -") == "1 of 1"
        jurist = [two[0].replace("Pædagog | Fast", "Jurist | Fast"), two[1]]
        assert self.covered(jurist, "e | MED | 2024-01-01 | -") == "0 of 1"

    def test_the_two_parts(self):
        assert self.covered(self.person, name="competence_coverage.education") == "1 of 1"
        assert self.covered(self.person, name="competence_coverage.courses") == "0 of 1"


class TestTurnover:
    """The 13 month ends are 31 March 2023 to 31 March 2024."""

    stays = "s{n} | s{n} | Pædagog | - | Fast | 2020-01-01 | - | Syd"

    def left(self, *rows, **more):
        always = [self.stays.format(n=n) for n in range(2)]
        return said("staff_turnover", employment=employments(*always, *rows), **more)

    @pytest.mark.parametrize(
        ("end", "expected"),
        [
            # last day 31 March 2024: in W12, and away on the last of 13 counts
            ("2024-04-01", "1 of 3"),  # it still counts on 31 March
            ("2024-04-02", "0 of 3"),
            ("2024-03-31", "1 of 2.923"),  # 12 of 13 counts
            ("2023-04-03", "1 of 2.077"),  # last day 2 April; one count
            ("2023-04-02", "0 of 2.077"),  # last day D-365
        ],
    )
    def test_leavers_of_the_year(self, end, expected):
        assert self.left(f"l | l | Pædagog | - | Fast | 2020-01-01 | {end} | Syd") == expected

    @pytest.mark.parametrize(
        ("start", "expected"),
        [
            ("2023-10-01", "0 of 3"),
            ("2023-10-30", "0 of 3"),  # the last day was 30 September: 30 days after
            ("2023-10-31", "1 of 3"),
        ],
    )
    def test_who_moves_to_another_unit_has_not_left(self, start, expected):
        """Employed on all month ends: 30 September here, from 31 October there."""
        found = self.left(
            "l | l | Pædagog | - | Fast | 2020-01-01 | 2023-10-01 | Syd",
            f"l | m | Pædagog | - | Fast | {start} | - | Nord",
        )
        assert found == expected

    def test_temporary_staff_is_outside(self):
        assert self.left("v | v | Pædagog | - | Vikar | 2020-01-01 | 2024-01-01 | Syd") == "0 of 2"

    def test_nobody(self):
        assert said("staff_turnover", "2019-12", employment=employments(self.stays)) == "0 of 0"

    def test_by_unit(self):
        leaver = "l | l | Pædagog | - | Fast | 2020-01-01 | 2024-04-01 | Nord"
        assert self.left(leaver, by="unit") == {"Syd": "0 of 2", "Nord": "1 of 1"}


def absences(*rows: str) -> str:
    head = "employment_id | month | absence_days | long_term_days | possible_days"
    return "\n".join([head, "-----", *rows])


class TestAbsence:
    rows = absences(
        "e | 2023-03-01 | 19 | 19 | 20",  # before W12
        "e | 2023-04-01 | 2.5 | 0 | 20",
        "e | 2024-03-01 | 1 | 1 | 19",
        "f | 2024-03-01 | 0 | 0 | 10.5",
        "e | 2024-04-01 | 9 | 9 | 19",
    )

    def test_the_twelve_months_that_end_in_the_year(self):
        assert said("sickness_absence", absence=self.rows) == "3.5 of 49.5"

    def test_the_year_before_is_over(self):
        assert said("sickness_absence", "2022-12", absence=self.rows) == "0 of 0"

    def test_by_function_and_long_term(self):
        staff = employments("e | e | Pædagog | - | Fast | 2020-01-01 | - | Syd")
        members = said("sickness_absence", by="unit", absence=self.rows, employment=staff)
        assert members == {"Syd": "3.5 of 39", "Uoplyst": "0 of 10.5"}
        assert said("sickness_absence.long_term", absence=self.rows) == "1 of 49.5"
