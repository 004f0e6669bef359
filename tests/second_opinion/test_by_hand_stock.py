"""Who has which help on a day: nos. 19, 22, 25, 26; and exits by T01 in the first ten."""

import pytest

from tests.second_opinion.by_hand import said

FOUR = """
care_plan | person | start      | end        | ydelse            | tilbud
----------+--------+------------+------------+-------------------+---------
a         | A      | 2023-09-30 | -          | § 82 b            | mobilt
b         | B      | 2023-10-01 | -          | § 82 d            | mobilt
c         | C      | 2023-01-01 | -          | § 85              | mobilt
d         | D      | 2023-01-01 | -          | § 82 b            | botilbud
e         | E      | 2023-01-01 | 2024-03-31 | § 82 b            | mobilt
"""


class TestTimeLimitedSupport:
    def test_two_codes_among_citizens_outside_residences(self):
        """D lives in a botilbud (step 8), E's help has ended on D (R2)."""
        assert said("time_limited_support_share", care_plan=FOUR) == "2 of 3"

    def test_nobody_is_no_share(self):
        assert said("time_limited_support_share", "2022-12", care_plan=FOUR) == "0 of 0"

    def test_by_step(self):
        expected = {"1": "1 of 1", "3": "1 of 1", "5": "0 of 1"}
        assert said("time_limited_support_share", by="step", care_plan=FOUR) == expected

    def test_over_183_days(self):
        """31 March is 183 days after 30 September and 182 after 1 October: neither is over."""
        name = "time_limited_support_share.over_half_a_year"
        assert said(name, care_plan=FOUR) == "0 of 2"
        longer = FOUR.replace("2023-09-30", "2023-09-29")
        assert said(name, care_plan=longer) == "1 of 2"


WORK = """
care_plan | person | start      | ydelse
----------+--------+------------+------------------------------
a         | A      | 2023-01-01 | Støtte til beskæftigelse
b         | B      | 2023-01-01 | § 103
c         | C      | 2023-01-01 | Kompetenceudviklende aktivitet
d         | D      | 2023-01-01 | § 85
e         | E      | 2023-01-01 | Service
"""


class TestWorkAndEducation:
    def test_six_codes_in_pop(self):
        assert said("work_education_participation", care_plan=WORK) == "4 of 5"

    @pytest.mark.parametrize(
        ("born", "expected"),
        [
            ("1957-04-01", "4 of 5"),  # 66 until the next day
            ("1957-03-31", "3 of 4"),  # 67 on D
            ("2006-03-31", "4 of 5"),  # 18 on D
            ("2006-04-01", "3 of 4"),
        ],
    )
    def test_18_to_66_years(self, born, expected):
        citizen = f"person | born\n-----\nA | {born}\n"
        assert said("work_education_participation", care_plan=WORK, citizen=citizen) == expected

    def test_sheltered_and_supported(self):
        assert said("work_education_participation.sheltered_only", care_plan=WORK) == "2 of 5"
        assert said("work_education_participation.support", care_plan=WORK) == "2 of 5"
        both = WORK + "f         | B      | 2023-01-01 | Støtte til uddannelse\n"
        assert said("work_education_participation.sheltered_only", care_plan=both) == "1 of 5"
        assert said("work_education_participation.support", care_plan=both) == "3 of 5"


class TestVolunteers:
    def test_two_codes_and_the_tolerated_parent(self):
        plans = """
        care_plan | person | start      | ydelse
        ----------+--------+------------+------------------
        a         | A      | 2023-01-01 | § 82 a frivillige
        b         | B      | 2023-01-01 | § 82 d
        c         | C      | 2023-01-01 | Hjælp og støtte etableret i samarbejde med frivillige
        d         | D      | 2023-01-01 | § 82 a
        e         | E      | 2023-01-01 | akut
        """
        assert said("volunteer_supported_citizens", care_plan=plans) == "3 of 5"

    def test_of_two_ydelser_one_is_enough(self):
        plans = """
        care_plan | person | start      | ydelse
        ----------+--------+------------+---------------
        a         | A      | 2023-01-01 | § 85, § 82 d
        b         | A      | 2023-01-01 | § 82 d
        """
        assert said("volunteer_supported_citizens", care_plan=plans) == "1 of 1"

    def test_help_in_error_does_not_count(self):
        plans = "care_plan | person | start\n-----\na | A | 2023-01-01\n"
        helps = """
        intervention | care_plan | start      | ydelse | status
        -------------+-----------+------------+--------+-----------------
        one          | a         | 2023-01-01 | § 82 d | entered-in-error
        two          | a         | 2023-01-01 | § 85   | active
        """
        assert said("volunteer_supported_citizens", care_plan=plans, intervention=helps) == "0 of 1"


def stock(**citizens_on: int) -> str:
    """A plan for each of some citizens on § 85 (step 5) and in botilbud (step 8), ..."""
    ydelse = {"five": "§ 85", "three": "§ 82 b", "two": "§ 82 a"}
    lines = ["care_plan | person | start | ydelse", "-----"]
    for name, count in citizens_on.items():
        lines += [f"{name}{n} | {name}{n} | 2023-01-01 | {ydelse[name]}" for n in range(count)]
    return "\n".join(lines)


