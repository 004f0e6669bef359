"""What stands in the warehouse: the JSON of `python -m pipelines status`."""

from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from pipelines import warehouse
from pipelines.contracts.delivery_reports import PROFILES
from pipelines.contracts.supplementary import SUPPLEMENTS

_BUILD = """
select build_id, published_at, (select max(reported_at) from core.delivery_report)
from core.load_run order by run_id desc limit 1
"""

_FILES = """
select run_id, path, sha256, kind, status, rows_read, rows_loaded, rows_set_aside
from core.export_file order by run_id, path
"""

# What still stands, as often as it stands: the same rule at the same place of
# many reports is many lines, told apart by their line.
_REASONS = """
select sha256, rule, concat_ws(', ', 'line ' || line, place) as where_, message, count(*)
from core.set_aside
where resolved_run_id is null
group by sha256, rule, where_, message, line
order by sha256, line, where_, rule
"""

_NAMES = "select table_name from information_schema.tables where table_schema = 'core'"

_RULES = """
select rule, level, table_name, place, sentence, rows_counted
from core.rule_count
where rows_counted > 0 and run_id = (select max(run_id) from core.load_run)
order by level = 'info', rule, table_name, place
"""


def status(folder: Path) -> dict[str, Any]:
    """The live build, every file of every run, why what stands aside does, rows a table.

    Raises LoadError when the pointer or the build is damaged.
    """
    build = warehouse.current(folder)
    if build is None:
        return {
            "build_id": None,
            "built_at": None,
            "known_at": None,
            "files": [],
            "tables": {},
            "rules": [],
        }
    with closing(warehouse.open_read_only(build)) as connection:
        build_id, built_at, known_at = _row(connection, _BUILD)
        return {
            "build_id": build_id,
            "built_at": _instant(built_at),
            "known_at": _instant(known_at),
            "files": _files(connection),
            "tables": _tables(connection),
            "rules": counted_rules(connection),
        }


def _files(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    reasons: dict[str, list[dict[str, Any]]] = {}
    for sha256, rule, where, message, count in connection.execute(_REASONS).fetchall():
        reason = {"rule": rule, "where": where, "message": message, "count": count}
        reasons.setdefault(sha256, []).append(reason)
    files = connection.execute(_FILES)
    names = [column[0] for column in files.description or ()]
    return [
        {**dict(zip(names, row, strict=True)), "reasons": reasons.get(row[2], [])}
        for row in files.fetchall()
    ]


def _tables(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Rows a table; a build of an earlier version lacks those of the supplementary exports."""
    there = {name for (name,) in connection.execute(_NAMES).fetchall()}
    return {
        table.name: _rows(connection, table.name) if table.name in there else 0
        for table in (*PROFILES, *SUPPLEMENTS)
    }


def counted_rules(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """What the last load counted under the rules that set nothing aside."""
    there = connection.execute(f"{_NAMES} and table_name = 'rule_count'").fetchone()
    if there is None:
        return []
    names = ("rule", "level", "table", "where", "message", "count")
    found = connection.execute(_RULES).fetchall()
    return [dict(zip(names, row, strict=True)) for row in found]


def _rows(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(_row(connection, f"select count(*) from core.{table}")[0])


def _row(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[Any, ...]:
    found = connection.execute(query).fetchone()
    return found if found is not None else (None, None, None)


def _instant(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat(timespec="milliseconds") + "Z"
