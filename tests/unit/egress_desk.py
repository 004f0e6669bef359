"""A desk without processes: statements are judged and exported over tables in memory.

The same rewriting, the same rules for rows and the same ledger as `kpis.egress.judge`; only
the sandbox's process is left out, so that hundreds of statements take seconds.
"""

from dataclasses import dataclass, field
from typing import Any

import duckdb

from kpis.egress import provenance, rows
from kpis.egress.ledger import Ledger
from kpis.egress.numbers import NotCounted
from tests.unit import egress_file


@dataclass
class Desk:
    """What may leave, in the order it is asked for."""

    connection: duckdb.DuckDBPyConnection
    ledger: Ledger
    shapes: dict[str, dict[str, str]]
    left: list[tuple[str, list[tuple[Any, ...]]]] = field(default_factory=list)

    def asks(self, sql: str) -> str:
        """'' for a result that left, else the code of why it did not."""
        try:
            carried = provenance.carry(egress_file.tree(self.connection, sql), self.shapes)
        except NotCounted:
            return "not_counted"
        found = self.connection.execute(egress_file.text(self.connection, carried.tree)).fetchall()
        width = len(self.connection.description) - len(carried.tracks)
        hidden = [row[width:] for row in found]
        reasons = rows.reasons(hidden, carried.tracks) or self.ledger.keep(
            rows.told(hidden, carried.tracks), is_override=False
        )
        if reasons:
            return reasons[0].code
        self.left.append((sql, [row[:width] for row in found]))
        return ""

    def series(self, *statements: str) -> list[str]:
        """What is said of each statement after those before it."""
        return [self.asks(sql) for sql in statements]
