"""The rules about delivery reports that only count: drawn resources, and which of them break one.

Each drawing has what breaks the rule, what nearly does, and what does not. The newest
report is of 2024-03-31.
"""

from datetime import date, timedelta

import pytest

from pages.parts import rules as in_danish
from pages.parts.texts import text
from pipelines.contracts.report_rules import REPORT_RULES
from pipelines.steps.count_report_rules import counted_of_reports
from tests.spec import drawing_supply
from tests.spec.loaded import broken, core

BORN = """
    person | born
    -------+-----------
    A      | 1980-06-01
"""
DIED = """
    person | status | status_date | start
    -------+--------+-------------+-----------
    A      | Død    | 2024-02-10  | 2024-02-10
"""
PLAN = """
    care_plan | start      | end
    ----------+------------+-----------
    p1        | 2024-01-01 | -
"""
CASES = {
    "V04 a plan ends before birth": (
        ("V04", "care_plan", "period.end"),
        {
            "citizen": BORN,
            "care_plan": """
                care_plan | start      | end        | status
                ----------+------------+------------+-----------------
                before    | 1979-01-01 | 1980-06-01 | active
                on-day-1  | 1979-01-01 | 1980-06-02 | active
                open      | 1979-01-01 | -          | active
                error     | 1979-01-01 | 1980-01-01 | entered-in-error
            """,
        },
        ["before"],
    ),
    "V04 a ydelse ends before birth": (
        ("V04", "intervention", "period.end"),
        {
            "citizen": BORN,
            "care_plan": PLAN,
            "intervention": """
                intervention | care_plan | start      | end
                -------------+-----------+------------+-----------
                before       | p1        | 1979-01-01 | 1980-06-01
                after        | p1        | 1979-01-01 | 1980-06-02
            """,
        },
        ["before"],
    ),
    "V04 a plan starts after death": (
        ("V04", "care_plan", "period.start"),
        {
            "citizen_status": DIED,
            "care_plan": """
                care_plan | person | start      | status
                ----------+--------+------------+-----------------
                after     | A      | 2024-02-11 | active
                same-day  | A      | 2024-02-10 | active
                error     | A      | 2024-02-11 | entered-in-error
                another   | B      | 2024-02-11 | active
            """,
        },
        ["after"],
    ),
    "V04 a ydelse starts after death": (
        ("V04", "intervention", "period.start"),
        {
            "citizen_status": DIED,
            "care_plan": PLAN,
            "intervention": """
                intervention | care_plan | start
                -------------+-----------+-----------
                after        | p1        | 2024-02-11
                same-day     | p1        | 2024-02-10
                no-start     | p1        | -
            """,
        },
        ["after"],
    ),
    "V17 asserted before recorded": (
        ("V17", "condition", "conditionLastAssertedDate"),
        {
            "condition": """
                condition | recorded   | last_asserted | verification
                ----------+------------+---------------+-----------------
                before    | 2024-02-02 | 2024-02-01    | confirmed
                no-status | 2024-02-02 | 2024-02-01    | -
                same-day  | 2024-02-02 | 2024-02-02    | confirmed
                partial   | 2024-02-02 | 2024-02       | confirmed
                none      | 2024-02-02 | -             | confirmed
                error     | 2024-02-02 | 2024-02-01    | entered-in-error
            """,
        },
        ["before", "no-status"],
    ),
    "V17 followed up before the start": (
        ("V17", "follow_up", "effectiveDateTime"),
        {
            "care_plan": """
                care_plan | start      | status
                ----------+------------+-----------------
                p1        | 2024-01-10 | active
                p2        | 2024-01-20 | active
                error     | 2024-01-20 | entered-in-error
            """,
            "follow_up": """
                follow_up | care_plan | effective  | status
                ----------+-----------+------------+-----------------
                before    | p1        | 2024-01-09 | final
                same-day  | p1        | 2024-01-10 | final
                one-of-2  | p1, p2    | 2024-01-15 | final
                no-plan   | error     | 2024-01-15 | final
                error     | p1        | 2024-01-09 | entered-in-error
            """,
        },
        ["before", "one-of-2"],
    ),
    "V17 a goal before the first assessment": (
        ("V17", "intervention_goal", "known_date"),
        {
            "condition": """
                condition | recorded
                ----------+-----------
                c1        | 2024-01-01
            """,
            "information_gathering": """
                gathering | person | effective  | status
                ----------+--------+------------+-----------------
                wrong     | A      | 2023-01-01 | entered-in-error
                first     | A      | 2024-01-10 | completed
                second    | A      | 2024-02-10 | completed
            """,
            "intervention_goal": """
                goal     | person | condition | known      | status
                ---------+--------+-----------+------------+-----------------
                before   | A      | c1        | 2024-01-09 | active
                before   | A      | c1        | 2024-01-20 | on-hold
                same-day | A      | c1        | 2024-01-10 | active
                between  | A      | c1        | 2024-01-30 | active
                error    | A      | c1        | 2024-01-09 | entered-in-error
                unknown  | B      | c1        | 2024-01-09 | active
            """,
        },
        ["before"],
    ),
    "V18 a line twice": (
        ("V18", "condition", "code"),
        {
            "condition": """
                condition | person | theme      | recorded   | clinical | verification
                ----------+--------+------------+------------+----------+-----------------
                a1        | A      | Spise      | 2024-01-01 | active   | confirmed
                a2        | A      | Spise      | 2024-02-01 | relapse  | -
                closed    | A      | Spise      | 2024-02-02 | resolved | confirmed
                error     | A      | Spise      | 2024-02-03 | active   | entered-in-error
                refuted   | B      | Spise      | 2024-02-04 | active   | refuted
                b1        | B      | Spise      | 2024-02-05 | active   | confirmed
            """,
        },
        ["a1", "a2"],
    ),
    "V18 a new version of one condition is no other": (
        ("V18", "condition", "code"),
        {
            "condition": """
                condition | theme | recorded   | severity | known
                ----------+-------+------------+----------+-----------
                a1        | Spise | 2024-01-01 | 2        | 2024-01-01
                a1        | Spise | 2024-01-01 | 3        | 2024-02-01
            """,
        },
        [],
    ),
    "V19 moved to another plan": (
        ("V19", "intervention", "basedOn"),
        {
            "care_plan": """
                care_plan | start
                ----------+-----------
                p1        | 2024-01-01
                p2        | 2024-01-01
            """,
            "intervention": """
                intervention | care_plan | start      | known      | status
                -------------+-----------+------------+------------+-----------------
                moved        | p1        | 2024-01-01 | 2024-01-01 | active
                moved        | p2        | 2024-01-01 | 2024-02-01 | active
                there-back   | p1        | 2024-01-01 | 2024-01-01 | active
                there-back   | p2        | 2024-01-01 | 2024-02-01 | active
                there-back   | p1        | 2024-01-01 | 2024-03-01 | active
                one-more     | p1        | 2024-01-01 | 2024-01-01 | active
                one-more     | p1, p2    | 2024-01-01 | 2024-02-01 | active
                one-fewer    | p1, p2    | 2024-01-01 | 2024-01-01 | active
                one-fewer    | p2        | 2024-01-01 | 2024-02-01 | active
                stays        | p1        | 2024-01-01 | 2024-01-01 | active
                stays        | p1        | 2024-01-02 | 2024-02-01 | active
                error        | p1        | 2024-01-01 | 2024-01-01 | active
                error        | p2        | 2024-01-01 | 2024-02-01 | entered-in-error
            """,
        },
        ["moved", "there-back"],
    ),
    "V19 open, but its help has ended": (
        ("V19", "care_plan", "period.end"),
        {
            "care_plan": """
                care_plan | start      | end        | status           | known
                ----------+------------+------------+------------------+-----------
                open      | 2024-01-01 | -          | active           | 2024-01-01
                planned   | 2024-01-01 | 2024-12-31 | active           | 2024-01-01
                runs      | 2024-01-01 | -          | active           | 2024-01-01
                no-end    | 2024-01-01 | -          | active           | 2024-01-01
                ended     | 2024-01-01 | 2024-03-31 | active           | 2024-01-01
                completed | 2024-01-01 | -          | completed        | 2024-03-01
                error     | 2024-01-01 | -          | entered-in-error | 2024-01-01
                no-help   | 2024-01-01 | -          | active           | 2024-01-01
                later     | 2024-04-01 | -          | active           | 2024-01-01
                half      | 2024-01-01 | -          | active           | 2024-01-01
            """,
            "intervention": """
                intervention | care_plan | start      | end        | status
                -------------+-----------+------------+------------+-----------------
                i1           | open      | 2024-01-01 | 2024-03-31 | active
                i2           | planned   | 2024-01-01 | 2024-02-01 | active
                i3           | runs      | 2024-01-01 | 2024-04-01 | active
                i4           | no-end    | 2024-01-01 | -          | active
                i5           | ended     | 2024-01-01 | 2024-02-01 | active
                i6           | completed | 2024-01-01 | 2024-02-01 | active
                i7           | error     | 2024-01-01 | 2024-02-01 | active
                i8           | later     | 2024-01-01 | 2024-02-01 | active
                i9           | half      | 2024-01-01 | 2024-02-01 | active
                i10          | half      | 2024-01-01 | -          | active
                i11          | open      | 2024-01-01 | -          | entered-in-error
            """,
        },
        ["open", "planned"],
    ),
    # 183 days from 1 January 2023 end on 3 July; from 29 or 30 September they reach the newest day.
    "V21 time-limited help for long": (
        ("V21", "intervention", "period"),
        {
            "care_plan": """
                care_plan | start      | end
                ----------+------------+-----------
                p1        | 2023-01-01 | -
                short     | 2023-01-01 | 2023-07-03
            """,
            "intervention": """
                intervention | care_plan | ydelse | start      | end
                -------------+-----------+--------+------------+-----------
                184          | p1        | § 82 b | 2023-01-01 | 2023-07-04
                183          | p1        | § 82 b | 2023-01-01 | 2023-07-03
                open-184     | p1        | § 82 b | 2023-09-29 | -
                open-183     | p1        | § 82 b | 2023-09-30 | -
                with-plan    | short     | § 82 b | 2023-01-01 | -
                other-help   | p1        | § 85   | 2023-01-01 | -
            """,
        },
        ["184", "open-184"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_breaks_a_rule(case):
    rule, given, expected = CASES[case]
    assert broken(core(given), *rule) == expected


def test_without_what_it_looks_at_no_rule_is_tried():
    """No count of 0 that says all is well."""
    assert counted_of_reports(core({}, ())) == []
    told = counted_of_reports(core({"care_plan": PLAN}))
    assert ("V04", "care_plan", "period.start") not in {(one[0], one[2], one[3]) for one in told}


def starts(on_the_day: int, others: int, intent: str = "order") -> dict[str, str]:
    """Plans with one ydelse each: some that start on one day, the others on a day each."""
    days = [date(2023, 6, 1)] * on_the_day
    days += [date(2023, 6, 2) + timedelta(days=at) for at in range(others)]
    lines = [f"p{at} | {day} | {intent}" for at, day in enumerate(days)]
    return {
        "care_plan": drawing_supply.table("care_plan | start | intent", *lines),
        "intervention": drawing_supply.table(
            "intervention | care_plan | start | intent",
            *(f"of-{line.split()[0]} | {line}" for line in lines),
        ),
    }


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (starts(21, 79), 21),
        (starts(20, 80), 0),  # 20 % is not more than 20 %
        (starts(21, 78), 0),  # fewer than 100
        (starts(21, 79, "plan"), 0),  # none was granted (R7)
        (starts(0, 100), 0),
    ],
)
def test_v20_many_starts_on_one_day(given, found):
    assert len(broken(core(given), "V20", "care_plan", "period.start")) == found


def test_the_numbers_are_those_of_what_breaks_them():
    _, given, expected = CASES["V19 open, but its help has ended"]
    numbers = {(one[0], one[2], one[3]): one for one in counted_of_reports(core(given))}
    rule, level, table, _, sentence, rows = numbers["V19", "care_plan", "period.end"]
    assert (rule, level, table, rows) == ("V19", "warning", "care_plan", len(expected))
    assert sentence == "The plan is open, but all its interventions have ended."
    assert numbers["V20", "care_plan", "period.start"][1] == "info"


@pytest.mark.parametrize("rule", REPORT_RULES, ids=lambda one: f"{one.id}-{one.table}-{one.place}")
def test_a_rule_has_a_danish_sentence_of_its_own(rule):
    said = in_danish.counted(rule.id, rule.place)
    assert said not in (text("data.rules.other"), in_danish.meaning("V04"))
    assert said.endswith(".")
