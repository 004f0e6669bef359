"""Beside ladder_down_rate: zones, moves of home, sound and sustained steps down (3.3).

D is 31 March 2024, so D-365 is 1 April 2023 and D+183 is 30 September 2024.
"""

from datetime import date

import pytest

DOWN = "ladder_down_rate"
PERIOD = "2024-03"


def plans(*rows: str) -> str:
    return "\n".join(["care_plan | person | start | end | tilbud | ydelse", "--", *rows])


def moved(before: str, after: str, ydelse: str = "§ 85") -> str:
    return plans(
        f"p1 | A | 2023-01-01 | 2023-09-01 | {before} | § 85",
        f"p2 | A | 2023-09-01 | - | {after} | {ydelse}",
    )


OUT_OF_BOTILBUD = moved("botilbud", "mobilt")


@pytest.mark.parametrize(
    ("plan", "down", "zone", "home"),
    [
        (OUT_OF_BOTILBUD, "1 of 1", "1 of 1", "0 of 1"),
        (moved("botilbud", "midlertidigt"), "1 of 1", "0 of 1", "0 of 1"),  # D to D
        (moved("mobilt", "mobilt", "§ 104"), "1 of 1", "0 of 1", "0 of 1"),  # C to C
        (moved("botilbudslignende", "midlertidigt"), "1 of 1", "0 of 1", "1 of 1"),
        (moved("midlertidigt", "botilbudslignende"), "0 of 1", "0 of 1", "1 of 1"),
        (moved("botilbudslignende", "botilbud"), "0 of 1", "0 of 1", "0 of 1"),
        (moved("mobilt", "mobilt", "akut"), "0 of 0", "0 of 0", "0 of 0"),
    ],
)
def test_zones_and_moves_of_home(value_spec, plan, down, zone, home):
    """Zones do not depend on the order inside them; 6 and 7 may be left out with one switch."""
    for name, expected in (("", down), (".zone", zone), (".housing_change", home)):
        value_spec(DOWN + name, given={"care_plan": plan}, expected={PERIOD: expected})


def scored(before: str, after: str) -> str:
    return f"""
        condition | severity | recorded   | last_asserted
        ----------+----------+------------+--------------
        eat       | {before} | 2023-01-01 | -
        eat       | {after}  | 2023-01-01 | 2023-10-01
    """


def needed(before: str, after: str) -> str:
    return f"""
        care_evaluation | level    | effective
        ----------------+----------+-----------
        n1              | {before} | 2023-01-01
        n2              | {after}  | 2023-10-01
    """


@pytest.mark.parametrize(
    ("scores", "needs", "sound", "unknown"),
    [
        (("3", "2"), ("2", "2"), "1 of 1", "0 of 1"),
        (("3", "3"), ("2", "1"), "1 of 1", "0 of 1"),
        (("3", "4"), ("2", "2"), "0 of 1", "0 of 1"),
        (("3", "2"), ("2", "3"), "0 of 1", "0 of 1"),
        # no pair of scores: not known, whatever the need
        (("3", "?"), ("2", "3"), "0 of 0", "1 of 1"),
        (("3", "2"), ("2", "?"), "0 of 0", "1 of 1"),
        (("3", "4"), ("2", "?"), "0 of 1", "0 of 1"),  # worse already
    ],
)
def test_a_sound_step_down(value_spec, scores, needs, sound, unknown):
    """3.3 rule 6: neither scores nor støttebehov worse."""
    for name, expected in (("sound", sound), ("sound_unknown", unknown)):
        value_spec(
            f"{DOWN}.{name}",
            given={
                "care_plan": OUT_OF_BOTILBUD,
                "condition": scored(*scores),
                "care_evaluation": needed(*needs),
            },
            expected={PERIOD: expected},
        )


def test_of_two_evaluations_on_one_day_the_higher(value_spec):
    """A12."""
    value_spec(
        f"{DOWN}.sound",
        given={
            "care_plan": OUT_OF_BOTILBUD,
            "condition": scored("3", "2"),
            "care_evaluation": needed("2", "1") + "n3 | 3 | 2023-10-01",
        },
        expected={PERIOD: "0 of 1"},
    )


def test_only_steps_down_are_sound_or_not(value_spec):
    value_spec(
        f"{DOWN}.sound",
        given={
            "care_plan": moved("mobilt", "botilbud"),
            "condition": scored("3", "2"),
            "care_evaluation": needed("2", "2"),
        },
        expected={PERIOD: "0 of 0"},
    )


@pytest.mark.parametrize(
    ("later", "received", "expected"),
    [
        ([], date(2024, 9, 30), "1 of 1"),
        ([], date(2024, 9, 29), "0 of 0"),  # half a year is not over
        (["p3 | A | 2024-09-30 | - | botilbud | § 85"], date(2024, 9, 30), "0 of 1"),
        (["p3 | A | 2024-10-01 | - | botilbud | § 85"], date(2024, 9, 30), "1 of 1"),
        (["p3 | A | 2024-09-01 | 2024-09-30 | botilbud | § 85"], date(2024, 9, 30), "1 of 1"),
    ],
)
def test_a_sustained_step_down(sql_spec, later, received, expected):
    """Still no higher half a year after D."""
    sql_spec(
        f"{DOWN}.sustained",
        given={"care_plan": "\n".join([OUT_OF_BOTILBUD, *later])},
        received=received,
        expected={PERIOD: expected},
    )


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2024-09-30", "0 of 0"), ("2024-10-01", "1 of 1")],
)
def test_who_dies_in_the_half_year_did_not_sustain_it(value_spec, day, expected):
    value_spec(
        f"{DOWN}.sustained",
        given={
            "care_plan": OUT_OF_BOTILBUD,
            "citizen_status": f"start | status\n--\n{day} | Død",
        },
        expected={PERIOD: expected},
    )
