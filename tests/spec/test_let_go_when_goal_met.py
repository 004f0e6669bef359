"""let_go_when_goal_met: from the day all goals are met, less help within 90 days (no. 12, B8).

D is 31 March 2024: the day t lies in (1 January 2023, 1 January 2024].
"""

import pytest

KPI = "let_go_when_goal_met"
PERIOD = "2024-03"
HELP = "intervention | care_plan | ydelse | start | end\n--\n"
ONE_GOAL = "goal | condition | target | type | known\n--\ng1 | eat | 1 | udvikle | 2023-02-01"
PLAN = "care_plan | start | tilbud\n--\np1 | 2022-01-01 | mobilt"


def scored(*later: str, first: str = "eat | Spise | 2 | 2022-12-01 | -") -> str:
    """A theme scored before the goal, and again."""
    return "\n".join(
        ["condition | theme | severity | recorded | last_asserted", "--", first, *later]
    )


MET = scored("eat | Spise | 1 | 2022-12-01 | 2023-06-01")  # t is 1 June, t+90 is 30 August


def helped(*rows: str) -> str:
    return HELP + "\n".join(rows)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["i1 | p1 | § 85 | 2022-01-01 | -"], "0 of 1"),
        # ended: not active on t+90
        (["i1 | p1 | § 85 | 2022-01-01 | 2023-08-30"], "1 of 1"),
        (["i1 | p1 | § 85 | 2022-01-01 | 2023-08-31"], "0 of 1"),
        # one of two ydelser ended, the step stays
        (
            ["i1 | p1 | § 85 | 2022-01-01 | -", "i2 | p1 | Service | 2022-01-01 | 2023-07-01"],
            "1 of 1",
        ),
        # the same code is active again
        (
            [
                "i1 | p1 | § 85 | 2022-01-01 | 2023-07-01",
                "i2 | p1 | § 85 | 2023-08-01 | -",
            ],
            "0 of 1",
        ),
        # from one ydelse to another of the same step: the first has ended
        (
            [
                "i1 | p1 | § 85 | 2022-01-01 | 2023-07-01",
                "i2 | p1 | Støtte til psykisk trivsel | 2023-07-01 | -",
            ],
            "1 of 1",
        ),
        # more help than before
        (["i1 | p1 | § 85 | 2022-01-01 | -", "i2 | p1 | Service | 2023-07-01 | -"], "0 of 1"),
        # an unknown step on t+90: only the second test applies
        (["i1 | p1 | akut | 2022-01-01 | -"], "0 of 1"),
        (["i1 | p1 | akut | 2022-01-01 | -", "i2 | p1 | § 85 | 2022-01-01 | 2023-07-01"], "1 of 1"),
    ],
)
def test_less_help_90_days_after(kpi_spec, rows, expected):
    kpi_spec(
        KPI,
        given={
            "care_plan": PLAN,
            "intervention": helped(*rows),
            "condition": MET,
            "intervention_goal": ONE_GOAL,
        },
        expected={PERIOD: expected},
    )


