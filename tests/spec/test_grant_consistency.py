"""grant_consistency: new plans near the step that citizens alike usually get (no. 45, B11).

D is 31 March 2024: plans that begin in (1 April 2023, 31 March 2024].
"""

from string import ascii_uppercase

import pytest

KPI = "grant_consistency"
PERIOD = "2024-03"
NEED = "care_evaluation | person | level | effective | known\n--\n"


def plans(*steps: str, **changes: str) -> dict[str, str]:
    """A plan a citizen, each with the tilbud or ydelse named; alike in all else."""
    columns = {"start": "2024-01-01", "target_group": "Angst"} | changes
    needs, rows = [], []
    for letter, step in zip(ascii_uppercase, steps, strict=False):
        tilbud, ydelse = (step, "§ 85") if not step.startswith("§") else ("mobilt", step)
        own = [f"p{letter}", letter, tilbud, ydelse, f"n{letter}", *columns.values()]
        rows.append(" | ".join(own))
        needs.append(f"n{letter} | {letter} | 2 | 2023-12-01 | 2023-12-01")
    header = " | ".join(["care_plan", "person", "tilbud", "ydelse", "need", *columns])
    return {
        "care_plan": "\n".join([header, "--", *rows]),
        "care_evaluation": NEED + "\n".join(needs),
    }


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (["mobilt"] * 10, "10 of 10"),
        (["mobilt"] * 9, "0 of 0"),
        # 5 is usual: 6 is near it, 8 is not
        (["mobilt"] * 8 + ["midlertidigt", "botilbud"], "9 of 10"),
        # 5 and 8 as often: the lower is usual, and 4 is near it
        (["mobilt"] * 4 + ["botilbud"] * 4 + ["§ 104", "§ 82 b"], "5 of 10"),
    ],
)
def test_near_the_usual_step_in_a_cell_of_ten(kpi_spec, steps, expected):
    kpi_spec(KPI, given=plans(*steps), expected={PERIOD: expected})


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"start": "2023-04-01"}, "0 of 0"),
        ({"start": "2023-04-02"}, "10 of 10"),
        ({"start": "2024-03-31"}, "10 of 10"),
        ({"start": "2024-04-01"}, "0 of 0"),
        ({"start": "2024-01", "known": "2024-01-01"}, "0 of 0"),
        ({"intent": "order", "status": "draft"}, "0 of 0"),
        ({"status": "entered-in-error"}, "0 of 0"),
        ({"target_group": "-"}, "0 of 0"),  # Uoplyst is no cell
        ({"target_group": "Spise"}, "0 of 0"),  # a condition code in its place
        ({"target_group": "Angst:2"}, "0 of 0"),
    ],
)
def test_granted_plans_of_the_year_with_a_known_cell(kpi_spec, changes, expected):
    """The evaluation of the need is dated before them all."""
    given = plans(*["mobilt"] * 10, **changes)
    given["care_evaluation"] = given["care_evaluation"].replace("2023-12-01", "2023-01-01")
    kpi_spec(KPI, given=given, expected={PERIOD: expected})


@pytest.mark.parametrize("level", ["?", "-"])
def test_without_a_known_need_there_is_no_cell(kpi_spec, level):
    given = plans(*["mobilt"] * 10)
    if level == "?":
        given["care_evaluation"] = given["care_evaluation"].replace("| 2 |", "| ? |")
    else:
        given["care_plan"] = given["care_plan"].replace("| nA |", "| - |")
    kpi_spec(KPI, given=given, expected={PERIOD: "0 of 0"})


def test_cells_are_apart_in_need_target_group_and_age(kpi_spec):
    """Ten alike but for one of them: none of the cells has ten."""
    for old, new in (("nA | A | 2", "nA | A | 3"), ("", "")):
        given = plans(*["mobilt"] * 10)
        given["care_evaluation"] = (
            given["care_evaluation"].replace(old, new) if old else given["care_evaluation"]
        )
        if not old:
            given["citizen"] = "person | born\n--\nA | 1994-01-02"  # 29 on the first day
        kpi_spec(KPI, given=given, expected={PERIOD: "0 of 0"})


