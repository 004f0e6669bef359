"""followup_on_time: due follow-ups held at most 14 days after the date first agreed (B4)."""

import pytest

KPI = "followup_on_time"


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ("2024-03-15", "1 of 1"),  # 14 days after
        ("2024-03-16", "0 of 1"),
        ("2024-03-01", "1 of 1"),
        ("2024-03", "0 of 1"),  # a partial date is unknown (A10)
    ],
)
def test_at_most_fourteen_days_late(kpi_spec, held, expected):
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | start      | next_follow_up
                ----------+------------+---------------
                p1        | 2023-12-01 | 2024-03-01
            """,
            "follow_up": f"""
                follow_up | care_plan | effective | known
                ----------+-----------+-----------+-----------
                f1        | p1        | {held}    | 2024-03-20
            """,
        },
        expected={"2024-03": expected, "2024-02": "0 of 0"},
    )


def test_held_early_with_the_date_left_standing_it_is_due_again(kpi_spec):
    """Item 2 is the first date later than the FollowUp known on it: the same date."""
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | start      | next_follow_up
                ----------+------------+---------------
                p1        | 2023-12-01 | 2024-03-01
            """,
            "follow_up": """
                follow_up | care_plan | effective
                ----------+-----------+-----------
                f1        | p1        | 2024-01-01
            """,
        },
        expected={"2024-03": "1 of 2"},
    )


def test_the_period_holds_the_deadline_not_the_due_date(kpi_spec):
    """Due items with original due + 14 in P."""
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | start      | next_follow_up
                ----------+------------+---------------
                p1        | 2023-12-01 | 2024-02-17
                p2        | 2023-12-01 | 2024-02-16
            """,
        },
        expected={"2024-02": "0 of 0", "2024-03": "0 of 2", "2024-Q1": "0 of 2", "2024": "0 of 2"},
    )


def test_moving_the_date_is_not_compliance(kpi_spec):
    """The first date communicated stays the due date."""
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | start      | next_follow_up | known
                ----------+------------+----------------+-----------
                p1        | 2023-12-01 | 2024-01-10     | 2023-12-01
                p1        | 2023-12-01 | 2024-05-10     | 2024-01-05
            """,
            "follow_up": """
                follow_up | care_plan | effective
                ----------+-----------+-----------
                f1        | p1        | 2024-05-10
            """,
        },
        expected={"2024-01": "0 of 1", "2024-05": "0 of 0"},
    )


def test_a_first_date_moved_in_the_encounter_alone_was_still_the_first(kpi_spec):
    """A changed date in the Encounter alone counts as communicated: item 2 takes the new one."""
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | start      | encounter
                ----------+------------+----------
                p1        | 2023-12-01 | e1
            """,
            "follow_up_encounter": """
                encounter | start      | known
                ----------+------------+-----------
                e1        | 2024-01-10 | 2023-12-01
                e1        | 2024-03-10 | 2024-01-20
            """,
            "follow_up": """
                follow_up | care_plan | effective
                ----------+-----------+-----------
                f1        | p1        | 2024-01-20
            """,
        },
        expected={"2024-01": "1 of 1", "2024-03": "0 of 1"},
    )


def test_the_date_standing_when_the_follow_up_was_held_is_the_next_one(kpi_spec):
    """Known on it: the date was moved before the FollowUp and is later than it."""
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | start      | next_follow_up | known
                ----------+------------+----------------+-----------
                p1        | 2023-12-01 | 2024-01-10     | 2023-12-01
                p1        | 2023-12-01 | 2024-05-10     | 2024-01-05
            """,
            "follow_up": """
                follow_up | care_plan | effective
                ----------+-----------+-----------
                f1        | p1        | 2024-01-12
            """,
        },
        expected={"2024-01": "1 of 1", "2024-05": "0 of 1"},
    )


def test_without_a_later_date_there_is_no_second_item(kpi_spec):
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | start      | next_follow_up
                ----------+------------+---------------
                p1        | 2023-12-01 | 2024-01-10
            """,
            "follow_up": """
                follow_up | care_plan | effective
                ----------+-----------+-----------
                f1        | p1        | 2024-01-10
            """,
        },
        expected={"2024": "1 of 1"},
    )


def test_a_date_communicated_before_the_plan_starts_counts(kpi_spec):
    """B4, k = 1: any."""
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | start      | next_follow_up | known
                ----------+------------+----------------+-----------
                p1        | 2024-01-01 | 2024-02-01     | 2023-12-01
                p1        | 2024-01-01 | 2024-04-01     | 2024-01-05
            """,
        },
        expected={"2024-02": "0 of 1", "2024-04": "0 of 0"},
    )


