"""A statement on its way: started, looked after, stopped. No page waits for one.

The statement runs in a process of its own. Whoever looks at the page asks after it several
times a second; a statement that nobody has asked after for a while is stopped, since its
reader has closed the window.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Thread
from typing import Any

from kpis import egress, facts, sandbox
from pages.parts import entries_author, figures, widgets, workbench_database
from pages.parts import workbench_keeping as keeping
from pages.parts.texts import text
from pages.parts.workbench_keeping import Answered

RUNNING = "analyse-running"
SECONDS_AT_ONCE = 0.35  # most statements have answered by then, and the page is drawn once
SECONDS_BETWEEN = 0.4
SECONDS_ALONE = 6.0


@dataclass
class Statement:
    """One that runs, and when somebody last asked after it."""

    sql: str
    values: Mapping[str, Any]
    running: sandbox.Running
    title: str = ""
    asked_at: float = field(default_factory=time.monotonic)
    is_over: bool = False

    def answer(self, seconds: float) -> sandbox.Answer | None:
        """What came of it; None while it runs."""
        self.asked_at = time.monotonic()
        return self.running.answer(seconds)


def start(sql: str, values: Mapping[str, Any], title: str = "") -> None:
    """Begins to run a statement, in the place of one that runs."""
    leave()
    running = sandbox.start(sql, workbench_database.published().path, values)
    statement = Statement(sql, dict(values), running, title)
    widgets.hold(RUNNING, statement)
    Thread(target=_look_after, args=(statement,), daemon=True).start()


def settle() -> None:
    """Waits for a moment; most statements have answered before the page is drawn."""
    statement = under_way()
    if statement and (answer := statement.answer(SECONDS_AT_ONCE)):
        _finish(statement, answer)


def under_way() -> Statement | None:
    """The statement that runs; None for none."""
    its: Statement | None = widgets.held(RUNNING)
    return its


def is_done() -> bool:
    """Asks after the statement that runs; whether it has answered."""
    statement = under_way()
    answer = statement.answer(0) if statement else None
    if statement and answer:
        _finish(statement, answer)
    return statement is None or answer is not None


def stop() -> None:
    """Stops the statement; what was stopped is said in place of an answer."""
    if statement := under_way():
        _finish(statement, statement.running.cancel())


def leave() -> None:
    """Stops a statement that nobody waits for any longer; it stands in the log all the same."""
    if statement := under_way():
        _let_go(statement)
        _logged(statement, statement.running.cancel())


def _finish(statement: Statement, answer: sandbox.Answer) -> None:
    """Keeps the answer; one that cannot be logged is not shown."""
    _let_go(statement)
    now = datetime.now(UTC).replace(tzinfo=None)
    its = Answered(
        statement.sql, statement.values, _logged(statement, answer), statement.title, now
    )
    keeping.keep_answer(its)


def _logged(statement: Statement, answer: sandbox.Answer) -> sandbox.Answer:
    try:
        egress.log.wrote(
            entries_author.name(),
            figures.build().build_id,
            statement.sql,
            answer.verdict,
            parameters=statement.values,
            reason=answer.code,
            rows=len(answer.rows),
            ms=answer.ms,
        )
    except (facts.Unsaved, facts.Unreadable) as error:
        why = text("analyse.not_logged", why=text(f"skriv.faults.{error.fault}"))
        return sandbox.Answer("error", why, ms=answer.ms)
    return answer


def _let_go(statement: Statement) -> None:
    statement.is_over = True
    widgets.let_go(RUNNING)


def _look_after(statement: Statement) -> None:
    """Stops what nobody asks after any longer."""
    while not statement.is_over:
        if time.monotonic() - statement.asked_at > SECONDS_ALONE:
            statement.running.cancel()
            return
        time.sleep(1)
