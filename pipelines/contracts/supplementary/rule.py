"""How a rule about rows is declared."""

from dataclasses import dataclass
from enum import StrEnum

from pipelines.contracts.supplementary.model import Supplement


class Level(StrEnum):
    """What breaking a rule leads to: set aside, counted as a fault, counted."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True)
class RowRule:
    """A rule about rows of one table.

    `broken` is a query for their `rowid`, with `$rows` for the relation that
    holds them; `place` the header it is about; `says` one sentence; `needs` the
    tables without which nothing can be said: where one is empty, that is one
    warning instead. `is_kept_true`: it is tried on the whole table after a
    load, since other tables may have changed.
    """

    id: str
    level: Level
    table: Supplement
    place: str
    broken: str
    says: str
    needs: tuple[str, ...] = ()
    is_kept_true: bool = False


def row_rule(
    id_: str, table: Supplement, place: str, condition: str, says: str, level: Level = Level.ERROR
) -> RowRule:
    """A rule about a single row, `this`."""
    broken = f"select this.rowid from $rows as this where {condition}"
    return RowRule(id_, level, table, place, broken, says)
