"""The resources of one profile, judged together: decoded, checked, turned into columns.

All that is the same for each of a thousand resources is done once, in C where
there is a way; one that cannot be vouched for fails them all, and whoever asked
finds out which by asking again for fewer.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import compress, islice, repeat
from typing import Any, NamedTuple

import msgspec
from msgspec import UNSET

from pipelines.privacy import may_hold_cpr
from pipelines.sources.ffb import invariants, profiles, shape
from pipelines.sources.ffb.faithful import empties, is_faithful
from pipelines.sources.ffb.primitives import is_id, is_uuid, is_valid, microseconds
from pipelines.sources.ffb.rules import Profile
from pipelines.sources.ffb.shape import NotPlain, Shaped
from pipelines.sources.ffb.structs import resource_struct

_ENCODER = msgspec.json.Encoder()
_PROFILE_START = b"/StructureDefinition/kl-reporting-ffb-"

Pseudonym = Callable[[str], str]


class Kind(NamedTuple):
    """What is done with the resources of one profile."""

    name: str
    type: str
    decode: Callable[[bytes], list[Any]]
    empties: tuple[bytes, ...]
    broken: Callable[[Any], Sequence[invariants.Broken]] | None
    shape: Callable[[Sequence[Any]], Shaped]


def _kind(profile: Profile) -> Kind:
    struct = resource_struct(profile)
    return Kind(
        profile.name,
        profile.type,
        msgspec.json.Decoder(list[struct]).decode,  # type: ignore[valid-type]
        empties(struct),
        invariants.BY_PROFILE.get(profile.name),
        shape.BY_PROFILE[profile.name],
    )


KINDS = {profile.name: _kind(profile) for profile in profiles.RESOURCES}
NUMBER_OF = {name: number for number, name in enumerate(KINDS)}
_NAMED = {name.encode() + version: name for name in KINDS for version in (b"", b"|1.0.0")}
_CITIZEN = KINDS["citizen"]


class Citizen(NamedTuple):
    """Whom a report is about, and who reports."""

    person_id: str
    organization_id: str
    cpr: str


class Judged(msgspec.Struct, frozen=True, gc=False):
    """One accepted resource as far as the report around it and its repeats need it.

    `address` is its type and id, `text` its row as JSON. `links`, `targets` and
    `ad` are those of `shape.Shaped`.
    """

    content_no: int
    profile: str
    address: str
    text: bytes
    links: shape.Texts
    targets: shape.Texts
    ad: shape.Texts
    citizen: Citizen | None


@dataclass(frozen=True)
class Contents:
    """The columns of some resources of one profile, numbered.

    `last_updated` is in microseconds since 1970, UTC; `hashes` are 16 bytes of each
    row as JSON, which no two rows that differ have in common.
    """

    profile: str
    numbers: Sequence[int]
    columns: Sequence[shape.Column]
    last_updated: Sequence[int | None]
    hashes: Sequence[bytes]

    def without(self, numbers: set[int]) -> "Contents":
        """All but those of these numbers."""
        if numbers.isdisjoint(self.numbers):
            return self
        kept = [number not in numbers for number in self.numbers]
        return Contents(
            self.profile,
            list(compress(self.numbers, kept)),
            [list(compress(column, kept)) for column in self.columns],
            list(compress(self.last_updated, kept)),
            list(compress(self.hashes, kept)),
        )


def names_in(raws: list[bytes]) -> list[str]:
    """The profile that each resource names first, "" for none; its decoder checks it is right."""
    starts = [raw.find(_PROFILE_START) + len(_PROFILE_START) for raw in raws]
    named = [raw[at : raw.find(b'"', at)] for at, raw in zip(starts, raws, strict=True)]
    return [
        name if name is not None else _named_later(raw, at)
        for name, at, raw in zip(map(_NAMED.get, named), starts, raws, strict=True)
    ]


def _named_later(raw: bytes, at: int) -> str:
    """The profile named after this place, where what stands there is none."""
    while (at := raw.find(_PROFILE_START, at)) >= 0:
        at += len(_PROFILE_START)
        name = _NAMED.get(raw[at : raw.find(b'"', at)])
        if name is not None:
            return name
    return ""


def decoded(kind: Kind, raws: Sequence[bytes]) -> list[Any]:
    """The structs of resources of one profile.

    Raises NotPlain or msgspec.DecodeError if one does not fit or anything in one was swallowed.
    """
    listed = b"[%b]" % b",".join(raws)
    found = kind.decode(listed)
    holds_empty = any(empty in listed for empty in kind.empties)
    if len(found) != len(raws) or holds_empty or not is_faithful(raws, found):
        raise NotPlain
    return found


def judged(
    kind: Kind, resources: Sequence[Any], pseudonym: Pseudonym, numbers: Iterator[int]
) -> tuple[list[Judged], Contents]:
    """Decoded resources. Raises NotPlain or ValueError where one cannot be vouched for."""
    if kind.broken is not None and any(map(kind.broken, resources)):
        raise NotPlain
    _require_plain_ids([one.id for one in resources])
    shaped = kind.shape(resources)
    updated = _last_updated([one.meta for one in resources])
    citizens = _citizens(kind, resources, pseudonym)
    rows = list(zip(*shaped.columns, strict=True))
    texts = _ENCODER.encode_lines(rows).splitlines()
    found = list(
        map(
            Judged,
            islice(numbers, len(resources)),
            repeat(kind.name),
            [f"{kind.type}/{one}" for one in shaped.columns[0]],
            texts,
            shaped.links,
            shaped.targets,
            shaped.ad,
            citizens,
        )
    )
    new = [one.content_no for one in found]
    return found, Contents(kind.name, new, shaped.columns, updated, list(map(hash_of, texts)))


_EMPTY_HASH = blake2b(digest_size=16)


def hash_of(text: bytes) -> bytes:
    """16 bytes; to copy an empty hash is quicker than to ask for a new one."""
    content = _EMPTY_HASH.copy()
    content.update(text)
    return content.digest()


def _require_plain_ids(ids: list[str]) -> None:
    for one in ids:
        if not is_uuid(one) and not _is_plain_id(one):
            raise NotPlain


def _is_plain_id(text: str) -> bool:
    return is_id(text) is not None and not may_hold_cpr(text)


def _last_updated(metas: list[Any]) -> list[int | None]:
    for version in {one.versionId for one in metas} - {UNSET}:
        if not is_id(version):
            raise NotPlain
    for source in {one.source for one in metas} - {UNSET}:
        if not is_valid(source, "uri"):
            raise NotPlain
    moments = [one.lastUpdated for one in metas]
    return [None if one is UNSET else microseconds(one) for one in moments]


def require_plain_meta(meta: Any) -> None:
    """Raises NotPlain or ValueError for a version, source or moment that is none."""
    _last_updated([meta])


def _citizens(
    kind: Kind, resources: Sequence[Any], pseudonym: Pseudonym
) -> Sequence[Citizen | None]:
    if kind is not _CITIZEN:
        return [None] * len(resources)
    return [_citizen(one, pseudonym) for one in resources]


def _citizen(patient: Any, pseudonym: Pseudonym) -> Citizen:
    cpr = patient.identifier[0].value
    organization = patient.managingOrganization.identifier.value
    if may_hold_cpr(organization):
        raise NotPlain
    return Citizen(pseudonym(cpr), organization, cpr)
