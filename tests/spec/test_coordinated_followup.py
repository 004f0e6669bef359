"""coordinated_followup: citizens with two or more active plans whose follow-ups lie close."""

import pytest

KPI = "coordinated_followup"


@pytest.mark.parametrize(
    ("other", "expected"), [("2024-05-15", "1 of 1"), ("2024-05-16", "0 of 1")]
)
def test_fourteen_days_apart_is_together(kpi_spec, other, expected):
    kpi_spec(
        KPI,
        given={
            "care_plan": f"""
                care_plan | start      | next_follow_up
                ----------+------------+---------------
                p1        | 2024-01-01 | 2024-05-01
                p2        | 2024-01-01 | {other}
                p3        | 2024-01-01 | 2024-05-10
            """,
        },
        expected={"2024-01": expected},
    )


def test_one_plan_is_outside_and_one_unknown_date_takes_the_citizen_out(kpi_spec):
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | person | start      | next_follow_up
                ----------+--------+------------+---------------
                a1        | A      | 2024-01-01 | 2024-05-01
                b1        | B      | 2024-01-01 | 2024-05-01
                b2        | B      | 2024-01-01 | -
                c1        | C      | 2024-01-01 | 2024-05-01
                c2        | C      | 2024-01-01 | 2024-05-01
            """,
        },
        expected={"2024-01": "1 of 1"},
    )


def test_past_dates_count_too(kpi_spec):
    """B14."""
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | start      | next_follow_up
                ----------+------------+---------------
                p1        | 2023-01-01 | 2023-05-01
                p2        | 2023-01-01 | 2023-05-02
            """,
        },
        expected={"2024-01": "1 of 1"},
    )


def test_the_date_known_on_the_day_is_read(kpi_spec):
    """R3: followUpDate is read from the version known at D; the last has none."""
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | start      | end        | next_follow_up | status    | known
                ----------+------------+------------+----------------+-----------+-----------
                p1        | 2024-01-01 | -          | 2024-05-01     | active    | 2024-01-01
                p1        | 2024-01-01 | 2024-03-10 | -              | completed | 2024-03-10
                p2        | 2024-01-01 | -          | 2024-05-01     | active    | 2024-01-01
            """,
        },
        expected={"2024-02": "1 of 1", "2024-03": "0 of 0"},
    )


def test_a_date_moved_in_the_encounter_alone(kpi_spec):
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | start      | encounter
                ----------+------------+----------
                p1        | 2024-01-01 | e1
                p2        | 2024-01-01 | e2
            """,
            "follow_up_encounter": """
                encounter | start      | known
                ----------+------------+-----------
                e1        | 2024-05-01 | 2024-01-01
                e2        | 2024-05-01 | 2024-01-01
                e2        | 2024-09-01 | 2024-02-10
                e2        | 2024-09    | 2024-03-10
            """,
        },
        expected={"2024-01": "1 of 1", "2024-02": "0 of 1", "2024-03": "0 of 0"},
    )


def test_a_plan_without_any_help_does_not_make_two(kpi_spec):
    """R8: counted in documentation_completeness only."""
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | start      | next_follow_up
                ----------+------------+---------------
                p1        | 2024-01-01 | 2024-05-01
                p2        | 2024-01-01 | 2024-05-01
            """,
            "intervention": """
                intervention | care_plan | start
                -------------+-----------+-----------
                i1           | p1        | 2024-01-01
            """,
        },
        expected={"2024-01": "0 of 0"},
    )


def test_a_plan_whose_help_has_not_begun_is_one_of_the_two(kpi_spec):
    """The plans must be active and the citizen in POP; not each plan's help."""
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | start      | next_follow_up
                ----------+------------+---------------
                p1        | 2024-01-01 | 2024-05-01
                p2        | 2024-01-01 | 2024-05-01
            """,
            "intervention": """
                intervention | care_plan | start
                -------------+-----------+-----------
                i1           | p1        | 2024-02-15
                i2           | p2        | 2024-04-01
            """,
        },
        expected={"2024-01": "0 of 0", "2024-02": "1 of 1"},
    )


@pytest.mark.parametrize(
    "other",
    [
        "2024-01-31 | active           | ours  ",
        "-          | entered-in-error | ours  ",
        "-          | draft            | ours  ",
        "-          | active           | theirs",
    ],
)
def test_ended_erroneous_and_foreign_plans_are_not_counted(kpi_spec, other):
    kpi_spec(
        KPI,
        given={
            "care_plan": f"""
                care_plan | start      | end        | status  | organization | next_follow_up
                ----------+------------+------------+---------+--------------+---------------
                p1        | 2024-01-01 | -          | active  | ours         | 2024-05-01
                p2        | 2024-02-01 | -          | active  | ours         | 2024-05-01
                other     | 2024-01-01 | {other} | 2024-05-01
            """,
        },
        expected={"2024-01": "0 of 0", "2024-02": "1 of 1"},
    )


def test_only_adults(kpi_spec):
    kpi_spec(
        KPI,
        given={
            "citizen": """
                person | born
                -------+-----------
                A      | 2006-02-01
            """,
            "care_plan": """
                care_plan | start      | next_follow_up
                ----------+------------+---------------
                p1        | 2024-01-01 | 2024-05-01
                p2        | 2024-01-01 | 2024-05-01
            """,
        },
        expected={"2024-01": "0 of 0", "2024-02": "1 of 1"},
    )
