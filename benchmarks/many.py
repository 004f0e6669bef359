"""A warehouse many times over: every citizen, employee, case and agreement copied so many times.

Organisations, offers, rounds of surveys and the budget stay who and what they are; a
table of which no key is copied is there once.
"""

from math import ceil
from pathlib import Path

import duckdb

from pipelines.contracts import delivery_reports
from pipelines.contracts.model import Column, Table
from pipelines.contracts.supplementary import SUPPLEMENTS

QUIET = "set enable_progress_bar = false"
STAY = ("organization_id", "offer_id", "round_id", "question_id")
CASES = ("case_number", "official_case_number")
AS_THEY_ARE = ("load_run", "delivery_report", "export_file", "set_aside", "contract_check")


def multiply(base: Path, folder: Path, copies: int) -> Path:
    """A warehouse in `folder` with `copies` of what `base` holds.

    0 copies leave no report and one row of each supplementary table: nothing to
    count in, and nothing that is missing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    build = folder / "build_000001.duckdb"
    with duckdb.connect(build) as connection:
        connection.execute(QUIET)
        connection.execute(f"attach '{_live(base)}' as base (read_only)")
        connection.execute("create schema core")
        for profile in delivery_reports.PROFILES:
            _versions(connection, profile, copies)
        for supplement in SUPPLEMENTS:
            _supplement(connection, supplement, copies)
        for name in AS_THEY_ARE:
            connection.execute(f"create table core.{name} as from base.core.{name}")
        connection.execute("detach base")
    (folder / "current").write_text(build.name, "utf-8")
    return folder


def copies_for(base: Path, conditions: int) -> int:
    """How many copies of `base` hold at least so many conditions."""
    with duckdb.connect(_live(base), read_only=True) as connection:
        count = connection.execute("select count(*) from core.condition").fetchone()
    return ceil(conditions / int((count or (1,))[0]))


def size(warehouse: Path) -> int:
    """Bytes of the live build."""
    return _live(warehouse).stat().st_size


def _live(warehouse: Path) -> Path:
    return warehouse / (warehouse / "current").read_text("utf-8").strip()


def _versions(connection: duckdb.DuckDBPyConnection, profile: Table, copies: int) -> None:
    """One table of versions, every id with the number of its copy behind it."""
    name = profile.name
    connection.execute(
        f"create table core.{name}_version as {_copied(f'{name}_version', profile.columns, copies)}"
    )
    connection.execute(
        f"create view core.{name} as from core.{name}_version where superseded_at is null"
    )


def _supplement(connection: duckdb.DuckDBPyConnection, table: Table, copies: int) -> None:
    renamed = {column.name for column in table.columns if _renamed(column)}
    if not copies:
        select = f"from base.core.{table.name} limit 1"
    elif renamed & set(table.key):
        select = _copied(table.name, table.columns, copies)
    else:
        select = f"from base.core.{table.name}"
    connection.execute(f"create table core.{table.name} as {select}")


def _copied(table: str, columns: tuple[Column, ...], copies: int) -> str:
    renamed = ", ".join(filter(None, map(_renamed, columns)))
    return (
        f"select whole.* replace ({renamed}) "
        f"from base.core.{table} as whole, range({copies}) as copy(n)"
    )


def _renamed(column: Column) -> str:
    """The ids in a column, as they are in copy n; empty where it holds none that is copied."""
    name = column.name
    if name == "target_groups":
        return (
            f"list_transform({name}, lambda t: struct_pack("
            f"target_group_id := t.target_group_id || '.' || n, rank := t.rank)) as {name}"
        )
    if name.endswith("_ids"):
        return f"list_transform({name}, lambda i: i || '.' || n) as {name}"
    is_id = column.type == "VARCHAR" and name.endswith("_id") and name not in STAY
    return f"{name} || '.' || n as {name}" if is_id or name in CASES else ""
