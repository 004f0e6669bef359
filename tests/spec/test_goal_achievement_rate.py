"""goal_achievement_rate: evaluated goals that were achieved, in the year up to the last day.

D is 31 March 2024; W12 is (1 April 2023, 31 March 2024]. Goals start at 3 where
nothing else is drawn and aim at 1 (udvikle).
"""

import pytest

KPI = "goal_achievement_rate"
PERIOD = "2024-03"
PLAN = {
    "care_plan": """
        care_plan | start
        ----------+-----------
        p1        | 2023-01-01
    """
}
GOAL = {
    "intervention_goal": """
        goal | condition | target | type    | known
        -----+-----------+--------+---------+-----------
        g1   | c1        | 1      | udvikle | 2023-06-01
    """
}


def scored(*lines: str) -> dict[str, str]:
    """Versions of condition c1, recorded in January 2023: last asserted | severity."""
    head = "condition | recorded | known | last_asserted | severity"
    rows = [f"c1 | 2023-01-10 | {line.split('|')[0]} | {line}" for line in lines]
    return {"condition": "\n".join([head, "--", *rows])}


BASELINE = "2023-01-10 | 3"


@pytest.mark.parametrize(
    ("score", "expected"),
    [("0", "1 of 1"), ("1", "1 of 1"), ("2", "0 of 1"), ("4", "0 of 1"), ("?", "0 of 0")],
)
def test_achieved_when_the_score_reaches_the_target(kpi_spec, score, expected):
    """R14; A7: Ikke vurderet takes the goal out, the earlier score is not carried forward."""
    given = PLAN | GOAL | scored(BASELINE, f"2023-09-01 | {score}")
    kpi_spec(KPI, given=given, expected={PERIOD: expected})


@pytest.mark.parametrize(
    ("kind", "target", "score", "expected"),
    [
        ("udvikle", "3", "0", "0 of 0"),  # not below the baseline: inconsistent
        ("udvikle", "2", "2", "1 of 1"),
        ("fastholde", "3", "3", "1 of 1"),
        ("fastholde", "3", "2", "1 of 1"),
        ("fastholde", "3", "4", "0 of 1"),
        ("fastholde", "2", "2", "0 of 0"),
        ("begrænse", "4", "4", "1 of 1"),
        ("begrænse", "3", "4", "0 of 1"),
        ("begrænse", "2", "2", "0 of 0"),
        ("udvikle", "?", "0", "0 of 0"),
        ("udvikle", "-", "0", "0 of 0"),
        ("-", "1", "0", "0 of 0"),
    ],
)
def test_each_type_against_the_baseline(kpi_spec, kind, target, score, expected):
    goal = {
        "intervention_goal": f"""
            goal | condition | target   | type   | known
            -----+-----------+----------+--------+-----------
            g1   | c1        | {target} | {kind} | 2023-06-01
        """
    }
    given = PLAN | goal | scored(BASELINE, f"2023-09-01 | {score}")
    kpi_spec(KPI, given=given, expected={PERIOD: expected})


@pytest.mark.parametrize(
    ("reassessed", "expected"),
    [
        ("2023-06-01", "0 of 0"),  # on the start is not after it
        ("2023-06-02", "1 of 1"),
        ("2024-03-31", "1 of 1"),
        ("2024-04-01", "0 of 0"),
    ],
)
def test_reassessed_after_the_start_and_up_to_the_last_day(kpi_spec, reassessed, expected):
    """R12, B1. The baseline is asserted the day before, so that the start has it."""
    given = PLAN | GOAL | scored("2023-05-31 | 3", f"{reassessed} | 1")
    kpi_spec(KPI, given=given, expected={PERIOD: expected})


def test_an_assessment_that_points_to_the_condition_is_a_reassessment(kpi_spec):
    """R12: an unchanged score gets no new date, so the finding is needed."""
    gathering = {
        "information_gathering": """
            gathering | effective  | conditions
            ----------+------------+-----------
            i1        | 2023-09-01 | c1, other
        """
    }
    given = PLAN | GOAL | scored(BASELINE)
    kpi_spec(KPI, given=given, expected={PERIOD: "0 of 0"})
    kpi_spec(KPI, given=given | gathering, expected={PERIOD: "0 of 1"})


