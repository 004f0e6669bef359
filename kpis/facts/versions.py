"""A fact as it is kept: one version of it, signed and dated, and the one it replaces."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from kpis.facts.model import Fact

F = TypeVar("F", bound=Fact, covariant=True)


@dataclass(frozen=True)
class Author:
    """Who signs: a name, and the role it is written in. The page says who it is."""

    name: str
    role: str = ""


@dataclass(frozen=True)
class Version(Generic[F]):
    """`replaces` is the id of the version before it, None for the first.

    `number` counts everything that was ever written, from 1. `written_at` is UTC.
    A withdrawn fact keeps its words; lists leave it out.
    """

    id: str
    fact: F
    author: Author
    written_at: datetime
    replaces: str | None
    is_withdrawn: bool
    number: int


@dataclass(frozen=True)
class Row:
    """A version as the table holds it, its fact not yet read."""

    number: int
    id: str
    kind: str
    subject: str
    payload: dict[str, Any]
    author: str
    role: str
    written_at: datetime
    replaces: str | None
    is_withdrawn: bool


@dataclass(frozen=True)
class Draft:
    """A version before it is written: number, id and time come with the writing."""

    kind: str
    subject: str
    payload: dict[str, Any]
    author: Author
    replaces: str | None = None
    is_withdrawn: bool = False
