"""What was run, the newest first: of a person who is logged in as the log has it, else here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from kpis import egress
from pages.parts import entries_author, formats, widgets
from pages.parts import workbench_keeping as kept
from pages.parts.markup import safe
from pages.parts.texts import has_text, text

LINES = 4
MOST = 30


@dataclass(frozen=True)
class Ran:
    """A statement that was run or taken along; `at` is naive UTC."""

    at: datetime
    verdict: str
    sql: str
    title: str = ""


def show() -> None:
    """Each statement with what came of it, and the way to have it again."""
    found = tuple(_of_log() if entries_author.given() else _of_session())
    if not found:
        widgets.html(f'<p class="dim">{safe(text("analyse.history.none"))}</p>')
    for at, its in enumerate(found):
        widgets.html(_line(its))
        widgets.button(text("analyse.history.again"), f"analyse-again-{at}", kept.again, its.sql)


def _of_log() -> Iterator[Ran]:
    """Only of a name that nobody could just type."""
    for line in egress.log.history(entries_author.given(), MOST):
        at = line.written_at.astimezone(UTC) if line.written_at.tzinfo else line.written_at
        verdict = line.verdict if line.act == egress.log.RUN else line.act
        yield Ran(at.replace(tzinfo=None), verdict, line.statement)


def _of_session() -> Iterator[Ran]:
    for its in kept.history():
        yield Ran(its.at, its.answer.verdict, its.sql, its.title)


def _line(its: Ran) -> str:
    """When it was run, how it ended, and its first lines."""
    key = f"analyse.history.{its.verdict}"
    verdict = text(key) if has_text(key) else its.verdict
    when = text("analyse.history.line", when=formats.moment(its.at), verdict=verdict)
    title = f"<b>{safe(its.title)}</b>" if its.title else ""
    return (
        f'<div class="ran"><p class="dim">{safe(when)}</p>{title}'
        f"<pre><code>{safe(_first_lines(its.sql))}</code></pre></div>"
    )


def _first_lines(sql: str) -> str:
    lines = sql.strip().splitlines()
    return "\n".join(lines[:LINES]) + (" …" if len(lines) > LINES else "")
