"""A small municipality, loaded and published once; what its tests ask it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from kpis.analysis import Published
from kpis.analysis.publishing import publish
from pipelines.example import delivery
from pipelines.run import load

UNTIL = date(2026, 3, 31)
CITIZENS, YEARS = 60, 2
Ask = Callable[..., list[tuple[Any, ...]]]


def municipality(folder: Path) -> Published:
    """Ninety citizens with help on a day, two years of every export, and the analysis database."""
    exports = folder / "exports"
    delivery.write(exports, citizens=CITIZENS, years=YEARS, until=UNTIL)
    load([exports], folder / "warehouse")
    return publish(folder / "warehouse")


@contextmanager
def reading(path: Path) -> Iterator[Ask]:
    """Asks several queries of a file that nobody changes: opening it takes longer than most."""
    with closing(duckdb.connect(str(path), read_only=True)) as connection:
        yield lambda *query: connection.execute(*query).fetchall()


def ask(path: Path, query: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
    """A query to a file that nobody changes."""
    with reading(path) as asked:
        return asked(query, parameters)


def tables(path: Path) -> list[str]:
    """Every table of the published file, by name."""
    query = "select table_name from duckdb_tables() where schema_name = 'api' order by 1"
    return [name for (name,) in ask(path, query)]


def columns(path: Path) -> list[tuple[str, str, str]]:
    """Table, column and type of every column of the published file."""
    query = (
        "select table_name, column_name, data_type from duckdb_columns() "
        "where schema_name = 'api' order by table_name, column_index"
    )
    return ask(path, query)


def texts(path: Path) -> Iterator[tuple[str, str]]:
    """Every text of the file, as `table.column` and value; the members of lists too."""
    values = {"VARCHAR": '"{}"', "VARCHAR[]": 'unnest("{}")'}
    with reading(path) as asked:
        for table, column, kind in columns(path):
            if kind in values:
                query = f"select distinct {values[kind].format(column)} from api.{table}"
                for (text,) in asked(query):
                    if text is not None:
                        yield f"{table}.{column}", text


def found_in(content: bytes, secrets: Iterable[str]) -> set[str]:
    """Which of some texts of eight letters or more stand anywhere in some bytes.

    Where the first eight letters stand is asked of all texts at once; few places remain.
    """
    starts: dict[int, list[bytes]] = {}
    for secret in secrets:
        text = secret.encode()
        starts.setdefault(int.from_bytes(text[:8], "little"), []).append(text)
    wanted = np.fromiter(starts, dtype=np.uint64)
    found: set[str] = set()
    for offset in range(8):
        length = (len(content) - offset) // 8
        eights = np.frombuffer(content, dtype="<u8", count=length, offset=offset)
        for place in np.flatnonzero(np.isin(eights, wanted)):
            here = int(place) * 8 + offset
            texts = starts[int(eights[place])]
            found |= {text.decode() for text in texts if content.startswith(text, here)}
    return found


CPR_SHAPED = re.compile(r"(?<![\w.\-])\d{6}-?\d{4}(?![\w.\-])")
KEYED_HASH = re.compile(r"k\d+:[a-z2-7]{20,}")
