"""`python -m kpis shell`: opens the live build's analysis file, or any other, in the sandbox.

0: every statement was answered. 1: one was not. 2: wrong use.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from kpis import analysis, sandbox
from kpis.analysis import Published, Relation
from kpis.analysis.file import about
from kpis.errors import KpiError
from kpis.shell.asking import log
from kpis.shell.prompt import MOST_SHOWN, Doors, Prompt

UNANSWERED = 1


def add_arguments(command: Any) -> None:
    """The arguments of the command."""
    command.add_argument("--database", type=Path, metavar="FILE", help="default: the live build")
    command.add_argument("--warehouse", metavar="DIR")


def answer(asked: Any) -> str:
    """Run the session; sets the exit code."""
    published = _published(asked.database, asked.warehouse)
    is_terminal = sys.stdin.isatty()
    if is_terminal:
        print(f"{_opened(published)} Skriv .help for hjælp.")
    most = MOST_SHOWN if is_terminal else None
    prompt = Prompt(doors(published), _asker(is_terminal), _say, most)
    asked.exit_code = 0 if prompt.run() else UNANSWERED
    return ""


def doors(published: Published) -> Doors:
    """The real ones: the sandbox, the dictionary of the file, and the log of statements."""
    described = _dictionary(published)
    return Doors(
        start=lambda sql: sandbox.start(sql, published.path),
        relations=lambda: [(one.name, one.title) for one in described.values()],
        describe=lambda name: _described(described[name]),
        wrote=lambda sql, answer: log(published, sql, answer),
    )


def _published(database: Path | None, warehouse: str | None) -> Published:
    if database is None:
        return analysis.published(warehouse)
    if not database.is_file():
        raise KpiError(f"Der er ingen fil {database}.")
    return about(database)


def _opened(published: Published) -> str:
    whose = "Eksempeldata" if published.is_example else "Data"
    until = f", kendt til {published.known_at:%d.%m.%Y}" if published.known_at else ""
    return f"{whose} fra {published.build_id}{until}."


def _dictionary(published: Published) -> dict[str, Relation]:
    return {relation.name: relation for relation in analysis.relations(published)}


def _described(relation: Relation) -> Iterator[str]:
    rows = f"{relation.rows:,}".replace(",", ".")
    yield f"{relation.name}: {relation.title}. {relation.description}".strip()
    yield f"{relation.grain} ({rows} rækker)"
    width = max((len(column.name) for column in relation.columns), default=0)
    for column in relation.columns:
        told = f"{column.description}{_missing(column.missing)}"
        yield f"  {column.name.ljust(width)}  {column.type}  {told}"


def _missing(share: float) -> str:
    """How often a column has no value, in whole percent."""
    if not share:
        return ""
    told = f"{share * 100:.0f} %" if share >= 0.01 else "under 1 %"
    return f" Mangler i {told} af rækkerne."


def _asker(is_terminal: bool) -> Callable[[str], str]:
    """`input` with the arrows of readline, whose memory ends with the session; or plain lines."""
    if is_terminal:
        import readline  # noqa: F401 - what it does is done on import; not on Windows

        return input
    return _line


def _line(_: str) -> str:
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\n")


def _say(line: str) -> None:
    print(line, flush=True)
