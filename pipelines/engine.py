"""Reports read by the engine: JSON to arrays, for a whole chunk at a time.

CPR numbers pass through its memory, so it has none but that: it spills nowhere.
"""

import json
from collections.abc import Sequence

import duckdb
import numpy as np
import pyarrow as pa

from pipelines.sources.ffb.written import structure

MEMORY = "512MB"
AT_ONCE = 64  # reports in one of the engine's vectors: their resources stay in the cache


_READ = "select from_json(report, '{}') as bundle from reports"


class Engine:
    """An in-memory database that is asked for nothing but what reports hold."""

    def __init__(self) -> None:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "threads": 1,
            "memory_limit": MEMORY,
            "temp_directory": "",
        }
        self._connection = duckdb.connect(config=settings)
        self._connection.execute("set enable_progress_bar = false")
        self._read = {is_bare: _READ.format(json.dumps(structure(is_bare))) for is_bare in (0, 1)}

    def close(self) -> None:
        """Give back its memory."""
        self._connection.close()

    def bundles(self, reports: Sequence[bytes], is_bare: bool = False) -> pa.StructArray | None:
        """What `written.structure` asks for, of each report; None if one is no JSON in UTF-8."""
        if not _is_utf8(reports):
            return None
        table = pa.table({"report": _texts(reports)})
        some = pa.Table.from_batches(table.to_batches(max_chunksize=AT_ONCE))
        self._connection.register("reports", some)
        try:
            found = self._connection.sql(self._read[is_bare]).to_arrow_table()
        except duckdb.Error:
            return None
        finally:
            self._connection.unregister("reports")
        return found["bundle"].combine_chunks()


def _is_utf8(reports: Sequence[bytes]) -> bool:
    try:
        for report in reports:
            if not report.isascii():
                report.decode()
    except UnicodeDecodeError:
        return False
    return True


def _texts(reports: Sequence[bytes]) -> pa.Array:
    """Texts in one piece; to append them one after the other costs as much as to read them."""
    ends = np.cumsum([0, *map(len, reports)], dtype=np.int64)
    buffers = [pa.py_buffer(ends), pa.py_buffer(b"".join(reports))]
    return pa.LargeStringArray.from_buffers(len(reports), *buffers)
