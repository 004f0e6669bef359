"""Assessments and goals: nos. 8, 10, 12, 51, and what stands beside 11."""

import pytest

from tests.second_opinion.by_hand import said

PLAN = "care_plan | person | start\n-----\na | A | 2023-01-01\n"

# A function, a surrounding, and A&D themes: Relationer, Samfundsliv, Kommunikation,
# Praktiske opgaver, Egenomsorg (twice).
FOUND = {
    "f": "Syn",
    "o": "Boligområde",
    "r": "Varetage relationer til netværk",
    "s": "Varetage bolig",
    "k": "Samtale",
    "p": "Lave mad",
    "e": "Spise",
    "d": "Drikke",
}


def found(**severity: str) -> str:
    lines = ["condition | person | theme | severity | recorded", "-----"]
    for name, theme in FOUND.items():
        usual = "-" if name in "fo" else "2"
        lines.append(f"{name} | A | {theme} | {severity.get(name, usual)} | 2024-03-01")
    return "\n".join(lines)


def gathering(*rows: str) -> str:
    head = "gathering | person | effective | conditions | status"
    return "\n".join([head, "-----", *rows])


class TestWholePerson:
    @pytest.mark.parametrize(
        ("conditions", "expected"),
        [
            ("f, o, r, s, k, p", "1 of 1"),
            ("f, o, r, s, e, d", "0 of 1"),  # three themes: two of the codes share one
            ("f, o, r, s, e, d, k", "1 of 1"),
            ("o, r, s, k, p", "0 of 1"),  # no function
            ("f, r, s, k, p", "0 of 1"),  # no surrounding
        ],
    )
    def test_function_surrounding_and_four_themes(self, conditions, expected):
        drawn = {
            "condition": found(),
            "information_gathering": gathering(f"g | A | 2024-03-01 | {conditions} | completed"),
        }
        assert said("whole_person_assessment", **drawn) == expected

    def test_ikke_vurderet_is_no_score(self):
        rows = gathering("g | A | 2024-03-01 | f, o, r, s, k, p | completed")
        drawn = {"condition": found(p="?"), "information_gathering": rows}
        assert said("whole_person_assessment", **drawn) == "0 of 1"

    @pytest.mark.parametrize(
        ("rows", "expected"),
        [
            (["g | A | 2024-03-01 | f | in-progress"], "0 of 0"),
            (["g | A | 2024-02-29 | f | completed"], "0 of 0"),
            (["g | A | 2024-03-31 | f | completed"], "0 of 1"),
            # of several in the period the latest
            (
                [
                    "g | A | 2024-03-01 | f, o, r, s, k, p | completed",
                    "h | A | 2024-03-02 | f | completed",
                ],
                "0 of 1",
            ),
            (
                [
                    "g | A | 2024-03-01 | f | completed",
                    "h | A | 2024-03-02 | f, o, r, s, k, p | completed",
                ],
                "1 of 1",
            ),
        ],
    )
    def test_the_latest_completed_of_the_period(self, rows, expected):
        drawn = {"condition": found(), "information_gathering": gathering(*rows)}
        assert said("whole_person_assessment", **drawn) == expected

    def test_severity_as_known_on_the_day_of_the_assessment(self):
        """B13: later it was found out; the assessment keeps what was known."""
        rows = gathering("g | A | 2024-03-01 | f, o, r, s, k, p | completed")
        known = found(p="?") + "\np | A | Lave mad | 2 | 2024-03-20"
        drawn = {"condition": known, "information_gathering": rows}
        assert said("whole_person_assessment", **drawn) == "0 of 1"


GOALS = """
goal | person | condition | type      | known
-----+--------+-----------+-----------+-----------
one  | A      | r         | udvikle   | 2023-02-01
two  | A      | s         | fastholde | 2023-02-01
tre  | A      | k         | begrænse  | 2023-02-01
four | A      | p         | -         | 2023-02-01
"""


