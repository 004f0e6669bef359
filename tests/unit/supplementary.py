"""Supplementary exports for tests: rows made from the contracts' own examples, files, loads."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb

from pipelines import schema
from pipelines.contracts.delivery_reports import PROFILES, version_table
from pipelines.contracts.supplementary import BY_CODE
from pipelines.exports import find
from pipelines.outcome import SILENT, FileOutcome
from pipelines.privacy import PseudonymKey
from pipelines.staging import Staging
from pipelines.steps.count_rules import count_rules
from pipelines.steps.load_supplementary import load_supplementary
from pipelines.supplementary_reading import read_supplements
from pipelines.supplementary_staging import SupplementaryStaging

KEY = PseudonymKey("k1", bytes(range(32)))

# Invented numbers that can be nobody's: they fail modulus 11, on other days than 1 January.
CPR = "1207852345"
OTHER_CPR = "0503724563"
THIRD_CPR = "2811904567"

Row = dict[str, str]


def row(code: str, **changes: str) -> Row:
    """A valid row of an export, by header: the contract's examples, some changed."""
    found = {field.header: field.example for field in BY_CODE[code.lower()].fields}
    unknown = changes.keys() - found.keys()
    assert not unknown, f"{code} has no column {unknown}"
    return found | changes


def as_csv(rows: Iterable[Row], encoding: str = "utf-8-sig") -> bytes:
    """The rows as a municipality's system writes them: semicolons, CRLF."""
    rows = list(rows)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def export(folder: Path, code: str, *rows: Row, name: str = "") -> Path:
    """A file with these rows; its name begins with the code."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{code}_{name or 'test'}.csv"
    path.write_bytes(as_csv(rows))
    return path


class Core:
    """The supplementary half of a load, on a database in memory: no build, no contract checks."""

    def __init__(self) -> None:
        self.connection = duckdb.connect()
        schema.create(self.connection)
        self.run_id = 0

    def load(self, *paths: Path) -> list[FileOutcome]:
        """One load of these files."""
        self.run_id += 1
        if self.run_id > 1:
            self.connection.execute("detach staging")
        found = find(paths)
        outcomes = [FileOutcome(number, file) for number, file in enumerate(found.files)]
        staging = Staging(self.connection, Path(":memory:"))
        supplements = SupplementaryStaging(self.connection)
        read_supplements(outcomes, KEY, staging, supplements, SILENT)
        staging.end()
        load_supplementary(self.connection, supplements, outcomes, self.run_id)
        count_rules(self.connection, supplements, self.run_id)
        return outcomes

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        return self.connection.execute(query).fetchall()

    def rows(self, table: str) -> int:
        """How many rows a table of schema core has."""
        return int(self.ask(f"select count(*) from core.{table}")[0][0])

    def aside(self) -> set[tuple[str, str, int | None]]:
        """Rule, place and line of what the last load set aside."""
        return set(self.ask("select rule, place, line from staging.set_aside"))

    def counted(self, rule: str) -> dict[tuple[str, str, str], int]:
        """Level, table and place of a rule -> rows that the last load counted."""
        found = self.ask(
            "select level, table_name, place, sum(rows_counted)::int from core.rule_count "
            f"where run_id = {self.run_id} and rule = '{rule}' and rows_counted > 0 group by all"
        )
        return {(level, table, place): rows for level, table, place, rows in found}

    def tell(self, profile: str, **values: object) -> None:
        """A resource of the delivery reports: these values, else the least that its table takes."""
        table = next(version_table(one) for one in PROFILES if one.name == profile)
        known = {"version_no": 1, "superseded_at": None, "superseded_date": None}
        told = {
            column.name: values.get(column.name, known.get(column.name, _least(column.type)))
            for column in table.columns
            if column.is_given or column.name in values
        }
        marks = ", ".join("?" * len(told))
        names = ", ".join(told)
        self.connection.execute(
            f"insert into core.{table.name} ({names}) values ({marks})", list(told.values())
        )


def _least(kind: str) -> object:
    least = {"DATE": "2025-01-01", "TIMESTAMP": "2025-01-01", "VARCHAR": "x", "BOOLEAN": True}
    return [] if kind.endswith("[]") else least.get(kind, 0)
