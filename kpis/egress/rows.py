"""Which rows of a result tell about too few persons, by the lists its hidden columns carry."""

import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kpis.disclosure import DOMINANT_SHARE
from kpis.egress import words
from kpis.egress.model import Elements, Number, Reason, Told
from kpis.egress.tracks import MONTH_BITS, MONTHS, PERSON_AT, ROW_BITS, Kind, Track

CODES = {
    Kind.ROW: "few_persons",
    Kind.PART: "small_number",
    Kind.PERSONS: "small_number",
    Kind.AMOUNT: "small_number",
    Kind.REST: "small_rest",
    Kind.EXTREME: "extreme",
    Kind.QUANTILE: "quantile",
    Kind.CONDITION: "small_condition",
    Kind.MONEY: "dominance",
}
COUNTED = (Kind.ROW, Kind.PART, Kind.REST, Kind.PERSONS)
"""The tracks that are counts somebody can add and subtract."""

Row = Sequence[Any]


@dataclass(frozen=True)
class _Fault:
    code: str
    about: str
    least: int


def persons(elements: Elements) -> Elements:
    """The persons of elements, each once."""
    return np.unique(elements >> PERSON_AT)


def told(hidden: Sequence[Row], tracks: Sequence[Track]) -> tuple[Told, ...]:
    """The numbers that the rows of a result tell, each once per row."""
    found: list[Told] = []
    for at, row in enumerate(hidden):
        counted = [
            (t.kind, _elements(v))
            for t, v in zip(tracks, row, strict=True)
            if t.kind in COUNTED and v
        ]
        counts = [number_of(elements) for kind, elements in counted if kind is not Kind.PERSONS]
        people = [number_of(elements, True) for kind, elements in counted if kind is Kind.PERSONS]
        found += [Told(at, number) for number in [*_once(counts), *people]]
    return tuple(found)


def number_of(elements: Elements, counts_persons: bool = False) -> Number:
    """The number of rows, or of persons in all the months of the rows together.

    Rows that are each a person of their own are persons. Months together are one more month.
    """
    months = np.unique((elements >> ROW_BITS) & (2**MONTH_BITS - 1))
    months = months[months > 0]
    is_row_each = bool((elements & (2**ROW_BITS - 1)).any()) or len(months) > 1
    if is_row_each and not counts_persons:
        return Number(elements, months, False)
    together = months[0] if len(months) == 1 else MONTHS + zlib.crc32(months.tobytes()) % MONTHS
    month = together if len(months) else 0
    return Number((persons(elements) << PERSON_AT) + (month << ROW_BITS), months, True)


def reasons(hidden: Sequence[Row], tracks: Sequence[Track]) -> tuple[Reason, ...]:
    """Why rows may not leave, one reason for each rule and number."""
    faults: dict[_Fault, list[int]] = defaultdict(list)
    for at, row in enumerate(hidden):
        for fault in dict.fromkeys(_faults(row, tracks)):
            faults[fault].append(at)
    alone = faults.get(_Fault("few_persons", "", 1), [])
    if alone and len(alone) == len(hidden) > 1:
        return (reason("row_level", tuple(alone)),)
    return tuple(_reason(fault, rows) for fault, rows in _merged(faults).items())


def reason(code: str, rows: tuple[int, ...] = (), **places: str) -> Reason:
    """A reason with its Danish sentence; `places` has the numbers of the rows without words."""
    said = words.sentence(code, rows=words.rows_named(rows) if rows else "", **places)
    return Reason(code, said, rows, {**places, "rows": words.numbers(rows)})


def _merged(faults: Mapping[_Fault, list[int]]) -> Mapping[_Fault, list[int]]:
    """A row with one person is one with too few."""
    merged: dict[_Fault, list[int]] = defaultdict(list)
    for fault, rows in faults.items():
        if fault.least > 1:
            merged[fault] = sorted({*merged[fault], *rows})
    return merged


def _faults(row: Row, tracks: Sequence[Track]) -> Iterator[_Fault]:
    for track, value in zip(tracks, row, strict=True):
        if not value:
            continue
        if track.kind is Kind.MONEY:
            if is_dominated(_contributions(value)):
                yield _Fault(CODES[track.kind], track.about, track.least)
            continue
        count = len(persons(_elements(value)))
        if 0 < count < track.least:
            yield _Fault(CODES[track.kind], track.about, track.least)
            if count == 1 and track.kind is Kind.ROW:
                yield _Fault("few_persons", "", 1)


def _reason(fault: _Fault, rows: Sequence[int]) -> Reason:
    places = {
        "about": fault.about,
        "least": str(fault.least),
        "share": f"{DOMINANT_SHARE:.0%}"[:-1],
    }
    return reason(fault.code, tuple(rows), **places)


def is_dominated(contributions: Sequence[float]) -> bool:
    """Whether the two largest stand for more than the share that lets them be estimated."""
    amounts = sorted(map(abs, contributions), reverse=True)
    return sum(amounts[:2]) > DOMINANT_SHARE * sum(amounts)


def _contributions(pairs: Sequence[Mapping[str, Any]]) -> list[float]:
    """The amount of each person."""
    amounts: dict[int, float] = defaultdict(float)
    for pair in pairs:
        for element in pair["w"] or ():
            amounts[element >> PERSON_AT] += float(pair["x"] or 0)
    return [*amounts.values()]


def _elements(value: Sequence[int]) -> Elements:
    return np.unique(np.asarray(value, dtype=np.int64))


def _once(numbers: Sequence[Number]) -> list[Number]:
    """Numbers about the same persons once: the one with more rows, which knows the months.

    One without any month stays beside it: it compares with numbers that have none either.
    """
    by_persons: dict[tuple[bytes, bool], Number] = {}
    for number in numbers:
        key = persons(number.elements).tobytes(), len(number.months) > 0
        if key not in by_persons or len(by_persons[key].elements) < len(number.elements):
            by_persons[key] = number
    return [*by_persons.values()]
