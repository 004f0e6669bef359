"""The process that runs one statement. Started as `python -I child.py`, never imported by the app.

It gets its question as JSON on standard input and answers with one JSON object on standard
output. It has no environment, an empty directory that is already removed, and reads one file.
"""

import json
import os
import sys
import types
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


def _without_the_app() -> None:
    """Make `kpis.sandbox` importable as bare folders: their __init__ files load the whole app."""
    for name, folder in (("kpis", HERE.parent), ("kpis.sandbox", HERE)):
        package = types.ModuleType(name)
        package.__path__ = [str(folder)]
        sys.modules[name] = package


if __name__ == "__main__":
    _without_the_app()

import duckdb  # noqa: E402
import pytz  # noqa: E402

from kpis.sandbox import engine_errors, gate, transport  # noqa: E402
from kpis.sandbox.catalog import SCHEMA, Catalog, read_catalog  # noqa: E402
from kpis.sandbox.limits import Limits, NoSandbox, lock_process  # noqa: E402
from kpis.sandbox.refusal import Refused  # noqa: E402

TIME_ZONE = "Europe/Copenhagen"
ROWS_AT_A_TIME = 50

OFF = (
    "python_enable_replacements",
    "autoinstall_known_extensions",
    "autoload_known_extensions",
    "allow_community_extensions",
    "allow_unsigned_extensions",
    "allow_persistent_secrets",
)


def main() -> None:
    """Answer the one question."""
    question = json.load(sys.stdin)
    limits = Limits(**question["limits"])
    database = question["database"]
    pytz.timezone(TIME_ZONE)  # its file is read now: soon no other file can be opened
    try:
        lock_process(limits, database)
    except NoSandbox:
        told = _told("error", "no_sandbox")
    else:
        if os.getppid() != question["server"]:
            return  # the server ended before we were bound to end with it
        told = answer(question, limits)
    json.dump(told, sys.stdout)


def answer(question: dict[str, Any], limits: Limits) -> dict[str, Any]:
    """What to say to a question: `run`, `tree` or `text`. Every failure is an answer too."""
    catalog: Catalog | None = None
    sql = question.get("sql", "")
    try:
        connection = connected(question["database"], limits)
        catalog = read_catalog(connection)
        if question["wanted"] == "text":
            return {"verdict": "ok", "text": _text(connection, question["tree"])}
        values = {name: transport.read(one) for name, one in question["parameters"].items()}
        tree = gate.check(connection, sql, catalog, values)
        if question["wanted"] == "tree":
            return {"verdict": "ok", "tree": tree}
        return _rows(connection, sql, values, tree, limits)
    except Refused as refused:
        return _told("refused", refused.code, refused.part, refused.places)
    except Exception as error:  # any fault here is an answer, never a traceback with paths
        return _told(*engine_errors.explained(error, catalog))


def connected(database: str, limits: Limits) -> Any:
    """The locked connection. The order matters: later settings forbid the earlier ones."""
    config: dict[str, Any] = dict.fromkeys(OFF, "false") | {
        "threads": 1,
        "async_threads": 1,
        "memory_limit": f"{limits.engine_memory}B",
        "temp_directory": "",
        "max_temp_directory_size": "0GB",
        "max_execution_time": int(limits.engine_seconds * 1000),
        "max_expression_depth": 250,
        "allow_extension_repositories": "forbidden",
    }
    connection = duckdb.connect(database, read_only=True, config=config)
    connection.execute(f"set TimeZone = '{TIME_ZONE}'")
    connection.execute("set enable_progress_bar = false")
    connection.execute(f"set schema = '{SCHEMA}'")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    return connection


def _text(connection: Any, tree: Any) -> str:
    """A tree as SQL again. Whoever runs it sends it through the gate like every other text."""
    written = connection.execute("select json_deserialize_sql($1)", [json.dumps(tree)])
    text: str = written.fetchone()[0]
    return text


def _rows(
    connection: Any, sql: str, values: dict[str, Any], tree: dict[str, Any], limits: Limits
) -> dict[str, Any]:
    """Run the statement and take rows until one of the two caps."""
    asked = {one["key"].lower() for one in tree["statements"][0].get("named_param_map", ())}
    bound = {name: value for name, value in values.items() if name.lower() in asked}
    cursor = connection.execute(sql, bound) if bound else connection.execute(sql)
    rows, truncated = _fetched(cursor, limits)
    description = cursor.description or ()
    return {
        "verdict": "ok",
        "columns": [str(column[0]) for column in description],
        "types": [str(column[1]) for column in description],
        "rows": rows,
        "truncated": truncated,
    }


def _fetched(cursor: Any, limits: Limits) -> tuple[list[Any], bool]:
    """Rows as they travel, and whether there were more than the caps let through."""
    rows: list[Any] = []
    size = 0
    while batch := cursor.fetchmany(ROWS_AT_A_TIME):
        for row in batch:
            written = transport.write(row)
            size += len(json.dumps(written))
            if len(rows) == limits.rows or size > limits.result_bytes:
                return rows, True
            rows.append(written)
    return rows, False


def _told(
    verdict: str, code: str, part: str = "", places: dict[str, str] | None = None
) -> dict[str, Any]:
    return {"verdict": verdict, "code": code, "part": part, "places": places or {}}


if __name__ == "__main__":
    main()