class TestDevelopmentGoals:
    def test_goals_with_a_type(self):
        """The fourth has no valid change value."""
        drawn = {"care_plan": PLAN, "condition": found(), "intervention_goal": GOALS}
        assert said("development_goal_share", **drawn) == "1 of 3"

    def test_of_citizens_in_pop(self):
        """B16: off-ladder help counts in POP, ended help does not."""
        ended = "care_plan | person | start | end\n-----\na | A | 2023-01-01 | 2024-03-31\n"
        drawn = {"care_plan": ended, "condition": found(), "intervention_goal": GOALS}
        assert said("development_goal_share", **drawn) == "0 of 0"
        acute = PLAN.replace("start\n", "start | ydelse\n").replace("01-01\n", "01-01 | akut\n")
        drawn["care_plan"] = acute
        assert said("development_goal_share", **drawn) == "1 of 3"

    def test_the_type_known_on_the_day(self):
        later = GOALS + "two  | A      | s         | udvikle   | 2024-04-01\n"
        drawn = {"care_plan": PLAN, "condition": found(), "intervention_goal": later}
        assert said("development_goal_share", **drawn) == "1 of 3"
        assert said("development_goal_share", "2024-04", **drawn) == "2 of 3"

    def test_by_age_group(self):
        citizen = "person | born\n-----\nA | 1964-03-31\n"
        drawn = {"care_plan": PLAN, "condition": found(), "intervention_goal": GOALS}
        members = said("development_goal_share", by="age_group", citizen=citizen, **drawn)
        assert members == {"60-74": "1 of 3"}


def pursued(*scores: str) -> str:
    """`2023-09-14 1` is a score of 1 found on that day; the baseline is 3."""
    lines = ["condition | person | theme | recorded | last_asserted | known | severity", "-----"]
    lines.append("c | A | Spise | 2023-01-01 | - | 2023-01-01 | 3")
    for text in scores:
        day, score = text.split()
        lines.append(f"c | A | Spise | 2023-01-01 | {day} | {day} | {score}")
    return "\n".join(lines)


GOAL = "goal | person | condition | target | known\n---\ng | A | c | 2 | 2023-02-01\n"
LOWER = """
care_plan | person | start      | end        | tilbud   | ydelse
----------+--------+------------+------------+----------+-------
a         | A      | 2023-01-01 | {end}      | botilbud | § 85
b         | A      | {end}      | -          | mobilt   | § 85
"""


class TestLettingGo:
    """t lies in (1 January 2023, 1 January 2024]."""

    def let_go(self, plans, *scores, goal=GOAL, period="2024-03", **more):
        drawn = {"care_plan": plans, "condition": pursued(*scores), "intervention_goal": goal}
        return said("let_go_when_goal_met", period, **drawn, **more)

    @pytest.mark.parametrize(
        ("end", "expected"),
        [
            ("2023-10-01", "1 of 1"),
            ("2023-12-13", "1 of 1"),  # 90 days after 14 September
            ("2023-12-14", "0 of 1"),
        ],
    )
    def test_a_lower_step_within_90_days(self, end, expected):
        assert self.let_go(LOWER.format(end=end), "2023-09-14 2") == expected

    def test_a_ydelse_whose_code_is_gone(self):
        """Step 5 both days: § 82 a ended, § 85 goes on."""
        plans = """
        care_plan | person | start      | end        | ydelse
        ----------+--------+------------+------------+-------
        a         | A      | 2023-01-01 | -          | § 85
        b         | A      | 2023-01-01 | 2023-10-01 | § 82 a
        """
        assert self.let_go(plans, "2023-09-14 2") == "1 of 1"
        again = plans.replace("2023-10-01 | § 82 a", "2023-10-01 | § 85")
        assert self.let_go(again, "2023-09-14 2") == "0 of 1"

    @pytest.mark.parametrize(
        ("scores", "expected"),
        [
            (["2023-09-14 3"], "0 of 0"),  # not achieved
            (["2023-09-14 ?"], "0 of 0"),
            (["2024-01-01 2"], "0 of 1"),  # the last day of the window
            (["2024-01-02 2"], "0 of 0"),
            # achieved, lost, achieved again: the first day counts
            (["2023-06-01 2", "2023-08-01 3", "2023-10-01 2"], "0 of 1"),
        ],
    )
    def test_the_first_day_all_are_achieved(self, scores, expected):
        assert self.let_go(PLAN, *scores) == expected

    def test_achieved_before_the_window(self):
        """B8: for November 2024 the window begins on 3 September 2023, then on 4 October."""
        assert self.let_go(PLAN, "2023-09-14 2", period="2024-11") == "0 of 1"
        assert self.let_go(PLAN, "2023-09-14 2", period="2024-12") == "0 of 0"

    def test_dead_within_90_days(self):
        t01 = "person | start_date | status | status_date\n---\nA | {0} | Død | {0}"
        out = self.let_go(PLAN, "2023-09-14 2", citizen_status=t01.format("2023-12-13"))
        assert out == "0 of 0"
        late = self.let_go(PLAN, "2023-09-14 2", citizen_status=t01.format("2023-12-14"))
        assert late == "0 of 1"

    def test_an_inconsistent_goal_is_never_evaluated(self):
        goal = GOAL.replace("c | 2", "c | 3")  # udvikle, but no lower than the baseline
        assert self.let_go(PLAN, "2023-09-14 2", goal=goal) == "0 of 0"


