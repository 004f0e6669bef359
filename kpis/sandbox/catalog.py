"""What a published file holds, as the gate needs it: asked of the file itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SCHEMA = "api"
LISTS = Path(__file__).resolve().parents[2] / "data" / "sandbox"


def reviewed(file: str) -> frozenset[str]:
    """The names of one of the lists in data/sandbox; lines with # are comments."""
    lines = (LISTS / file).read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("# "))


# Read when this module is: once the process is locked it can open no list.
FUNCTIONS = reviewed("functions.txt")
TABLE_FUNCTIONS = reviewed("table_functions.txt")
REFUSED_FUNCTIONS = reviewed("refused_functions.txt")

RELATIONS = """
select lower(table_name), list(column_name order by column_index) from duckdb_columns()
where database_name = current_database() and schema_name = ? group by all
"""
OTHERS = """
select lower(table_name) from duckdb_tables() where schema_name <> $1
union select lower(view_name) from duckdb_views() where schema_name <> $1
"""
MACROS = """
select lower(function_name), function_type, parameters, macro_definition from duckdb_functions()
where database_name = current_database() and schema_name = ? and not internal
"""
SCHEMAS = """
select lower(schema_name) from duckdb_schemas() union select lower(database_name)
from duckdb_databases()
"""


@dataclass(frozen=True)
class Macro:
    """A macro of the published file: its parameters and the text it stands for."""

    parameters: tuple[str, ...]
    body: str
    is_table: bool


@dataclass(frozen=True)
class Catalog:
    """Names in lower case. `others` are relations that are not published, the engine's included."""

    name: str
    relations: Mapping[str, tuple[str, ...]]
    others: frozenset[str]
    schemas: frozenset[str]
    functions: frozenset[str]
    table_functions: frozenset[str]
    refused_functions: frozenset[str]
    macros: Mapping[str, tuple[Macro, ...]] = field(default_factory=dict)

    def columns(self) -> frozenset[str]:
        """Every column of every published relation."""
        return frozenset(name.lower() for names in self.relations.values() for name in names)


def read_catalog(connection: Any) -> Catalog:
    """What the connection's file publishes; the reviewed lists of functions beside it."""
    rows = connection.execute(RELATIONS, [SCHEMA]).fetchall()
    (name,) = connection.execute("select lower(current_database())").fetchone()
    return Catalog(
        name=name,
        relations={relation: tuple(columns) for relation, columns in rows},
        others=_first(connection.execute(OTHERS, [SCHEMA]).fetchall()),
        schemas=_first(connection.execute(SCHEMAS).fetchall()),
        functions=FUNCTIONS,
        table_functions=TABLE_FUNCTIONS,
        refused_functions=REFUSED_FUNCTIONS,
        macros=_macros(connection.execute(MACROS, [SCHEMA]).fetchall()),
    )


def _macros(rows: list[tuple[str, str, list[str], str]]) -> dict[str, tuple[Macro, ...]]:
    """Every variant of every macro, by name: one unsafe variant makes the name unsafe."""
    macros: dict[str, tuple[Macro, ...]] = {}
    for name, kind, parameters, body in rows:
        macro = Macro(tuple(parameters), body, kind == "table_macro")
        macros[name] = (*macros.get(name, ()), macro)
    return macros


def _first(rows: list[tuple[Any, ...]]) -> frozenset[str]:
    return frozenset(row[0] for row in rows)