@pytest.mark.parametrize("cells", ["2023-09-01 | entered-in-error", "2023-09 | completed"])
def test_an_erroneous_or_undated_assessment_is_none(kpi_spec, cells):
    gathering = {
        "information_gathering": f"""
            gathering | known      | conditions | effective | status
            ----------+------------+------------+-----------+-------
            i1        | 2023-09-01 | c1         | {cells}
        """
    }
    kpi_spec(KPI, given=PLAN | GOAL | scored(BASELINE) | gathering, expected={PERIOD: "0 of 0"})


@pytest.mark.parametrize(
    ("first_score", "expected"), [("2023-07-01", "1 of 1"), ("2023-07-02", "0 of 0")]
)
def test_the_baseline_may_come_within_thirty_days(kpi_spec, first_score, expected):
    condition = {
        "condition": f"""
            condition | recorded      | severity | last_asserted | known
            ----------+---------------+----------+---------------+-----------
            c1        | {first_score} | 3        | -             | 2023-07-01
            c1        | {first_score} | 1        | 2023-09-01    | 2023-09-01
        """
    }
    kpi_spec(KPI, given=PLAN | GOAL | condition, expected={PERIOD: expected})


def test_a_new_assessment_may_bring_a_new_id(kpi_spec):
    """R12: the line is person and condition code."""
    conditions = {
        "condition": """
            condition | theme | recorded   | severity
            ----------+-------+------------+---------
            c1        | Spise | 2023-01-10 | 3
            c2        | Spise | 2023-09-01 | 1
            c3        | Syn   | 2023-10-01 | -
        """
    }
    kpi_spec(KPI, given=PLAN | GOAL | conditions, expected={PERIOD: "1 of 1"})


@pytest.mark.parametrize(
    ("refuted", "expected"),
    [
        ("2023-12-01 | refuted", "1 of 1"),  # from then on the older score holds: 1
        ("-          | refuted", "1 of 1"),  # without lastAsserted from its known date
        ("2023-12-01 | confirmed", "0 of 1"),
        ("2023-12-01 | entered-in-error", "1 of 1"),
    ],
)
def test_a_refuted_condition_falls_from_its_own_date(kpi_spec, refuted, expected):
    """A13: c2 said 4; refuted it says nothing. The goal ends in March and is judged then."""
    conditions = {
        "condition": f"""
            condition | recorded   | severity | known      | last_asserted | verification
            ----------+------------+----------+------------+---------------+-------------
            c1        | 2023-01-10 | 3        | 2023-01-10 | -             | confirmed
            c1        | 2023-01-10 | 1        | 2023-09-01 | 2023-09-01    | confirmed
            c2        | 2023-11-01 | 4        | 2023-11-01 | -             | confirmed
            c2        | 2023-11-01 | 4        | 2023-12-01 | {refuted}
        """
    }
    ended = {
        "intervention_goal": """
            goal | condition | status    | known
            -----+-----------+-----------+-----------
            g1   | c1        | active    | 2023-06-01
            g1   | c1        | completed | 2024-03-01
        """
    }
    kpi_spec(KPI, given=PLAN | ended | conditions, expected={PERIOD: expected})


def test_a_corrected_date_drops_what_it_corrects(kpi_spec):
    """A14: known later with an earlier valid date; the 2 of October never was."""
    given = PLAN | GOAL
    condition = {
        "condition": """
            condition | recorded   | severity | known      | last_asserted
            ----------+------------+----------+------------+--------------
            c1        | 2023-01-10 | 3        | 2023-01-10 | -
            c1        | 2023-01-10 | 2        | 2023-10-01 | 2023-10-01
            c1        | 2023-01-10 | 1        | 2023-11-01 | 2023-09-01
        """
    }
    kpi_spec(KPI, given=given | condition, expected={PERIOD: "1 of 1", "2023": "1 of 1"})


def test_a_partial_asserted_date_falls_back_to_the_recorded_one(kpi_spec):
    """A10: no reassessment after the start then."""
    condition = {
        "condition": """
            condition | recorded   | severity | known      | last_asserted
            ----------+------------+----------+------------+--------------
            c1        | 2023-01-10 | 3        | 2023-01-10 | -
            c1        | 2023-01-10 | 1        | 2023-10-01 | 2023-10
        """
    }
    kpi_spec(KPI, given=PLAN | GOAL | condition, expected={PERIOD: "0 of 0"})


