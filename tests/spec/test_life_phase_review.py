"""life_phase_review: a new assessment around the birthday that begins a phase of life (no. 51).

D is 31 March 2024: birthdays in (30 September 2022, 30 September 2023].
"""

import pytest

KPI = "life_phase_review"
PERIOD = "2024-03"
PLAN = "care_plan | start\n--\np1 | 2020-01-01"


def born(day: str) -> str:
    return f"person | born\n--\nA | {day}"


def gathering(effective: str, status: str = "completed", known: str = "2023-01-01") -> str:
    return f"gathering | effective | status | known\n--\ng1 | {effective} | {status} | {known}"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("1992-09-30", "0 of 0"),  # the birthday is D-548
        ("1992-10-01", "0 of 1"),
        ("1993-09-30", "0 of 1"),  # D-183
        ("1993-10-01", "0 of 0"),
        ("1963-03-01", "0 of 1"),
        ("1948-03-01", "0 of 1"),
        ("1983-03-01", "0 of 0"),  # 40 begins nothing
        ("2005-03-01", "0 of 0"),  # nor does 18
    ],
)
def test_who_enters_a_phase_in_the_window(kpi_spec, day, expected):
    kpi_spec(KPI, given={"citizen": born(day), "care_plan": PLAN}, expected={PERIOD: expected})


@pytest.mark.parametrize(
    ("effective", "status", "expected"),
    [
        ("2022-08-29", "completed", "0 of 1"),  # 184 days before 1 March 2023
        ("2022-08-30", "completed", "1 of 1"),
        ("2023-08-31", "completed", "1 of 1"),  # 183 days after
        ("2023-09-01", "completed", "0 of 1"),
        ("2023-03-01", "in-progress", "0 of 1"),
        ("2023-03-01", "entered-in-error", "0 of 1"),
        ("2023-03", "completed", "0 of 1"),
    ],
)
def test_a_completed_assessment_within_half_a_year(kpi_spec, effective, status, expected):
    kpi_spec(
        KPI,
        given={
            "citizen": born("1963-03-01"),
            "care_plan": PLAN,
            "information_gathering": gathering(effective, status),
        },
        expected={PERIOD: expected},
    )


@pytest.mark.parametrize(
    ("end", "start", "expected"),
    [
        ("2023-03-01", "-", "0 of 0"),
        ("2023-03-02", "-", "0 of 1"),
        ("2023-02-20", "2023-03-01", "0 of 1"),
        ("2023-02-20", "2023-03-02", "0 of 0"),  # a gap is not bridged: POP, not movement
    ],
)
def test_in_pop_on_the_birthday(kpi_spec, end, start, expected):
    rows = [f"p1 | 2020-01-01 | {end}"] + ([f"p2 | {start} | -"] if start != "-" else [])
    kpi_spec(
        KPI,
        given={
            "citizen": born("1963-03-01"),
            "care_plan": "\n".join(["care_plan | start | end", "--", *rows]),
        },
        expected={PERIOD: expected},
    )


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2023-03-01", "0 of 0"),
        ("2023-03-02", "0 of 0"),
        ("2023-08-31", "0 of 0"),
        ("2023-09-01", "0 of 1"),
    ],
)
def test_not_gone_within_half_a_year_after(kpi_spec, day, expected):
    kpi_spec(
        KPI,
        given={
            "citizen": born("1963-03-01"),
            "care_plan": PLAN,
            "citizen_status": f"start | status\n--\n{day} | Udrejst",
        },
        expected={PERIOD: expected},
    )


@pytest.mark.parametrize(("end", "expected"), [("2023-03-01", "0 of 0"), ("2023-03-02", "0 of 1")])
def test_the_29th_of_february_is_celebrated_on_the_first_of_march(kpi_spec, end, expected):
    """B15: who was born on it in 1948 turned 75 in 2023, which has none."""
    kpi_spec(
        KPI,
        given={
            "citizen": born("1948-02-29"),
            "care_plan": f"care_plan | start | end\n--\np1 | 2020-01-01 | {end}",
        },
        expected={PERIOD: expected},
    )


@pytest.mark.parametrize(
    ("by", "member"), [("age_group", "60-74"), ("step", "8"), ("primary_target_group", "Fysisk")]
)
def test_breakdowns_are_those_of_the_birthday(kpi_spec, by, member):
    """The age group is the phase that begins."""
    kpi_spec(
        KPI,
        given={
            "citizen": born("1963-03-01"),
            "care_plan": """
                care_plan | start      | end        | tilbud   | target_group
                ----------+------------+------------+----------+----------------
                p1        | 2020-01-01 | 2023-03-02 | botilbud | Synsnedsættelse
                p2        | 2023-03-02 | -          | mobilt   | Angst
            """,
        },
        by=by,
        expected={(member, PERIOD): "0 of 1"},
    )


@pytest.mark.parametrize(
    ("known_at", "expected"), [("2024-04-09", "0 of 1"), ("2024-04-10", "1 of 1")]
)
def test_as_known_on_a_day(kpi_spec, known_at, expected):
    kpi_spec(
        KPI,
        given={
            "citizen": born("1963-03-01"),
            "care_plan": PLAN,
            "information_gathering": gathering("2023-03-01", known="2024-04-10"),
        },
        known_at=known_at,
        expected={PERIOD: expected},
    )
