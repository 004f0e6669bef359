"""The histories under the six indicators about goals and plans, one rule a drawing."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kpis import compile
from kpis.warehouse import opened
from tests.spec import drawing, warehouse

ENDLESS = date.max  # what Python makes of DuckDB's infinity
Ask = Callable[[str, dict[str, str]], list[tuple[Any, ...]]]


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """The rows of a query over the populations it names, on drawn tables."""

    def rows(query: str, given: dict[str, str]) -> list[tuple[Any, ...]]:
        tables = drawing.tables(given)
        folder = warehouse.write(tmp_path / "warehouse", tables, (drawing.OURS,), ())
        population = query.split("population.")[1].split()[0]
        with opened(folder) as reader:
            reader.prepare()
            reader.run("set variable known_at = date '9999-12-31'")
            for relation in compile.relations([population]):
                reader.run(relation.create())
            return reader.rows(query)

    return rows


LINE = "select from_day, severity_level from population.severity_line order by from_day"


def line(ask: Ask, condition: str) -> list[tuple[str, int | None]]:
    """The severity line as text: from which day which score."""
    return [(str(day), score) for day, score in ask(LINE, {"condition": condition})]


def test_ikke_vurderet_ends_a_score(ask: Ask):
    drawn = """
        condition | recorded   | last_asserted | severity | known
        ----------+------------+---------------+----------+-----------
        c         | 2024-01-01 |               | 3        | 2024-01-01
        c         | 2024-01-01 | 2024-03-01    | ?        | 2024-03-01
        """
    assert line(ask, drawn) == [("2024-01-01", 3), ("2024-03-01", None)]


def test_two_ids_of_one_theme_are_one_line(ask: Ask):
    drawn = """
        condition | recorded   | severity | known
        ----------+------------+----------+-----------
        old       | 2024-01-01 | 3        | 2024-01-01
        new       | 2024-03-01 | 1        | 2024-03-01
        """
    assert line(ask, drawn) == [("2024-01-01", 3), ("2024-03-01", 1)]


def test_on_one_valid_date_the_newest_known_counts(ask: Ask):
    drawn = """
        condition | recorded   | severity | known
        ----------+------------+----------+-----------
        late      | 2024-01-01 | 3        | 2024-06-01
        early     | 2024-01-01 | 1        | 2024-01-01
        """
    assert line(ask, drawn) == [("2024-01-01", 3)]


def test_a_later_version_with_an_earlier_date_corrects(ask: Ask):
    drawn = """
        condition | recorded   | last_asserted | severity | known
        ----------+------------+---------------+----------+-----------
        c         | 2024-01-01 | 2024-05-01    | 4        | 2024-05-01
        c         | 2024-01-01 | 2024-02-01    | 2        | 2024-06-01
        """
    assert line(ask, drawn) == [("2024-02-01", 2)]


def test_a_partial_date_falls_back_to_the_recorded_one(ask: Ask):
    drawn = """
        condition | recorded   | last_asserted | severity | known
        ----------+------------+---------------+----------+-----------
        c         | 2024-01-01 | 2024-05       | 2        | 2024-05-01
        """
    assert line(ask, drawn) == [("2024-01-01", 2)]


def test_an_error_leaves_nothing(ask: Ask):
    drawn = """
        condition | recorded   | severity | verification     | known
        ----------+------------+----------+------------------+-----------
        c         | 2024-01-01 | 2        | confirmed        | 2024-01-01
        c         | 2024-01-01 | 2        | entered-in-error | 2024-05-01
        """
    assert line(ask, drawn) == []


def test_a_refuted_id_leaves_the_line_to_the_other(ask: Ask):
    drawn = """
        condition | recorded   | severity | verification | known
        ----------+------------+----------+--------------+-----------
        stays     | 2024-01-01 | 1        | confirmed    | 2024-01-01
        goes      | 2024-02-01 | 3        | confirmed    | 2024-02-01
        goes      | 2024-02-01 | 3        | refuted      | 2024-04-01
        """
    assert line(ask, drawn) == [("2024-01-01", 1), ("2024-02-01", 3), ("2024-04-01", 1)]


def test_an_unchanged_score_is_reassessed_by_its_gathering(ask: Ask):
    given = {
        "condition": """
            condition | recorded   | verification | known
            ----------+------------+--------------+-----------
            c         | 2024-01-01 | confirmed    | 2024-01-01
            gone      | 2024-02-01 | refuted      | 2024-02-01
            """,
        "information_gathering": """
            gathering | effective  | status           | conditions
            ----------+------------+------------------+-----------
            g         | 2024-06-01 | completed        | c
            wrong     | 2024-07-01 | entered-in-error | c
            """,
    }
    query = "select reassessed_date from population.reassessment order by all"
    assert [str(day) for (day,) in ask(query, given)] == ["2024-01-01", "2024-06-01"]


GOAL = """
    goal | condition | known
    -----+-----------+-----------
    g    | c         | 2024-01-01
    """
HELP = "select ended_date from population.goal_help where seen_to = 'infinity'"


def help_ends(ask: Ask, care_plan: str) -> date:
    """When the help of a goal received on 1 January 2024 has ended, seen from today."""
    return ask(HELP, {"intervention_goal": GOAL, "care_plan": care_plan})[0][0]


def test_plans_without_a_day_between_them_are_one_help(ask: Ask):
    plans = """
        care_plan | start      | end
        ----------+------------+-----------
        first     | 2023-06-01 | 2024-02-01
        second    | 2024-02-01 | 2024-05-01
        late      | 2024-05-02 |
        """
    assert help_ends(ask, plans) == date(2024, 5, 1)


def test_a_plan_that_ends_inside_another_ends_nothing(ask: Ask):
    plans = """
        care_plan | start      | end
        ----------+------------+-----------
        long      | 2023-06-01 | 2024-08-01
        short     | 2024-02-01 | 2024-03-01
        """
    assert help_ends(ask, plans) == date(2024, 8, 1)


@pytest.mark.parametrize(
    ("start", "ended"), [("2024-03-31", ENDLESS), ("2024-04-01", date(2024, 3, 31))]
)
def test_without_help_within_90_days_a_goal_ends_on_the_90th(ask: Ask, start: str, ended: date):
    plan = f"""
        care_plan | start
        ----------+-----------
        p         | {start}
        """
    assert help_ends(ask, plan) == ended


def test_a_plan_that_lists_the_goal_decides_alone(ask: Ask):
    plans = """
        care_plan | start      | end        | goals
        ----------+------------+------------+------
        lists     | 2023-06-01 | 2024-03-01 | g
        other     | 2023-06-01 |            | -
        """
    assert help_ends(ask, plans) == date(2024, 3, 1)


ITEMS = "select due_date, held_date from population.follow_up_item order by previous_date"


def items(ask: Ask, **given: str) -> list[tuple[str, str]]:
    """Due items as text: the original due date and the FollowUp after the one before."""
    return [(str(due), str(held)) for due, held in ask(ITEMS, given)]


def test_moving_the_date_does_not_move_what_is_due(ask: Ask):
    plans = """
        care_plan | start      | next_follow_up | known
        ----------+------------+----------------+-----------
        p         | 2024-01-01 | 2024-03-01     | 2024-01-01
        p         | 2024-01-01 | 2024-09-01     | 2024-02-20
        """
    assert items(ask, care_plan=plans) == [("2024-03-01", "None")]


def test_the_next_item_is_due_on_the_date_after_the_follow_up(ask: Ask):
    plans = """
        care_plan | start      | next_follow_up | known
        ----------+------------+----------------+-----------
        p         | 2024-01-01 | 2024-03-01     | 2024-01-01
        p         | 2024-01-01 | 2024-09-01     | 2024-03-05
        """
    held = """
        follow_up | care_plan | effective
        ----------+-----------+-----------
        f         | p         | 2024-03-04
        """
    expected = [("2024-03-01", "2024-03-04"), ("2024-09-01", "None")]
    assert items(ask, care_plan=plans, follow_up=held) == expected


def test_a_date_changed_in_the_encounter_alone_is_agreed(ask: Ask):
    given = {
        "care_plan": """
            care_plan | start      | encounter | known
            ----------+------------+-----------+-----------
            p         | 2024-01-01 | e         | 2024-01-01
            """,
        "follow_up_encounter": """
            encounter | start      | known
            ----------+------------+-----------
            e         | 2024-03-01 | 2024-01-01
            e         | 2024-09-01 | 2024-03-10
            """,
        "follow_up": """
            follow_up | care_plan | effective
            ----------+-----------+-----------
            f         | p         | 2024-03-04
            """,
    }
    assert items(ask, **given) == [("2024-03-01", "2024-03-04"), ("2024-09-01", "None")]


def test_a_plan_that_ends_before_the_deadline_owes_nothing(ask: Ask):
    plans = """
        care_plan | start      | end        | next_follow_up | known
        ----------+------------+------------+----------------+-----------
        owes      | 2024-01-01 | 2024-03-16 | 2024-03-01     | 2024-01-01
        is-over   | 2024-01-01 | 2024-03-15 | 2024-03-01     | 2024-01-01
        """
    query = "select care_plan_id from population.follow_up_item"
    assert ask(query, {"care_plan": plans}) == [("owes",)]