def test_a_goal_that_ended_is_judged_on_its_end(kpi_spec):
    """Better afterwards does not help; worse afterwards does not hurt."""
    goal = {
        "intervention_goal": """
            goal | condition | status    | known
            -----+-----------+-----------+-----------
            g1   | c1        | active    | 2023-06-01
            g1   | c1        | completed | 2023-10-01
        """
    }
    scores = scored(BASELINE, "2023-09-01 | 1", "2023-11-01 | 4")
    kpi_spec(KPI, given=PLAN | goal | scores, expected={PERIOD: "1 of 1"})


@pytest.mark.parametrize(
    ("ended", "expected"), [("2023-04-01", "0 of 0"), ("2023-04-02", "1 of 1")]
)
def test_ended_before_the_year_it_is_not_judged(kpi_spec, ended, expected):
    goal = {
        "intervention_goal": f"""
            goal | condition | status    | known
            -----+-----------+-----------+-----------
            g1   | c1        | active    | 2023-01-20
            g1   | c1        | completed | {ended}
        """
    }
    scores = scored(BASELINE, "2023-03-01 | 1", "2023-11-01 | 4")
    kpi_spec(KPI, given=PLAN | goal | scores, expected={PERIOD: expected})


@pytest.mark.parametrize(
    ("status", "known", "expected"),
    [
        ("active", "2023-09-15", "1 of 1"),  # superseded: judged on 15 September
        ("proposed", "2023-09-15", "0 of 1"),
        ("rejected", "2023-09-15", "0 of 1"),
        ("cancelled", "2023-09-15", "0 of 1"),
        ("entered-in-error", "2023-09-15", "0 of 1"),
        ("active", "2023-06-01", "0 of 1"),  # received the same day: both current
    ],
)
def test_a_later_goal_for_the_same_theme_supersedes(kpi_spec, status, known, expected):
    """R13, B2. The newer goal has no target, so that it is never counted itself."""
    goals = {
        "intervention_goal": f"""
            goal | condition | target | status   | known
            -----+-----------+--------+----------+-----------
            g1   | c1        | 1      | active   | 2023-06-01
            g2   | c2        | -      | {status} | {known}
        """
    }
    conditions = scored(BASELINE, "2023-09-01 | 1", "2023-11-01 | 4")
    conditions["condition"] += "\nc2 | 2023-01-01 | 2023-01-01 | 2023-01-01 | 3"
    kpi_spec(KPI, given=PLAN | goals | conditions, expected={PERIOD: expected})


def test_the_goal_ends_with_the_citizens_plans(kpi_spec):
    """B3: the first day on which none is active, once one has been."""
    plans = {
        "care_plan": """
            care_plan | start      | end
            ----------+------------+-----------
            p1        | 2023-01-01 | 2023-08-01
            p2        | 2023-08-01 | 2023-10-01
            p3        | 2023-12-01 | -
        """
    }
    scores = scored(BASELINE, "2023-09-01 | 1", "2023-11-01 | 4")
    kpi_spec(KPI, given=plans | GOAL | scores, expected={PERIOD: "1 of 1"})


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2023-08-30", "0 of 1"),  # 90 days after the goal: it lives on with the plan
        ("2023-08-31", "1 of 1"),  # too late: ended on the 90th day, judged then
    ],
)
def test_no_plan_within_ninety_days(kpi_spec, start, expected):
    """B3."""
    plans = {
        "care_plan": f"""
            care_plan | start
            ----------+--------
            p1        | {start}
        """
    }
    scores = scored(BASELINE, "2023-07-01 | 1", "2023-11-01 | 4")
    kpi_spec(KPI, given=plans | GOAL | scores, expected={PERIOD: expected})


def test_the_goal_ends_with_the_plans_that_list_it(kpi_spec):
    """B3, R13: CarePlan.goal, when any lists it."""
    plans = {
        "care_plan": """
            care_plan | start      | end        | goals
            ----------+------------+------------+------
            p1        | 2023-01-01 | 2023-10-01 | g1
            p2        | 2023-01-01 | -          | -
        """
    }
    scores = scored(BASELINE, "2023-09-01 | 1", "2023-11-01 | 4")
    kpi_spec(KPI, given=plans | GOAL | scores, expected={PERIOD: "1 of 1"})