class TestStepsInUse:
    def test_five_citizens_make_a_step(self):
        assert said("ladder_steps_in_use", care_plan=stock(five=5, three=4, two=6)) == "2"

    def test_inside_each_member(self):
        """B17: five women and five men on step 5, three and two on step 3."""
        plans = stock(five=10, three=5)
        citizen = "person | sex\n-----\n" + "".join(
            [f"five{n} | {'M' if n < 5 else 'K'}\n" for n in range(10)]
            + [f"three{n} | {'M' if n < 3 else 'K'}\n" for n in range(5)]
        )
        drawn = {"care_plan": plans, "citizen": citizen}
        assert said("ladder_steps_in_use", **drawn) == "2"
        assert said("ladder_steps_in_use", by="sex", **drawn) == {"M": "1", "K": "1"}

    def test_nobody(self):
        assert said("ladder_steps_in_use", "2022-12", care_plan=stock(five=5)) == "0"

    def test_residences_above_step_7_are_not_among_the_seven(self):
        plans = stock(five=5).replace("§ 85", "længerevarende ophold")
        assert said("ladder_steps_in_use", care_plan=plans) == "0"
        assert said("ladder_steps_in_use.step_5", care_plan=stock(five=5)) == "5"


PLAN = "care_plan | person | start | end\n-----\na | A | 2023-01-01 | -\n"


def status(*rows: str) -> str:
    head = "person | start_date | status | status_date | acting_municipality"
    return "\n".join([head, "-----", *rows])


class TestExits:
    @pytest.mark.parametrize(
        ("row", "expected"),
        [
            ("A | 2024-03-31 | Død | 2024-03-31 | 990", "0 of 0"),  # from that day
            ("A | 2024-04-10 | Død | 2024-04-01 | 990", "1 of 1"),
            ("A | 2024-04-10 | Død | 2024-03-31 | 990", "0 of 0"),  # told later
            ("A | 2024-03-01 | Udrejst | 2024-03-01 | 990", "0 of 0"),
            ("A | 2024-03-01 | Fraflyttet | 2024-03-01 | 990", "1 of 1"),  # still ours
            ("A | 2024-03-01 | Fraflyttet | 2024-03-01 | -", "0 of 0"),
            ("A | 2024-03-01 | Aktiv | 2024-03-01 | 991", "0 of 0"),
            ("A | 2024-03-01 | Aktiv | 2024-03-01 | -", "1 of 1"),
        ],
    )
    def test_help_ends_with_an_exit(self, row, expected):
        """A2, R8."""
        assert said("own_home_share", care_plan=PLAN, citizen_status=status(row)) == expected

    def test_who_comes_back_needs_a_new_plan(self):
        gone = "A | 2023-06-01 | Udrejst | 2023-06-01 | -"
        back = "A | 2023-09-01 | Aktiv | 2023-09-01 | 990"
        t01 = status(gone, back)
        assert said("own_home_share", care_plan=PLAN, citizen_status=t01) == "0 of 0"
        plans = PLAN + "b | A | 2023-10-01 | -\n"
        assert said("own_home_share", care_plan=plans, citizen_status=t01) == "1 of 1"

    def test_movement_leaves_them_out(self):
        """3.3 rule 2: neither down nor in the cohort."""
        plans = PLAN + "b | B | 2023-01-01 | 2023-12-01\n"
        assert said("ladder_down_rate", care_plan=plans) == "1 of 2"
        dead = status("A | 2023-12-01 | Død | 2023-12-01 | 990")
        assert said("ladder_down_rate", care_plan=plans, citizen_status=dead) == "1 of 1"
        on_the_first_day = status("A | 2023-04-01 | Død | 2023-04-01 | 990")
        assert said("ladder_down_rate", care_plan=plans, citizen_status=on_the_first_day) == (
            "1 of 1"
        )

    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            ("2023-09-13", "0 of 0"),  # outside on the day of the FollowUp
            ("2023-09-14", "0 of 0"),
            ("2023-10-15", "0 of 0"),  # 14 days after the end
            ("2023-10-16", "1 of 1"),
        ],
    )
    def test_seamless_plan_shift(self, day, expected):
        """B5: the old plan ends on 1 October, the FollowUp is on 14 September."""
        plans = """
        care_plan | person | start      | end        | known
        ----------+--------+------------+------------+-----------
        old       | A      | 2023-01-01 | 2023-10-01 | 2023-01-01
        new       | A      | 2023-10-01 | -          | 2023-09-20
        """
        held = """
        follow_up | person | care_plan | effective  | result
        ----------+--------+-----------+------------+-----------
        held      | A      | old       | 2023-09-14 | afslut, ny
        """
        t01 = status(f"A | {day} | Død | {day} | 990")
        drawn = {"care_plan": plans, "follow_up": held, "citizen_status": t01}
        assert said("seamless_plan_shift", **drawn) == expected
