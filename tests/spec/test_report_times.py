"""V25 and V26: days without reports, and times of the future; drawn as in test_report_rules.py."""

from datetime import date

import pytest

from pipelines.contracts.delivery_reports import PROFILES
from tests.spec import names
from tests.spec.loaded import NEWEST, broken, core

PLAN = """
    care_plan | start
    ----------+-----------
    p1        | 2024-01-01
"""
FUTURE = {
    "recorded in the future": (
        ("V26", "condition", "recordedDate"),
        {
            "condition": """
                condition | recorded   | known      | verification
                ----------+------------+------------+-----------------
                future    | 2024-01-02 | 2024-01-01 | -
                same-day  | 2024-01-01 | 2024-01-01 | -
                put-right | 2024-01-02 | 2024-01-01 | -
                put-right | 2024-01-01 | 2024-01-03 | -
                error     | 2024-01-02 | 2024-01-01 | entered-in-error
            """,
        },
        ["future"],
    ),
    "a target group of the future": (
        ("V26", "target_group", "recordedDate"),
        {
            "target_group": """
                target_group | recorded   | known      | verification
                -------------+------------+------------+-----------------
                Angst        | 2024-01-02 | 2024-01-01 | -
                Demens       | 2024-01-01 | 2024-01-01 | -
            """,
        },
        ["group-" + names.TARGET_GROUP["Angst"]],
    ),
    "assessed in the future": (
        ("V26", "information_gathering", "effectiveDateTime"),
        {
            "information_gathering": """
                gathering | effective  | known      | status
                ----------+------------+------------+-----------------
                future    | 2024-01-02 | 2024-01-01 | completed
                same-day  | 2024-01-01 | 2024-01-01 | completed
                error     | 2024-01-02 | 2024-01-01 | entered-in-error
            """,
        },
        ["future"],
    ),
    "followed up in the future": (
        ("V26", "follow_up", "effectiveDateTime"),
        {
            "care_plan": PLAN,
            "follow_up": """
                follow_up | care_plan | effective  | known      | status
                ----------+-----------+------------+------------+-----------------
                future    | p1        | 2024-01-02 | 2024-01-01 | final
                same-day  | p1        | 2024-01-01 | 2024-01-01 | final
                error     | p1        | 2024-01-02 | 2024-01-01 | entered-in-error
            """,
        },
        ["future"],
    ),
    "evaluated in the future": (
        ("V26", "care_evaluation", "effectiveDateTime"),
        {
            "care_evaluation": """
                care_evaluation | effective  | known      | status
                ----------------+------------+------------+-----------------
                future          | 2024-01-02 | 2024-01-01 | final
                same-day        | 2024-01-01 | 2024-01-01 | final
                error           | 2024-01-02 | 2024-01-01 | entered-in-error
            """,
        },
        ["future"],
    ),
}


@pytest.mark.parametrize("case", FUTURE)
def test_v26_dates_of_the_future(case):
    rule, given, expected = FUTURE[case]
    assert broken(core(given), *rule) == expected


@pytest.mark.parametrize(
    ("first", "newest", "missing"),
    [
        (date(2024, 3, 26), NEWEST, 4),
        (date(2024, 3, 27), NEWEST, 0),  # three days without
        (date(2024, 3, 30), NEWEST, 0),
        (NEWEST, NEWEST, 0),
        (date(2024, 2, 28), date(2024, 3, 4), 4),  # over a leap day
    ],
)
def test_v25_days_without_a_report(first, newest, missing):
    received = {first, newest}
    assert len(broken(core({}, received), "V25", "delivery_report", "timestamp")) == missing


@pytest.mark.parametrize("profile", PROFILES, ids=[one.name for one in PROFILES])
@pytest.mark.parametrize(
    ("last_updated", "found"),
    [
        ("2024-03-02 10:00:01", 1),
        ("2024-03-02 10:00:00", 0),  # a day exactly
        ("2024-03-01 09:00:00", 0),
        (None, 0),
    ],
)
def test_v26_updated_after_the_report(profile, last_updated, found):
    connection = core({})
    connection.execute(
        "insert into history.report values (1, 'r', '2024-03-01 10:00', '2024-03-01')"
    )
    connection.execute(
        f"insert into history.{profile.name}_seen values (1, 1, ?, 7)", [last_updated]
    )
    assert len(broken(connection, "V26", profile.name, "meta.lastUpdated")) == found