def test_target_and_type_as_known_on_the_evaluation_date(kpi_spec):
    """B1: eased afterwards, it was not achieved then."""
    goal = {
        "intervention_goal": """
            goal | condition | target | status    | known
            -----+-----------+--------+-----------+-----------
            g1   | c1        | 1      | active    | 2023-06-01
            g1   | c1        | 1      | completed | 2023-10-01
            g1   | c1        | 2      | completed | 2023-12-01
        """
    }
    scores = scored(BASELINE, "2023-09-01 | 2")
    kpi_spec(KPI, given=PLAN | goal | scores, expected={PERIOD: "0 of 1"})


def test_entered_in_error_goals_and_conditions_do_not_count(kpi_spec):
    goals = {
        "intervention_goal": """
            goal | person | condition | status           | known
            -----+--------+-----------+------------------+-----------
            g1   | A      | c1        | active           | 2023-06-01
            g1   | A      | c1        | entered-in-error | 2024-05-01
            g2   | B      | c2        | active           | 2023-06-01
        """
    }
    conditions = {
        "condition": """
            condition | person | recorded   | severity | known      | verification
            ----------+--------+------------+----------+------------+-----------------
            c1        | A      | 2023-01-10 | 3        | 2023-01-10 | confirmed
            c3        | A      | 2023-09-01 | 1        | 2023-09-01 | confirmed
            c2        | B      | 2023-01-10 | 3        | 2023-01-10 | confirmed
            c4        | B      | 2023-09-01 | 1        | 2023-09-01 | confirmed
            c4        | B      | 2023-09-01 | 1        | 2023-09-02 | entered-in-error
        """
    }
    kpi_spec(KPI, given=PLAN | goals | conditions, expected={PERIOD: "0 of 0"})


def test_as_known_before_the_goal_was_marked_an_error(kpi_spec):
    goals = {
        "intervention_goal": """
            goal | condition | status           | known
            -----+-----------+------------------+-----------
            g1   | c1        | active           | 2023-06-01
            g1   | c1        | entered-in-error | 2024-05-01
        """
    }
    given = PLAN | goals | scored(BASELINE, "2023-09-01 | 1")
    kpi_spec(KPI, known_at="2024-04-30", given=given, expected={PERIOD: "1 of 1"})


@pytest.mark.parametrize(("born", "expected"), [("2005-09-01", "1 of 1"), ("2005-09-02", "0 of 0")])
def test_adults_on_the_evaluation_date(kpi_spec, born, expected):
    citizen = {"citizen": f"person | born\n--\nA | {born}"}
    given = citizen | PLAN | GOAL | scored(BASELINE, "2023-09-01 | 1")
    kpi_spec(KPI, given=given, expected={PERIOD: expected})


@pytest.mark.parametrize(("on_the_day", "expected"), [(20, "1 of 1"), (21, "0 of 0")])
def test_goals_received_on_a_system_shift_are_left_out(kpi_spec, on_the_day, expected):
    """A8: more than 20 % of at least 100 granted-plan starts on the goal's first day."""
    starts = ["2023-06-01"] * on_the_day
    starts += [f"2023-{7 + n // 27:02}-{1 + n % 27:02}" for n in range(100 - on_the_day)]
    rows = [f"p{n} | {start}" for n, start in enumerate(starts)]
    plans = {"care_plan": "\n".join(["care_plan | start", "--", *rows])}
    given = plans | GOAL | scored(BASELINE, "2023-09-01 | 1")
    kpi_spec(KPI, given=given, expected={PERIOD: expected})


def test_below_a_hundred_starts_nothing_is_a_system_shift(kpi_spec):
    rows = [f"p{n} | 2023-06-01" for n in range(99)]
    plans = {"care_plan": "\n".join(["care_plan | start", "--", *rows])}
    given = plans | GOAL | scored(BASELINE, "2023-09-01 | 1")
    kpi_spec(KPI, given=given, expected={PERIOD: "1 of 1"})


@pytest.mark.parametrize(
    ("condition", "member"),
    [("Spise", "Egenomsorg"), ("Købe ind", "Praktiske opgaver")],
)
def test_by_theme_is_one_of_six(kpi_spec, condition, member):
    """No. 8 names the six; a single condition is no theme."""
    given = scored(BASELINE, "2023-09-01 | 1")["condition"].splitlines()
    head, line, *rows = given
    drawn = "\n".join([f"{head} | theme", line, *(f"{row} | {condition}" for row in rows)])
    given = PLAN | GOAL | {"condition": drawn}
    kpi_spec(KPI, given=given, by="theme", expected={(member, PERIOD): "1 of 1"})
