"""ladder_rebound_rate: down between two month ends, and back within 183 days (no. 18, B9).

D is 31 March 2024: the move lies by a month end m in (30 September 2022, 30 September 2023].
"""

import pytest

KPI = "ladder_rebound_rate"
PERIOD = "2024-03"


def plans(*rows: str) -> str:
    return "\n".join(["care_plan | person | start | end | tilbud | ydelse", "--", *rows])


def moved(day: str, back: str | None = None, tilbud: str = "botilbud") -> str:
    """From a botilbud to one's own home on a day, and perhaps back."""
    rows = [
        f"p1 | A | 2021-01-01 | {day} | botilbud | § 85",
        f"p2 | A | {day} | {back or '-'} | mobilt | § 85",
    ]
    return plans(*rows, *([f"p3 | A | {back} | - | {tilbud} | § 85"] if back else []))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2022-09-15", "0 of 0"),  # m is 30 September 2022 = D-548: out
        ("2022-09-30", "0 of 0"),
        ("2022-10-01", "0 of 1"),
        ("2023-09-30", "0 of 1"),  # m is 30 September 2023 = D-183
        ("2023-10-01", "0 of 0"),
    ],
)
def test_the_move_lies_in_the_window(kpi_spec, day, expected):
    kpi_spec(KPI, given={"care_plan": moved(day)}, expected={PERIOD: expected})


@pytest.mark.parametrize(
    ("back", "tilbud", "expected"),
    [
        ("2023-02-10", "botilbud", "1 of 1"),
        ("2023-02-10", "sikret", "1 of 1"),  # the same step or higher
        ("2023-02-10", "botilbudslignende", "0 of 1"),
        # m is 31 January; 183 days later is 2 August, so 31 July is the last month end
        ("2023-07-31", "botilbud", "1 of 1"),
        ("2023-08-01", "botilbud", "0 of 1"),
    ],
)
def test_back_at_a_month_end_within_half_a_year(kpi_spec, back, tilbud, expected):
    kpi_spec(
        KPI,
        given={"care_plan": moved("2023-01-15", back, tilbud)},
        expected={PERIOD: expected},
    )


def test_back_only_between_month_ends_is_not_seen(kpi_spec):
    kpi_spec(
        KPI,
        given={
            "care_plan": plans(
                "p1 | A | 2021-01-01 | 2023-01-15 | botilbud | § 85",
                "p2 | A | 2023-01-15 | -          | mobilt   | § 85",
                "p3 | A | 2023-03-02 | 2023-03-30 | botilbud | § 85",
            )
        },
        expected={PERIOD: "0 of 1"},
    )


def test_a_move_out_of_help_counts_and_may_come_back(kpi_spec):
    """It may end in 0."""
    kpi_spec(
        KPI,
        given={
            "care_plan": plans(
                "a1 | A | 2021-01-01 | 2023-01-15 | mobilt | § 85",
                "b1 | B | 2021-01-01 | 2023-01-15 | mobilt | § 85",
                "b2 | B | 2023-04-01 | -          | mobilt | § 85",
            )
        },
        expected={PERIOD: "1 of 2"},
    )


@pytest.mark.parametrize(
    ("start", "tilbud", "expected"),
    [
        ("2023-02-19", "mobilt", "0 of 0"),  # 30 days without help, and the same step: no move
        ("2023-02-20", "mobilt", "1 of 1"),  # 31 days
        ("2023-02-10", "botilbud", "1 of 1"),  # another step: not bridged
    ],
)
def test_a_short_gap_in_the_same_step_is_no_move(kpi_spec, start, tilbud, expected):
    """A9; the rule for D1 only does not apply at month ends."""
    kpi_spec(
        KPI,
        given={
            "care_plan": plans(
                "p1 | A | 2021-01-01 | 2023-01-20 | mobilt | § 85",
                f"p2 | A | {start} | - | {tilbud} | § 85",
            )
        },
        expected={PERIOD: expected},
    )


def test_an_unknown_step_is_no_move(kpi_spec):
    """Neither into akut help nor out of it."""
    kpi_spec(
        KPI,
        given={
            "care_plan": plans(
                "p1 | A | 2021-01-01 | 2023-01-15 | mobilt | § 85",
                "p2 | A | 2023-01-15 | 2023-02-15 | mobilt | akut",
                "p3 | A | 2023-02-15 | -          | mobilt | § 82 a",
            )
        },
        expected={PERIOD: "0 of 0"},
    )