def test_two_follow_ups_on_one_day_are_one_step(kpi_spec):
    """B4 works on days."""
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | start      | next_follow_up | known
                ----------+------------+----------------+-----------
                p1        | 2023-12-01 | 2024-01-10     | 2023-12-01
                p1        | 2023-12-01 | 2024-02-10     | 2024-01-10
            """,
            "follow_up": """
                follow_up | care_plan | effective
                ----------+-----------+-----------
                f1        | p1        | 2024-01-10
                f2        | p1        | 2024-01-10
                f3        | p1        | 2024-02-24
            """,
        },
        expected={"2024-01": "1 of 1", "2024-02": "1 of 1", "2024": "2 of 2"},
    )


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("2024-03-15", "0 of 0"),  # ended on the deadline without a FollowUp: out
        ("2024-03-16", "0 of 1"),
        ("2024-01-01", "0 of 0"),
    ],
)
def test_ended_by_the_deadline_without_a_follow_up_is_out(kpi_spec, end, expected):
    kpi_spec(
        KPI,
        given={
            "care_plan": f"""
                care_plan | start      | end   | next_follow_up
                ----------+------------+-------+---------------
                p1        | 2023-12-01 | {end} | 2024-03-01
            """,
        },
        expected={"2024-03": expected},
    )


def test_ended_but_followed_up_in_time_is_in(kpi_spec):
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | start      | end        | next_follow_up
                ----------+------------+------------+---------------
                p1        | 2023-12-01 | 2024-02-20 | 2024-03-01
            """,
            "follow_up": """
                follow_up | care_plan | effective
                ----------+-----------+-----------
                f1        | p1        | 2024-02-19
            """,
        },
        expected={"2024-03": "1 of 1"},
    )


def test_ended_and_followed_up_after_the_deadline_is_out(kpi_spec):
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | start      | end        | next_follow_up
                ----------+------------+------------+---------------
                p1        | 2023-12-01 | 2024-03-10 | 2024-03-01
            """,
            "follow_up": """
                follow_up | care_plan | effective
                ----------+-----------+-----------
                f1        | p1        | 2024-03-16
            """,
        },
        expected={"2024-03": "0 of 0"},
    )


def test_error_follow_ups_and_links_fall(kpi_spec):
    """R5, A16."""
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | start      | next_follow_up | status
                ----------+------------+----------------+-----------------
                p1        | 2023-12-01 | 2024-03-01     | active
                p2        | 2023-12-01 | 2024-03-01     | active
                wrong     | 2023-12-01 | 2024-03-01     | entered-in-error
            """,
            "follow_up": """
                follow_up | care_plan | effective  | status
                ----------+-----------+------------+-----------------
                f1        | p1        | 2024-03-01 | entered-in-error
                f2        | p2, wrong | 2024-03-01 | final
            """,
        },
        expected={"2024-03": "1 of 2"},
    )


def test_only_granted_plans_with_a_help(kpi_spec):
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | start      | next_follow_up | intent | organization
                ----------+------------+----------------+--------+-------------
                granted   | 2023-12-01 | 2024-03-01     | order  | ours
                helpless  | 2023-12-01 | 2024-03-01     | order  | ours
                planned   | 2023-12-01 | 2024-03-01     | plan   | ours
                theirs    | 2023-12-01 | 2024-03-01     | order  | theirs
            """,
            "intervention": """
                intervention | care_plan | start      | intent
                -------------+-----------+------------+-------
                i1           | granted   | 2023-12-01 | order
                i2           | planned   | 2023-12-01 | plan
                i3           | theirs    | 2023-12-01 | order
            """,
        },
        expected={"2024-03": "0 of 1"},
    )


def test_adults_on_the_due_date(kpi_spec):
    kpi_spec(
        KPI,
        by="age_group",
        given={
            "citizen": """
                person | born
                -------+-----------
                A      | 2006-03-01
                B      | 2006-03-02
                C      | 1994-03-02
            """,
            "care_plan": """
                care_plan | person | start      | next_follow_up
                ----------+--------+------------+---------------
                p1        | A      | 2023-12-01 | 2024-03-01
                p2        | B      | 2023-12-01 | 2024-03-01
                p3        | C      | 2023-12-01 | 2024-03-01
            """,
        },
        expected={("18-29", "2024-03"): "0 of 2"},
    )


def test_as_known_before_the_follow_up_was_reported(kpi_spec):
    kpi_spec(
        KPI,
        known_at="2024-03-31",
        given={
            "care_plan": """
                care_plan | start      | next_follow_up
                ----------+------------+---------------
                p1        | 2023-12-01 | 2024-03-01
            """,
            "follow_up": """
                follow_up | care_plan | effective  | known
                ----------+-----------+------------+-----------
                f1        | p1        | 2024-03-01 | 2024-04-01
            """,
        },
        expected={"2024-03": "0 of 1"},
    )
