"""What the live build already knows: files, kind of data, and which key made its pseudonyms."""

from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from pipelines import schema, warehouse
from pipelines.errors import LoadError
from pipelines.privacy import PseudonymKey

# Hashed with the key and kept, so that a load with another key is noticed
# before one person becomes two.
KEY_PROBE = "which key is this"

_LAYOUT = """
select count(*) from duckdb_tables() where schema_name = 'history' and table_name = 'layout'
"""

_FILES = """
select distinct sha256, bytes from core.export_file
where status = 'loaded' and sha256 not in (
  select sha256 from core.set_aside where resolved_run_id is null
)
"""


@dataclass(frozen=True)
class Known:
    """Facts of the live build; all empty where nothing was loaded yet."""

    is_empty: bool = True
    is_example: bool = False
    key_probe: str = ""
    sha256s: frozenset[str] = field(default_factory=frozenset)
    sizes: frozenset[int] = field(default_factory=frozenset)

    @classmethod
    def of(cls, folder: Path) -> "Known":
        """Read the live build of a warehouse. Raises LoadError."""
        build = warehouse.current(folder)
        if build is None:
            return cls()
        with closing(warehouse.open_read_only(build)) as connection:
            _check_layout(connection)
            files = connection.execute(_FILES).fetchall()
            last = connection.execute(
                "select is_example from core.load_run order by run_id desc limit 1"
            ).fetchone()
            probe = connection.execute("select probe from history.pseudonym_key").fetchone()
        return cls(
            is_empty=False,
            is_example=bool(last and last[0]),
            key_probe=probe[0] if probe else "",
            sha256s=frozenset(sha256 for sha256, _ in files),
            sizes=frozenset(size for _, size in files),
        )

    def check_kind(self, is_example: bool) -> None:
        """Raises LoadError when invented and real data would meet in one warehouse."""
        if not self.is_empty and self.is_example != is_example:
            mine, new = ("invented", "real") if self.is_example else ("real", "invented")
            raise LoadError(
                f"The warehouse holds {mine} data and these files are {new} data; "
                "nothing was loaded, name another directory with --warehouse."
            )

    def check_key(self, key: PseudonymKey) -> None:
        """Raises LoadError when another key made the pseudonyms that are there."""
        if self.key_probe and self.key_probe != probe(key):
            raise LoadError(
                "The pseudonym key is not the one this warehouse was loaded with; nothing was "
                "loaded: set the right key, or load everything into a new warehouse."
            )


def _check_layout(connection: duckdb.DuckDBPyConnection) -> None:
    """Raises LoadError when another version of the program keeps its deliveries otherwise."""
    known = connection.execute(_LAYOUT).fetchone() == (1,)
    if known and connection.execute("from history.layout").fetchall() == [(schema.LAYOUT,)]:
        return
    raise LoadError(
        "The warehouse was made by another version of this program, which remembered deliveries "
        "in another way; nothing was loaded, load everything into a new warehouse."
    )


def probe(key: PseudonymKey) -> str:
    """What tells one key from another without telling the key."""
    return f"{key.key_id}:{key.hashed('probe', KEY_PROBE)}"


def keep_probe(connection: duckdb.DuckDBPyConnection, key: PseudonymKey) -> None:
    """Remember in a new warehouse which key made its pseudonyms."""
    connection.execute(
        "insert into history.pseudonym_key select ? where not exists (from history.pseudonym_key)",
        [probe(key)],
    )
