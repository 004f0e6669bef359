"""One statement in the sandbox, and its line in the log. For the shell and for notebooks."""

import getpass
from typing import Any

from kpis import sandbox
from kpis.analysis import Published
from kpis.sandbox import Answer

UNKNOWN_USER = "ukendt"


def ask(sql: str, published: Published, **parameters: Any) -> Answer:
    """The answer to one statement, which is also written to the log of statements.

    `parameters` are the values of its `$names`. A refusal is an answer, not an exception; a
    log that cannot be written raises `kpis.facts.Unsaved`.
    """
    answer = sandbox.run(sql, published.path, parameters)
    log(published, sql, answer, **parameters)
    return answer


def log(published: Published, sql: str, answer: Answer, **parameters: Any) -> None:
    """One line in the log: no answer is shown that is not in it."""
    from kpis.egress import log as lines  # with the store of facts, a fifth of a second

    lines.wrote(
        who(),
        published.build_id,
        sql,
        answer.verdict,
        parameters=parameters,
        reason=answer.reason,
        rows=len(answer.rows),
        ms=answer.ms,
    )


def who() -> str:
    """The user of the system; in a container there may be none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return UNKNOWN_USER
