"""group_based_support_share: of citizens on step 1-5, those with a group ydelse that day."""

KPI = "group_based_support_share"


def test_both_group_codes_count_and_no_other(kpi_spec):
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | person | start      | ydelse
                ----------+--------+------------+-------------------
                p1        | A      | 2024-01-01 | § 82 a
                p2        | B      | 2024-01-01 | § 82 a frivillige
                p3        | C      | 2024-01-01 | § 82 b
                p4        | D      | 2024-01-01 | § 82 d
                p5        | E      | 2024-01-01 | § 85
            """,
        },
        expected={"2024-01": "2 of 5"},
    )


def test_a_group_beside_other_help_counts_once(kpi_spec):
    """R9: citizens are counted, over all their plans."""
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | person | start      | ydelse
                ----------+--------+------------+---------------
                p1        | A      | 2024-01-01 | § 85
                p2        | A      | 2024-01-01 | § 82 a, § 82 b
            """,
        },
        expected={"2024-01": "1 of 1"},
    )


def test_in_a_botilbud_a_group_does_not_count(kpi_spec):
    """The denominator is step 1-5; off-ladder help has no step."""
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | person | start      | tilbud   | ydelse
                ----------+--------+------------+----------+-------
                p1        | A      | 2024-01-01 | botilbud | § 82 a
                p2        | B      | 2024-01-01 | mobilt   | akut
            """,
        },
        expected={"2024-01": "0 of 0"},
    )


def test_the_group_must_run_on_the_last_day(kpi_spec):
    """R2, R8: it ends with its plan at the latest."""
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | person | start      | end
                ----------+--------+------------+-----------
                home      | A      | 2024-01-01 | -
                group     | A      | 2024-01-01 | 2024-02-29
            """,
            "intervention": """
                intervention | care_plan | ydelse | start
                -------------+-----------+--------+-----------
                i1           | home      | § 85   | 2024-01-01
                i2           | group     | § 82 a | 2024-02-10
            """,
        },
        expected={"2024-01": "0 of 1", "2024-02": "0 of 1", "2024-Q1": "0 of 1"},
    )


def test_the_code_is_read_from_the_version_known_on_the_day(kpi_spec):
    """3.2: version known at D."""
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | start
                ----------+-----------
                p1        | 2024-01-01
            """,
            "intervention": """
                intervention | care_plan | ydelse | start      | known
                -------------+-----------+--------+------------+-----------
                i1           | p1        | § 82 a | 2024-01-01 | 2024-01-01
                i1           | p1        | § 85   | 2024-01-01 | 2024-02-15
            """,
        },
        expected={"2024-01": "1 of 1", "2024-02": "0 of 1"},
    )


def test_minors_and_errors_are_out(kpi_spec):
    kpi_spec(
        KPI,
        given={
            "citizen": """
                person | born
                -------+-----------
                A      | 2006-02-01
            """,
            "care_plan": """
                care_plan | person | start      | ydelse | status
                ----------+--------+------------+--------+-----------------
                minor     | A      | 2024-01-01 | § 82 a | active
                error     | B      | 2024-01-01 | § 82 a | entered-in-error
                right     | C      | 2024-01-01 | § 82 a | active
            """,
        },
        expected={"2024-01": "1 of 1", "2024-02": "2 of 2"},
    )


def test_as_known_then(kpi_spec):
    kpi_spec(
        KPI,
        known_at="2024-02-10",
        given={
            "care_plan": """
                care_plan | person | start      | ydelse | known
                ----------+--------+------------+--------+-----------
                p1        | A      | 2024-01-01 | § 82 a | 2024-02-10
                p2        | B      | 2024-01-01 | § 82 a | 2024-02-11
            """,
        },
        expected={"2024-01": "1 of 1"},
    )