def test_one_move_a_citizen_the_first(kpi_spec):
    """The second, from 5 to 2, has no way back in half a year; the first has."""
    kpi_spec(
        KPI,
        given={
            "care_plan": plans(
                "p1 | A | 2021-01-01 | 2022-11-10 | botilbud | § 85",
                "p2 | A | 2022-11-10 | 2022-12-10 | mobilt   | § 85",
                "p3 | A | 2022-12-10 | 2023-01-10 | botilbud | § 85",
                "p4 | A | 2023-01-10 | -          | mobilt   | § 82 a",
            )
        },
        expected={PERIOD: "1 of 1", "2024-04": "1 of 1", "2024-05": "0 of 1"},
    )


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2022-12-31", "0 of 0"),  # m-1 is 31 December: gone by then
        ("2023-01-01", "0 of 0"),
        ("2023-08-02", "0 of 0"),  # m + 183
        ("2023-08-03", "0 of 1"),
    ],
)
def test_who_dies_within_half_a_year_is_out(kpi_spec, day, expected):
    kpi_spec(
        KPI,
        given={
            "care_plan": moved("2023-01-15"),
            "citizen_status": f"start | status\n--\n{day} | Død",
        },
        expected={PERIOD: expected},
    )


@pytest.mark.parametrize(
    ("day", "kind", "expected"),
    [
        ("2023-01-13", "Ældreområdet", "0 of 1"),  # the social plan has a day after it
        ("2023-01-14", "Ældreområdet", "0 of 0"),
        ("2023-08-02", "Ældreområdet", "0 of 0"),  # m + 183
        ("2023-08-03", "Ældreområdet", "0 of 1"),
        ("2023-01-14", "Tilbudsskift", "0 of 1"),
    ],
)
def test_who_goes_to_care_for_the_elderly_is_out(kpi_spec, day, kind, expected):
    """3.3 rule 2, which holds for the month ends of rebound as well."""
    kpi_spec(
        KPI,
        given={
            "care_plan": plans("p1 | A | 2021-01-01 | 2023-01-15 | botilbud | § 85"),
            "transition": f"type | actual\n--\n{kind} | {day}",
        },
        expected={PERIOD: expected},
    )


@pytest.mark.parametrize(("born", "expected"), [("2004-12-31", "0 of 1"), ("2005-01-01", "0 of 0")])
def test_adults_at_the_month_end_before(kpi_spec, born, expected):
    kpi_spec(
        KPI,
        given={
            "citizen": f"person | born\n--\nA | {born}",
            "care_plan": moved("2023-01-15"),
        },
        expected={PERIOD: expected},
    )


def test_errors_and_several_plans(kpi_spec):
    """R5; R9: the highest step counts, so a plan that ends beside a higher one is no move."""
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | person | start | end | tilbud | status | known
                --
                a1 | A | 2021-01-01 | 2023-01-15 | botilbud | active | 2021-01-01
                a2 | A | 2021-01-01 | - | mobilt | active | 2021-01-01
                a1 | A | 2021-01-01 | 2023-01-15 | botilbud | entered-in-error | 2023-03-01
                b1 | B | 2021-01-01 | 2023-01-15 | mobilt | active | 2021-01-01
                b2 | B | 2021-01-01 | - | botilbud | active | 2021-01-01
            """
        },
        expected={PERIOD: "0 of 0"},
    )


@pytest.mark.parametrize(
    ("known_at", "expected"), [("2024-04-09", "0 of 0"), ("2024-04-10", "0 of 1")]
)
def test_as_known_on_a_day(kpi_spec, known_at, expected):
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | start      | end        | known
                ----------+------------+------------+-----------
                p1        | 2021-01-01 | -          | 2021-01-01
                p1        | 2021-01-01 | 2023-01-15 | 2024-04-10
            """
        },
        known_at=known_at,
        expected={PERIOD: expected},
    )


@pytest.mark.parametrize(("by", "member"), [("step", "8"), ("primary_target_group", "Fysisk")])
def test_breakdowns_are_those_of_the_month_end_before(kpi_spec, by, member):
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | start      | end        | tilbud   | target_group
                ----------+------------+------------+----------+---------------
                p1        | 2021-01-01 | 2023-01-15 | botilbud | Synsnedsættelse
                p2        | 2023-01-15 | -          | mobilt   | Angst
            """
        },
        by=by,
        expected={(member, PERIOD): "0 of 1"},
    )


def test_by_the_step_after(value_spec):
    value_spec(
        KPI,
        given={"care_plan": moved("2023-01-15")},
        by="step_after",
        expected={("5", PERIOD): "0 of 1"},
    )
