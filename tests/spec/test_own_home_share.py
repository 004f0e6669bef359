"""own_home_share: citizens with step 1-5 of citizens with step 1-9, on the last day."""

import pytest

KPI = "own_home_share"


def test_own_home_and_botilbud(kpi_spec):
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | person | start      | tilbud
                ----------+--------+------------+----------
                p1        | A      | 2024-01-10 | mobilt
                p2        | B      | 2024-01-10 | botilbud
            """,
        },
        expected={"2024-01": "1 of 2", "2023-12": "0 of 0", "2024-Q1": "1 of 2", "2024": "1 of 2"},
    )


def test_the_first_day_counts_and_the_end_date_does_not(kpi_spec):
    """R2: half-open. D is 31 January."""
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | person | start      | end
                ----------+--------+------------+-----------
                ends-on   | A      | 2024-01-01 | 2024-01-31
                ends-after| B      | 2024-01-01 | 2024-02-01
                starts-on | C      | 2024-01-31 | -
                starts-aft| D      | 2024-02-01 | -
                empty     | E      | 2024-01-31 | 2024-01-31
            """,
        },
        expected={"2024-01": "2 of 2", "2024-02": "2 of 2"},
    )


def test_one_plan_ends_and_the_next_begins_the_same_day(kpi_spec):
    """R2: one citizen, one step; closed intervals would see both."""
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | person | start      | end        | tilbud
                ----------+--------+------------+------------+---------
                old       | A      | 2024-01-01 | 2024-01-31 | botilbud
                new       | A      | 2024-01-31 | -          | mobilt
            """,
        },
        expected={"2024-01": "1 of 1"},
    )


def test_an_end_planned_in_the_future_is_no_end_yet(kpi_spec):
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | person | start      | end        | known
                ----------+--------+------------+------------+-----------
                p1        | A      | 2024-01-01 | 2024-06-30 | 2024-01-01
            """,
        },
        expected={"2024-05": "1 of 1", "2024-06": "0 of 0"},
    )


def test_a_plan_that_is_never_closed_ends_with_its_last_help(kpi_spec):
    """R8: status decides nothing; all its interventions have ended."""
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | person | start      | status
                ----------+--------+------------+-------
                p1        | A      | 2024-01-01 | active
            """,
            "intervention": """
                intervention | care_plan | start      | end        | known      | status
                -------------+-----------+------------+------------+------------+-------
                i1           | p1        | 2024-01-01 | 2024-02-15 | 2024-01-01 | active
                i2           | p1        | 2024-01-01 | 2024-03-15 | 2024-01-01 | active
            """,
        },
        expected={"2024-01": "1 of 1", "2024-02": "1 of 1", "2024-03": "0 of 0"},
    )


@pytest.mark.parametrize("status", ["completed", "revoked"])
def test_without_an_end_the_day_it_was_known_closed_ends_it(kpi_spec, status):
    """R8; a partial end counts as a missing one (A10)."""
    kpi_spec(
        KPI,
        given={
            "care_plan": f"""
                care_plan | person | start      | end     | status   | known
                ----------+--------+------------+---------+----------+-----------
                p1        | A      | 2024-01-01 | -       | active   | 2024-01-01
                p1        | A      | 2024-01-01 | 2024-02 | {status} | 2024-03-05
                p1        | A      | 2024-01-01 | 2024-03 | {status} | 2024-04-05
            """,
        },
        expected={"2024-02": "1 of 1", "2024-03": "0 of 0"},
    )


def test_a_partial_start_makes_the_plan_or_the_help_inactive(kpi_spec):
    """A10."""
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | person | start      | known
                ----------+--------+------------+-----------
                partial   | A      | 2024-01    | 2024-01-01
                whole     | B      | 2024-01-01 | 2024-01-01
            """,
            "intervention": """
                intervention | person | care_plan | start      | known
                -------------+--------+-----------+------------+-----------
                i1           | A      | partial   | 2024-01-01 | 2024-01-01
                i2           | B      | whole     | 2023       | 2024-01-01
            """,
        },
        expected={"2024-01": "0 of 0"},
    )


