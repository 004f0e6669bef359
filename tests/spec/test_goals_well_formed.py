"""goals_well_formed: current goals that are concrete, of citizens with help on the last day."""

import pytest

KPI = "goals_well_formed"
GIVEN = {
    "care_plan": """
        care_plan | start      | next_follow_up
        ----------+------------+---------------
        p1        | 2023-01-01 | 2024-06-01
    """,
    "condition": """
        condition | theme    | recorded   | severity
        ----------+----------+------------+---------
        c1        | Spise    | 2023-12-15 | 3
        c2        | Købe ind | 2023-12-15 | 2
    """,
    "intervention_goal": """
        goal | condition | target | type    | known
        -----+-----------+--------+---------+-----------
        g1   | c1        | 1      | udvikle | 2024-01-01
    """,
}


def test_a_well_formed_goal(kpi_spec):
    kpi_spec(KPI, given=GIVEN, expected={"2024-01": "1 of 1", "2023-12": "0 of 0"})


@pytest.mark.parametrize(
    "cells",
    [
        "c1 | 3 | udvikle",  # not below the baseline
        "c1 | 1 | fastholde",
        "c1 | 2 | begrænse",
        "c1 | ? | udvikle",  # Ikke vurderet
        "c1 | - | udvikle",
        "c1 | 1 | -",
        "c3 | 1 | udvikle",  # no Aktivitet og deltagelse
        "c9 | 1 | udvikle",  # never received
        "c4 | 1 | udvikle",  # no baseline
    ],
)
def test_one_thing_wrong(kpi_spec, cells):
    given = GIVEN | {
        "condition": """
            condition | theme    | recorded   | severity
            ----------+----------+------------+---------
            c1        | Spise    | 2023-12-15 | 3
            c3        | Syn      | 2023-12-15 | -
            c4        | Købe ind | 2023-12-15 | ?
        """,
        "intervention_goal": f"""
            goal | known      | condition | target | type
            -----+------------+-----------+--------+-----
            g1   | 2024-01-01 | {cells}
        """,
    }
    kpi_spec(KPI, given=given, expected={"2024-01": "0 of 1"})


@pytest.mark.parametrize(
    ("follow_up", "expected"),
    [("2024-01-17", "1 of 1"), ("2024-01-16", "0 of 1"), ("-", "0 of 1"), ("2024-06", "0 of 1")],
)
def test_a_follow_up_is_agreed_at_most_a_fortnight_ago(kpi_spec, follow_up, expected):
    """(d): known and >= D-14."""
    plan = {
        "care_plan": f"""
            care_plan | start      | next_follow_up
            ----------+------------+---------------
            p1        | 2023-01-01 | {follow_up}
        """
    }
    kpi_spec(KPI, given=GIVEN | plan, expected={"2024-01": expected})


def test_one_of_the_citizens_active_plans_is_enough(kpi_spec):
    plans = {
        "care_plan": """
            care_plan | start      | end        | next_follow_up | status
            ----------+------------+------------+----------------+-----------------
            p1        | 2023-01-01 | -          | -              | active
            p2        | 2023-01-01 | 2024-02-10 | 2024-06-01     | active
            p3        | 2023-01-01 | -          | 2024-06-01     | entered-in-error
        """
    }
    kpi_spec(KPI, given=GIVEN | plans, expected={"2024-01": "1 of 1", "2024-02": "0 of 1"})


def test_a_plan_without_help_does_not_agree_a_follow_up(kpi_spec):
    """R8: counted in documentation_completeness only."""
    plans = {
        "care_plan": """
            care_plan | start      | next_follow_up
            ----------+------------+---------------
            p1        | 2023-01-01 | -
            p2        | 2023-01-01 | 2024-06-01
        """,
        "intervention": """
            intervention | care_plan | start
            -------------+-----------+-----------
            i1           | p1        | 2023-01-01
        """,
    }
    kpi_spec(KPI, given=GIVEN | plans, expected={"2024-01": "0 of 1"})


def test_without_active_help_the_citizen_is_outside(kpi_spec):
    """B16: POP(D)."""
    helps = {
        "intervention": """
            intervention | care_plan | start
            -------------+-----------+-----------
            i1           | p1        | 2024-02-10
        """
    }
    kpi_spec(KPI, given=GIVEN | helps, expected={"2024-01": "0 of 0", "2024-02": "1 of 1"})


def test_superseded_by_a_later_goal_for_the_theme(kpi_spec):
    """B2: by person and code; the Fastholde goal of the official example goes this way."""
    goals = {
        "intervention_goal": """
            goal | condition | target | type      | status    | known
            -----+-----------+--------+-----------+-----------+-----------
            g1   | c1        | 1      | fastholde | active    | 2024-01-01
            g2   | c1        | 0      | udvikle   | active    | 2024-02-01
            g3   | c2        | 0      | udvikle   | active    | 2024-01-01
            g4   | c2        | 1      | udvikle   | active    | 2024-01-01
            g5   | c2        | 1      | udvikle   | cancelled | 2024-02-01
        """
    }
    kpi_spec(KPI, given=GIVEN | goals, expected={"2024-01": "2 of 3", "2024-02": "3 of 3"})


def test_target_and_type_as_known_on_the_day(kpi_spec):
    """R3."""
    goals = {
        "intervention_goal": """
            goal | condition | target | known
            -----+-----------+--------+-----------
            g1   | c1        | 4      | 2024-01-01
            g1   | c1        | 1      | 2024-02-10
        """
    }
    kpi_spec(KPI, given=GIVEN | goals, expected={"2024-01": "0 of 1", "2024-02": "1 of 1"})


def test_as_known_then(kpi_spec):
    goals = {
        "intervention_goal": """
            goal | condition | target | known
            -----+-----------+--------+-----------
            g1   | c1        | 1      | 2024-01-01
            g2   | c2        | 1      | 2024-02-01
        """
    }
    kpi_spec(KPI, known_at="2024-01-31", given=GIVEN | goals, expected={"2024-01": "1 of 1"})


def test_a_condition_in_error_makes_no_baseline(kpi_spec):
    condition = {
        "condition": """
            condition | recorded   | severity | verification
            ----------+------------+----------+-----------------
            c1        | 2023-12-15 | 3        | entered-in-error
        """
    }
    kpi_spec(KPI, given=GIVEN | condition, expected={"2024-01": "0 of 1"})


def test_of_plans_of_another_municipality_and_minors(kpi_spec):
    given = GIVEN | {
        "citizen": """
            person | born
            -------+-----------
            B      | 2006-02-01
        """,
        "care_plan": """
            care_plan | person | start      | next_follow_up | organization
            ----------+--------+------------+----------------+-------------
            p1        | A      | 2023-01-01 | 2024-06-01     | theirs
            p2        | B      | 2023-01-01 | 2024-06-01     | ours
        """,
        "intervention_goal": """
            goal | person | condition | target | known
            -----+--------+-----------+--------+-----------
            g1   | A      | c1        | 1      | 2024-01-01
            g2   | B      | c3        | 1      | 2024-01-01
        """,
        "condition": """
            condition | person | recorded   | severity
            ----------+--------+------------+---------
            c1        | A      | 2023-12-15 | 3
            c3        | B      | 2023-12-15 | 3
        """,
    }
    kpi_spec(KPI, given=given, expected={"2024-01": "0 of 0", "2024-02": "1 of 1"})
