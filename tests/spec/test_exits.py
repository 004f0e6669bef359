"""Deaths and moves (T01, A2) end help (R8) and leave the ladder (3.3 rule 2).

The drawn municipality is 990. D is 31 March 2024, so D-365 is 1 April 2023.
"""

import pytest

import kpis
from tests.conftest import RECEIVED
from tests.spec import drawing, drawing_supply, warehouse

PERIOD = "2024-03"
PLAN = """
    care_plan | start
    ----------+-----------
    p1        | 2023-01-01
"""


def statuses(*rows: str) -> str:
    return "\n".join(["start | status | status_date | acting", "--", *rows])


@pytest.mark.parametrize(
    ("rows", "is_gone"),
    [
        ([], False),
        (["2020-01-01 | Aktiv | 2020-01-01 | 990"], False),
        (["2024-03-05 | Død | 2024-03-01 | 990"], True),
        (["2024-03-05 | Udrejst | 2024-03-01 | 990"], True),
        # placed outside the municipality, still ours
        (["2024-03-05 | Fraflyttet | 2024-03-01 | 990"], False),
        (["2024-03-05 | Fraflyttet | 2024-03-01 | 330"], True),
        (["2024-03-05 | Fraflyttet | 2024-03-01 | -"], True),
        (["2024-03-05 | Aktiv | 2024-03-01 | 330"], True),
        (["2024-03-05 | Aktiv | 2024-03-01 | -"], False),
        # back again before D
        (
            ["2024-02-01 | Udrejst | 2024-02-01 | 990", "2024-03-01 | Aktiv | 2024-03-01 | 990"],
            True,
        ),
        # from its date on: the day itself is outside
        (["2024-03-31 | Død | 2024-03-31 | 990"], True),
        (["2024-04-01 | Død | 2024-04-01 | 990"], False),
        # told later, but of a day before D
        (["2024-06-01 | Død | 2024-03-15 | 990"], True),
    ],
)
def test_who_is_gone_gets_no_help(kpi_spec, rows, is_gone):
    """R8: the exit ends the intervention and the plan; a return does not resume them."""
    kpi_spec(
        "own_home_share",
        given={"care_plan": PLAN, "citizen_status": statuses(*rows)},
        expected={PERIOD: "0 of 0" if is_gone else "1 of 1"},
    )


def test_without_a_mapped_organisation_no_municipality_is_foreign(kpi_spec):
    """A15: then nobody says which code is ours."""
    kpi_spec(
        "own_home_share",
        given={
            "care_plan": PLAN,
            "citizen_status": statuses("2024-03-05 | Aktiv | 2024-03-01 | 330"),
        },
        ours=(),
        expected={PERIOD: "1 of 1"},
    )


def test_help_that_begins_after_the_return_counts(kpi_spec):
    kpi_spec(
        "own_home_share",
        given={
            "care_plan": """
                care_plan | start
                ----------+-----------
                before    | 2023-01-01
                after     | 2024-03-10
            """,
            "citizen_status": statuses(
                "2023-06-01 | Udrejst | 2023-06-01 | -", "2024-03-01 | Aktiv | 2024-03-01 | 990"
            ),
        },
        expected={"2023-05": "1 of 1", "2023-06": "0 of 0", "2024-02": "0 of 0", PERIOD: "1 of 1"},
    )


@pytest.mark.parametrize("kpi", ["ladder_down_rate", "ladder_up_rate"])
@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2023-04-01", "0 of 0"),  # D-365: not in the cohort
        ("2023-04-02", "0 of 0"),
        ("2024-03-31", "0 of 0"),
        ("2024-04-01", "0 of 1"),
    ],
)
def test_an_exit_is_no_move_on_the_ladder(kpi_spec, kpi, day, expected):
    kpi_spec(
        kpi,
        given={"care_plan": PLAN, "citizen_status": statuses(f"{day} | Død | {day} | 990")},
        expected={PERIOD: expected},
    )


