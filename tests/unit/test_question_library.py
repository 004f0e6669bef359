"""The example library: 50 questions, each answered in the sandbox on the example municipality."""

from numbers import Number

import pytest

import kpis
from kpis import analysis, questions, sandbox
from kpis.exploring import Choice, results, statement
from kpis.questions import ChartKind, ParameterKind
from tests import shared

pytestmark = pytest.mark.usefixtures("forked_statements")

LIBRARY = questions.library()
FEW_ENOUGH = 600  # rows; more is not an answer to a question but an export
CITIZENS = 300  # of fewer, some groups are too small to say anything


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    """A small example municipality with five years."""
    return shared.example(tmp_path_factory.mktemp("library"), CITIZENS, 5)


@pytest.fixture(scope="module")
def database(warehouse):
    """Its analysis database."""
    return analysis.published(warehouse).path


def bound(question, database):
    """What a reader has chosen who has not chosen anything."""
    values = {}
    for its in question.parameters:
        offered = questions.choices(its, lambda sql: sandbox.run(sql, database).rows)
        assert offered or its.default, its.name
        assert not its.default or not offered or its.default in offered
        values[its.name] = questions.value(its, questions.default(its, offered))
    return values


@pytest.mark.parametrize("question", LIBRARY, ids=lambda its: its.id)
def test_a_question_is_answered(database, question):
    answer = sandbox.run(question.sql, database, bound(question, database))
    assert (answer.verdict, answer.reason) == ("ok", "")
    assert 0 < len(answer.rows) <= FEW_ENOUGH
    assert not answer.truncated
    for column in answer.columns:
        at = answer.columns.index(column)
        assert any(row[at] is not None for row in answer.rows), f"{column} says nothing"
    if question.chart:
        drawn = {question.chart.x, question.chart.y, question.chart.by} - {""}
        assert drawn <= set(answer.columns)
        heights = [row[answer.columns.index(question.chart.y)] for row in answer.rows]
        assert all(height is None or isinstance(height, Number) for height in heights)


@pytest.mark.parametrize(("first", "last"), [("2026-03", "2026-09"), ("2025-Q4", "2026-Q3")])
def test_what_is_asked_without_sql_is_what_was_released(warehouse, database, first, last):
    asked = Choice(("goal_achievement_rate", "own_home_share"), first, last, ("age_group", "sex"))
    rows = sandbox.run(statement(asked), database).rows
    build = analysis.published(warehouse)
    told = {its for its, _ in results(rows, build.known_at, build.build_id)}
    periods = sorted({its.period for its in told})
    released = kpis.evaluate(asked.kpis, periods, (None, *asked.by), warehouse=warehouse)
    assert len(periods) in (4, 7)
    assert told == set(released)


def test_there_are_fifty_of_them_on_every_subject():
    assert len(LIBRARY) == 50
    assert len({its.folder for its in LIBRARY}) == 14
    assert sum(its.chart is not None for its in LIBRARY) >= 35


def test_every_kind_of_chart_and_of_common_parameter_is_shown_once():
    assert {its.chart.kind for its in LIBRARY if its.chart} == set(ChartKind)
    kinds = {parameter.kind for its in LIBRARY for parameter in its.parameters}
    assert {ParameterKind.CHOICE, ParameterKind.MONTH, ParameterKind.NUMBER} <= kinds


@pytest.mark.parametrize("question", LIBRARY, ids=lambda its: its.id)
def test_a_question_is_readable(question):
    assert question.title[0].isupper()
    assert question.title.count("?") == 1
    assert question.description.endswith(".")
    assert all(len(line) <= 110 for line in question.sql.splitlines())


def test_no_question_asks_for_the_same_as_another():
    assert len({" ".join(its.sql.split()) for its in LIBRARY}) == len(LIBRARY)
