"""What was run in this session, the newest first."""

from pages.parts import formats, widgets
from pages.parts import workbench_keeping as kept
from pages.parts.markup import safe
from pages.parts.texts import text

LINES = 4


def show() -> None:
    """Each statement with what came of it, and the way to have it again."""
    found = kept.history()
    if not found:
        widgets.html(f'<p class="dim">{safe(text("analyse.history.none"))}</p>')
    for at, its in enumerate(found):
        widgets.html(_line(its))
        widgets.button(text("analyse.history.again"), f"analyse-again-{at}", kept.again, its.sql)


def _line(its: kept.Answered) -> str:
    """When it was run, how it ended, and its first lines."""
    verdict = text(f"analyse.history.{its.answer.verdict}")
    when = text("analyse.history.line", when=formats.moment(its.at), verdict=verdict)
    title = f"<b>{safe(its.title)}</b>" if its.title else ""
    return (
        f'<div class="ran"><p class="dim">{safe(when)}</p>{title}'
        f"<pre><code>{safe(_first_lines(its.sql))}</code></pre></div>"
    )


def _first_lines(sql: str) -> str:
    lines = sql.strip().splitlines()
    return "\n".join(lines[:LINES]) + (" …" if len(lines) > LINES else "")
