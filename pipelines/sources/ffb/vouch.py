"""The path for whole chunks: reports read by the engine, judged as columns.

It vouches for reports in which everything is certainly right, and gives their rows; every other
report goes on to `judge` and `explain`. What it gives is what they would give, to the byte of
the text that is hashed.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.contracts.delivery_reports import PROFILES
from pipelines.contracts.model import Table
from pipelines.privacy import CprProblem, PseudonymKey, may_hold_cpr
from pipelines.sources.ffb import arrays, profiles, written
from pipelines.sources.ffb.arrays import Links, Mask, Places, Resources, Rows, first
from pipelines.sources.ffb.given import Memory, New, contents, forget, row_texts, sightings
from pipelines.sources.ffb.invariants import cpr
from pipelines.sources.ffb.kinds import Citizen, hash_of
from pipelines.sources.ffb.primitives import instant, local_day, microseconds
from pipelines.sources.ffb.whole import Accepted
from pipelines.sources.ffb.written import KINDS, Written, as_mask

CITIZENS = 30_000  # remembered, at some 600 bytes each

_TYPES = {profile.name: profile.type for profile in profiles.RESOURCES}
_TABLES = {table.profile.removeprefix("kl-reporting-ffb-"): table for table in PROFILES}
_NAME_OF = {
    f"{profile.url}{version}": profile.name
    for profile in profiles.RESOURCES
    for version in ("", "|1.0.0")
}
CitizenOf = Callable[[str, str, str], tuple[Any, ...] | None]
"""From a citizen's id, CPR number and organization, the last two as they stand in JSON."""

_RUN_OF_TEN = "[0-9]{6}-?[0-9]{4}"
_NEVER = -(1 << 62)


@dataclass(frozen=True)
class Vouched:
    """Reports by their place in the chunk, their contents and sightings as in a `Batch`."""

    places: list[int]
    reports: list[Accepted]
    contents: dict[str, pa.Table]
    sightings: dict[str, pa.Table]
    resources: int


@dataclass
class _Group:
    """The resources of one profile: their numbers in the chunk, and what they came to."""

    profile: str
    numbers: Places
    rows: Rows
    updated: pa.Array
    texts: pa.Array


class Voucher:
    """Vouches chunk after chunk, and remembers contents that it gave out, within bounds."""

    def __init__(self, key: PseudonymKey, numbers: Iterator[int]) -> None:
        self._citizen_of = lru_cache(CITIZENS)(partial(_citizen, key.pseudonym))
        self._numbers = numbers
        self._memories = {name: Memory() for name in _TABLES}

    def vouch(self, lengths: Sequence[int], bundles: pa.StructArray) -> Vouched:
        """Reports of these lengths in bytes as the engine read them."""
        forget(self._memories.values())
        chunk = _Chunk(np.array(lengths, np.int64), bundles)
        citizens = chunk.citizens(self._citizen_of)
        chunk.judge(citizens)
        return self._given_out(chunk, citizens)

    def _given_out(self, chunk: "_Chunk", citizens: dict[int, "_Known"]) -> Vouched:
        places = np.flatnonzero(chunk.is_right)
        number_of = np.full(len(chunk.is_right), -1, np.int64)
        number_of[places] = np.arange(len(places))
        found = {
            table.name: self._tables(table, chunk.groups.get(name), chunk, number_of)
            for name, table in _TABLES.items()
        }
        reports = [
            Accepted(chunk.moments[place], citizens[place].citizen, []) for place in places.tolist()
        ]
        given = {name: one for name, (one, _) in found.items()}
        seen = {name: one for name, (_, one) in found.items()}
        count = sum(table.num_rows for table in seen.values())
        return Vouched(places.tolist(), reports, given, seen, count)

    def _tables(
        self, table: Table, group: _Group | None, chunk: "_Chunk", number_of: Places
    ) -> tuple[pa.Table, pa.Table]:
        if group is None:
            return contents(table, None), sightings([], [])
        reports = number_of[chunk.owners[group.numbers]]
        its = np.flatnonzero(reports >= 0)
        hashes = list(map(hash_of, group.texts.take(pa.array(its)).cast(pa.binary()).to_pylist()))
        updated = group.updated.cast(pa.int64()).fill_null(_NEVER).to_numpy()[its]
        keys = zip(hashes, updated.tolist(), strict=True)
        numbers, new = self._memories[group.profile].numbered(keys, self._numbers)
        at = pa.array(its[new], pa.int64())
        columns = [column.take(at) for column in group.rows.columns]
        told = [numbers[n] for n in new], columns, group.updated.take(at), [hashes[n] for n in new]
        return contents(table, New(*told)), sightings(numbers, reports[its])


@dataclass(frozen=True)
class _Known:
    citizen: Citizen
    address: str