def test_a_plan_is_granted_when_it_or_one_of_its_helps_is_an_order(kpi_spec):
    """R7, A11."""
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | person | start      | intent | status
                ----------+--------+------------+--------+-----------------
                ordered   | A      | 2024-01-01 | order  | active
                by-help   | B      | 2024-01-01 | plan   | active
                planned   | C      | 2024-01-01 | plan   | active
                draft     | D      | 2024-01-01 | order  | draft
                unknown   | E      | 2024-01-01 | order  | unknown
                on-hold   | F      | 2024-01-01 | order  | on-hold
                draft-help| G      | 2024-01-01 | order  | active
            """,
            "intervention": """
                intervention | person | care_plan  | start      | intent | status
                -------------+--------+------------+------------+--------+-------
                i1           | A      | ordered    | 2024-01-01 | plan   | active
                i2           | B      | by-help    | 2024-01-01 | order  | active
                i3           | C      | planned    | 2024-01-01 | plan   | active
                i4           | D      | draft      | 2024-01-01 | order  | active
                i5           | E      | unknown    | 2024-01-01 | order  | active
                i6           | F      | on-hold    | 2024-01-01 | order  | active
                i7           | G      | draft-help | 2024-01-01 | order  | draft
            """,
        },
        expected={"2024-01": "3 of 3"},
    )


def test_entered_in_error_takes_every_version_away(kpi_spec):
    """R5, also when the period lies before the error was reported."""
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | person | start      | status           | known
                ----------+--------+------------+------------------+-----------
                wrong     | A      | 2024-01-01 | active           | 2024-01-01
                wrong     | A      | 2024-01-01 | entered-in-error | 2024-05-01
                right     | B      | 2024-01-01 | active           | 2024-01-01
            """,
        },
        expected={"2024-01": "1 of 1"},
    )


def test_before_the_error_was_reported_it_counted(kpi_spec):
    """R3: known-at reads the state as it was known."""
    kpi_spec(
        KPI,
        known_at="2024-04-30",
        given={
            "care_plan": """
                care_plan | person | start      | status           | known
                ----------+--------+------------+------------------+-----------
                wrong     | A      | 2024-01-01 | active           | 2024-01-01
                wrong     | A      | 2024-01-01 | entered-in-error | 2024-05-01
            """,
        },
        expected={"2024-01": "1 of 1"},
    )


def test_of_two_parents_one_in_error_only_that_link_falls(kpi_spec):
    """A16; with all parents in error the help falls (R5)."""
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | person | start      | tilbud   | status
                ----------+--------+------------+----------+-----------------
                a-right   | A      | 2024-01-01 | mobilt   | active
                a-wrong   | A      | 2024-01-01 | botilbud | entered-in-error
                b-wrong   | B      | 2024-01-01 | mobilt   | entered-in-error
            """,
            "intervention": """
                intervention | person | care_plan        | start
                -------------+--------+------------------+-----------
                i1           | A      | a-right, a-wrong | 2024-01-01
                i2           | B      | b-wrong          | 2024-01-01
            """,
        },
        expected={"2024-01": "1 of 1"},
    )


def test_a_moved_help_belongs_to_the_plan_it_was_known_under(kpi_spec):
    """A1: the link is read from the version known at D."""
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | person | start      | tilbud
                ----------+--------+------------+---------
                home      | A      | 2024-01-01 | mobilt
                botilbud  | A      | 2024-01-01 | botilbud
            """,
            "intervention": """
                intervention | care_plan | start      | known
                -------------+-----------+------------+-----------
                i1           | home      | 2024-01-01 | 2024-01-01
                i1           | botilbud  | 2024-01-01 | 2024-02-10
            """,
        },
        expected={"2024-01": "1 of 1", "2024-02": "0 of 1"},
    )


