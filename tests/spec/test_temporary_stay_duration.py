"""temporary_stay_duration: Kaplan-Meier median of § 107 stays, in months (no. 21, B10).

D is 31 March 2024: stays that begin in (1 April 2019, 31 March 2024].
"""

import pytest

KPI = "temporary_stay_duration"
OPEN = f"{KPI}.open_over_two_years"
PERIOD = "2024-03"


def plans(*rows: str) -> str:
    return "\n".join(["care_plan | person | start | end | tilbud | ydelse", "--", *rows])


def months(days: int) -> str:
    return f"{days / 30.4:.4g}"


def stay(start: str, end: str, letter: str = "A") -> str:
    return f"p{letter}{start} | {letter} | {start} | {end} | midlertidigt | § 85"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([stay("2023-01-01", "2023-04-11")], months(100)),
        ([stay("2019-04-01", "2019-07-10")], "-"),  # begins on D-1826
        ([stay("2019-04-02", "2019-07-11")], months(100)),
        ([stay("2024-03-31", "2024-03-31")], "-"),  # no day at all
        # open: nobody has left
        ([stay("2023-01-01", "-")], "-"),
        ([stay("2023-01-01", "2024-03-31")], months(455)),
        ([stay("2023-01-01", "2024-04-01")], "-"),
        # half of two have left after 100 days
        ([stay("2023-01-01", "2023-04-11"), stay("2023-01-01", "-", "B")], months(100)),
        # one of three: the others are open for longer
        (
            [
                stay("2023-01-01", "2023-04-11"),
                stay("2023-01-01", "-", "B"),
                stay("2023-01-01", "-", "C"),
            ],
            "-",
        ),
        # one of the open ones has been there for less than 100 days: of two at risk one left
        (
            [
                stay("2023-01-01", "2023-04-11"),
                stay("2024-03-01", "-", "B"),
                stay("2023-01-01", "-", "C"),
            ],
            months(100),
        ),
    ],
)
def test_median_with_open_stays(value_spec, rows, expected):
    value_spec(KPI, given={"care_plan": plans(*rows)}, expected={PERIOD: expected})


@pytest.mark.parametrize(
    ("tilbud", "ydelse", "expected"),
    [
        ("midlertidigt", "akut", months(100)),
        ("mobilt", "midlertidigt ophold", months(100)),
        ("-", "midlertidigt ophold", months(100)),
        # a residential tilbud decides
        ("botilbud", "midlertidigt ophold", "-"),
        ("botilbudslignende", "midlertidigt ophold", "-"),
        ("mobilt", "længerevarende ophold", "-"),
        ("midlertidigt, mobilt", "§ 85", months(100)),
    ],
)
def test_what_is_a_temporary_stay(value_spec, tilbud, ydelse, expected):
    value_spec(
        KPI,
        given={"care_plan": plans(f"p1 | A | 2023-01-01 | 2023-04-11 | {tilbud} | {ydelse}")},
        expected={PERIOD: expected},
    )


def test_days_with_an_active_ydelse_count(value_spec):
    """B10: the plan is longer than its help."""
    value_spec(
        KPI,
        given={
            "care_plan": plans(stay("2023-01-01", "2024-01-01")),
            "intervention": """
                intervention | care_plan    | start      | end
                -------------+--------------+------------+-----------
                i1           | pA2023-01-01 | 2023-02-01 | 2023-05-12
            """,
        },
        expected={PERIOD: months(100)},
    )


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2023-02-20", months(190)),  # back to back
        ("2023-03-22", months(190)),  # 30 days between
        ("2023-03-23", months(50)),  # 31: two stays, of 50 and of 109 days
    ],
)
def test_gaps_are_bridged(value_spec, start, expected):
    """Half of the two have left after 50 days."""
    value_spec(
        KPI,
        given={"care_plan": plans(stay("2023-01-01", "2023-02-20"), stay(start, "2023-07-10"))},
        expected={PERIOD: expected},
    )


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("2023-04-11 | Død", "-"),  # cut off on the day it ends
        ("2023-04-01 | Udrejst", "-"),
        ("2023-04-12 | Død", months(100)),  # it had ended
    ],
)
def test_a_death_or_a_move_cuts_off(value_spec, status, expected):
    value_spec(
        KPI,
        given={
            "care_plan": plans(stay("2023-01-01", "2023-04-11")),
            "citizen_status": f"start | status\n--\n{status}",
        },
        expected={PERIOD: expected},
    )


@pytest.mark.parametrize(("born", "expected"), [("2005-01-01", months(100)), ("2005-01-02", "-")])
def test_adults_on_the_first_day(value_spec, born, expected):
    value_spec(
        KPI,
        given={
            "citizen": f"person | born\n--\nA | {born}",
            "care_plan": plans(stay("2023-01-01", "2023-04-11")),
        },
        expected={PERIOD: expected},
    )


def test_a_system_shift_is_no_start(value_spec):
    """A8: of 100 starts 30 fall on one day, so only the other stay is known."""
    letters = [f"{a}{b}" for a in "ABCDEFGHIJ" for b in "ABCDEFGHIJ"]
    on_one_day = [f"p{x} | {x} | 2023-01-01 | - | mobilt | § 85" for x in letters[:29]]
    spread = [
        f"p{x} | {x} | 2023-{2 + n % 6:02}-{1 + n % 28:02} | - | mobilt | § 85"
        for n, x in enumerate(letters[29:])
    ]
    value_spec(
        KPI,
        given={
            "care_plan": plans(
                *on_one_day,
                *spread,
                stay("2023-01-01", "2023-01-31", "X"),
                stay("2022-12-01", "2023-03-11", "Y"),
            )
        },
        expected={PERIOD: months(100)},
    )


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2022-04-01", "-", "1 of 1"),  # 730 days on D: over 24 months of 30.4
        ("2022-04-02", "-", "0 of 1"),  # 729
        ("2010-01-01", "-", "1 of 1"),  # older than the five years, and still open
        ("2022-01-01", "2024-03-31", "0 of 0"),
    ],
)
def test_open_stays_of_more_than_two_years(value_spec, start, end, expected):
    value_spec(OPEN, given={"care_plan": plans(stay(start, end))}, expected={PERIOD: expected})


def test_errors_and_late_knowledge(value_spec):
    value_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | person | start | end | tilbud | status | known
                --
                a | A | 2023-01-01 | 2023-02-20 | midlertidigt | active | 2023-01-01
                a | A | 2023-01-01 | 2023-02-20 | midlertidigt | entered-in-error | 2024-06-01
                b | B | 2023-01-01 | 2023-04-11 | midlertidigt | active | 2024-06-01
            """
        },
        expected={PERIOD: months(100)},
    )


def test_by_the_target_group_of_the_first_day(value_spec):
    value_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | start      | end        | tilbud       | target_group    | known
                ----------+------------+------------+--------------+-----------------+-----------
                p1        | 2023-01-01 | -          | midlertidigt | Synsnedsættelse | 2023-01-01
                p1        | 2023-01-01 | 2023-04-11 | midlertidigt | Angst           | 2023-02-01
            """
        },
        by="primary_target_group",
        expected={("Fysisk", PERIOD): months(100)},
    )