def test_a_lower_step_with_the_same_ydelse(kpi_spec):
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | start      | end        | tilbud
                ----------+------------+------------+---------
                p1        | 2022-01-01 | 2023-07-01 | botilbud
                p2        | 2023-07-01 | -          | mobilt
            """,
            "condition": MET,
            "intervention_goal": ONE_GOAL,
        },
        expected={PERIOD: "1 of 1"},
    )


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2023-01-01", "0 of 0"),  # D-455: met before the window
        ("2023-01-02", "0 of 1"),
        ("2024-01-01", "0 of 1"),  # D-90
        ("2024-01-02", "0 of 0"),
    ],
)
def test_the_first_day_lies_in_the_window(kpi_spec, day, expected):
    """Met once and ever since: no second first day."""
    kpi_spec(
        KPI,
        given={
            "care_plan": PLAN,
            "condition": scored(
                f"eat | Spise | 1 | 2022-06-01 | {day}", first="eat | Spise | 2 | 2022-06-01 | -"
            ),
            "intervention_goal": ONE_GOAL.replace("2023-02-01", "2022-07-01"),
        },
        expected={PERIOD: expected},
    )


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        (["eat | Spise | 1 | 2022-12-01 | 2023-06-01"], "0 of 1"),
        (["eat | Spise | 0 | 2022-12-01 | 2023-06-01"], "0 of 1"),
        (["eat | Spise | 2 | 2022-12-01 | 2023-06-01"], "0 of 0"),
        (["eat | Spise | ? | 2022-12-01 | 2023-06-01"], "0 of 0"),
        ([], "0 of 0"),  # never reassessed
        (["other | Lave mad | 1 | 2023-06-01 | -"], "0 of 0"),
    ],
)
def test_evaluated_and_achieved(kpi_spec, later, expected):
    kpi_spec(
        KPI,
        given={
            "care_plan": PLAN,
            "condition": scored(*later),
            "intervention_goal": ONE_GOAL,
        },
        expected={PERIOD: expected},
    )


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        # every current goal must be met
        ("g2 | cook | 1 | udvikle | 2023-02-01 | active", "0 of 0"),
        # one that is not consistent is not evaluated
        ("g2 | cook | 2 | udvikle | 2023-02-01 | active", "0 of 0"),
        # the unmet goal ends: the next day is the first, whatever the cause
        (
            "g2 | cook | 1 | udvikle | 2023-02-01 | active\n"
            "g2 | cook | 1 | udvikle | 2023-10-01 | cancelled",
            "0 of 1",
        ),
        # a goal to maintain is met when it is reassessed
        ("g2 | shop | 2 | fastholde | 2023-02-01 | active", "0 of 1"),
        ("g2 | cook | 1 | udvikle | 2023-02-01 | entered-in-error", "0 of 1"),
    ],
)
def test_every_current_goal(kpi_spec, second, expected):
    goals = "goal | condition | target | type | known | status\n--\n"
    kpi_spec(
        KPI,
        given={
            "care_plan": PLAN,
            "condition": scored(
                "eat | Spise | 1 | 2022-12-01 | 2023-06-01",
                "cook | Lave mad | 2 | 2022-12-01 | -",
                "shop | Købe ind | 2 | 2022-12-01 | -",
                "shop | Købe ind | 2 | 2022-12-01 | 2023-05-01",
            ),
            "intervention_goal": f"{goals}g1 | eat | 1 | udvikle | 2023-02-01 | active\n{second}",
        },
        expected={PERIOD: expected},
    )


def test_met_again_after_a_setback_in_the_window(kpi_spec):
    """One row a citizen, the first day."""
    kpi_spec(
        KPI,
        given={
            "care_plan": PLAN,
            "intervention": helped("i1 | p1 | § 85 | 2022-01-01 | 2023-11-15"),
            "condition": scored(
                "eat | Spise | 1 | 2022-12-01 | 2023-06-01",
                "eat | Spise | 2 | 2022-12-01 | 2023-07-01",
                "eat | Spise | 1 | 2022-12-01 | 2023-09-01",
            ),
            "intervention_goal": ONE_GOAL,
        },
        expected={PERIOD: "0 of 1", "2024-07": "0 of 1", "2024-08": "1 of 1"},
    )


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ({"citizen_status": "start | status\n--\n2023-08-30 | Død"}, "0 of 0"),  # t+90
        ({"citizen_status": "start | status\n--\n2023-08-31 | Død"}, "0 of 1"),
        # away for a while, ours on t+90
        (
            {
                "citizen_status": "start | status\n--\n2023-07-01 | Udrejst\n2023-08-01 | Aktiv",
            },
            "1 of 1",
        ),
        ({"care_plan": "care_plan | start | end\n--\np1 | 2022-01-01 | 2023-06-02"}, "1 of 1"),
        ({"care_plan": "care_plan | start | end\n--\np1 | 2022-01-01 | 2023-06-01"}, "0 of 0"),
        ({"citizen": "person | born\n--\nA | 2005-06-01"}, "0 of 1"),
        ({"citizen": "person | born\n--\nA | 2005-06-02"}, "0 of 0"),
    ],
)
def test_in_pop_on_the_day_and_ours_90_days_later(kpi_spec, others, expected):
    kpi_spec(
        KPI,
        given={"care_plan": PLAN, "condition": MET, "intervention_goal": ONE_GOAL} | others,
        expected={PERIOD: expected},
    )


@pytest.mark.parametrize(("type_", "target"), [("udvikle", "1"), ("fastholde", "2")])
def test_goals_to_develop_are_shown_apart(value_spec, type_, target):
    value_spec(
        f"{KPI}.development",
        given={
            "care_plan": PLAN,
            "condition": scored(f"eat | Spise | {target} | 2022-12-01 | 2023-06-01"),
            "intervention_goal": ONE_GOAL.replace("1 | udvikle", f"{target} | {type_}"),
        },
        expected={PERIOD: "0 of 1" if type_ == "udvikle" else "0 of 0"},
    )


@pytest.mark.parametrize(
    ("known_at", "expected"), [("2024-04-09", "0 of 0"), ("2024-04-10", "0 of 1")]
)
def test_as_known_on_a_day(kpi_spec, known_at, expected):
    kpi_spec(
        KPI,
        given={
            "care_plan": PLAN,
            "condition": """
                condition | severity | recorded   | last_asserted | known
                ----------+----------+------------+---------------+-----------
                eat       | 2        | 2022-12-01 | -             | 2022-12-01
                eat       | 1        | 2022-12-01 | 2023-06-01    | 2024-04-10
            """,
            "intervention_goal": ONE_GOAL,
        },
        known_at=known_at,
        expected={PERIOD: expected},
    )


def test_breakdowns_are_those_of_the_first_day(kpi_spec):
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | start      | end        | tilbud
                ----------+------------+------------+---------
                p1        | 2022-01-01 | 2023-06-02 | botilbud
                p2        | 2023-06-02 | -          | mobilt
            """,
            "condition": MET,
            "intervention_goal": ONE_GOAL,
        },
        by="step",
        expected={("8", PERIOD): "1 of 1"},
    )
