"""What this load's reports hold, on its way into the build."""

from collections import defaultdict
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines import schema
from pipelines.chunks import BadFile
from pipelines.contracts.delivery_reports import PROFILES
from pipelines.sources.delivery_reports import Batch, SetAside

FLUSH_BYTES = 64 << 20
WHOLE_FILE = "file"

SET_ASIDE = pa.schema(
    [
        ("line", pa.int64()),
        ("byte_from", pa.int64()),
        ("byte_to", pa.int64()),
        ("report_id", pa.string()),
        ("rule", pa.string()),
        ("place", pa.string()),
        ("message", pa.string()),
    ]
)

# The contents stay until all is read: another file may have them too, and they are sent once.
_TAKE_BACK = """
delete from staging.{table}_sighting where report_no in (
  select report_no from staging.report where file_no = ?
)
"""

_NOBODYS = """
delete from staging.{table}_content as content
where not exists (from staging.{table}_sighting where content_no = content.content_no)
"""


class Staging:
    """Tables of schema `staging` with a small buffer before them.

    Inserting costs a fixed time a statement, so rows wait until they are many.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, place: Path) -> None:
        self._connection = connection
        self._waiting: dict[str, list[pa.Table]] = defaultdict(list)
        self._bytes = 0
        self._reports = 0
        self._took_back = False
        schema.create_staging(connection, place=str(place))
        connection.execute("set force_compression = 'uncompressed'")  # read once, then removed

    def add(self, file_no: int, batch: Batch) -> int:
        """Take in one chunk's batch; returns how many of its reports were set aside."""
        for name, contents in batch.contents.items():
            self._wait(f"{name}_content", contents)
        for name, sightings in batch.sightings.items():
            self._wait(f"{name}_sighting", self._of_this_load(sightings))
        self._wait("report", self._numbered(_of(batch.reports, file_no)))
        self._set_aside(file_no, [_row(broken) for broken in batch.set_aside])
        if self._bytes >= FLUSH_BYTES:
            self.flush()
        return len({broken.byte_from for broken in batch.set_aside})

    def set_file_aside(self, file_no: int, bad: BadFile) -> None:
        """Take back all that was read of a file and keep the one reason."""
        self.flush()
        self._took_back = True
        for table in PROFILES:
            self._connection.execute(_TAKE_BACK.format(table=table.name), [file_no])
        for name in ("report", "set_aside"):
            self._connection.execute(f"delete from staging.{name} where file_no = ?", [file_no])
        self._set_aside(file_no, [(None, None, None, None, bad.rule, WHOLE_FILE, bad.message)])

    def end(self, files: list[tuple[object, ...]]) -> None:
        """Everything has been read: the outcomes of all files, and no content that none has."""
        self.flush()
        self._connection.execute("reset force_compression")
        if self._took_back:
            for table in PROFILES:
                self._connection.execute(_NOBODYS.format(table=table.name))
        marks = ", ".join("?" * len(files[0]))
        self._connection.executemany(f"insert into staging.export_file values ({marks})", files)

    def forget_resources(self) -> None:
        """Give back what the resources took in memory: they are folded."""
        for table in PROFILES:
            self._connection.execute(f"drop table staging.{table.name}_content")
            self._connection.execute(f"drop table staging.{table.name}_sighting")

    @property
    def broken_rules(self) -> int:
        """How many rules were broken in all that was set aside."""
        found = self._connection.execute("select count(*) from staging.set_aside").fetchone()
        return int(found[0]) if found else 0

    def flush(self) -> None:
        """Insert what waits."""
        for name, tables in self._waiting.items():
            rows = pa.concat_tables(tables)
            self._connection.register("waiting", rows)
            self._connection.execute(f"insert into staging.{name} by name select * from waiting")
            self._connection.unregister("waiting")
        self._waiting.clear()
        self._bytes = 0

    def _set_aside(self, file_no: int, rows: list[tuple[object, ...]]) -> None:
        columns = {name: [row[i] for row in rows] for i, name in enumerate(SET_ASIDE.names)}
        self._wait("set_aside", _of(pa.table(columns, SET_ASIDE), file_no))

    def _of_this_load(self, sightings: pa.Table) -> pa.Table:
        """The same, with the numbers that `_numbered` gives their reports."""
        numbers = pc.add(sightings["report_no"], pa.scalar(self._reports, pa.int32()))
        return pa.table({"content_no": sightings["content_no"], "report_no": numbers})

    def _numbered(self, reports: pa.Table) -> pa.Table:
        """With the numbers by which sightings name them in this load."""
        begin, self._reports = self._reports, self._reports + reports.num_rows
        return reports.append_column(
            "report_no", pa.array(np.arange(begin, self._reports, dtype=np.int32))
        )

    def _wait(self, name: str, table: pa.Table) -> None:
        if table.num_rows:
            self._waiting[name].append(table)
            self._bytes += table.nbytes


def _of(table: pa.Table, file_no: int) -> pa.Table:
    return table.append_column("file_no", pa.repeat(pa.scalar(file_no, pa.int32()), len(table)))


def _row(broken: SetAside) -> tuple[object, ...]:
    return tuple(getattr(broken, name) for name in SET_ASIDE.names)
