"""What the analysis database is made of, as others see it. No database, no files."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from kpis.errors import KpiError

SCHEMA = "api"


class NotPublished(KpiError):
    """The analysis database of a build could not be made or read."""


@dataclass(frozen=True)
class Published:
    """The analysis database of one build: a file that nothing will change.

    `built_at` is naive UTC, when the build was loaded; `known_at` the day of its newest report.
    """

    path: Path
    build_id: str
    built_at: datetime | None
    known_at: date | None
    is_example: bool


@dataclass(frozen=True)
class Column:
    """One column and its profile.

    `missing` is the share of rows that are NULL, 0-1. `low` and `high` are told as text, None
    for text and for drawn numbers. `histogram` are counts in bins of equal width from low to
    high; `values` the most common values, as text, the commonest first.
    """

    name: str
    type: str
    description: str
    missing: float
    distinct: int
    low: str | None
    high: str | None
    histogram: tuple[int, ...]
    values: tuple[str, ...]


@dataclass(frozen=True)
class Relation:
    """One table of schema `api`: Danish title, description and grain, and its columns in order."""

    name: str
    title: str
    description: str
    grain: str
    group: str
    rows: int
    columns: tuple[Column, ...]
