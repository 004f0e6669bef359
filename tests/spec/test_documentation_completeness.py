"""documentation_completeness: active plans on which all six checks pass."""

import pytest

KPI = "documentation_completeness"
COMPLETE = {
    "care_plan": """
        care_plan | start      | next_follow_up | need
        ----------+------------+----------------+-----
        p1        | 2024-01-01 | 2024-06-01     | n1
    """,
    "care_evaluation": """
        care_evaluation | effective  | level
        ----------------+------------+------
        n1              | 2023-12-15 | 0
    """,
    "condition": """
        condition | recorded   | severity
        ----------+------------+---------
        c1        | 2023-12-15 | 0
    """,
    "intervention_goal": """
        goal | condition | known
        -----+-----------+-----------
        g1   | c1        | 2024-01-01
    """,
}


def plan(**cells: str) -> dict[str, str]:
    """The complete plan with some cells of its own."""
    row = {
        "care_plan": "p1",
        "start": "2024-01-01",
        "next_follow_up": "2024-06-01",
        "need": "n1",
    } | cells
    return {"care_plan": "\n".join([" | ".join(row), "--", " | ".join(row.values())])}


def test_a_complete_plan(kpi_spec):
    """Level 0 and severity 0 are answers, not blanks."""
    kpi_spec(KPI, given=COMPLETE, expected={"2024-01": "1 of 1", "2023-12": "0 of 0"})


@pytest.mark.parametrize(
    "cells",
    [
        {"target_group": "-"},
        {"target_group": "Angst:2"},
        {"target_group": "Syn"},  # a condition code in its place (B12)
        {"tilbud": "-"},
        {"need": "-"},
        {"need": "unheard-of"},
        {"next_follow_up": "-"},
        {"next_follow_up": "2024-06"},
    ],
)
def test_one_thing_missing(kpi_spec, cells):
    kpi_spec(KPI, given=COMPLETE | plan(**cells), expected={"2024-01": "0 of 1"})


def test_the_next_follow_up_may_lie_in_the_past(kpi_spec):
    """Check 6 asks whether it is known."""
    given = COMPLETE | plan(next_follow_up="2023-06-01")
    kpi_spec(KPI, given=given, expected={"2024-01": "1 of 1"})


@pytest.mark.parametrize(
    ("effective", "level", "status", "expected"),
    [
        ("2022-02-01", "2", "final", "1 of 1"),  # D-729
        ("2022-01-31", "2", "final", "0 of 1"),  # D-730
        ("2024-01-31", "2", "final", "1 of 1"),
        ("2024-02-01", "2", "final", "0 of 1"),
        ("2023-12", "2", "final", "0 of 1"),  # partial: unknown (R1)
        ("2023", "2", "final", "0 of 1"),
        ("2023-12-15", "?", "final", "0 of 1"),  # Ikke vurderet
        ("2023-12-15", "2", "entered-in-error", "0 of 1"),
    ],
)
def test_the_need_is_at_most_two_years_old_and_assessed(
    kpi_spec, effective, level, status, expected
):
    """Check 4, A12: the plan's own reference."""
    need = {
        "care_evaluation": f"""
            care_evaluation | effective   | level   | status   | known
            ----------------+-------------+---------+----------+-----------
            n1              | {effective} | {level} | {status} | 2023-12-15
        """
    }
    kpi_spec(KPI, given=COMPLETE | need, expected={"2024-01": expected})


def test_another_need_of_the_citizen_does_not_help(kpi_spec):
    """A12: plan level is the plan's own reference, also when a newer one exists."""
    needs = {
        "care_evaluation": """
            care_evaluation | effective  | level
            ----------------+------------+------
            n1              | 2021-12-15 | 2
            n2              | 2024-01-15 | 2
        """
    }
    kpi_spec(KPI, given=COMPLETE | needs, expected={"2024-01": "0 of 1"})


@pytest.mark.parametrize(
    "condition",
    [
        "2023-12-15 | ? | confirmed",
        "2024-02-01 | 2 | confirmed",
        "2023-12    | 2 | confirmed",
        "2023-12-15 | 2 | entered-in-error",
    ],
)
def test_the_goal_needs_a_score(kpi_spec, condition):
    """Check 5; A7: Ikke vurderet is no score."""
    unscored = {
        "condition": f"""
            condition | known      | recorded | severity | verification
            ----------+------------+----------+----------+-------------
            c1        | 2023-12-15 | {condition}
        """
    }
    kpi_spec(KPI, given=COMPLETE | unscored, expected={"2024-01": "0 of 1"})


def test_the_goal_must_be_current(kpi_spec):
    ended = {
        "intervention_goal": """
            goal | condition | status    | known
            -----+-----------+-----------+-----------
            g1   | c1        | active    | 2024-01-01
            g1   | c1        | completed | 2024-02-10
        """
    }
    kpi_spec(KPI, given=COMPLETE | ended, expected={"2024-01": "1 of 1", "2024-02": "0 of 1"})


def test_attributes_are_read_as_known_on_the_day(kpi_spec):
    """R3: the last version has neither date nor need, and does not change January."""
    versions = {
        "care_plan": """
            care_plan | start      | end        | next_follow_up | need | status    | known
            ----------+------------+------------+----------------+------+-----------+-----------
            p1        | 2024-01-01 | -          | 2024-06-01     | n1   | active    | 2024-01-01
            p1        | 2024-01-01 | 2024-03-05 | -              | -    | completed | 2024-02-20
        """
    }
    kpi_spec(
        KPI,
        given=COMPLETE | versions,
        expected={"2024-01": "1 of 1", "2024-02": "0 of 1", "2024-03": "0 of 0"},
    )


