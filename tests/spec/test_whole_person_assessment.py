"""whole_person_assessment: how broadly a completed assessment looks (no. 8, B13).

Broad: a condition of Funktioner og forhold, one of Omgivelser, and scores in four of six themes.
"""

import pytest

KPI = "whole_person_assessment"
PERIOD = "2024-03"
PLAN = """
    care_plan | start
    ----------+-----------
    p1        | 2024-01-01
"""
HEADER = "condition | theme | severity | recorded | verification | known\n--"
# A function, surroundings, and Relationer (twice), Samfundsliv, Kommunikation, Praktiske opgaver.
REST = """
    function  | Psykosociale funktioner         | -  | 2024-03-01 | - | 2024-03-01
    around    | Personer i netværk              | -  | 2024-03-01 | - | 2024-03-01
    relations | Varetage relationer til netværk | 2  | 2024-03-01 | - | 2024-03-01
    relating  | Indgå i samspil og kontakt      | 1  | 2024-03-01 | - | 2024-03-01
    society   | Varetage økonomi                | 0  | 2024-03-01 | - | 2024-03-01
    talking   | Samtale                         | 4  | 2024-03-01 | - | 2024-03-01
"""
COOKING = "cooking | Lave mad | 3 | 2024-03-01 | - | 2024-03-01"
BROAD = HEADER + REST + COOKING
ALL = "function, around, relations, relating, society, talking, cooking"


def gathering(conditions: str = ALL, effective: str = "2024-03-01", **others: str) -> str:
    cells = {"gathering": "g1", "effective": effective, "conditions": conditions} | others
    return "\n".join([" | ".join(cells), "--", " | ".join(cells.values())])


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        (ALL, "1 of 1"),
        (ALL.replace("relating, ", ""), "1 of 1"),
        (ALL.replace("function, ", ""), "0 of 1"),
        (ALL.replace("around, ", ""), "0 of 1"),
        # three themes, one of them twice
        (ALL.replace(", cooking", ""), "0 of 1"),
        ("-", "0 of 1"),
        ("nobody-knows-it", "0 of 1"),
    ],
)
def test_what_a_broad_assessment_finds(kpi_spec, conditions, expected):
    kpi_spec(
        KPI,
        given={
            "care_plan": PLAN,
            "condition": BROAD,
            "information_gathering": gathering(conditions),
        },
        expected={PERIOD: expected},
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"status": "completed"}, "1 of 1"),
        ({"status": "in-progress"}, "0 of 0"),
        ({"status": "entered-in-error"}, "0 of 0"),
        ({"effective": "2024-02-29"}, "0 of 0"),
        ({"effective": "2024-03-31"}, "1 of 1"),
        ({"effective": "2024-04-01"}, "0 of 0"),
        ({"effective": "2024-03", "known": "2024-03-01"}, "0 of 0"),
    ],
)
def test_completed_and_dated_in_the_period(kpi_spec, given, expected):
    kpi_spec(
        KPI,
        given={
            "care_plan": PLAN,
            "condition": BROAD,
            "information_gathering": gathering(**given),
        },
        expected={PERIOD: expected},
    )


@pytest.mark.parametrize(
    ("cooking", "expected"),
    [
        ("cooking | Lave mad | ? | 2024-03-01 | - | 2024-03-01", "0 of 1"),  # Ikke vurderet
        ("cooking | Lave mad | - | 2024-03-01 | - | 2024-03-01", "0 of 1"),
        ("cooking | Lave mad | 3 | 2024-03-01 | entered-in-error | 2024-03-01", "0 of 1"),
        ("cooking | Lave mad | 3 | 2024-03-01 | refuted | 2024-03-01", "0 of 1"),
        # R3: registered late, so the earliest version is the one known then
        ("cooking | Lave mad | 3 | 2024-03-01 | - | 2024-06-01", "1 of 1"),
    ],
)
def test_a_theme_counts_with_a_valid_score(kpi_spec, cooking, expected):
    kpi_spec(
        KPI,
        given={
            "care_plan": PLAN,
            "condition": HEADER + REST + cooking,
            "information_gathering": gathering(known="2024-03-02"),
        },
        expected={PERIOD: expected},
    )


