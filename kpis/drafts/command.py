"""`python -m kpis draft` and `check-draft`. Names, JSON fields and exit codes are fixed.

0: accepted. 1: refused, with reasons. 2: wrong use, such as a folder without a draft.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kpis import analysis
from kpis.drafts import checking, writing
from kpis.drafts.model import UNFILLED, Verdict
from kpis.errors import KpiError

REFUSED = 1


def add_draft_arguments(command: Any) -> None:
    """The arguments of `draft`."""
    command.add_argument("directory", type=Path, metavar="DIR", help="where the files are put")
    command.add_argument("--id", required=True, help="snake_case, not taken")
    command.add_argument("--title", required=True, help="the Danish name")
    command.add_argument("--sql-file", required=True, type=Path, metavar="FILE")
    _add_database(command)


def add_check_arguments(command: Any) -> None:
    """The arguments of `check-draft`."""
    command.add_argument("directory", type=Path, metavar="DIR")
    _add_database(command)


def _add_database(command: Any) -> None:
    command.add_argument("--database", type=Path, metavar="FILE", help="default: the live build")
    command.add_argument("--warehouse", metavar="DIR")


def draft(asked: Any) -> str:
    """Write a draft and say which files it is."""
    try:
        sql = asked.sql_file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise KpiError(f"{asked.sql_file} kan ikke læses som tekst (UTF-8).") from None
    written = writing.draft(sql, asked.id, asked.title, _database(asked))
    paths = writing.write(written, asked.directory)
    return "\n".join([*map(str, paths), f"Udfyld, hvor der står {UNFILLED}, og kør check-draft."])


def check(asked: Any) -> str:
    """The verdict on a draft; sets the exit code."""
    if not asked.directory.is_dir():
        raise KpiError(f"Der er ingen mappe {asked.directory}.")
    verdict = checking.check(asked.directory, _database(asked))
    asked.exit_code = 0 if verdict.is_accepted else REFUSED
    return _json(verdict) if asked.format == "json" else "\n".join(_lines(verdict))


def _database(asked: Any) -> Path:
    if asked.database is None:
        return analysis.published(asked.warehouse).path
    if not asked.database.is_file():
        raise KpiError(f"Der er ingen fil {asked.database}.")
    path: Path = asked.database
    return path


def _json(verdict: Verdict) -> str:
    told = {
        "kpi": verdict.kpi,
        "accepted": verdict.is_accepted,
        "problems": [asdict(problem) for problem in verdict.problems],
        "warnings": [asdict(warning) for warning in verdict.warnings],
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _lines(verdict: Verdict) -> Iterator[str]:
    told = "kan godtages" if verdict.is_accepted else "kan ikke godtages endnu"
    yield f"Kladden »{verdict.kpi}« {told}."
    for problem in verdict.problems:
        yield f"{problem.file}: {problem.sentence}"
    for warning in verdict.warnings:
        yield f"Advarsel, {warning.file}: {warning.sentence}"