def test_registered_late_the_first_version_is_read(kpi_spec):
    """R3: none known yet at D."""
    versions = {
        "care_plan": """
            care_plan | start      | next_follow_up | need | known
            ----------+------------+----------------+------+-----------
            p1        | 2024-01-01 | 2024-06-01     | n1   | 2024-02-10
            p1        | 2024-01-01 | -              | -    | 2024-03-10
        """
    }
    kpi_spec(KPI, given=COMPLETE | versions, expected={"2024-01": "1 of 1", "2024-03": "0 of 1"})


def test_a_plan_without_help_is_counted_and_fails(kpi_spec):
    """R8, B12: planned plans too; check 3."""
    plans = {
        "care_plan": """
            care_plan | start      | intent | status | next_follow_up | need
            ----------+------------+--------+--------+----------------+-----
            ordered   | 2024-01-01 | order  | active | 2024-06-01     | n1
            planned   | 2024-01-01 | plan   | active | 2024-06-01     | n1
            draft     | 2024-01-01 | plan   | draft  | 2024-06-01     | n1
            with-help | 2024-01-01 | plan   | active | 2024-06-01     | n1
        """,
        "intervention": """
            intervention | care_plan | start      | intent
            -------------+-----------+------------+-------
            i1           | with-help | 2024-01-01 | plan
        """,
    }
    kpi_spec(KPI, given=COMPLETE | plans, expected={"2024-01": "0 of 2"})


def test_help_that_has_not_begun_is_no_active_ydelse(kpi_spec):
    helps = {
        "intervention": """
            intervention | care_plan | start
            -------------+-----------+-----------
            i1           | p1        | 2024-02-10
        """
    }
    kpi_spec(KPI, given=COMPLETE | helps, expected={"2024-01": "0 of 1", "2024-02": "1 of 1"})


def test_an_erroneous_target_group_is_none(kpi_spec):
    groups = {
        "target_group": """
            target_group | verification
            -------------+-----------------
            Angst        | entered-in-error
        """
    }
    kpi_spec(KPI, given=COMPLETE | groups, expected={"2024-01": "0 of 1"})


def test_plans_are_counted_not_citizens(kpi_spec):
    plans = {
        "care_plan": """
            care_plan | start      | next_follow_up | need | organization | status
            ----------+------------+----------------+------+--------------+-----------------
            p1        | 2024-01-01 | 2024-06-01     | n1   | ours         | active
            p2        | 2024-01-01 | -              | n1   | ours         | active
            p3        | 2024-01-01 | 2024-06-01     | n1   | theirs       | active
            p4        | 2024-01-01 | 2024-06-01     | n1   | ours         | entered-in-error
        """
    }
    kpi_spec(KPI, given=COMPLETE | plans, expected={"2024-01": "1 of 2"})


def test_minors_are_out(kpi_spec):
    minor = {
        "citizen": """
            person | born
            -------+-----------
            A      | 2006-02-01
        """
    }
    kpi_spec(KPI, given=COMPLETE | minor, expected={"2024-01": "0 of 0", "2024-02": "1 of 1"})


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        (["c1 | Spise | 2 | 2024-01-01 | -"], "0 of 1"),
        (["c1 | Spise | ? | 2024-01-01 | -"], "1 of 1"),
        (["c1 | Spise | - | 2024-01-01 | -"], "1 of 1"),  # R11: missing is not assessed
        (["c1 | Spise | ? | 2024-04-01 | -"], "0 of 0"),
        (["c1 | Spise | 2 | 2023-01-01 | -", "c1 | Spise | ? | 2024-01-01 | -"], "1 of 1"),
        (["c1 | Spise | ? | 2023-01-01 | -", "c2 | Spise | 2 | 2024-01-01 | -"], "0 of 1"),
        (["c1 | Spise | ? | 2024-01-01 | -", "c2 | Lave mad | 1 | 2024-01-01 | -"], "1 of 2"),
        (["c1 | Spise | ? | 2024-01-01 | entered-in-error"], "0 of 0"),
        (["c1 | Spise | ? | 2024-01-01 | refuted"], "0 of 0"),
        (["c1 | Spise | 2 | 2023-01-01 | -", "c1 | Spise | 2 | 2024-01-01 | refuted"], "0 of 0"),
        # no activity of everyday life
        (["c1 | Opmærksomhed og koncentrationsevne | - | 2024-01-01 | -"], "0 of 0"),
    ],
)
def test_severities_that_are_not_assessed_stand_beside(value_spec, conditions, expected):
    header = "condition | theme | severity | recorded | verification"
    given = {
        "care_plan": "care_plan | start\n--\np1 | 2023-01-01",
        "condition": "\n".join([header, "--", *conditions]),
    }
    value_spec("documentation_completeness.not_assessed", given, {"2024-03": expected})


@pytest.mark.parametrize(
    ("plans", "expected"),
    [
        ("p1 | 2024-01-01 | -", "1 of 2"),
        # a citizen with two plans is assessed once
        ("p1 | 2024-01-01 | -\np2 | 2024-01-01 | -", "1 of 2"),
        ("p1 | 2024-01-01 | 2024-01-31", "0 of 0"),
    ],
)
def test_scores_that_are_not_assessed_are_counted_beside(value_spec, plans, expected):
    """Of the themes of citizens with an active plan."""
    value_spec(
        f"{KPI}.not_assessed",
        given={
            "care_plan": f"care_plan | start | end\n--\n{plans}",
            "condition": """
                condition | theme    | severity | recorded
                ----------+----------+----------+-----------
                eat       | Spise    | 2        | 2024-01-01
                cook      | Lave mad | ?        | 2024-01-01
                later     | Samtale  | ?        | 2024-02-01
            """,
        },
        expected={"2024-01": expected},
    )
