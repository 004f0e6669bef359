"""`python -m kpis publish`: the analysis database of the live build."""

from typing import Any

from kpis.analysis.publishing import publish


def add_arguments(command: Any) -> None:
    """The arguments of the command."""
    command.add_argument("--warehouse", metavar="DIR")


def answer(asked: Any) -> str:
    """What the command prints."""
    found = publish(asked.warehouse)
    size = found.path.stat().st_size / 1e6
    return f"{found.path} holds the analysis database of {found.build_id} ({size:.0f} MB)."
