"""`python -m kpis log`: what was asked, exported and overridden, newest first."""

import json
from typing import Any

from kpis.egress import log
from kpis.egress.log import Line

LONGEST_LINE = 100
"""Characters of a statement in the listing."""


def add_arguments(command: Any) -> None:
    """The arguments of the command."""
    command.add_argument("--who", help="of one person alone")
    command.add_argument("--newest", type=int, metavar="N", help="no more than N lines")


def answer(asked: Any) -> str:
    """What the command prints."""
    lines = log.history(asked.who, asked.newest)
    if asked.format == "json":
        return json.dumps([*map(_fields, lines)], ensure_ascii=False, indent=1)
    return "\n".join(map(_words, lines)) or "Nobody has asked anything yet."


def _fields(line: Line) -> dict[str, Any]:
    return {**vars(line), "written_at": line.written_at.isoformat()}


def _words(line: Line) -> str:
    told = f"{line.act} {line.form}".strip()
    signed = f"{line.written_at:%Y-%m-%d %H:%M} {line.who}, {told} on {line.build}"
    because = (
        f" ({line.override_reason or line.reason})" if line.override_reason or line.reason else ""
    )
    statement = " ".join(line.statement.split())[:LONGEST_LINE]
    return f"{signed}: {line.verdict}{because}, {line.row_count} rows in {line.ms} ms: {statement}"
