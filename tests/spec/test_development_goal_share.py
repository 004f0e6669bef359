"""development_goal_share: current goals that aim to develop functioning (no. 10, B16)."""

import pytest

KPI = "development_goal_share"
PERIOD = "2024-03"
PLAN = """
    care_plan | start
    ----------+-----------
    p1        | 2024-01-01
"""
CONDITION = """
    condition | theme     | recorded
    ----------+-----------+-----------
    eat       | Spise     | 2024-01-01
    cook      | Lave mad  | 2024-01-01
    shop      | Købe ind  | 2024-01-01
    clean     | Gøre rent | 2024-01-01
"""
GOALS = """
    goal  | condition | type      | target | known
    ------+-----------+-----------+--------+-----------
    grow  | eat       | udvikle   | 1      | 2024-02-01
    keep  | cook      | fastholde | 2      | 2024-02-01
    limit | shop      | begrænse  | 2      | 2024-02-01
    none  | clean     | -         | 1      | 2024-02-01
"""


def test_a_goal_without_a_valid_change_value_is_out(kpi_spec):
    kpi_spec(
        KPI,
        given={"care_plan": PLAN, "condition": CONDITION, "intervention_goal": GOALS},
        expected={"2024-01": "0 of 0", PERIOD: "1 of 3"},
    )


@pytest.mark.parametrize(("name", "expected"), [("maintain", "1 of 3"), ("limit_loss", "1 of 3")])
def test_the_other_types_are_counted_beside(value_spec, name, expected):
    value_spec(
        f"{KPI}.{name}",
        given={"care_plan": PLAN, "condition": CONDITION, "intervention_goal": GOALS},
        expected={PERIOD: expected},
    )


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ("grow | eat | fastholde | active           | 2024-03-31", "0 of 1"),
        ("grow | eat | fastholde | active           | 2024-04-01", "1 of 1"),
        ("grow | eat | udvikle   | completed        | 2024-03-31", "0 of 0"),
        ("grow | eat | udvikle   | entered-in-error | 2024-06-01", "0 of 0"),
        ("next | eat | begrænse  | active           | 2024-03-31", "0 of 1"),  # supersedes
        ("next | eat | begrænse  | active           | 2024-02-01", "1 of 2"),  # same day: both
        ("next | eat | begrænse  | rejected         | 2024-03-01", "1 of 1"),
    ],
)
def test_goals_are_those_current_on_the_last_day_as_known_then(kpi_spec, later, expected):
    """R3, R5, R13, B2."""
    kpi_spec(
        KPI,
        given={
            "care_plan": PLAN,
            "condition": CONDITION,
            "intervention_goal": f"""
                goal | condition | type    | status | known
                -----+-----------+---------+--------+-----------
                grow | eat       | udvikle | active | 2024-02-01
                {later}
            """,
        },
        expected={PERIOD: expected},
    )


def test_goals_of_citizens_who_get_no_help_are_out(kpi_spec):
    """B16: of citizens in POP(D)."""
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | start      | end
                ----------+------------+-----------
                p1        | 2024-01-01 | 2024-03-31
            """,
            "condition": CONDITION,
            "intervention_goal": GOALS,
        },
        expected={"2024-02": "1 of 3", PERIOD: "0 of 0"},
    )


@pytest.mark.parametrize(("born", "expected"), [("2006-03-31", "1 of 3"), ("2006-04-01", "0 of 0")])
def test_adults_on_the_last_day(kpi_spec, born, expected):
    kpi_spec(
        KPI,
        given={
            "citizen": f"""
                person | born
                -------+-------
                A      | {born}
            """,
            "care_plan": PLAN,
            "condition": CONDITION,
            "intervention_goal": GOALS,
        },
        expected={PERIOD: expected},
    )


def test_a_death_ends_the_goals(kpi_spec):
    kpi_spec(
        KPI,
        given={
            "care_plan": PLAN,
            "condition": CONDITION,
            "intervention_goal": GOALS,
            "citizen_status": """
                start      | status
                -----------+-------
                2024-03-31 | Død
            """,
        },
        expected={"2024-02": "1 of 3", PERIOD: "0 of 0"},
    )


@pytest.mark.parametrize(
    ("known_at", "expected"), [("2024-03-09", "1 of 1"), ("2024-03-10", "1 of 2")]
)
def test_as_known_on_a_day(kpi_spec, known_at, expected):
    kpi_spec(
        KPI,
        given={
            "care_plan": PLAN,
            "condition": CONDITION,
            "intervention_goal": """
                goal | condition | type      | known
                -----+-----------+-----------+-----------
                grow | eat       | udvikle   | 2024-02-01
                keep | cook      | fastholde | 2024-03-10
            """,
        },
        known_at=known_at,
        expected={PERIOD: expected},
    )


def test_by_age_group(kpi_spec):
    """The bands differ by age: who turns 30 on D is judged with the adults."""
    kpi_spec(
        KPI,
        given={
            "citizen": """
                person | born
                -------+-----------
                A      | 1994-04-01
                B      | 1994-03-31
            """,
            "care_plan": """
                care_plan | person | start
                ----------+--------+-----------
                a         | A      | 2024-01-01
                b         | B      | 2024-01-01
            """,
            "condition": """
                condition | person | recorded
                ----------+--------+-----------
                ca        | A      | 2024-01-01
                cb        | B      | 2024-01-01
            """,
            "intervention_goal": """
                goal | person | condition | type      | known
                -----+--------+-----------+-----------+-----------
                ga   | A      | ca        | udvikle   | 2024-02-01
                gb   | B      | cb        | fastholde | 2024-02-01
            """,
        },
        by="age_group",
        expected={("18-29", PERIOD): "1 of 1", ("30-59", PERIOD): "0 of 1"},
    )
