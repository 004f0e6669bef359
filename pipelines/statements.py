"""The loader's own SQL, from `pipelines/sql`, statement by statement."""

import re
from functools import cache
from pathlib import Path

SQL = Path(__file__).resolve().parent / "sql"


@cache
def statements(name: str) -> tuple[str, ...]:
    """The statements of `pipelines/sql/<name>.sql`, comments left out."""
    text = re.sub(r"--.*", "", (SQL / f"{name}.sql").read_text(encoding="utf-8"))
    return tuple(statement.strip() for statement in text.split(";") if statement.strip())