@pytest.mark.parametrize(
    ("scored", "expected"), [("2024-03-10", "1 of 1"), ("2024-03-11", "0 of 1")]
)
def test_scores_are_those_known_when_the_assessment_was(kpi_spec, scored, expected):
    """B13: a score that came after the assessment was told is not its finding."""
    kpi_spec(
        KPI,
        given={
            "care_plan": PLAN,
            "condition": HEADER
            + REST
            + f"""
                cooking | Lave mad | ? | 2024-03-01 | - | 2024-03-01
                cooking | Lave mad | 3 | 2024-03-01 | - | {scored}
            """,
            "information_gathering": gathering(known="2024-03-10"),
        },
        expected={PERIOD: expected},
    )


@pytest.mark.parametrize(
    ("second", "expected"),
    [("2024-03-20", "0 of 1"), ("2024-02-20", "1 of 1"), ("2024-03-01", "0 of 1")],
)
def test_of_several_the_latest(kpi_spec, second, expected):
    """Of two on one day that which was told last."""
    kpi_spec(
        KPI,
        given={
            "care_plan": PLAN,
            "condition": BROAD,
            "information_gathering": f"""
                gathering | effective  | conditions | known
                ----------+------------+------------+-----------
                g1        | 2024-03-01 | {ALL}      | 2024-03-02
                g2        | {second}   | function   | 2024-03-21
            """,
        },
        expected={PERIOD: expected},
    )


@pytest.mark.parametrize(("born", "expected"), [("2006-03-01", "1 of 1"), ("2006-03-02", "0 of 0")])
def test_adults_on_the_day_of_the_assessment(kpi_spec, born, expected):
    kpi_spec(
        KPI,
        given={
            "citizen": f"""
                person | born
                -------+-------
                A      | {born}
            """,
            "condition": BROAD,
            "information_gathering": gathering(),
        },
        expected={PERIOD: expected},
    )


def test_breakdowns_are_those_of_its_day(kpi_spec):
    """A3: the help that began later is not yet the step; without help the step is 0."""
    kpi_spec(
        KPI,
        given={
            "care_plan": """
                care_plan | start
                ----------+-----------
                p1        | 2024-03-02
            """,
            "condition": BROAD,
            "information_gathering": gathering(),
        },
        by="step",
        expected={("0", PERIOD): "1 of 1"},
    )


@pytest.mark.parametrize(
    ("known_at", "expected"), [("2024-03-05", "0 of 1"), ("2024-03-20", "1 of 1")]
)
def test_as_known_on_a_day(kpi_spec, known_at, expected):
    kpi_spec(
        KPI,
        given={
            "care_plan": PLAN,
            "condition": BROAD,
            "information_gathering": f"""
                gathering | effective  | conditions | known
                ----------+------------+------------+-----------
                g1        | 2024-03-01 | function   | 2024-03-02
                g1        | 2024-03-01 | {ALL}      | 2024-03-15
            """,
        },
        known_at=known_at,
        expected={PERIOD: expected},
    )


def test_a_quarter_and_a_year_count_each_citizen_once(kpi_spec):
    kpi_spec(
        KPI,
        given={
            "care_plan": PLAN,
            "condition": BROAD,
            "information_gathering": f"""
                gathering | effective  | conditions
                ----------+------------+-----------
                g1        | 2024-02-01 | {ALL}
                g2        | 2024-03-01 | function
            """,
        },
        expected={"2024-02": "1 of 1", PERIOD: "0 of 1", "2024-Q1": "0 of 1", "2024": "0 of 1"},
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [("functions", "1 of 1"), ("surroundings", "0 of 1"), ("themes", "1 of 1")],
)
def test_what_it_looks_at_is_shown_beside(value_spec, name, expected):
    value_spec(
        f"{KPI}.{name}",
        given={
            "care_plan": PLAN,
            "condition": BROAD,
            "information_gathering": gathering(ALL.replace("around, ", "")),
        },
        expected={PERIOD: expected},
    )
