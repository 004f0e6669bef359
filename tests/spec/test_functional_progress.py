"""functional_progress, community_participation_progress: scores on D against D-365 (R12, B6, B7).

D is 31 March 2024, so D-365 is 1 April 2023. A lower score is less difficulty.
"""

import pytest

PROGRESS, COMMUNITY = "functional_progress", "community_participation_progress"
PERIOD = "2024-03"
PLAN = """
    care_plan | start
    ----------+-----------
    p1        | 2023-01-01
"""
TAKING_PART = "Deltage i sociale fællesskaber og fritidsaktiviteter"


def scores(*rows: str) -> str:
    return "\n".join(
        ["condition | theme | severity | recorded | last_asserted | verification", "--", *rows]
    )


def line(theme: str, before: str, after: str, on: str = "2023-10-01") -> list[str]:
    """One theme scored in 2023, and again on a day."""
    return [
        f"{theme} | {theme} | {before} | 2023-01-01 | 2023-01-01 | -",
        f"{theme} | {theme} | {after} | 2023-01-01 | {on} | -",
    ]


def three(first: tuple[str, str], second: tuple[str, str], third: tuple[str, str]) -> str:
    pairs = zip(("Spise", "Lave mad", "Samtale"), (first, second, third), strict=True)
    return scores(*(row for theme, (before, after) in pairs for row in line(theme, before, after)))


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ((("3", "2"), ("2", "2"), ("2", "2")), "1 of 1"),
        ((("3", "2"), ("2", "3"), ("2", "2")), "0 of 1"),
        ((("3", "1"), ("2", "3"), ("2", "2")), "1 of 1"),  # the mean, not the count
        ((("3", "4"), ("2", "2"), ("2", "2")), "0 of 1"),
        # B7: a pair needs both scores known, and there must be three
        ((("3", "2"), ("2", "?"), ("2", "2")), "0 of 0"),
        ((("?", "2"), ("2", "2"), ("2", "2")), "0 of 0"),
        ((("3", "2"), ("2", "-"), ("2", "2")), "0 of 0"),
    ],
)
def test_three_pairs_and_their_mean(kpi_spec, pairs, expected):
    kpi_spec(
        PROGRESS,
        given={"care_plan": PLAN, "condition": three(*pairs)},
        expected={PERIOD: expected},
    )


BETTER, SAME, WORSE = (
    three((before, after), ("2", "2"), ("2", "2"))
    for before, after in (("3", "2"), ("3", "3"), ("3", "4"))
)


@pytest.mark.parametrize(
    ("condition", "worse", "same", "net"),
    [
        (BETTER, "0 of 1", "0 of 1", "1 of 1"),
        (SAME, "0 of 1", "1 of 1", "0 of 1"),
        (WORSE, "1 of 1", "0 of 1", "-1 of 1"),
    ],
)
def test_companions(value_spec, condition, worse, same, net):
    """net: better less worse."""
    for name, expected in (("worse", worse), ("same", same), ("net", net)):
        value_spec(
            f"{PROGRESS}.{name}",
            given={"care_plan": PLAN, "condition": condition},
            expected={PERIOD: expected},
        )


def test_coverage_counts_who_cannot_be_compared(value_spec):
    value_spec(
        f"{PROGRESS}.coverage",
        given={"care_plan": PLAN, "condition": scores(*line("Spise", "3", "2"))},
        expected={PERIOD: "0 of 1"},
    )


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2023-04-01", "0 of 0"),  # on D-365 itself: both scores are this one, and it is not after
        ("2023-04-02", "1 of 1"),
        ("2024-03-31", "1 of 1"),
        ("2024-04-01", "0 of 0"),
    ],
)
def test_the_reassessment_lies_in_the_window(kpi_spec, on, expected):
    """(D-365, D]."""
    kpi_spec(
        COMMUNITY,
        given={"care_plan": PLAN, "condition": scores(*line(TAKING_PART, "3", "2", on))},
        expected={PERIOD: expected},
    )


