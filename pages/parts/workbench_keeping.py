"""What the session holds of the page Analyse: the statement, its question, the last answer."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from kpis import facts, questions
from kpis.questions import Question
from kpis.sandbox import Answer
from pages.parts import widgets, workbench_indicator

TEXT, OPENED, ANSWERED = "analyse-text", "analyse-opened", "analyse-answered"
PAGE = "analyse-at"
HISTORY = "analyse-history"
ASKED_FOR = "spoergsmaal"
"""The name in the address of the question that is open."""

MOST_IN_HISTORY = 30
LONGEST = 20_000
"""Characters of a statement in an address; a longer one is refused anyway."""

Query = facts.Version[facts.Query]


@dataclass(frozen=True)
class Opened:
    """The question that is open; `version` where an analyst kept it, `times` tells openings apart.

    `is_to_run` until its statement has been run for the first time.
    """

    question: Question
    version: Query | None = None
    times: int = 0
    is_to_run: bool = False


@dataclass(frozen=True)
class Answered:
    """A statement that was run, with the values it was run with, and what came of it."""

    sql: str
    values: Mapping[str, Any]
    answer: Answer
    title: str = ""
    at: datetime = datetime.min


BLANK = Question("", "", "", "", "")
NOTHING = Opened(BLANK)


def text() -> str:
    """The statement as it stands in the editor, as far as the page was told."""
    return str(widgets.held(TEXT, ""))


def keep_text(sql: str) -> None:
    """The editor told the page what stands in it."""
    widgets.hold(TEXT, sql)


def opened() -> Opened:
    """The question that is open; one without a name where somebody only types."""
    its: Opened = widgets.held(OPENED, NOTHING)
    return its


def answered() -> Answered | None:
    """The last answer; None before there is one."""
    its: Answered | None = widgets.held(ANSWERED)
    return its


def keep_answer(its: Answered) -> None:
    """A new answer is read from its first row."""
    widgets.hold(ANSWERED, its)
    widgets.hold(PAGE, 0)
    without_rows = replace(its, answer=replace(its.answer, rows=its.answer.rows[:0]))
    widgets.hold(HISTORY, (without_rows, *history())[:MOST_IN_HISTORY])


def history() -> tuple[Answered, ...]:
    """What was run in this session, the newest first, without the rows."""
    its: tuple[Answered, ...] = widgets.held(HISTORY, ())
    return its


def again(sql: str) -> None:
    """A statement that was run before is put into the editor anew."""
    put(replace(opened().question, sql=sql), opened().version)


def put(question: Question, version: Query | None = None, is_to_run: bool = False) -> None:
    """A question takes the place of what stood in the editor."""
    widgets.hold(OPENED, Opened(question, version, opened().times + 1, is_to_run))
    widgets.hold(TEXT, question.sql)
    widgets.let_go(ANSWERED)


def has_run() -> None:
    """What was opened need not be run by itself again."""
    widgets.hold(OPENED, replace(opened(), is_to_run=False))


def follow_address() -> str:
    """Opens what the address asks for; gives the id where nobody knows it."""
    if sql := widgets.in_address("sql"):
        put(replace(BLANK, sql=sql[:LONGEST], title=widgets.in_address("titel")[:200]))
        widgets.put_in_address("sql", "")
        widgets.put_in_address("titel", "")
        return ""
    if kpi := workbench_indicator.asked():
        its = workbench_indicator.from_address()
        put(its or BLANK, is_to_run=its is not None)
        return "" if its else kpi
    asked = widgets.in_address(ASKED_FOR)
    if not asked or asked == opened().question.id:
        return ""
    return "" if _open(asked) else asked


def _open(asked: str) -> bool:
    for question in questions.library():
        if question.id == asked:
            put(question, is_to_run=True)
            return True
    version = facts.latest(asked)
    if version is None or version.is_withdrawn or not isinstance(version.fact, facts.Query):
        return False
    put(as_question(version, asked), version, is_to_run=True)
    return True


def as_question(version: Query, id: str) -> Question:
    """What an analyst kept, as a question of the library."""
    its = version.fact
    return Question(
        id=id,
        title=its.title,
        folder=its.folder,
        description=its.description,
        sql=its.sql,
        parameters=its.parameters,
        chart=its.chart,
        owner=its.owner,
    )