def test_a_short_stay_away_is_an_exit_too(kpi_spec):
    """3.3 rule 2 asks for the exit, not for where he is on D."""
    kpi_spec(
        "ladder_down_rate",
        given={
            "care_plan": """
                care_plan | start      | end        | tilbud
                ----------+------------+------------+---------
                p1        | 2023-01-01 | -          | botilbud
                p2        | 2023-09-01 | -          | mobilt
            """,
            "citizen_status": statuses(
                "2023-06-01 | Udrejst | 2023-06-01 | -", "2023-08-01 | Aktiv | 2023-08-01 | 990"
            ),
        },
        expected={PERIOD: "0 of 0"},
    )


@pytest.mark.parametrize(
    ("end", "type_", "expected"),
    [
        ("2023-09-01", "Ældreområdet", "0 of 0"),
        ("2023-09-02", "Ældreområdet", "0 of 0"),  # its last day is that of the transfer
        ("2023-09-03", "Ældreområdet", "1 of 1"),  # a social plan after it
        ("2023-09-01", "Tilbudsskift", "1 of 1"),
    ],
)
def test_care_for_the_elderly_is_an_exit_when_no_social_plan_follows(
    kpi_spec, end, type_, expected
):
    """3.3 rule 2, T21."""
    kpi_spec(
        "ladder_down_rate",
        given={
            "care_plan": f"""
                care_plan | start      | end
                ----------+------------+------
                p1        | 2023-01-01 | {end}
            """,
            "transition": f"""
                transition | type    | actual
                -----------+---------+-----------
                t1         | {type_} | 2023-09-01
            """,
        },
        expected={PERIOD: expected},
    )


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # B5: outside on the FollowUp's day, or an exit in (that day, end + 14]
        (["2023-06-01 | Død | 2023-06-01 | 990"], "0 of 0"),
        (["2023-06-02 | Død | 2023-06-02 | 990"], "0 of 0"),
        (["2023-06-29 | Død | 2023-06-29 | 990"], "0 of 0"),
        (["2023-06-30 | Død | 2023-06-30 | 990"], "0 of 1"),
        (
            ["2022-02-01 | Udrejst | 2022-02-01 | -", "2022-04-01 | Aktiv | 2022-04-01 | 990"],
            "0 of 1",
        ),
    ],
)
def test_who_is_gone_has_no_new_plan_to_wait_for(kpi_spec, rows, expected):
    kpi_spec(
        "seamless_plan_shift",
        given={
            "care_plan": """
                care_plan | start      | end
                ----------+------------+-----------
                old       | 2022-06-01 | 2023-06-15
            """,
            "follow_up": """
                follow_up | care_plan | effective  | result
                ----------+-----------+------------+------------
                f1        | old       | 2023-06-01 | afslut, ny
            """,
            "citizen_status": statuses(*rows),
        },
        expected={PERIOD: expected},
    )


@pytest.mark.parametrize(("day", "expected"), [("2024-03-14", "0 of 0"), ("2024-03-15", "0 of 1")])
def test_a_follow_up_that_death_came_before_is_not_due(kpi_spec, day, expected):
    """B4, R8: the plan ended on or before the deadline, 14 March, without a FollowUp."""
    kpi_spec(
        "followup_on_time",
        given={
            "care_plan": """
                care_plan | start      | next_follow_up
                ----------+------------+---------------
                p1        | 2023-01-01 | 2024-02-29
            """,
            "citizen_status": statuses(f"{day} | Død | {day} | 990"),
        },
        expected={PERIOD: expected},
    )


@pytest.mark.parametrize(
    ("rows", "missing"), [("2023-01-01 | Aktiv | - | 990", ("T21",)), ("", ("T01", "T21"))]
)
def test_a_number_says_that_it_is_not_to_be_trusted_without_the_list(tmp_path, rows, missing):
    given = {"care_plan": PLAN} | ({"citizen_status": statuses(rows)} if rows else {})
    folder = warehouse.write(
        tmp_path, drawing_supply.municipality(given), (drawing.OURS,), {RECEIVED}
    )
    asked = ["ladder_down_rate", "own_home_share"]
    down, home = kpis.evaluate(asked, PERIOD, warehouse=folder, raw=True)
    assert (down.missing, down.denominator) == (missing, 1)
    assert home.missing == ()
