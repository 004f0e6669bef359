"""What this load's supplementary exports hold, on its way into the build."""

from collections import Counter
from collections.abc import Iterable

import duckdb

from pipelines.contracts.model import Column
from pipelines.contracts.supplementary.model import LINEAGE, Form, Supplement
from pipelines.sources.supplementary.columns import BORN, NO_MODULUS_11, Typed

PLACE = (
    "line bigint not null",
    "byte_from bigint",
    "byte_to bigint",
    "file_no integer not null",
)


def content(table: Supplement) -> tuple[Column, ...]:
    """The columns that were delivered, without where they came from."""
    return tuple(column for column in table.columns if column not in LINEAGE)


class SupplementaryStaging:
    """One table of schema `staging` for each supplementary table that this load delivers."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self.tables: set[str] = set()
        self.unknown: Counter[tuple[str, int]] = Counter()  # rows by table and column number

    def add(self, table: Supplement, file_no: int, typed: Typed) -> None:
        """Take in rows and the pointers to those that were set aside."""
        self._begin(table)
        self._insert(f"staging.{table.name}", typed.rows, file_no)
        self._insert("staging.set_aside", typed.faults, file_no)

    def note_unknown(self, table: Supplement, columns: Iterable[int], rows: int) -> None:
        """Columns of a file that are none of the table's: counted, never stored."""
        for number in columns:
            self.unknown[table.name, number] += rows

    def take_back(self, table: Supplement, file_no: int) -> None:
        """Forget the rows of a file that was found bad on the way."""
        if table.name in self.tables:
            self._connection.execute(
                f"delete from staging.{table.name} where file_no = ?", [file_no]
            )

    @staticmethod
    def has_persons(table: Supplement) -> bool:
        """Whether its rows are about a person, whose birth date the stage holds."""
        return any(field.form is Form.CPR and field.name == "person_id" for field in table.fields)

    def _begin(self, table: Supplement) -> None:
        if table.name in self.tables:
            return
        columns = [f'"{column.name}" {column.type}' for column in content(table)]
        if self.has_persons(table):
            columns += [f"{BORN} date", f"{NO_MODULUS_11} boolean"]
        ddl = ", ".join([*columns, *PLACE])
        self._connection.execute(f"create table staging.{table.name} ({ddl})")
        self.tables.add(table.name)

    def _insert(self, name: str, rows: object, file_no: int) -> None:
        self._connection.register("waiting", rows)
        self._connection.execute(
            f"insert into {name} by name select *, {file_no} as file_no from waiting"
        )
        self._connection.unregister("waiting")
