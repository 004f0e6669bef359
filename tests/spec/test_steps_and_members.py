"""The step of a citizen (3.2) and the members of breakdowns, seen through own_home_share."""

import pytest

KPI = "own_home_share"


@pytest.mark.parametrize(
    ("tilbud", "ydelse", "expected"),
    [
        ("-", "§ 85", "1 of 1"),  # tilbud missing: the ydelse gives the step
        ("botilbud", "§ 85", "0 of 1"),  # the tilbud decides
        ("botilbudslignende", "§ 85", "0 of 1"),
        ("sikret", "akut", "0 of 1"),
        ("midlertidigt", "længerevarende ophold", "0 of 1"),
        ("-", "midlertidigt ophold", "0 of 1"),
        ("-", "længerevarende ophold", "0 of 1"),
        ("mobilt", "længerevarende ophold", "0 of 1"),
        ("aktivitet", "§ 104", "1 of 1"),
        ("mobilt", "§ 85 gruppekode", "1 of 1"),  # dead parent code: mapped
        ("mobilt", "Hjælp og støtte etableret i samarbejde med frivillige", "1 of 1"),
        ("mobilt", "akut", "0 of 0"),  # off the ladder: no step
        ("mobilt", "udredning, akut", "0 of 0"),
        ("mobilt", "udredning, § 82 b", "1 of 1"),
        ("akuttilbud", "akut", "0 of 0"),
        ("mobilt, botilbud", "§ 85", "0 of 1"),
    ],
)
def test_tilbud_and_ydelse_give_the_step(kpi_spec, tilbud, ydelse, expected):
    """3.2."""
    kpi_spec(
        KPI,
        given={
            "care_plan": f"""
                care_plan | start      | tilbud   | ydelse
                ----------+------------+----------+---------
                p1        | 2024-01-01 | {tilbud} | {ydelse}
            """,
        },
        expected={"2024-01": expected},
    )


def test_the_highest_of_several_plans_and_off_ladder_help_beside(kpi_spec):
    """R9, 3.2: NULL steps do not take a step away."""
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | person | start      | tilbud   | ydelse
                ----------+--------+------------+----------+-------
                a1        | A      | 2024-01-01 | mobilt   | § 85
                a2        | A      | 2024-01-01 | botilbud | § 85
                b1        | B      | 2024-01-01 | mobilt   | § 82 a
                b2        | B      | 2024-01-01 | mobilt   | akut
            """,
        },
        expected={"2024-01": "1 of 2"},
    )


def test_by_step(kpi_spec):
    kpi_spec(
        KPI,
        by="step",
        given={
            "care_plan": """
                care_plan | person | start      | tilbud       | ydelse
                ----------+--------+------------+--------------+-------
                p1        | A      | 2024-01-01 | mobilt       | § 82 a
                p2        | B      | 2024-01-01 | midlertidigt | § 85
                p3        | C      | 2024-01-01 | mobilt       | akut
            """,
        },
        expected={("2", "2024-01"): "1 of 1", ("6", "2024-01"): "0 of 1"},
    )


def test_by_age_group_on_the_birthday(kpi_spec):
    """A4: the life phases; the age on the last day."""
    kpi_spec(
        KPI,
        by="age_group",
        given={
            "citizen": """
                person | born
                -------+-----------
                A      | 1994-01-31
                B      | 1994-02-01
                C      | 1964-01-31
                D      | 1949-01-31
            """,
            "care_plan": """
                care_plan | person | start
                ----------+--------+-----------
                p1        | A      | 2024-01-01
                p2        | B      | 2024-01-01
                p3        | C      | 2024-01-01
                p4        | D      | 2024-01-01
            """,
        },
        expected={
            ("18-29", "2024-01"): "1 of 1",
            ("30-59", "2024-01"): "1 of 1",
            ("60-74", "2024-01"): "1 of 1",
            ("75+", "2024-01"): "1 of 1",
        },
    )


def test_by_primary_target_group(kpi_spec):
    """R9: rank 1 of the plan that gives the step; R10: six names."""
    kpi_spec(
        KPI,
        by="primary_target_group",
        given={
            "care_plan": """
                care_plan | person | start      | tilbud   | target_group
                ----------+--------+------------+----------+-----------------------------
                p1        | A      | 2024-01-01 | mobilt   | Angst, Hjemløshed:2
                p2        | A      | 2024-01-01 | botilbud | Udviklingshæmning
                p3        | B      | 2024-01-01 | mobilt   | -
                p4        | C      | 2024-01-01 | mobilt   | Syn
                p5        | D      | 2024-01-01 | mobilt   | Hjemløshed:2
                p6        | E      | 2024-01-02 | mobilt   | Angst
                p7        | E      | 2024-01-01 | mobilt   | Synsnedsættelse
                p9        | F      | 2024-01-01 | mobilt   | Hjemløshed
                p8        | F      | 2024-01-01 | mobilt   | Multipel funktionsnedsættelse
            """,
        },
        expected={
            ("Intellektuel/kognitiv", "2024-01"): "0 of 1",
            ("Uoplyst", "2024-01"): "3 of 3",
            ("Fysisk", "2024-01"): "1 of 1",
            ("Sjælden/multipel", "2024-01"): "1 of 1",
        },
    )


def test_by_sex(kpi_spec):
    kpi_spec(
        KPI,
        by="sex",
        given={
            "citizen": """
                person | sex
                -------+----
                A      | K
                B      | M
            """,
            "care_plan": """
                care_plan | person | start      | tilbud
                ----------+--------+------------+---------
                p1        | A      | 2024-01-01 | mobilt
                p2        | B      | 2024-01-01 | botilbud
            """,
        },
        expected={("K", "2024-01"): "1 of 1", ("M", "2024-01"): "0 of 1"},
    )


def test_a_person_with_two_citizen_ids_is_one(kpi_spec):
    """R6."""
    kpi_spec(
        KPI,
        given={
            "citizen": """
                person | citizen
                -------+--------
                A      | here
                A      | there
            """,
            "care_plan": """
                care_plan | person | start
                ----------+--------+-----------
                p1        | A      | 2024-01-01
            """,
        },
        expected={"2024-01": "1 of 1"},
    )
