"""What an escape would leave behind, watched from outside the engine.

The files beside the published one are watched by the kernel (inotify): whoever opens one is
seen, whatever the statement looked like.
"""

import ctypes
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

IN_OPEN = 0x20
IN_CREATE = 0x100
IN_DELETE = 0x200
IN_MOVED = 0xC0
IN_NONBLOCK = 0o4000
HEADER = struct.Struct("iIII")

SYSTEM = ctypes.CDLL(None, use_errno=True)


class Opened:
    """The names of files opened, made or removed in the watched folders since the last look."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def names(self) -> set[str]:
        """What happened since the last look."""
        found = set()
        while data := self._read():
            at = 0
            while at < len(data):
                _, _, _, length = HEADER.unpack_from(data, at)
                start = at + HEADER.size
                found.add(data[start : start + length].rstrip(b"\0").decode())
                at = start + length
        return found - {""}

    def _read(self) -> bytes:
        try:
            return os.read(self._descriptor, 1 << 16)
        except BlockingIOError:
            return b""


@contextmanager
def watched(*folders: Path) -> Iterator[Opened]:
    """Watch folders until the end of the block."""
    descriptor = SYSTEM.inotify_init1(IN_NONBLOCK)
    events = IN_OPEN | IN_CREATE | IN_DELETE | IN_MOVED
    for folder in folders:
        if SYSTEM.inotify_add_watch(descriptor, os.fsencode(folder), events) < 0:
            raise OSError(ctypes.get_errno(), "The folder cannot be watched.")
    try:
        yield Opened(descriptor)
    finally:
        os.close(descriptor)


def state(connection: Any) -> tuple[Any, ...]:
    """Everything a statement could have changed on a connection."""
    questions = (
        "select name, value from duckdb_settings() order by all",
        "select database_name, path from duckdb_databases() order by all",
        "select table_name from duckdb_tables() where temporary order by all",
        "select function_name from duckdb_functions() where not internal order by all",
        "select * from duckdb_variables() order by all",
        "select name from duckdb_prepared_statements()",
    )
    return tuple(tuple(connection.execute(question).fetchall()) for question in questions)


def sources(plan: Any) -> set[str]:
    """What a plan (EXPLAIN in JSON) reads: names of tables and of table functions."""
    found = set()
    for node in plan if isinstance(plan, list) else [plan]:
        info = node.get("extra_info") or {}
        name = str(node.get("name", "")).strip().lower()
        if "Table" in info:
            found.add(str(info["Table"]).lower())
        elif "Function" in info:
            found.add(str(info["Function"]).lower())
        elif name.endswith("_scan") and name not in INNER_SCANS:
            found.add(name)
        found |= sources(node.get("children") or [])
    return found


# Scans of what the statement itself made.
INNER_SCANS = {"column_data_scan", "dummy_scan", "cte_scan", "delim_scan", "recursive_cte_scan"}
INNER_SCANS |= {"positional_scan", "rec_cte_scan"}
