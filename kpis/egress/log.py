"""The log of statements: who asked what of which build, what came of it, and what left.

Lines are added and never changed. Ten digits in a row, and six and four with something
between, are masked: a statement must not become a place where CPR numbers are kept.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kpis.facts import where

if TYPE_CHECKING:
    from kpis.facts.store import Store

MASK = "**********"
LIKE_CPR = re.compile(r"(?<!\d)\d{6}(?:[\s.\-–/]{0,2})\d{4}(?!\d)|\d{10,}")

ACTS = (RUN, EXPORT, OVERRIDE) = ("run", "export", "override")


@dataclass(frozen=True)
class Line:
    """One line. `written_at` is UTC, `ms` milliseconds; `reason` is why a verdict is not `ok`."""

    number: int
    written_at: datetime
    who: str
    build: str
    act: str
    statement: str
    parameters: Mapping[str, Any]
    verdict: str
    reason: str
    row_count: int
    ms: int
    form: str
    override_reason: str


def wrote(
    who: str,
    build: str,
    statement: str,
    verdict: str,
    *,
    act: str = RUN,
    parameters: Mapping[str, Any] | None = None,
    reason: str = "",
    rows: int = 0,
    ms: int = 0,
    form: str = "",
    override_reason: str = "",
) -> int:
    """Write one line and give its number. Raises `kpis.facts.Unsaved`."""
    from kpis.egress import log_table  # with SQLAlchemy, a fifth of a second

    line = {
        "who": who,
        "build": build,
        "act": act,
        "statement": masked(statement),
        "parameters": masked(json.dumps(dict(parameters or {}), default=str, ensure_ascii=False)),
        "verdict": verdict,
        "reason": masked(reason),
        "row_count": rows,
        "ms": ms,
        "form": form,
        "override_reason": masked(override_reason),
    }
    return log_table.add(_store(), line)


def history(who: str | None = None, n: int | None = 50) -> tuple[Line, ...]:
    """The newest `n` lines first, of one person or of everybody; all of them for None.

    Raises `kpis.facts.Unreadable`.
    """
    from kpis.egress import log_table

    return tuple(_line(found) for found in log_table.newest(_store(), who, n))


def masked(text: str) -> str:
    """A text without what could be a CPR number."""
    return LIKE_CPR.sub(MASK, text)


def _line(found: Mapping[str, Any]) -> Line:
    return Line(
        **{
            **found,
            "written_at": datetime.fromisoformat(found["written_at"]),
            "parameters": json.loads(found["parameters"]),
        }
    )


def _store() -> "Store":
    from kpis.facts import store

    return store.store(where.address())
