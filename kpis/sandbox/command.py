"""`python -m kpis query`: one statement through the same door as the page. Fields are fixed."""

import csv
import io
import json
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from kpis import analysis
from kpis.errors import KpiError
from kpis.sandbox.door import run
from kpis.sandbox.running import Answer

EXIT_CODES = {"ok": 0, "refused": 3, "stopped": 4, "error": 5}
FIELDS = ("verdict", "reason", "columns", "rows", "truncated", "ms")


def add_arguments(command: Any) -> None:
    """The arguments of the command."""
    command.add_argument("--sql-file", required=True, type=Path, metavar="FILE")
    command.add_argument("--database", type=Path, metavar="FILE", help="default: the live build")
    command.add_argument("--format", choices=("json", "csv"), default="json")


def answer(asked: Any) -> str:
    """The answer as JSON, or its rows as CSV; sets the exit code by the verdict.

    CSV has no room for a verdict: what is not `ok` gives one row, verdict and reason.
    """
    told = run(_sql(asked.sql_file), _database(asked.database))
    asked.exit_code = EXIT_CODES[told.verdict]
    return _csv(told) if asked.format == "csv" else _json(told)


def _sql(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise KpiError(f"{file} cannot be read as a UTF-8 text with one statement.") from None


def _database(file: Path | None) -> Path:
    if file is None:
        return analysis.published().path
    if not file.is_file():
        raise KpiError(f"There is no file {file}.")
    return file


def _json(told: Answer) -> str:
    fields = {name: getattr(told, name) for name in FIELDS}
    rows = [[plain(value) for value in row] for row in told.rows]
    return json.dumps(fields | {"rows": rows, "part": told.part}, ensure_ascii=False, indent=1)


def _csv(told: Answer) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    if told.verdict == "ok":
        writer.writerow(told.columns)
        writer.writerows([_cell(value) for value in row] for row in told.rows)
    else:
        writer.writerows((("verdict", "reason"), (told.verdict, told.reason)))
    return written.getvalue().removesuffix("\n")


def plain(value: Any) -> Any:
    """A value as JSON has it: days and times as ISO text, decimals as numbers where exact."""
    if isinstance(value, Decimal):
        return float(value) if Decimal(repr(float(value))) == value else str(value)
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return _number(value) if isinstance(value, float) else _known(value)


def _number(value: float) -> float | str:
    """JSON has no infinity and no NaN."""
    return value if abs(value) < float("inf") else str(value)


def _known(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    return value if isinstance(value, str | int | None) else str(value)


def _cell(value: Any) -> Any:
    """A value as CSV has it: lists, maps and structs as JSON."""
    value = plain(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
