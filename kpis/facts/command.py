"""`python -m kpis facts`: what people entered, a backup of it, and the backup read in again."""

import json
from pathlib import Path
from typing import Any

from kpis.errors import KpiError
from kpis.facts import backup, reading
from kpis.facts.model import kind_of, subject_of
from kpis.facts.payload import written
from kpis.facts.versions import Version

LONGEST_LINE = 100
"""Characters of a fact's own words in the listing."""


def add_arguments(command: Any) -> None:
    """The arguments of the command."""
    way = command.add_mutually_exclusive_group()
    way.add_argument("--export", action="store_true", help="every version as JSON lines: a backup")
    way.add_argument("--restore", metavar="FILE", help="read such a backup in again")


def answer(asked: Any) -> str:
    """What one command prints."""
    if asked.restore:
        return f"{_restored(Path(asked.restore))} versions were read in."
    if asked.export:
        return "\n".join(backup.export())
    holding = reading.holding()
    if asked.format == "json":
        return json.dumps([*map(_fields, holding)], ensure_ascii=False, indent=1)
    return "\n".join(map(_line, holding)) or "Nobody has entered anything yet."


def _restored(file: Path) -> int:
    try:
        with file.open(encoding="utf-8") as lines:
            return backup.import_(lines)
    except (OSError, UnicodeDecodeError):
        raise KpiError(f"The backup {file.name} cannot be read; nothing was kept.") from None


def _fields(version: Version[Any]) -> dict[str, Any]:
    return {
        "id": version.id,
        "kind": kind_of(version.fact),
        "fact": written(version.fact),
        "author": version.author.name,
        "role": version.author.role,
        "written_at": version.written_at.isoformat(),
        "replaces": version.replaces,
        "number": version.number,
    }


def _line(version: Version[Any]) -> str:
    about = " ".join(filter(None, (kind_of(version.fact), subject_of(version.fact))))
    signed = f"{version.written_at:%Y-%m-%d %H:%M} {version.author.name}"
    words = " ".join(_words(written(version.fact)).split())
    return f"{signed}, {about}: {words[:LONGEST_LINE]}"


def _words(told: dict[str, Any]) -> str:
    """The texts and days of a fact one after the other, what lies inside it left out."""
    return " | ".join(value for value in told.values() if isinstance(value, str) and value)
