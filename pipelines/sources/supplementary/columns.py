"""Records to typed Arrow columns: each different text of a column is read once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from pipelines.contracts.supplementary.model import Field, Form, Supplement
from pipelines.sources.supplementary.cells import BadCell, Person, Reading, reader
from pipelines.sources.supplementary.header import Header
from pipelines.sources.supplementary.records import Fault, Records

TYPES = {
    "VARCHAR": pa.string(),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("us"),
    "INTEGER": pa.int32(),
    "BOOLEAN": pa.bool_(),
    "VARCHAR[]": pa.list_(pa.string()),
    "DECIMAL(18,4)": pa.decimal128(18, 4),
    "DECIMAL(18,2)": pa.decimal128(18, 2),
}
BORN, NO_MODULUS_11 = "_born", "_no_modulus_11"  # beside the columns, for the rules of a load
PLACE = pa.schema([("line", pa.int64()), ("byte_from", pa.int64()), ("byte_to", pa.int64())])


@dataclass
class Typed:
    """What a chunk of records came to: the rows without fault, and the faults of the others."""

    rows: pa.Table
    faults: pa.Table
    read: int = 0
    set_aside: int = 0


@dataclass
class _Faults:
    """Faults column by column: a million rows may share one."""

    record: list[np.ndarray[Any, np.dtype[np.int64]]] = field(default_factory=list)
    said: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, records: Any, rule: str, place: str, message: str) -> None:
        self.record.append(np.asarray(records, dtype=np.int64))
        self.said.append((rule, place, message))

    def table(self, places: pa.Table) -> pa.Table:
        """One row a fault, with where its record stood."""
        counts = [len(records) for records in self.record]
        at = np.concatenate([*self.record, np.empty(0, np.int64)])
        found = places.take(pa.array(at))
        which = np.repeat(np.arange(len(self.said)), counts)
        for number, name in enumerate(("rule", "place", "message")):
            words = pa.array([said[number] for said in self.said], pa.string())
            found = found.append_column(name, words.take(pa.array(which)))
        return found


class ColumnReader:
    """Reads the records of one file."""

    def __init__(self, table: Supplement, header: Header, reading: Reading) -> None:
        self._table, self._header = table, header
        self._readers = {field.name: reader(field, reading) for field in table.fields}

    def read(self, records: Records) -> Typed:
        """The records as typed rows and faults."""
        faults = _Faults()
        _of_records(records.faults, faults)
        places = _places(records)
        good = np.ones(len(records), dtype=bool)
        good[[fault.record for fault in records.faults]] = False
        whole = np.flatnonzero(good)
        columns = self._columns(records, whole, faults)
        bad = np.unique(np.concatenate([*faults.record, np.empty(0, np.int64)]))
        rows = pa.table(columns) if columns else places.slice(0, 0)
        kept = pa.array(~np.isin(whole, bad))
        rows = _beside(rows, places.take(pa.array(whole))).filter(kept)
        return Typed(rows, faults.table(places), len(records), len(bad))

    def _columns(self, records: Records, whole: Any, faults: _Faults) -> dict[str, pa.Array]:
        columns: dict[str, pa.Array] = {}
        texts = list(zip(*(records.cells[record] for record in whole), strict=True))
        for one in self._table.fields:
            place = self._header.place(one)
            text = texts[place] if place is not None and texts else [""] * len(whole)
            columns |= self._column(one, text, whole, faults)
        return columns

    def _column(
        self, one: Field, texts: Sequence[str], whole: Any, faults: _Faults
    ) -> dict[str, pa.Array]:
        coded = pa.array(texts, pa.string()).dictionary_encode()
        index = coded.indices
        values: list[Any] = []
        for number, text in enumerate(coded.dictionary.to_pylist()):
            try:
                values.append(self._readers[one.name](text))
            except BadCell as bad:
                values.append(None)
                at = whole[np.flatnonzero(index.to_numpy() == number)]
                message = f"{one.header} {bad.says}; the row was not loaded."
                faults.add(at, bad.rule, one.header, message)
        return {name: part.take(index) for name, part in self._parts(one, values)}

    def _parts(self, one: Field, values: list[Any]) -> Iterable[tuple[str, pa.Array]]:
        """The columns that one field fills: a CPR number tells birth date and sex, too."""
        if one.form is not Form.CPR:
            yield one.name, pa.array(values, TYPES[one.type])
            return
        yield one.name, _of(values, "person_id", pa.string())
        if one.name == "person_id":
            yield BORN, _of(values, "birth_date", pa.date32())
            passes = _of(values, "passes_modulus_11", pa.bool_())
            yield NO_MODULUS_11, pa.compute.invert(passes)
            for derived in ("birth_date", "sex"):
                if derived in self._table.column_names:
                    kind = pa.date32() if derived == "birth_date" else pa.string()
                    yield derived, _of(values, derived, kind)


def _of(persons: list[Person | None], what: str, kind: pa.DataType) -> pa.Array:
    return pa.array([None if one is None else getattr(one, what) for one in persons], kind)


def _of_records(found: list[Fault], faults: _Faults) -> None:
    for fault in found:
        faults.add([fault.record], fault.rule, fault.place, fault.message)


def _places(records: Records) -> pa.Table:
    return pa.table(
        {name: pa.array(getattr(records, name), pa.int64()) for name in PLACE.names}, PLACE
    )


def _beside(rows: pa.Table, places: pa.Table) -> pa.Table:
    for name in places.column_names:
        if name not in rows.column_names:
            rows = rows.append_column(name, places[name])
    return rows