@pytest.mark.parametrize(
    ("gathered", "status", "expected"),
    [
        ("2023-10-01", "completed", "0 of 1"),
        ("2023-10-01", "in-progress", "0 of 1"),  # any but one in error
        ("2023-10-01", "entered-in-error", "0 of 0"),
        ("2023-04-01", "completed", "0 of 0"),
        ("2024-04-01", "completed", "0 of 0"),
    ],
)
def test_an_unchanged_score_counts_when_an_assessment_found_it(
    kpi_spec, gathered, status, expected
):
    """R12: it gets no new date of its own."""
    kpi_spec(
        COMMUNITY,
        given={
            "care_plan": PLAN,
            "condition": f"""
                condition | theme         | severity | recorded
                ----------+---------------+----------+-----------
                c1        | {TAKING_PART} | 3        | 2023-01-01
            """,
            "information_gathering": f"""
                gathering | effective  | conditions | status
                ----------+------------+------------+---------
                g1        | {gathered} | c1         | {status}
            """,
        },
        expected={PERIOD: expected},
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("1", "0", "1 of 1"),
        ("1", "1", "0 of 1"),
        ("1", "2", "0 of 1"),
        ("0", "0", "0 of 0"),  # no difficulty to begin with
        ("0", "2", "0 of 0"),
        ("?", "1", "0 of 0"),
        ("2", "?", "0 of 0"),  # B6, A7
    ],
)
def test_who_had_difficulty_taking_part(kpi_spec, before, after, expected):
    kpi_spec(
        COMMUNITY,
        given={"care_plan": PLAN, "condition": scores(*line(TAKING_PART, before, after))},
        expected={PERIOD: expected},
    )


@pytest.mark.parametrize(("name", "expected"), [("worse", "1 of 1"), ("same", "0 of 1")])
def test_the_other_ways_are_counted_beside(value_spec, name, expected):
    value_spec(
        f"{COMMUNITY}.{name}",
        given={"care_plan": PLAN, "condition": scores(*line(TAKING_PART, "1", "2"))},
        expected={PERIOD: expected},
    )


def test_other_themes_do_not_count(kpi_spec):
    kpi_spec(
        COMMUNITY,
        given={"care_plan": PLAN, "condition": scores(*line("Spise", "3", "2"))},
        expected={PERIOD: "0 of 0"},
    )


@pytest.mark.parametrize(
    ("third", "expected"),
    [
        ("Samtale | Samtale | 2 | 2023-01-01 | 2023-10-01 | entered-in-error", "0 of 0"),
        ("Samtale | Samtale | 2 | 2023-01-01 | 2023-10-01 | refuted", "0 of 0"),
        # R12: another id for the same theme is the same line
        ("other | Samtale | 1 | 2023-10-01 | - | -", "1 of 1"),
    ],
)
def test_errors_and_new_ids(kpi_spec, third, expected):
    kpi_spec(
        PROGRESS,
        given={
            "care_plan": PLAN,
            "condition": scores(
                *line("Spise", "2", "2"),
                *line("Lave mad", "2", "2"),
                "Samtale | Samtale | 2 | 2023-01-01 | 2023-01-01 | -",
                third,
            ),
        },
        expected={PERIOD: expected},
    )


@pytest.mark.parametrize("kpi", [PROGRESS, COMMUNITY])
@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ({}, "1 of 1"),
        # in POP on D-365, with help or without it on D
        ({"care_plan": "care_plan | start | end\n--\np1 | 2023-01-01 | 2023-04-02"}, "1 of 1"),
        ({"care_plan": "care_plan | start | end\n--\np1 | 2023-01-01 | 2023-04-01"}, "0 of 0"),
        ({"care_plan": "care_plan | start\n--\np1 | 2023-04-01"}, "1 of 1"),
        ({"care_plan": "care_plan | start\n--\np1 | 2023-04-02"}, "0 of 0"),
        ({"citizen_status": "start | status\n--\n2024-03-31 | Død"}, "0 of 0"),
        ({"citizen_status": "start | status\n--\n2024-04-01 | Død"}, "1 of 1"),
        ({"citizen": "person | born\n--\nA | 2005-04-01"}, "1 of 1"),
        ({"citizen": "person | born\n--\nA | 2005-04-02"}, "0 of 0"),
    ],
)
def test_citizens_in_pop_a_year_before_and_not_gone_since(kpi_spec, kpi, others, expected):
    condition = scores(
        *line("Spise", "3", "2"), *line("Samtale", "3", "2"), *line(TAKING_PART, "3", "2")
    )
    kpi_spec(
        kpi,
        given={"care_plan": PLAN, "condition": condition} | others,
        expected={PERIOD: expected},
    )


