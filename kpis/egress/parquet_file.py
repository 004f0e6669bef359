"""A result as Parquet: the types of the engine, the head in the metadata of the file."""

import json
from collections.abc import Iterable
from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq

from kpis.egress.csv_file import words_of
from kpis.egress.header import Line
from kpis.sandbox import Answer

KEY = b"strategi_i_tal"


def written(answer: Answer, head: Iterable[Line]) -> bytes:
    """The rows as columns of their types; what Parquet has no type for as words."""
    columns = [_column([row[at] for row in answer.rows]) for at in range(len(answer.columns))]
    table = pa.Table.from_arrays(columns, names=_distinct(answer.columns))
    told = json.dumps([[word, str(value)] for word, value in head], ensure_ascii=False)
    table = table.replace_schema_metadata({KEY: told.encode("utf-8")})
    file = BytesIO()
    pq.write_table(table, file)
    return file.getvalue()


def _column(values: list[object]) -> pa.Array:
    try:
        return pa.array(values)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError, OverflowError):
        return pa.array([None if value is None else words_of(value) for value in values])


def _distinct(names: Iterable[str]) -> list[str]:
    """Names of columns, each once: a statement may give two the same."""
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return found
