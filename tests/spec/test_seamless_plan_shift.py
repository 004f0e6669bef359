"""seamless_plan_shift: the new plan starts within a fortnight of the old one's end.

D is 31 March 2024: FollowUps in (1 January 2023, 1 January 2024].
"""

import pytest

KPI = "seamless_plan_shift"
PERIOD = "2024-03"
HELD = """
    follow_up | care_plan | effective  | result
    ----------+-----------+------------+------------
    f1        | old       | 2023-06-01 | afslut, ny
"""


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2023-05-31", "0 of 1"),
        ("2023-06-01", "1 of 1"),
        ("2023-06-15", "1 of 1"),  # the day the old one ends
        ("2023-06-29", "1 of 1"),
        ("2023-06-30", "0 of 1"),
    ],
)
def test_the_new_plan_starts_within_fourteen_days(kpi_spec, start, expected):
    kpi_spec(
        KPI,
        given={
            "care_plan": f"""
                care_plan | start      | end        | known
                ----------+------------+------------+-----------
                old       | 2022-01-01 | 2023-06-15 | 2022-01-01
                new       | {start}    | -          | 2023-06-05
            """,
            "follow_up": HELD,
        },
        expected={PERIOD: expected},
    )


@pytest.mark.parametrize(
    ("known", "expected"), [("2023-05-31", "0 of 1"), ("2023-06-01", "1 of 1")]
)
def test_a_plan_first_received_before_the_follow_up_is_no_successor(kpi_spec, known, expected):
    kpi_spec(
        KPI,
        given={
            "care_plan": f"""
                care_plan | start      | end        | known
                ----------+------------+------------+-----------
                old       | 2022-01-01 | 2023-06-15 | 2022-01-01
                parallel  | 2023-06-10 | -          | {known}
                parallel  | 2023-06-11 | -          | 2023-06-20
            """,
            "follow_up": HELD,
        },
        expected={PERIOD: expected},
    )


@pytest.mark.parametrize(
    ("effective", "expected"),
    [
        ("2023-01-01", "0 of 0"),
        ("2023-01-02", "0 of 1"),
        ("2024-01-01", "0 of 1"),
        ("2024-01-02", "0 of 0"),
        ("2023", "0 of 0"),
    ],
)
def test_the_follow_up_lies_in_the_window(kpi_spec, effective, expected):
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | start      | end
                ----------+------------+-----------
                old       | 2022-01-01 | 2024-01-15
            """,
            "follow_up": f"""
                follow_up | care_plan | effective   | result     | known
                ----------+-----------+-------------+------------+-----------
                f1        | old       | {effective} | afslut, ny | 2024-01-02
            """,
        },
        expected={PERIOD: expected},
    )


def test_one_row_a_plan_its_latest_such_follow_up(kpi_spec):
    """B5. Held in June, the successor of July would be too early known; in August it is not."""
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | start      | end        | known
                ----------+------------+------------+-----------
                old       | 2022-01-01 | 2023-08-15 | 2022-01-01
                new       | 2023-08-15 | -          | 2023-07-01
            """,
            "follow_up": """
                follow_up | care_plan | effective  | result     | status
                ----------+-----------+------------+------------+-----------------
                f1        | old       | 2023-06-01 | afslut, ny | final
                f2        | old       | 2023-08-01 | afslut, ny | final
                f3        | old       | 2023-08-05 | fortsæt    | final
                f4        | old       | 2023-08-06 | afslut, ny | entered-in-error
            """,
        },
        expected={PERIOD: "0 of 1"},
    )


def test_other_results_are_no_shift(kpi_spec):
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | start      | end
                ----------+------------+-----------
                old       | 2022-01-01 | 2023-06-15
            """,
            "follow_up": """
                follow_up | care_plan | effective  | result
                ----------+-----------+------------+--------
                f1        | old       | 2023-06-01 | fortsæt
                f2        | old       | 2023-06-01 | afslut
            """,
        },
        expected={PERIOD: "0 of 0"},
    )


def test_a_plan_without_an_end_has_not_shifted(kpi_spec):
    """R8 gives the end: here the last of its helps."""
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | person | start      | known
                ----------+--------+------------+-----------
                open      | A      | 2022-01-01 | 2022-01-01
                by-help   | B      | 2022-01-01 | 2022-01-01
                new       | B      | 2023-06-20 | 2023-06-20
            """,
            "intervention": """
                intervention | person | care_plan | start      | end
                -------------+--------+-----------+------------+-----------
                i1           | A      | open      | 2022-01-01 | -
                i2           | B      | by-help   | 2022-01-01 | 2023-06-15
                i3           | B      | new       | 2023-06-20 | -
            """,
            "follow_up": """
                follow_up | person | care_plan | effective  | result
                ----------+--------+-----------+------------+-----------
                f1        | A      | open      | 2023-06-01 | afslut, ny
                f2        | B      | by-help   | 2023-06-01 | afslut, ny
            """,
        },
        expected={PERIOD: "1 of 1"},
    )