@pytest.mark.parametrize(
    ("known_at", "expected"), [("2024-03-14", "0 of 0"), ("2024-03-15", "1 of 1")]
)
def test_as_known_on_a_day(kpi_spec, known_at, expected):
    kpi_spec(
        COMMUNITY,
        given={
            "care_plan": PLAN,
            "condition": f"""
                condition | theme         | severity | recorded   | last_asserted | known
                ----------+---------------+----------+------------+---------------+-----------
                c1        | {TAKING_PART} | 3        | 2023-01-01 | -             | 2023-01-01
                c1        | {TAKING_PART} | 2        | 2023-01-01 | 2023-10-01    | 2024-03-15
            """,
        },
        known_at=known_at,
        expected={PERIOD: expected},
    )


def test_breakdowns_are_those_of_a_year_before(kpi_spec):
    """A3: the step of D-365, not of D."""
    kpi_spec(
        PROGRESS,
        given={
            "care_plan": """
                care_plan | start      | end        | tilbud
                ----------+------------+------------+---------
                p1        | 2023-01-01 | 2023-04-02 | botilbud
                p2        | 2023-04-02 | -          | mobilt
            """,
            "condition": BETTER,
        },
        by="step",
        expected={("8", PERIOD): "1 of 1"},
    )


@pytest.mark.parametrize(
    ("second", "member"),
    [
        ("udvikle", "Udvikle funktionsevne"),
        ("fastholde", "Flere"),
        ("-", "Udvikle funktionsevne"),
    ],
)
def test_by_the_goals_of_a_year_before(value_spec, second, member):
    value_spec(
        PROGRESS,
        given={
            "care_plan": PLAN,
            "condition": BETTER,
            "intervention_goal": f"""
                goal | condition | type     | known
                -----+-----------+----------+-----------
                g1   | Spise     | udvikle  | 2023-02-01
                g2   | Lave mad  | {second} | 2023-02-01
                g3   | Samtale   | begrænse | 2023-04-02
            """,
        },
        by="goal_type",
        expected={(member, PERIOD): "1 of 1"},
    )


def test_without_a_goal_the_type_is_not_told(value_spec):
    value_spec(
        PROGRESS,
        given={"care_plan": PLAN, "condition": BETTER},
        by="goal_type",
        expected={("Uoplyst", PERIOD): "1 of 1"},
    )


@pytest.mark.parametrize(
    ("kpi", "expected"),
    [
        (
            PROGRESS,
            {"Egenomsorg": "0 of 1", "Praktiske opgaver": "1 of 1", "Kommunikation": "0 of 1"},
        ),
        (
            f"{PROGRESS}.worse",
            {"Egenomsorg": "1 of 1", "Praktiske opgaver": "0 of 1", "Kommunikation": "0 of 1"},
        ),
    ],
)
def test_by_theme_a_citizen_stands_in_each(value_spec, kpi, expected):
    """Better as a whole: worse at eating, better at cooking. The members do not add up."""
    given = {"care_plan": PLAN, "condition": three(("2", "3"), ("4", "2"), ("2", "2"))}
    value_spec(kpi, given, {(name, PERIOD): text for name, text in expected.items()}, by="theme")
    value_spec(PROGRESS, given, {PERIOD: "1 of 1"})


def test_two_pairs_are_no_theme_either(value_spec):
    """Three pairs in all decide whether the citizen is counted (no. 13)."""
    given = {"care_plan": PLAN, "condition": three(("3", "2"), ("2", "2"), ("?", "2"))}
    value_spec(PROGRESS, given, {}, by="theme")
    value_spec(
        f"{PROGRESS}.coverage",
        given,
        {("Egenomsorg", PERIOD): "0 of 1", ("Praktiske opgaver", PERIOD): "0 of 1"},
        by="theme",
    )
