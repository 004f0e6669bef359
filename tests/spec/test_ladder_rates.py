"""ladder_down_rate and ladder_up_rate: the step on D against D-365 (3.3, A9).

D is 31 March 2024, so D-365 is 1 April 2023.
"""

import pytest

DOWN, UP = "ladder_down_rate", "ladder_up_rate"
PERIOD = "2024-03"


@pytest.fixture
def movement(kpi_spec):
    """Both rates of one drawing of plans."""

    def both(plans: str, down: str, up: str, **others: str | None) -> None:
        for kpi, expected in ((DOWN, down), (UP, up)):
            kpi_spec(kpi, given={"care_plan": plans}, expected={PERIOD: expected}, **others)

    return both


def test_down_up_same_and_out_of_help(movement):
    movement(
        """
        care_plan | person | start      | end        | tilbud
        ----------+--------+------------+------------+----------
        a1        | A      | 2023-01-01 | 2023-09-01 | botilbud
        a2        | A      | 2023-09-01 | -          | mobilt
        b1        | B      | 2023-01-01 | 2023-09-01 | mobilt
        b2        | B      | 2023-09-01 | -          | midlertidigt
        c1        | C      | 2023-01-01 | -          | mobilt
        d1        | D      | 2023-01-01 | 2023-09-01 | mobilt
        """,
        down="2 of 4",
        up="1 of 4",
    )


def test_entrants_are_not_movement(movement):
    """3.3 rule 7: step 0 on D-365."""
    movement(
        """
        care_plan | person | start
        ----------+--------+-----------
        in-time   | A      | 2023-04-01
        too-late  | B      | 2023-04-02
        """,
        down="0 of 1",
        up="0 of 1",
    )


def test_off_ladder_help_on_the_last_day_is_out(movement):
    """3.3 rule 4: step NULL on D."""
    movement(
        """
        care_plan | person | start      | end        | ydelse
        ----------+--------+------------+------------+----------
        a1        | A      | 2023-01-01 | 2023-09-01 | § 85
        a2        | A      | 2023-09-01 | -          | akut
        b1        | B      | 2023-01-01 | 2023-09-01 | udredning
        b2        | B      | 2023-09-01 | -          | § 85
        """,
        down="0 of 0",
        up="0 of 0",
    )


@pytest.mark.parametrize(
    ("start", "counted"),
    [
        ("2024-04-01", "0 of 1"),  # the day after D
        ("2024-04-29", "0 of 1"),  # 30 days after D, whatever the step
        ("2024-04-30", "0 of 1"),
        ("2024-05-01", "1 of 1"),  # 31 days after D: step 0 on D, down
    ],
)
def test_a_start_soon_after_the_last_day_bridges_whatever_its_step(movement, start, counted):
    """A9, at D1 only. Help ended long before D."""
    movement(
        f"""
        care_plan | start      | end        | ydelse
        ----------+------------+------------+-------
        a1        | 2023-01-01 | 2024-01-01 | § 82 b
        a2        | {start}    | -          | § 82 b
        """,
        down=counted,
        up="0 of 1",
    )


def test_the_bridging_start_may_be_a_step_up(movement):
    movement(
        """
        care_plan | start      | end        | ydelse | tilbud
        ----------+------------+------------+--------+----------
        a1        | 2023-01-01 | 2024-01-01 | § 85   | mobilt
        a2        | 2024-04-20 | -          | § 85   | botilbud
        """,
        down="0 of 1",
        up="1 of 1",
    )


@pytest.mark.parametrize(
    ("ended", "start", "step_after", "cohort"),
    [
        ("2023-03-15", "2023-04-14", "§ 85", "0 of 1"),  # 30 days without help
        ("2023-03-15", "2023-04-15", "§ 85", "0 of 0"),  # 31 days
        ("2023-03-15", "2023-04-14", "§ 82 b", "0 of 0"),  # another step
        ("2023-04-01", "2023-04-20", "§ 85", "0 of 1"),  # D-365 is the first day without
        ("2023-04-01", "2023-05-01", "§ 85", "0 of 1"),
        ("2023-04-01", "2023-05-02", "§ 85", "0 of 0"),
    ],
)
def test_a_gap_over_the_first_day_is_bridged_by_the_same_step_only(
    movement, ended, start, step_after, cohort
):
    """A9: D0 by the same-step rule; start - first day without help <= 30."""
    movement(
        f"""
        care_plan | start      | end     | ydelse
        ----------+------------+---------+-------------
        a1        | 2022-01-01 | {ended} | § 85
        a2        | {start}    | -       | {step_after}
        """,
        down=cohort,
        up=cohort,
    )


def test_a_bridged_day_breaks_down_by_the_step_it_was_given(kpi_spec):
    kpi_spec(
        DOWN,
        by="step",
        given={
            "care_plan": """
                care_plan | start      | end        | ydelse
                ----------+------------+------------+-------
                a1        | 2022-01-01 | 2023-03-15 | § 85
                a2        | 2023-04-10 | -          | § 85
            """,
        },
        expected={("5", PERIOD): "0 of 1"},
    )


def test_adults_on_the_first_day(kpi_spec):
    """A5 with A3: the row's date of a year cohort is D-365."""
    kpi_spec(
        DOWN,
        given={
            "citizen": """
                person | born
                -------+-----------
                A      | 2005-04-01
                B      | 2005-04-02
            """,
            "care_plan": """
                care_plan | person | start
                ----------+--------+-----------
                p1        | A      | 2023-01-01
                p2        | B      | 2023-01-01
            """,
        },
        expected={PERIOD: "0 of 1"},
    )


def test_a_leap_year_has_366_days_but_the_window_365(kpi_spec):
    kpi_spec(
        DOWN,
        given={
            "care_plan": """
                care_plan | start
                ----------+-----------
                p1        | 2024-01-01
            """,
        },
        expected={"2024": "0 of 1"},
    )


def test_the_breakdown_is_read_on_the_first_day(kpi_spec):
    """A3: from-step, target group and age on D-365."""
    kpi_spec(
        DOWN,
        by="primary_target_group",
        given={
            "care_plan": """
                care_plan | start      | end        | tilbud   | target_group
                ----------+------------+------------+----------+-------------
                a1        | 2023-01-01 | 2023-09-01 | botilbud | Angst
                a2        | 2023-09-01 | -          | mobilt   | Hjemløshed
            """,
        },
        expected={("Psykiske vanskeligheder", PERIOD): "1 of 1"},
    )


def test_as_known_before_the_step_down_was_reported(kpi_spec):
    kpi_spec(
        DOWN,
        known_at="2024-04-10",
        given={
            "care_plan": """
                care_plan | start      | end        | tilbud   | known
                ----------+------------+------------+----------+-----------
                a1        | 2023-01-01 | -          | botilbud | 2023-01-01
                a1        | 2023-01-01 | 2023-09-01 | botilbud | 2024-04-11
            """,
        },
        expected={PERIOD: "0 of 1"},
    )


def test_an_erroneous_or_foreign_plan_is_no_step(movement):
    movement(
        """
        care_plan | person | start      | tilbud   | status           | organization
        ----------+--------+------------+----------+------------------+-------------
        a1        | A      | 2023-01-01 | mobilt   | active           | ours
        a2        | A      | 2023-09-01 | botilbud | entered-in-error | ours
        a3        | A      | 2023-09-01 | botilbud | active           | theirs
        """,
        down="0 of 1",
        up="0 of 1",
    )
