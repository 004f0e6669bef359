"""Rows of supplementary tables from drawn cells, by their contracts.

A column is drawn by its own name; `person` and the other pseudonyms by a
letter. Left out or `-` is NULL, `J` and `N` are yes and no, lists are split at
commas. End dates are drawn as they are stored: the first day after (C5).
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pipelines.contracts.model import Column
from pipelines.contracts.supplementary import SUPPLEMENTS
from pipelines.contracts.supplementary.model import Supplement
from tests.second_opinion.state import Row, Tables
from tests.spec import drawing, names

CONTRACTS = {one.name: one for one in SUPPLEMENTS}
LINEAGE = {"run_id": 1, "sha256": "0" * 64}
FACTS = {"born": "birth_date", "person": "person_id"}
CODES = {
    "offer_type_code": names.TILBUD,
    "service_code": names.YDELSE,
    "target_group": names.TARGET_GROUP,
    "target_group_codes": names.TARGET_GROUP,
}
USUAL = {
    "birth_date": "1980-06-01",
    "sex": "K",
    "status": "Aktiv",
    "closed_date": "2024-03-01",
    "operator": "Kommunal",
    "offer_type_code": "botilbud",
    "paragraph": "§ 85",
    "service_code": "§ 85",
    "person_ids": "-",
    "target_group_codes": "-",
}
READ: dict[str, Callable[[str], Any]] = {
    "VARCHAR": str,
    "INTEGER": int,
    "DATE": date.fromisoformat,
    "TIMESTAMP": datetime.fromisoformat,
    "BOOLEAN": {"J": True, "N": False}.__getitem__,
    "DECIMAL(18,4)": Decimal,
    "DECIMAL(18,2)": Decimal,
}


def of_cells(given: dict[str, list[dict[str, str]]]) -> Tables:
    """Rows of the supplementary tables among the cells; the others are left alone."""
    return {name: rows(CONTRACTS[name], cells) for name, cells in given.items() if is_export(name)}


def is_export(name: str) -> bool:
    return name in CONTRACTS


def rows(table: Supplement, cells: list[dict[str, str]]) -> list[Row]:
    found = []
    for line, row in enumerate(cells, start=2):
        named = {FACTS.get(name, name): cell for name, cell in row.items()}
        unknown = named.keys() - set(table.column_names)
        if unknown:
            raise ValueError(f"{table.name} has no column {sorted(unknown)[0]}.")
        read = {column.name: value(column, named) for column in table.columns}
        found.append(read | LINEAGE | {"line": line})
    return found


def value(column: Column, row: dict[str, str]) -> Any:
    usual = USUAL.get(column.name, "-") if column.is_given else "-"
    cell = row.get(column.name, usual)
    if column.type == "VARCHAR[]":
        return [read_one(column, part.strip()) for part in cell.split(",") if cell != "-"]
    return None if cell == "-" else read_one(column, cell)


def read_one(column: Column, cell: str) -> Any:
    if is_pseudonym(column.name):
        return drawing.person_id(cell)
    if column.name in CODES:
        return CODES[column.name].get(cell, cell)
    return READ[column.type.removesuffix("[]")](cell)


def is_pseudonym(name: str) -> bool:
    """Keyed hashes of numbers of persons: citizens, employees, case workers, the network."""
    whose = ("person_id", "person_ids", "employee_id", "case_worker_id", "network_person_id")
    return name in whose or name == "former_person_id"


def municipality(given: dict[str, str]) -> Tables:
    """Delivery reports and supplementary tables drawn together."""
    return of_all_cells({name: list(drawing.cells(text)) for name, text in given.items()})


def of_all_cells(given: dict[str, list[dict[str, str]]]) -> Tables:
    """The same from cells that were not drawn but made."""
    reports = {name: rows for name, rows in given.items() if not is_export(name)}
    return drawing.of_cells(reports) | of_cells(given)
