"""The fast path: a report whose every resource its decoder accepts, in a few microseconds each.

It vouches only for what is certainly right. Whatever it cannot vouch for goes
to `explain`, which finds the broken rules or accepts in its own, slower way.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any, NamedTuple

import msgspec
from msgspec import UNSET

from pipelines.privacy import PseudonymKey, may_hold_cpr
from pipelines.sources.ffb import invariants, profiles, shape
from pipelines.sources.ffb.duplicates import has_duplicate_key
from pipelines.sources.ffb.primitives import instant, is_id, is_uuid, is_valid
from pipelines.sources.ffb.rules import Profile
from pipelines.sources.ffb.shape import NotPlain
from pipelines.sources.ffb.structs import FastBundle, resource_struct

_BUNDLE = msgspec.json.Decoder(FastBundle)
_ENCODER = msgspec.json.Encoder()
_ENCODE = _ENCODER.encode
_WRITTEN = bytearray(65536)
_NO_LINKS: shape.Links = {}
_DECODERS = {one.name: msgspec.json.Decoder(resource_struct(one)) for one in profiles.RESOURCES}
_PROFILE_START = b"/StructureDefinition/kl-reporting-ffb-"
_PROFILES = {
    one.name.encode() + version: one for one in profiles.RESOURCES for version in (b"", b"|1.0.0")
}


class Citizen(NamedTuple):
    """Whom a report is about, and who reports."""

    person_id: str
    organization_id: str
    cpr: str


class Judged(msgspec.Struct, frozen=True, gc=False):
    """One accepted resource: its row, what identifies it, what it refers to.

    `subject` is the text of the reference to the citizen, empty for the citizen;
    `links` maps that of every other to the profile and id it must lead to.
    """

    profile: str
    type_and_id: str
    id: str
    row: shape.Row
    content_hash: bytes
    subject: str
    links: shape.Links
    last_updated: datetime | None
    citizen: Citizen | None


@dataclass(frozen=True)
class Accepted:
    """A report in which no rule is broken. `citizen` is None if it has no entries."""

    reported_at: datetime
    citizen: Citizen | None
    resources: list[Judged]


def judged(profile: Profile, resource: Any, key: PseudonymKey) -> Judged:
    """One decoded resource. Raises NotPlain or ValueError where it cannot be vouched for."""
    name, given = profile.name, resource.id
    check = invariants.BY_PROFILE.get(name)
    if check is not None and check(resource):
        raise NotPlain
    if not is_uuid(given) and (not is_id(given) or may_hold_cpr(given)):
        raise NotPlain
    links: shape.Links = {}
    row = shape.BY_PROFILE[name](resource, links)
    return Judged(
        name,
        f"{profile.type}/{given}",
        given,
        row,
        blake2b(_ENCODE(row), digest_size=16).digest(),
        "" if name == "citizen" else resource.subject.reference,
        links or _NO_LINKS,
        _last_updated(resource.meta),
        _citizen(resource, key) if name == "citizen" else None,
    )


def _last_updated(meta: Any) -> datetime | None:
    if meta.versionId is not UNSET and not is_id(meta.versionId):
        raise NotPlain
    if meta.source is not UNSET and not is_valid(meta.source, "uri"):
        raise NotPlain
    return None if meta.lastUpdated is UNSET else instant(meta.lastUpdated)


def _citizen(patient: Any, key: PseudonymKey) -> Citizen:
    cpr = patient.identifier[0].value
    organization = patient.managingOrganization.identifier.value
    if may_hold_cpr(organization):
        raise NotPlain
    return Citizen(key.pseudonym(cpr), organization, cpr)


class Judge:
    """The fast path with its memory of resources already judged.

    Systems send unchanged resources again and again; a repeat, byte for byte,
    costs a look-up. The memory is bounded: two halves, the older is dropped.
    """

    def __init__(self, key: PseudonymKey, remembered: int = 40_000) -> None:
        self._key = key
        self._half = remembered // 2
        self._recent: dict[bytes, Judged] = {}
        self._older: dict[bytes, Judged] = {}

    def accept(self, report: bytes) -> Accepted | None:
        """The report as rows, or None where it has to be looked at more closely."""
        try:
            bundle = _BUNDLE.decode(report)
            _require_faithful(report, bundle)
            resources = [self._resource(bytes(entry.resource)) for entry in bundle.entry]
            return self._report(bundle, resources, report)
        except (msgspec.DecodeError, ValueError, NotPlain, RecursionError):
            return None

    def _resource(self, raw: bytes) -> Judged:
        found = self._recent.get(raw)
        if found is None:
            found = self._older.get(raw) or self._decode(raw)
            if len(self._recent) >= self._half:
                self._recent, self._older = {}, self._recent
            self._recent[raw] = found
        return found

    def _decode(self, raw: bytes) -> Judged:
        profile = _profile_named_in(raw)
        resource = _DECODERS[profile.name].decode(raw)
        _require_faithful(raw, resource)
        return judged(profile, resource, self._key)

    def _report(self, bundle: FastBundle, resources: list[Judged], report: bytes) -> Accepted:
        """The rules of the report as a whole: references, one citizen, unique entries."""
        citizens = [one.citizen for one in resources if one.citizen is not None]
        if len(citizens) != 1 or _is_told_twice(citizens[0].cpr, report):
            raise NotPlain
        known = _addresses(bundle, resources)
        _require_links(resources, known)
        _require_ad(resources)
        _check_ids(bundle)
        return Accepted(instant(bundle.timestamp), citizens[0], resources)


def _require_faithful(delivered: bytes, decoded: msgspec.Struct) -> None:
    """Nothing was swallowed in decoding, and no object or array in it is empty.

    Written again it has the same length, or is looked at more closely.
    """
    _ENCODER.encode_into(decoded, _WRITTEN)
    if b"{}" in _WRITTEN or b"[]" in _WRITTEN:
        raise NotPlain
    if len(_WRITTEN) != len(delivered) and has_duplicate_key(delivered, bytes(_WRITTEN)):
        raise NotPlain


def _profile_named_in(raw: bytes) -> Profile:
    """The profile whose address stands first in a resource; its decoder checks that it is right."""
    at = raw.find(_PROFILE_START)
    while at >= 0:
        at += len(_PROFILE_START)
        profile = _PROFILES.get(raw[at : raw.find(b'"', at)])
        if profile is not None:
            return profile
        at = raw.find(_PROFILE_START, at)
    raise NotPlain


def _is_told_twice(cpr: str, report: bytes) -> bool:
    """Whether the CPR number stands anywhere else in the report, for example in a case number."""
    return report.count(cpr.encode()) != 1 or f"{cpr[:6]}-{cpr[6:]}".encode() in report


def _addresses(bundle: FastBundle, resources: list[Judged]) -> dict[str, tuple[str, str]]:
    """What a reference may say, and the profile and id it leads to."""
    by_id = {one.type_and_id: (one.profile, one.id) for one in resources}
    if len(by_id) != len(resources):
        raise NotPlain
    urls = [entry.fullUrl for entry in bundle.entry]
    if urls == list(by_id):
        return by_id
    return by_id | _by_full_url(urls, resources)


def _by_full_url(urls: list[Any], resources: list[Judged]) -> dict[str, tuple[str, str]]:
    given = [url for url in urls if url is not UNSET]
    if len(set(given)) != len(given) or not all(_is_plain_url(url) for url in given):
        raise NotPlain
    pairs = zip(urls, resources, strict=True)
    return {url: (one.profile, one.id) for url, one in pairs if url is not UNSET}


def _is_plain_url(url: str) -> bool:
    return is_valid(url, "uri") and "/_history/" not in url


def _require_links(resources: list[Judged], known: dict[str, tuple[str, str]]) -> None:
    """Section E: every reference leads to a resource of the report, of the right profile."""
    for subject in {one.subject for one in resources} - {""}:
        if subject not in known or known[subject][0] != "citizen":
            raise NotPlain
    for one in resources:
        if one.links and not one.links.items() <= known.items():
            raise NotPlain


def _require_ad(resources: list[Judged]) -> None:
    """intervention-goal-1: a goal addresses only conditions of Aktivitet og deltagelse."""
    wanted = {
        found
        for one in resources
        if one.profile == "interventionGoal"
        for target, found in one.links.values()
        if target == "condition"
    }
    if wanted and not wanted <= {
        one.id for one in resources if one.profile == "condition" and one.row[2] == "AD"
    }:
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