class TestLifePhase:
    """Birthdays in (30 September 2022, 30 September 2023]."""

    plan = PLAN.replace("2023", "2022")

    def reviewed(self, born, *days):
        citizen = f"person | born\n-----\nA | {born}\n"
        rows = [f"g{day} | A | {day} | - | completed" for day in days]
        drawn = {"care_plan": self.plan, "citizen": citizen}
        if rows:
            drawn["information_gathering"] = gathering(*rows)
        return said("life_phase_review", **drawn)

    @pytest.mark.parametrize(
        ("born", "expected"),
        [
            ("1992-09-30", "0 of 0"),
            ("1992-10-01", "0 of 1"),  # 30
            ("1963-09-30", "0 of 1"),  # 60
            ("1963-10-01", "0 of 0"),
            ("1948-06-01", "0 of 1"),  # 75
            ("1983-06-01", "0 of 0"),  # 40
        ],
    )
    def test_turning_30_60_or_75(self, born, expected):
        assert self.reviewed(born) == expected

    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            ("2022-11-29", "0 of 1"),
            ("2022-11-30", "1 of 1"),  # 183 days before 1 June 2023
            ("2023-12-01", "1 of 1"),  # 183 days after
            ("2023-12-02", "0 of 1"),
        ],
    )
    def test_within_183_days(self, day, expected):
        assert self.reviewed("1963-06-01", day) == expected

    def test_born_on_29_february(self):
        """B15: 75 on 1 March 2023; 183 days before is 30 August 2022."""
        assert self.reviewed("1948-02-29", "2022-08-30") == "1 of 1"
        assert self.reviewed("1948-02-29", "2022-08-29") == "0 of 1"

    def test_who_left_within_183_days_is_out(self):
        t01 = "person | start_date | status | status_date\n---\nA | {0} | Udrejst | {0}"
        drawn = {"care_plan": self.plan, "citizen": "person | born\n---\nA | 1963-06-01"}
        out = said("life_phase_review", **drawn, citizen_status=t01.format("2023-12-01"))
        assert out == "0 of 0"
        late = said("life_phase_review", **drawn, citizen_status=t01.format("2023-12-02"))
        assert late == "0 of 1"


class TestBesideGoalAchievement:
    """The goal ends on 14 February 2024, with its plan."""

    plan = PLAN.replace("start\n", "start | end\n").replace("01-01\n", "01-01 | 2024-02-14\n")

    def beside(self, name, *scores, target="2"):
        goal = GOAL.replace("c | 2", f"c | {target}")
        drawn = {"care_plan": self.plan, "condition": pursued(*scores)}
        return said(f"goal_achievement_rate.{name}", **drawn, intervention_goal=goal)

    def test_three_ways(self):
        assert self.beside("better", "2023-09-14 1") == "1 of 1"
        assert self.beside("as_expected", "2023-09-14 2") == "1 of 1"
        assert self.beside("worse", "2023-09-14 3") == "1 of 1"

    def test_left_out(self):
        assert self.beside("not_evaluable") == "1 of 1"
        assert self.beside("not_evaluable", "2023-09-14 2") == "0 of 1"
        assert self.beside("inconsistent", "2023-09-14 2", target="3") == "1 of 1"
        assert self.beside("not_evaluable", "2023-09-14 2", target="3") == "0 of 0"
