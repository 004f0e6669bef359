"""Which help citizens get on D: time-limited (no. 22), towards work (25), with volunteers (26)."""

import pytest

LIMITED = "time_limited_support_share"
WORK = "work_education_participation"
VOLUNTEERS = "volunteer_supported_citizens"
PERIOD = "2024-03"


def plans(*rows: str) -> str:
    return "\n".join(["care_plan | person | start | end | tilbud | ydelse", "--", *rows])


@pytest.mark.parametrize(
    ("kpi", "ydelse", "expected"),
    [
        (LIMITED, "§ 82 b", "1 of 1"),
        (LIMITED, "§ 82 d", "1 of 1"),
        (LIMITED, "§ 82 a", "0 of 1"),
        (LIMITED, "§ 85, § 82 b", "1 of 1"),
        (LIMITED, "akut", "0 of 0"),  # no step
        (VOLUNTEERS, "§ 82 d", "1 of 1"),
        (VOLUNTEERS, "§ 82 a frivillige", "1 of 1"),
        (VOLUNTEERS, "§ 82 a", "0 of 1"),
        (VOLUNTEERS, "§ 82 b", "0 of 1"),
        # no legal code in a report, but mapped
        (VOLUNTEERS, "Hjælp og støtte etableret i samarbejde med frivillige", "1 of 1"),
        (VOLUNTEERS, "akut", "0 of 1"),  # POP, whatever the step
        (WORK, "Støtte til uddannelse", "1 of 1"),
        (WORK, "Støtte til beskæftigelse", "1 of 1"),
        (WORK, "Kompetenceudviklende aktivitet", "1 of 1"),
        (WORK, "Service", "1 of 1"),
        (WORK, "Praktikforløb", "1 of 1"),
        (WORK, "Produktion og værksted", "1 of 1"),
        (WORK, "Beskyttet beskæftigelse", "0 of 1"),  # the group is no legal code, and not named
        (WORK, "Social aktivitet", "0 of 1"),
        (WORK, "§ 85", "0 of 1"),
    ],
)
def test_which_ydelser_count(kpi_spec, kpi, ydelse, expected):
    kpi_spec(
        kpi,
        given={"care_plan": plans(f"p1 | A | 2024-01-01 | - | mobilt | {ydelse}")},
        expected={PERIOD: expected},
    )


@pytest.mark.parametrize(
    ("kpi", "ydelse", "expected"),
    [(LIMITED, "§ 82 b", "0 of 0"), (VOLUNTEERS, "§ 82 d", "1 of 1"), (WORK, "Service", "1 of 1")],
)
def test_in_a_botilbud_only_time_limited_support_is_out(kpi_spec, kpi, ydelse, expected):
    """Its denominator is steps 1 to 5."""
    kpi_spec(
        kpi,
        given={
            "care_plan": plans(
                "p1 | A | 2024-01-01 | - | botilbud | § 85",
                f"p2 | A | 2024-01-01 | - | mobilt | {ydelse}",
            )
        },
        expected={PERIOD: expected},
    )


@pytest.mark.parametrize(
    ("kpi", "ydelse"), [(LIMITED, "§ 82 b"), (VOLUNTEERS, "§ 82 d"), (WORK, "Service")]
)
@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2024-03-31", "-", "1 of 1"),
        ("2024-04-01", "-", "0 of 1"),
        ("2024-01-01", "2024-03-31", "0 of 1"),  # half-open
        ("2024-01-01", "2024-04-01", "1 of 1"),
        ("2024-03-31", "2024-03-31", "0 of 1"),
        ("2024-03", "-", "0 of 1"),  # A10
    ],
)
def test_it_is_given_on_the_last_day(kpi_spec, kpi, ydelse, start, end, expected):
    kpi_spec(
        kpi,
        given={
            "care_plan": """
                care_plan | start
                ----------+-----------
                p1        | 2024-01-01
            """,
            "intervention": f"""
                intervention | care_plan | ydelse   | start      | end
                -------------+-----------+----------+------------+-----
                always       | p1        | § 85     | 2024-01-01 | -
                asked        | p1        | {ydelse} | {start}    | {end}
            """,
        },
        expected={PERIOD: expected},
    )


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        ("2006-04-01", "0 of 0"),
        ("2006-03-31", "1 of 1"),
        ("1957-04-01", "1 of 1"),  # 66
        ("1957-03-31", "0 of 0"),  # 67
    ],
)
def test_of_working_age(kpi_spec, born, expected):
    kpi_spec(
        WORK,
        given={
            "citizen": f"person | born\n--\nA | {born}",
            "care_plan": plans("p1 | A | 2024-01-01 | - | mobilt | Service"),
        },
        expected={PERIOD: expected},
    )


