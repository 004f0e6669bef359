"""How a table is declared: one typed declaration gives DDL, expectations and dictionary."""

from dataclasses import dataclass

from pipelines.contracts.rules import Given, Rule


@dataclass(frozen=True)
class Column:
    """One column.

    `type` is the DuckDB type; `meaning` one English sentence for the data
    dictionary; `source` the FHIR element it comes from, where it has one.
    """

    name: str
    type: str
    meaning: str
    rules: tuple[Rule, ...] = ()
    source: str = ""

    @property
    def is_given(self) -> bool:
        return any(isinstance(rule, Given) for rule in self.rules)

    def ddl(self) -> str:
        return f'"{self.name}" {self.type}' + (" not null" if self.is_given else "")


@dataclass(frozen=True)
class Table:
    """One table of schema `core`: its grain in words, its key, its columns in order."""

    name: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    profile: str = ""

    def __post_init__(self) -> None:
        names = self.column_names
        if len(set(names)) != len(names):
            raise ValueError(f"Table {self.name} names a column twice.")
        missing = set(self.key) - set(names)
        if missing:
            raise ValueError(f"Table {self.name} has no column {sorted(missing)[0]} for its key.")

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def ddl(self, schema: str = "core") -> str:
        """`create table` text for DuckDB."""
        body = ",\n  ".join(column.ddl() for column in self.columns)
        return f"create table {schema}.{self.name} (\n  {body}\n)"