class _Chunk:
    """Some reports on their way; `is_right` holds those that can be vouched for, so far."""

    def __init__(self, lengths: Places, bundles: pa.StructArray) -> None:
        self.groups: dict[str, _Group] = {}
        listed = bundles.field("entry")
        self.owners = arrays.owners_of(listed)
        self._urls = listed.values.field("fullUrl")
        self._resources = listed.values.field("resource")
        named = _by_profile(self._resources)
        raws = np.full(len(self.owners), written.UNFIT, np.int64)
        selected = {name: self._select(name, numbers) for name, numbers in named.items()}
        for name, numbers in named.items():
            raws[numbers] = Written().of(KINDS[name], selected[name])
        self.is_right: Mask = Written(raws).of(written.ENVELOPE, bundles) == lengths
        self.moments = self._moments(bundles)
        self._selected = {
            name: self._of_whole(numbers, selected[name]) for name, numbers in named.items()
        }

    def _select(self, name: str, numbers: Places) -> pa.StructArray:
        """The resources of a profile, with no more than its elements."""
        keys = [key for key in written.elements(name) if key in self._resources.type.names]
        its = pa.array(numbers)
        return pa.StructArray.from_arrays([self._resources.field(k).take(its) for k in keys], keys)

    def _of_whole(self, numbers: Places, values: pa.StructArray) -> tuple[Places, pa.StructArray]:
        """Those in reports that hold nothing else than what was read."""
        kept = self.is_right[self.owners[numbers]]
        return (numbers, values) if kept.all() else (numbers[kept], values.filter(pa.array(kept)))

    def _moments(self, bundles: pa.StructArray) -> list[Any]:
        stamps = bundles.field("timestamp").to_pylist()
        found = [_or_none(instant, one) for one in stamps]
        meta = pc.struct_field(bundles, ["meta", "lastUpdated"])
        self.is_right &= np.array([one is not None for one in found], np.bool_)
        self.is_right &= ~(as_mask(meta.is_valid()) & as_mask(_updated(meta).is_null()))
        return found

    def refuse(self, numbers: Places) -> None:
        """Not to vouch for the reports that hold these resources."""
        self.is_right[self.owners[numbers]] = False

    def citizens(self, citizen_of: CitizenOf) -> dict[int, _Known]:
        """The one citizen of each report."""
        known: dict[int, _Known] = {}
        numbers, values = self._selected.pop("citizen", (np.array([], np.int64), None))
        persons = [] if values is None else _citizens(values, citizen_of)
        twice = np.bincount(self.owners[numbers], minlength=len(self.is_right)) != 1
        self.is_right &= ~twice
        born = []
        for number, person in zip(numbers.tolist(), persons, strict=True):
            place = int(self.owners[number])
            if person is None:
                self.is_right[place] = False
            else:
                known[place] = _Known(person[0], f"Patient/{person[1]}")
            born.append((None, None) if person is None else person[2:])
        if values is not None:
            self._add("citizen", numbers, values, _citizen_rows(values, born))
        return known

    def _add(self, name: str, numbers: Places, values: pa.StructArray, rows: Rows) -> None:
        meta = pc.struct_field(values, ["meta", "lastUpdated"])
        updated = _updated(meta)
        rows.is_right &= ~(as_mask(meta.is_valid()) & as_mask(updated.is_null()))
        self.refuse(numbers[~rows.is_right])
        self.groups[name] = _Group(name, numbers, rows, updated, row_texts(rows.columns))

    def judge(self, citizens: dict[int, _Known]) -> None:
        """Everything else: each resource, and how they stand together."""
        places = range(len(self.is_right))
        told = [one.address if (one := citizens.get(place)) else "" for place in places]
        addresses = pa.array(told, pa.string())
        for name, (numbers, values) in self._selected.items():
            self._add(name, numbers, values, arrays.BY_PROFILE[name](Resources(values)))
            self._require_subject(numbers, values, addresses)
        self._require_no_cpr(citizens)
        self._require_links()

    def _require_subject(
        self, numbers: Places, values: pa.StructArray, addresses: pa.Array
    ) -> None:
        """The resources are about the citizen of their report, who has this address."""
        wanted = addresses.take(pa.array(self.owners[numbers]))
        is_it = as_mask(pc.equal(pc.struct_field(values, ["subject", "reference"]), wanted))
        self.refuse(numbers[~is_it])

    def _require_no_cpr(self, citizens: dict[int, _Known]) -> None:
        """The CPR number stands in nothing that would be stored, for example in an id."""
        for group in self.groups.values():
            runs = np.flatnonzero(as_mask(pc.match_substring_regex(group.texts, _RUN_OF_TEN)))
            texts = group.texts.take(pa.array(runs)).to_pylist()
            for number, text in zip(group.numbers[runs].tolist(), texts, strict=True):
                place = int(self.owners[number])
                if place in citizens and _holds(text, citizens[place].citizen.cpr):
                    self.is_right[place] = False

    def _require_links(self) -> None:
        """Addresses are unique in a report; every reference leads to the profile it must."""
        groups = list(self.groups.values())
        if not groups:
            return
        numbers = np.concatenate([one.numbers for one in groups])
        names = list(self.groups)
        kinds = np.repeat(np.arange(len(names)), [len(one.numbers) for one in groups])
        addresses = pa.concat_arrays([_addresses(one) for one in groups])
        self._require_own_urls(numbers, addresses)
        keys = self._in_reports(numbers, addresses)
        own = pc.index_in(keys, keys).to_numpy()
        self.refuse(numbers[own != np.arange(len(own))])
        is_ad = np.concatenate([_is_ad(one) for one in groups])
        owners, at, links = self._ends(groups, keys)
        for link, start, end in links:
            wanted, _, only_ad = link.target.partition(" ")
            found = at[start:end]
            leads = (found >= 0) & (kinds[found] == _index(names, wanted))
            self.refuse(owners[start:end][~(leads & is_ad[found] if only_ad else leads)])

    def _ends(
        self, groups: list[_Group], keys: pa.Array
    ) -> tuple[Places, Places, list[tuple[Links, int, int]]]:
        """Of all references: who makes them, which key they lead to, and whose are which."""
        links = [(group, link) for group in groups for link in group.rows.links]
        owners = np.concatenate([[], *(g.numbers[one.owners] for g, one in links)]).astype(np.int64)
        texts = pa.concat_arrays([pa.array([], pa.string()), *(one.texts for _, one in links)])
        at = pc.index_in(self._in_reports(owners, texts), keys).fill_null(-1).to_numpy()
        ends = np.cumsum([0, *(len(one.texts) for _, one in links)]).tolist()
        return owners, at, list(zip([one for _, one in links], ends, ends[1:], strict=False))

    def _require_own_urls(self, numbers: Places, addresses: pa.Array) -> None:
        urls = self._urls.take(pa.array(numbers))
        self.refuse(numbers[as_mask(pc.not_equal(urls, addresses))])

    def _in_reports(self, numbers: Places, texts: pa.Array) -> pa.Array:
        places = pa.array(self.owners[numbers]).cast(pa.string())
        return pc.binary_join_element_wise(places, texts, " ")