@pytest.mark.parametrize(
    ("ydelse", "support", "sheltered"),
    [
        ("Støtte til uddannelse", "1 of 1", "0 of 1"),
        ("Service", "0 of 1", "1 of 1"),
        ("Service, Støtte til beskæftigelse", "1 of 1", "0 of 1"),
        ("§ 85", "0 of 1", "0 of 1"),
    ],
)
def test_sheltered_work_is_shown_apart(value_spec, ydelse, support, sheltered):
    for name, expected in (("support", support), ("sheltered_only", sheltered)):
        value_spec(
            f"{WORK}.{name}",
            given={"care_plan": plans(f"p1 | A | 2024-01-01 | - | mobilt | {ydelse}")},
            expected={PERIOD: expected},
        )


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["p1 | A | 2023-10-01 | - | mobilt | § 82 b"], "0 of 1"),  # 182 days on 31 March
        (["p1 | A | 2023-09-30 | - | mobilt | § 82 b"], "0 of 1"),  # 183
        (["p1 | A | 2023-09-29 | - | mobilt | § 82 b"], "1 of 1"),  # 184
        # a new grant the day the old one ends, of the other sort: still one run
        (
            [
                "p1 | A | 2023-06-01 | 2024-01-01 | mobilt | § 82 b",
                "p2 | A | 2024-01-01 | - | mobilt | § 82 d",
            ],
            "1 of 1",
        ),
        # a day without it begins anew
        (
            [
                "p1 | A | 2023-06-01 | 2024-01-01 | mobilt | § 82 b",
                "p2 | A | 2024-01-02 | - | mobilt | § 82 b",
            ],
            "0 of 1",
        ),
        (["p1 | A | 2023-06-01 | - | mobilt | § 85"], "0 of 0"),
    ],
)
def test_how_many_have_had_it_for_more_than_half_a_year(value_spec, rows, expected):
    value_spec(
        f"{LIMITED}.over_half_a_year",
        given={"care_plan": plans(*rows)},
        expected={PERIOD: expected},
    )


@pytest.mark.parametrize(
    ("kpi", "ydelse"), [(LIMITED, "§ 82 b"), (VOLUNTEERS, "§ 82 d"), (WORK, "Service")]
)
def test_errors_late_knowledge_and_deaths(kpi_spec, kpi, ydelse):
    """R5; R8; K. A citizen with two plans is one citizen."""
    kpi_spec(
        kpi,
        given={
            "care_plan": f"""
                care_plan | person | start      | ydelse   | status           | known
                ----------+--------+------------+----------+------------------+-----------
                a1        | A      | 2024-01-01 | {ydelse} | active           | 2024-01-01
                a2        | A      | 2024-01-01 | {ydelse} | active           | 2024-01-01
                b1        | B      | 2024-01-01 | {ydelse} | active           | 2024-01-01
                b1        | B      | 2024-01-01 | {ydelse} | entered-in-error | 2024-02-01
                c1        | C      | 2024-01-01 | {ydelse} | active           | 2024-01-01
                d1        | D      | 2024-01-01 | {ydelse} | active           | 2024-04-11
            """,
            "citizen_status": """
                person | start      | status
                -------+------------+-------
                C      | 2024-03-10 | Død
            """,
        },
        known_at="2024-04-10",
        expected={"2024-02": "2 of 2", PERIOD: "1 of 1"},
    )


def test_by_step(kpi_spec):
    kpi_spec(
        VOLUNTEERS,
        given={
            "care_plan": plans(
                "a | A | 2024-01-01 | - | mobilt | § 82 d",
                "b | B | 2024-01-01 | - | mobilt | akut",
                "c | C | 2024-01-01 | - | mobilt | § 85, § 82 d",
            )
        },
        by="step",
        expected={
            ("1", PERIOD): "1 of 1",
            ("5", PERIOD): "1 of 1",
            ("akut/udredning", PERIOD): "0 of 1",
        },
    )