def test_a_plan_lives_on_through_a_help_that_was_moved_away(kpi_spec):
    """A1: for the end of a plan every help that any version based on it counts."""
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | person | start      | tilbud
                ----------+--------+------------+---------
                p1        | A      | 2024-01-01 | mobilt
                p2        | A      | 2024-03-01 | mobilt
            """,
            "intervention": """
                intervention | care_plan | start      | end        | known
                -------------+-----------+------------+------------+-----------
                moved        | p1        | 2024-01-01 | -          | 2024-01-01
                moved        | p2        | 2024-01-01 | 2024-01-20 | 2024-03-05
                stays        | p1        | 2024-01-01 | 2024-02-20 | 2024-01-01
            """,
        },
        expected={"2024-01": "1 of 1", "2024-02": "0 of 0", "2024-03": "0 of 0"},
    )


def test_received_late_the_first_version_is_read_back(kpi_spec):
    """R3: none known at D because of late registration."""
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | start      | tilbud   | known
                ----------+------------+----------+-----------
                late      | 2024-01-01 | mobilt   | 2024-05-01
                late      | 2024-01-01 | botilbud | 2024-07-01
            """,
            "intervention": """
                intervention | care_plan | start      | known
                -------------+-----------+------------+-----------
                i1           | late      | 2024-01-01 | 2024-06-01
            """,
        },
        expected={"2024-01": "1 of 1", "2024-06": "1 of 1", "2024-07": "0 of 1"},
    )


def test_known_at_hides_what_came_later(kpi_spec):
    kpi_spec(
        KPI,
        known_at="2024-02-28",
        given={
            "care_plan": """
                care_plan | person | start      | known
                ----------+--------+------------+-----------
                in-time   | A      | 2024-01-01 | 2024-02-28
                late      | B      | 2024-01-01 | 2024-02-29
            """,
        },
        expected={"2024-01": "1 of 1"},
    )


def test_of_several_versions_in_a_day_the_last_is_read(kpi_spec):
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | person | start      | tilbud   | known
                ----------+--------+------------+----------+-----------
                p1        | A      | 2024-01-01 | botilbud | 2024-01-01
                p1        | A      | 2024-01-01 | mobilt   | 2024-01-01
            """,
        },
        expected={"2024-01": "1 of 1"},
    )


@pytest.mark.parametrize(
    ("born", "expected"),
    [("2006-01-31", "1 of 1"), ("2006-02-01", "0 of 0"), ("1921-01-31", "1 of 1")],
)
def test_only_adults_count(kpi_spec, born, expected):
    """A5: eighteen on the last day is enough."""
    kpi_spec(
        KPI,
        given={
            "citizen": f"""
                person | born
                -------+----------
                A      | {born}
            """,
            "care_plan": """
                care_plan | person | start
                ----------+--------+-----------
                p1        | A      | 2023-12-01
            """,
        },
        expected={"2024-01": expected},
    )


def test_born_on_29_february_is_eighteen_on_1_march(kpi_spec):
    """B15: celebrated on 1 March in other years."""
    kpi_spec(
        KPI,
        given={
            "citizen": """
                person | born
                -------+-----------
                A      | 2004-02-29
            """,
            "care_plan": """
                care_plan | person | start
                ----------+--------+-----------
                p1        | A      | 2021-12-01
            """,
        },
        expected={"2022-02": "0 of 0", "2022-03": "1 of 1"},
    )


def test_plans_of_another_municipality_do_not_count(kpi_spec):
    """A15."""
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | person | start      | organization
                ----------+--------+------------+-------------
                ours      | A      | 2024-01-01 | ours
                theirs    | B      | 2024-01-01 | theirs
            """,
        },
        expected={"2024-01": "1 of 1"},
    )


def test_with_no_organisation_mapped_all_count(kpi_spec):
    """A15."""
    kpi_spec(
        KPI,
        ours=(),
        given={
            "care_plan": """
                care_plan | person | start      | organization
                ----------+--------+------------+-------------
                one       | A      | 2024-01-01 | ours
                other     | B      | 2024-01-01 | theirs
            """,
        },
        expected={"2024-01": "2 of 2"},
    )
