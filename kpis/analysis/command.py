"""`python -m kpis publish`: the analysis database of the live build, and copies of it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kpis.analysis.export import export
from kpis.analysis.publishing import publish


def add_arguments(command: Any) -> None:
    """The arguments of the command."""
    command.add_argument("--warehouse", metavar="DIR")
    copied = "also a read-only copy, for Excel and Power BI users with the right"
    command.add_argument("--to", metavar="FILE_OR_DIR", help=copied)
    command.add_argument("--format", choices=("duckdb", "parquet"), default="duckdb")


def answer(asked: Any) -> str:
    """What the command prints."""
    found = publish(asked.warehouse)
    if asked.to:
        export(found, Path(asked.to), asked.format, datetime.now(UTC))
        return (
            f"{asked.to} is a read-only copy of the analysis database of {found.build_id}. "
            "It holds pseudonymised personal data: give it only to those who have the right."
        )
    size = found.path.stat().st_size / 1e6
    return f"{found.path} holds the analysis database of {found.build_id} ({size:.0f} MB)."