def test_the_age_is_that_of_the_first_day(kpi_spec):
    given = plans(*["mobilt"] * 10)
    given["citizen"] = "person | born\n--\nA | 1994-01-01"  # 30 on it
    kpi_spec(KPI, given=given, expected={PERIOD: "10 of 10"})


def test_minors_are_out(kpi_spec):
    given = plans(*["mobilt"] * 11)
    given["citizen"] = "person | born\n--\nA | 2006-01-02"
    kpi_spec(KPI, given=given, expected={PERIOD: "10 of 10"})


def test_the_step_is_that_of_the_first_day_with_a_ydelse(kpi_spec):
    """It may lie after D, when it is known at K. Help off the ladder is no level to compare."""
    given = plans(*["mobilt"] * 10)
    rows = [f"i{letter} | {letter} | p{letter} | § 85 | 2024-01-01" for letter in "BCDEFGHIJ"]
    given["intervention"] = "\n".join(
        [
            "intervention | person | care_plan | ydelse | start | end",
            "--",
            *(f"{row} | -" for row in rows),
            "a1 | A | pA | § 82 a | 2024-04-10 | 2024-05-10",
            "a2 | A | pA | § 85   | 2024-05-10 | -",
        ]
    )
    kpi_spec(KPI, given=given, expected={PERIOD: "9 of 10"})
    given["intervention"] = given["intervention"].replace("§ 82 a", "akut")
    kpi_spec(KPI, given=given, expected={PERIOD: "0 of 0"})


def test_the_need_is_that_known_on_the_first_day(kpi_spec):
    """R3: a reference that came later is not it, unless none was known before."""
    given = plans(*["mobilt"] * 10, known="2024-01-01")
    header, dashes, first, *rest = given["care_plan"].splitlines()
    given["care_evaluation"] += "\nlater | A | 4 | 2024-02-01 | 2024-02-01"
    changed = first.replace("| nA |", "| later |").replace(
        "Angst | 2024-01-01", "Angst | 2024-02-01"
    )
    given["care_plan"] = "\n".join([header, dashes, first, changed, *rest])
    kpi_spec(KPI, given=given, expected={PERIOD: "10 of 10"})


def test_starts_on_the_day_of_a_system_shift_are_out(kpi_spec):
    """A8: a fifth of a hundred starts on one day. Each citizen of 110 has one plan."""
    letters = [f"{a}{b}" for a in "ABCDEFGHIJK" for b in "ABCDEFGHIJ"]
    days = ["2024-01-01" if n < 30 else f"2023-{6 + n % 7:02}-{1 + n % 28:02}" for n in range(110)]
    given = {
        "care_plan": "\n".join(
            ["care_plan | person | start | need", "--"]
            + [f"p{x} | {x} | {d} | n{x}" for x, d in zip(letters, days, strict=True)]
        ),
        "care_evaluation": NEED
        + "\n".join(f"n{x} | {x} | 2 | 2023-01-01 | 2023-01-01" for x in letters),
    }
    kpi_spec(KPI, given=given, expected={PERIOD: "80 of 80"})


@pytest.mark.parametrize(
    ("known_at", "expected"), [("2024-04-09", "0 of 0"), ("2024-04-10", "10 of 10")]
)
def test_as_known_on_a_day(kpi_spec, known_at, expected):
    given = plans(*["mobilt"] * 10, known="2024-04-10")
    kpi_spec(KPI, given=given, known_at=known_at, expected={PERIOD: expected})


def test_by_need(value_spec):
    value_spec(
        KPI,
        given=plans(*["mobilt"] * 10),
        by="need_level",
        expected={("2", PERIOD): "10 of 10"},
    )


@pytest.mark.parametrize(
    ("name", "count", "expected"),
    [("small_cell", 9, "9 of 9"), ("small_cell", 10, "0 of 10"), ("without_cell", 9, "0 of 9")],
)
def test_what_is_out_is_counted(value_spec, name, count, expected):
    value_spec(f"{KPI}.{name}", given=plans(*["mobilt"] * count), expected={PERIOD: expected})