def _by_profile(resources: pa.StructArray) -> dict[str, Places]:
    """The numbers of the resources of each profile."""
    told = first(pc.struct_field(resources, ["meta", "profile"])).dictionary_encode()
    named = [_NAME_OF.get(url.strip('"'), "") for url in told.dictionary.to_pylist()]
    names = list(KINDS)
    kinds = np.array([names.index(one) if one else -1 for one in named] + [-1])
    kind = kinds[told.indices.fill_null(-1).to_numpy()]
    found = {name: np.flatnonzero(kind == n) for n, name in enumerate(names)}
    return {name: numbers for name, numbers in found.items() if len(numbers)}


def _or_none(function: Callable[[str], Any], text: str | None) -> Any:
    try:
        return None if text is None else function(text)
    except ValueError:
        return None


def _updated(texts: pa.Array) -> pa.Array:
    """Microseconds since 1970; missing where the text is missing or no instant."""
    told = texts.dictionary_encode()
    moments = [_or_none(microseconds, one) for one in told.dictionary.to_pylist()]
    return pa.array(moments, pa.int64()).take(told.indices)


def _citizens(values: pa.StructArray, citizen_of: CitizenOf) -> list[Any]:
    """Of each patient: the citizen, the id, the birth date and the sex; None where one is odd."""
    ids = values.field("id").to_pylist()
    numbers = first(values.field("identifier"), "value").to_pylist()
    at = ["managingOrganization", "identifier", "value"]
    organizations = pc.struct_field(values, at).to_pylist()
    return [citizen_of(*one) for one in zip(ids, numbers, organizations, strict=True)]


def _citizen(
    pseudonym: Callable[[str], str], own_id: str, number: str, organization: str
) -> tuple[Any, ...] | None:
    number, organization = number[1:-1], organization[1:-1]
    try:
        known = cpr(number)
    except CprProblem:
        return None
    if "\\" in organization or may_hold_cpr(organization) or _holds(organization, number):
        return None
    citizen = Citizen(pseudonym(number), organization, number)
    return citizen, own_id, local_day(known.birth_date.isoformat()), known.sex


def _citizen_rows(values: pa.StructArray, born: Sequence[tuple[Any, Any]]) -> Rows:
    days, sexes = zip(*born, strict=True) if born else ((), ())
    columns = [values.field("id"), pa.array(days, pa.int32()), pa.array(sexes, pa.string())]
    return Rows(columns, np.array([sex is not None for sex in sexes], np.bool_))


def _holds(text: str, number: str) -> bool:
    return number in text or f"{number[:6]}-{number[6:]}" in text


def _addresses(group: _Group) -> pa.Array:
    return pc.binary_join_element_wise(f"{_TYPES[group.profile]}/", group.rows.columns[0], "")


def _index(names: list[str], name: str) -> int:
    """Where a name stands, or what no place is."""
    return names.index(name) if name in names else -1


def _is_ad(group: _Group) -> Mask:
    if group.profile != "condition":
        return np.zeros(len(group.numbers), np.bool_)
    return as_mask(pc.equal(group.rows.columns[2], "AD"))
