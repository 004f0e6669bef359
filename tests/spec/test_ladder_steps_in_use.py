"""ladder_steps_in_use: how many of the steps 1-7 hold five citizens or more on D (no. 19, B17)."""

from string import ascii_uppercase

import pytest

KPI = "ladder_steps_in_use"
PERIOD = "2024-03"


def plans(**people: int) -> str:
    """So many citizens for each tilbud, from A on."""
    tilbud = [name for name, count in people.items() for _ in range(count)]
    rows = [
        f"p{letter} | {letter} | 2024-01-01 | {name}"
        for letter, name in zip(ascii_uppercase, tilbud, strict=False)
    ]
    return "\n".join(["care_plan | person | start | tilbud", "--", *rows])


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ({"mobilt": 5}, "1"),
        ({"mobilt": 4}, "0"),
        ({"mobilt": 5, "midlertidigt": 5, "botilbudslignende": 5}, "3"),
        ({"mobilt": 5, "midlertidigt": 5, "botilbudslignende": 4}, "2"),
        ({"botilbud": 5, "sikret": 5}, "0"),  # 8 and 9 are not asked about
        ({"botilbud": 5, "mobilt": 5}, "1"),
    ],
)
def test_steps_with_five_citizens(value_spec, people, expected):
    value_spec(KPI, given={"care_plan": plans(**people)}, expected={PERIOD: expected})


def test_each_member_on_its_own(value_spec):
    """B17: five of eight on one step are in neither group of four; members do not add up."""
    citizen = "person | born\n--\n" + "\n".join(f"{x} | 2000-01-01" for x in "ABCD")
    given = {"citizen": citizen, "care_plan": plans(mobilt=9)}
    value_spec(KPI, given=given, expected={PERIOD: "1"})
    value_spec(
        KPI,
        given=given,
        by="age_group",
        expected={("18-29", PERIOD): "0", ("30-59", PERIOD): "1"},
    )


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ({"citizen": "person | born\n--\nA | 2006-04-01"}, "0"),
        ({"citizen_status": "start | status\n--\n2024-03-31 | Død"}, "0"),
        ({"citizen_status": "start | status\n--\n2024-04-01 | Død"}, "1"),
        (
            {
                "intervention": "intervention | person | care_plan | start | end\n--\n"
                + "\n".join(f"i{x} | {x} | p{x} | 2024-01-01 | 2024-03-31" for x in "ABCDE")
            },
            "-",
        ),
    ],
)
def test_adults_in_help_on_the_last_day(value_spec, others, expected):
    """Five, one of them too young or dead; and nobody at all."""
    value_spec(KPI, given={"care_plan": plans(mobilt=5)} | others, expected={PERIOD: expected})


def test_help_off_the_ladder_is_no_step(value_spec):
    rows = [f"p{x} | {x} | 2024-01-01 | akut" for x in "ABCDE"]
    value_spec(
        KPI,
        given={"care_plan": "\n".join(["care_plan | person | start | ydelse", "--", *rows])},
        expected={PERIOD: "0"},
    )
