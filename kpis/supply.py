"""The supplementary exports (T01-T23) as the numbers know them: tables and columns, no contracts.

`data/codelists/supply_column.csv` is made from the contracts by `make docs`; what a
population reads as `supply.<table>` stands there.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REGISTRY = Path(__file__).resolve().parent.parent / "data" / "codelists" / "supply_column.csv"
REPORTS = "FFB"  # the delivery reports, without which there is no warehouse


@dataclass(frozen=True)
class Supply:
    """One table: the code of its export, and each column's name and DuckDB type."""

    export: str
    table: str
    columns: tuple[tuple[str, str], ...]

    def ready(self, is_there: bool) -> str:
        """The statement that makes `supply.<table>`: what `core` has of it, or an empty table."""
        if is_there:
            names = ", ".join(f'"{name}"' for name, _ in self.columns)
            there = f"select {names} from warehouse.core.{self.table}"
            return f"create view supply.{self.table} as {there}"
        columns = ", ".join(f'"{name}" {kind}' for name, kind in self.columns)
        return f"create table supply.{self.table} ({columns})"


@cache
def supplies() -> tuple[Supply, ...]:
    """Every table of the exports, in the order of the contracts."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    with REGISTRY.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            column = (row["column_name"], row["column_type"])
            found.setdefault((row["export"], row["table_name"]), []).append(column)
    return tuple(Supply(*name, tuple(columns)) for name, columns in found.items())


def exports(tables: Iterable[str]) -> frozenset[str]:
    """The codes of the exports that fill some tables."""
    wanted = set(tables)
    return frozenset(supply.export for supply in supplies() if supply.table in wanted)


def not_loaded(sources: Iterable[str], loaded: frozenset[str]) -> Iterator[str]:
    """The exports that are named and not loaded."""
    return (source for source in sources if source != REPORTS and source not in loaded)