def test_a_follow_up_on_two_plans_one_in_error(kpi_spec):
    """A16: only that link falls."""
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | start      | end        | status
                ----------+------------+------------+-----------------
                right     | 2022-01-01 | 2023-06-15 | active
                wrong     | 2022-01-01 | 2023-06-15 | entered-in-error
            """,
            "follow_up": """
                follow_up | care_plan    | effective  | result
                ----------+--------------+------------+-----------
                f1        | right, wrong | 2023-06-01 | afslut, ny
            """,
        },
        expected={PERIOD: "0 of 1"},
    )


@pytest.mark.parametrize(
    "successor",
    [
        "| draft | order | ours",
        "| entered-in-error | order | ours",
        "| active | plan | ours",
        "| active | order | theirs",
    ],
)
def test_the_successor_is_a_granted_plan_of_ours(kpi_spec, successor):
    kpi_spec(
        KPI,
        given={
            "care_plan": f"""
                care_plan | start      | end        | known      | status | intent | organization
                ----------+------------+------------+------------+--------+--------+-------------
                old       | 2022-01-01 | 2023-06-15 | 2022-01-01 | active | order  | ours
                new       | 2023-06-15 | -          | 2023-06-10 {successor}
            """,
            "intervention": """
                intervention | care_plan | start      | intent
                -------------+-----------+------------+-------
                i1           | old       | 2022-01-01 | order
                i2           | new       | 2023-06-15 | plan
            """,
            "follow_up": HELD,
        },
        expected={PERIOD: "0 of 1"},
    )


def test_another_citizens_plan_is_no_successor(kpi_spec):
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | person | start      | end        | known
                ----------+--------+------------+------------+-----------
                old       | A      | 2022-01-01 | 2023-06-15 | 2022-01-01
                new       | B      | 2023-06-15 | -          | 2023-06-10
            """,
            "follow_up": HELD,
        },
        expected={PERIOD: "0 of 1"},
    )


def test_adults_on_the_day_of_the_follow_up_and_known_at(kpi_spec):
    kpi_spec(
        KPI,
        known_at="2024-04-01",
        given={
            "citizen": """
                person | born
                -------+-----------
                A      | 2005-06-02
                B      | 2005-06-01
            """,
            "care_plan": """
                care_plan | person | start      | end        | known
                ----------+--------+------------+------------+-----------
                a         | A      | 2022-01-01 | 2023-06-15 | 2022-01-01
                b         | B      | 2022-01-01 | 2023-06-15 | 2022-01-01
                new       | B      | 2023-06-15 | -          | 2024-04-02
            """,
            "follow_up": """
                follow_up | person | care_plan | effective  | result
                ----------+--------+-----------+------------+-----------
                f1        | A      | a         | 2023-06-01 | afslut, ny
                f2        | B      | b         | 2023-06-01 | afslut, ny
            """,
        },
        expected={PERIOD: "0 of 1"},
    )


@pytest.mark.parametrize(
    ("start", "expected"),
    [("2023-06-15", "0"), ("2023-06-25", "10"), ("2023-06-05", "0"), ("2023-12-01", "90")],
)
def test_the_median_gap_is_counted_beside(value_spec, start, expected):
    """In days; none within 90 days is 90, an overlap is 0."""
    value_spec(
        f"{KPI}.median_gap",
        given={
            "care_plan": f"""
                care_plan | start      | end        | known
                ----------+------------+------------+-----------
                old       | 2022-01-01 | 2023-06-15 | 2022-01-01
                new       | {start}    | -          | 2023-06-05
            """,
            "follow_up": HELD,
        },
        expected={PERIOD: expected},
    )
