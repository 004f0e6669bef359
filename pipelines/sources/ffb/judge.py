"""The fast path: a report whose every resource its decoder accepts, in a few microseconds each.

It vouches only for what is certainly right. Whatever it cannot vouch for goes
to `explain`, which finds the broken rules or accepts in its own, slower way.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
from msgspec import UNSET

from pipelines.privacy import PseudonymKey, may_hold_cpr
from pipelines.sources.ffb import invariants, profiles, shape
from pipelines.sources.ffb.faithful import empties, is_faithful
from pipelines.sources.ffb.primitives import instant, is_id, is_uuid, is_valid, microseconds
from pipelines.sources.ffb.rules import Profile
from pipelines.sources.ffb.shape import NotPlain
from pipelines.sources.ffb.structs import FastBundle, resource_struct

_DECODE_BUNDLE = msgspec.json.Decoder(FastBundle).decode
_ENCODER = msgspec.json.Encoder()
_NO_LINKS: shape.Links = {}
CITIZENS = 65536
"""How many pseudonyms are remembered; more than a municipality has citizens with a case."""

Pseudonym = Callable[[str], str]
_PROFILE_START = b"/StructureDefinition/kl-reporting-ffb-"


class Kind(NamedTuple):
    """What is done with the resources of one profile."""

    name: str
    type: str
    decode: Callable[[bytes], Any]
    empties: tuple[bytes, ...]
    broken: Callable[[Any], Sequence[invariants.Broken]]
    row: Callable[[Any, shape.Links], shape.Row]


def _nothing_broken(_: Any) -> Sequence[invariants.Broken]:
    return ()


def _kind(profile: Profile) -> Kind:
    struct = resource_struct(profile)
    return Kind(
        profile.name,
        profile.type,
        msgspec.json.Decoder(struct).decode,
        empties(struct),
        invariants.BY_PROFILE.get(profile.name, _nothing_broken),
        shape.BY_PROFILE[profile.name],
    )


KINDS = {profile.name: _kind(profile) for profile in profiles.RESOURCES}
_NAMED = {
    name.encode() + version: kind for name, kind in KINDS.items() for version in (b"", b"|1.0.0")
}


_CITIZEN = KINDS["citizen"]


class Citizen(NamedTuple):
    """Whom a report is about, and who reports."""

    person_id: str
    organization_id: str
    cpr: str


class Judged(msgspec.Struct, frozen=True, gc=False):
    """One accepted resource: its row, what identifies it, what it refers to.

    `text` is the row as JSON, `address` its type and id. `subject` is the text
    of the reference to the citizen, empty for the citizen; `links` maps that of
    every other to the profile it must lead to. `last_updated` is in
    microseconds since 1970, UTC.
    """

    profile: str
    address: str
    row: shape.Row
    text: bytes
    subject: str
    links: shape.Links
    last_updated: int | None
    citizen: Citizen | None


@dataclass(frozen=True)
class Accepted:
    """A report in which no rule is broken. `citizen` is None if it has no entries."""

    reported_at: datetime
    citizen: Citizen | None
    resources: list[Judged]


def judged(resources: Sequence[tuple[Kind, Any]], pseudonym: Pseudonym) -> list[Judged]:
    """Decoded resources. Raises NotPlain or ValueError where one cannot be vouched for."""
    links: list[shape.Links] = []
    rows: list[shape.Row] = []
    for kind, resource in resources:
        if kind.broken(resource) or not (is_uuid(resource.id) or _is_plain_id(resource.id)):
            raise NotPlain
        its_links: shape.Links = {}
        rows.append(kind.row(resource, its_links))
        links.append(its_links or _NO_LINKS)
    texts = _ENCODER.encode_lines(rows).split(b"\n")  # with an empty one after the last
    return [
        Judged(
            kind.name,
            f"{kind.type}/{resource.id}",
            row,
            text,
            "" if kind is _CITIZEN else resource.subject.reference,
            its_links,
            _last_updated(resource.meta),
            _citizen(resource, pseudonym) if kind is _CITIZEN else None,
        )
        for (kind, resource), row, text, its_links in zip(
            resources, rows, texts, links, strict=False
        )
    ]


def _is_plain_id(text: str) -> bool:
    return is_id(text) is not None and not may_hold_cpr(text)


def _last_updated(meta: Any) -> int | None:
    if meta.versionId is not UNSET and not is_id(meta.versionId):
        raise NotPlain
    if meta.source is not UNSET and not is_valid(meta.source, "uri"):
        raise NotPlain
    return None if meta.lastUpdated is UNSET else microseconds(meta.lastUpdated)


def _citizen(patient: Any, pseudonym: Pseudonym) -> Citizen:
    cpr = patient.identifier[0].value
    organization = patient.managingOrganization.identifier.value
    if may_hold_cpr(organization):
        raise NotPlain
    return Citizen(pseudonym(cpr), organization, cpr)


class Judge:
    """The fast path with its memory of resources already judged.

    Systems send unchanged resources again and again; a repeat, byte for byte,
    costs a look-up. The memory is bounded: two halves, the older is dropped.
    """

    def __init__(self, key: PseudonymKey, remembered: int = 40_000) -> None:
        self._pseudonym = lru_cache(CITIZENS)(key.pseudonym)
        self._half = remembered // 2
        self._recent: dict[bytes, Judged] = {}
        self._older: dict[bytes, Judged] = {}

    def accept(self, report: bytes) -> Accepted | None:
        """The report as rows, or None where it has to be looked at more closely."""
        try:
            bundle = _DECODE_BUNDLE(report)
            return self._report(bundle, self._resources(report, bundle))
        except (msgspec.DecodeError, ValueError, NotPlain, RecursionError):
            return None

    def _resources(self, report: bytes, bundle: FastBundle) -> list[Judged]:
        """The resources in order: those remembered, and between them those judged now."""
        remembered = self._recent.get
        raws = [bytes(entry.resource) for entry in bundle.entry]
        found = [remembered(raw) or self._recalled(raw) for raw in raws]
        unknown = [raw for raw, one in zip(raws, found, strict=True) if one is None]
        new = self._judge(report, bundle, unknown)
        self._remember(unknown, new)
        if len(new) == len(raws):
            return new
        following = iter(new)
        return [one or next(following) for one in found]

    def _recalled(self, raw: bytes) -> Judged | None:
        """What was judged before the present half of the memory began, if it is still known."""
        found = self._older.get(raw)
        if found is not None:
            self._recent[raw] = found
        return found

    def _remember(self, raws: list[bytes], new: list[Judged]) -> None:
        if len(self._recent) >= self._half:
            self._recent, self._older = {}, self._recent
        self._recent.update(zip(raws, new, strict=True))

    def _judge(self, report: bytes, bundle: FastBundle, raws: list[bytes]) -> list[Judged]:
        kinds = [_kind_named_in(raw) for raw in raws]
        decoded = [kind.decode(raw) for kind, raw in zip(kinds, raws, strict=True)]
        if _holds_empty(kinds, raws) or not is_faithful(report, bundle, raws, decoded):
            raise NotPlain
        return judged(list(zip(kinds, decoded, strict=True)), self._pseudonym)

    def _report(self, bundle: FastBundle, resources: list[Judged]) -> Accepted:
        """The rules of the report as a whole: references, one citizen, unique entries."""
        citizens = [one.citizen for one in resources if one.citizen is not None]
        if len(citizens) != 1 or _is_cpr_stored(citizens[0], resources):
            raise NotPlain
        known = _addresses(bundle, resources)
        _require_links(resources, known)
        _require_ad(resources)
        _check_ids(bundle)
        return Accepted(instant(bundle.timestamp), citizens[0], resources)


def _holds_empty(kinds: list[Kind], raws: list[bytes]) -> bool:
    """Whether an object or array may have nothing in it, which R4 does not allow."""
    return any(
        empty in raw for kind, raw in zip(kinds, raws, strict=True) for empty in kind.empties
    )


def _kind_named_in(raw: bytes) -> Kind:
    """The profile whose address stands first in a resource; its decoder checks that it is right."""
    at = raw.find(_PROFILE_START)
    while at >= 0:
        at += len(_PROFILE_START)
        kind = _NAMED.get(raw[at : raw.find(b'"', at)])
        if kind is not None:
            return kind
        at = raw.find(_PROFILE_START, at)
    raise NotPlain


def _is_cpr_stored(citizen: Citizen, resources: list[Judged]) -> bool:
    """Whether the CPR number stands in what would be stored, for example in a case number."""
    stored = b"\n".join([one.text for one in resources]) + citizen.organization_id.encode()
    if citizen.cpr[:6].encode() not in stored:
        return False
    hyphened = f"{citizen.cpr[:6]}-{citizen.cpr[6:]}"
    return citizen.cpr.encode() in stored or hyphened.encode() in stored


def _addresses(bundle: FastBundle, resources: list[Judged]) -> dict[str, str]:
    """What a reference may say, and the profile of the resource it leads to."""
    by_id = {one.address: one.profile for one in resources}
    if len(by_id) != len(resources):
        raise NotPlain
    urls = [entry.fullUrl for entry in bundle.entry]
    if urls == list(by_id):
        return by_id
    return by_id | _by_full_url(urls, resources)


def _by_full_url(urls: list[Any], resources: list[Judged]) -> dict[str, str]:
    pairs = zip(urls, resources, strict=True)
    given = [(url, one) for url, one in pairs if url is not UNSET]
    by_url = {url: one.profile for url, one in given}
    if len(by_url) != len(given) or not all(_is_plain_url(url, one) for url, one in given):
        raise NotPlain
    return by_url


def _is_plain_url(url: str, resource: Judged) -> bool:
    """Whether an address ends in the id, so that who refers to it knows the id."""
    is_its_own = shape.id_in(url) == resource.row[0]
    return is_its_own and is_valid(url, "uri") and "/_history/" not in url


def _require_links(resources: list[Judged], known: dict[str, str]) -> None:
    """Section E: every reference leads to a resource of the report, of the right profile."""
    for subject in {one.subject for one in resources} - {""}:
        if known.get(subject) != "citizen":
            raise NotPlain
    pairs = known.items()
    for one in resources:
        if one.links and not one.links.items() <= pairs:
            raise NotPlain


def _require_ad(resources: list[Judged]) -> None:
    """intervention-goal-1: a goal addresses only conditions of Aktivitet og deltagelse."""
    goals = [one.row for one in resources if one.profile == "interventionGoal"]
    if not goals:
        return
    conditions = [one.row for one in resources if one.profile == "condition"]
    right = {row[0] for row in conditions if row[2] == "AD"}
    if not all(primary in right and right.issuperset(rest) for _, _, primary, rest, *_ in goals):
        raise NotPlain


def _check_ids(bundle: FastBundle) -> None:
    if bundle.id is not UNSET and not is_id(bundle.id):
        raise NotPlain
    if bundle.meta is UNSET:
        return
    _last_updated(bundle.meta)
    urls = () if bundle.meta.profile is UNSET else bundle.meta.profile
    if not all(is_valid(url, "canonical") for url in urls):
        raise NotPlain
