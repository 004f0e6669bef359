"""What the guard says about a result, and what an export is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kpis.errors import KpiError
from kpis.sandbox import Answer

if TYPE_CHECKING:
    from kpis.egress.released import Released

Elements = NDArray[np.int64]
"""Rows about persons, or persons, as sorted whole numbers; see `tracks`."""


class NotAllowed(KpiError):
    """An export of a result that may not leave, without a reason."""


@dataclass(frozen=True)
class Reason:
    """Why a result may not leave.

    `code` and `places` are the sentence in data/texts/*/egress.yaml; `rows` count from 0, none
    when it is about the statement.
    """

    code: str
    sentence: str
    rows: tuple[int, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Origin:
    """The published file a result was read from."""

    path: Path
    build_id: str
    known_at: date | None
    is_example: bool


@dataclass(frozen=True)
class Number:
    """The rows behind one number, or the persons where it counts persons.

    `months` are those of its rows. Two numbers of the same elements are the same number.
    """

    elements: Elements
    months: Elements
    counts_persons: bool

    @property
    def key(self) -> bytes:
        """Equal for the same number."""
        return self.elements.tobytes()


@dataclass(frozen=True)
class Told:
    """A number that a row of a result tells; rows count from 0."""

    row: int
    number: Number


@dataclass(frozen=True)
class Judgement:
    """Whether a result may leave, and the result itself.

    `told` is what the ledger keeps; `released` are the figures of the pages it was held against.
    """

    may_leave: bool
    reasons: tuple[Reason, ...]
    answer: Answer
    sql: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    who: str = ""
    origin: Origin | None = None
    told: tuple[Told, ...] = field(default=(), repr=False)
    released: "Released | None" = field(default=None, repr=False)


@dataclass(frozen=True)
class Override:
    """A result that leaves in spite of the guard, because somebody says why."""

    judgement: Judgement
    reason: str
