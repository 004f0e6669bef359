"""Which rows of a result tell about too few persons, by the lists its hidden columns carry."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kpis.disclosure import DOMINANT_SHARE
from kpis.egress import words
from kpis.egress.model import Elements, Reason, Told
from kpis.egress.tracks import MONTH_BITS, Kind, Track

CODES = {
    Kind.ROW: "few_persons",
    Kind.PART: "small_number",
    Kind.REST: "small_rest",
    Kind.EXTREME: "extreme",
    Kind.QUANTILE: "quantile",
    Kind.CONDITION: "small_condition",
    Kind.MONEY: "dominance",
}
COUNTED = (Kind.ROW, Kind.PART, Kind.REST)
"""The tracks that are counts somebody can add and subtract."""

Row = Sequence[Any]


@dataclass(frozen=True)
class _Fault:
    code: str
    about: str
    least: int


def persons(elements: Elements) -> Elements:
    """The persons of elements, each once."""
    return np.unique(elements >> MONTH_BITS)


def told(hidden: Sequence[Row], tracks: Sequence[Track]) -> tuple[Told, ...]:
    """The sets of persons that the rows of a result are numbers of, each once per row."""
    found: list[Told] = []
    for at, row in enumerate(hidden):
        sets = [_elements(v) for t, v in zip(tracks, row, strict=True) if t.kind in COUNTED and v]
        found += [Told(at, elements) for elements in _once(sets)]
    return tuple(found)


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
    """A reason with its Danish sentence."""
    places = {"rows": words.rows_named(rows), **places} if rows else places
    return Reason(code, words.sentence(code, **places), rows, places)


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
            amounts[element >> MONTH_BITS] += float(pair["x"] or 0)
    return [*amounts.values()]


def _elements(value: Sequence[int]) -> Elements:
    return np.unique(np.asarray(value, dtype=np.int64))


def _once(sets: Sequence[Elements]) -> list[Elements]:
    """Sets of the same persons once: the one with more elements, which knows the months."""
    by_persons: dict[bytes, Elements] = {}
    for elements in sets:
        key = persons(elements).tobytes()
        if key not in by_persons or len(by_persons[key]) < len(elements):
            by_persons[key] = elements
    return [*by_persons.values()]
