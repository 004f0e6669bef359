"""The fast path: a report whose every resource its decoder accepts, in a few microseconds each.

It vouches only for what is certainly right. Whatever it cannot vouch for goes
to `explain`, which finds the broken rules or accepts in its own, slower way.
"""

import re
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
_ENCODE = msgspec.json.Encoder().encode
_DECODERS = {one.name: msgspec.json.Decoder(resource_struct(one)) for one in profiles.RESOURCES}
_PROFILES = {one.name.encode(): one for one in profiles.RESOURCES}
_PROFILE_URL = re.compile(
    rb"/StructureDefinition/kl-reporting-ffb-(" + b"|".join(_PROFILES) + rb')(?:\|1\.0\.0)?"'
)


class Citizen(NamedTuple):
    """Whom a report is about, and who reports."""

    person_id: str
    organization_id: str
    cpr: str


class Judged(NamedTuple):
    """One accepted resource: its row, what identifies it, what it refers to.

    `links` maps the text of each reference to the profile and id it must lead
    to; `needs_ad` holds those that must be a condition of Aktivitet og deltagelse.
    """

    profile: str
    type_and_id: str
    id: str
    row: shape.Row
    content_hash: bytes
    links: dict[str, tuple[str, str]]
    needs_ad: tuple[str, ...]
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
    name = profile.name
    check = invariants.BY_PROFILE.get(name)
    if check is not None and next(check(resource), None) is not None:
        raise NotPlain
    if not is_uuid(resource.id) and (not is_id(resource.id) or may_hold_cpr(resource.id)):
        raise NotPlain
    links: shape.Links = []
    row = shape.BY_PROFILE[name](resource, links)
    return Judged(
        name,
        f"{profile.type}/{resource.id}",
        resource.id,
        row,
        blake2b(_ENCODE(row), digest_size=16).digest(),
        _link_table(links),
        tuple(text for text, target in links if target == "condition")
        if name == "interventionGoal"
        else (),
        _last_updated(resource.meta),
        _citizen(resource, key) if name == "citizen" else None,
    )


def _link_table(links: shape.Links) -> dict[str, tuple[str, str]]:
    table = {text: (target, shape.id_of(text)) for text, target in links}
    if any(table[text][0] != target for text, target in links):
        raise NotPlain  # one reference used for two kinds of resource
    return table


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
            if has_duplicate_key(report, _ENCODE(bundle)):
                return None
            resources = [self._resource(bytes(entry.resource)) for entry in bundle.entry]
            return self._report(bundle, resources, report)
        except (msgspec.DecodeError, ValueError, NotPlain, RecursionError):
            return None

    def _resource(self, raw: bytes) -> Judged:
        found = self._recent.get(raw)
        if found is None:
            found = self._older.get(raw) or self._decode(raw)
            self._remember(raw, found)
        return found

    def _remember(self, raw: bytes, found: Judged) -> None:
        if len(self._recent) >= self._half:
            self._recent, self._older = {}, self._recent
        self._recent[raw] = found

    def _decode(self, raw: bytes) -> Judged:
        named = _PROFILE_URL.search(raw)
        if named is None:
            raise NotPlain
        profile = _PROFILES[named[1]]
        resource = _DECODERS[profile.name].decode(raw)
        if has_duplicate_key(raw, _ENCODE(resource)):
            raise NotPlain
        return judged(profile, resource, self._key)

    def _report(self, bundle: FastBundle, resources: list[Judged], report: bytes) -> Accepted:
        """The rules of the report as a whole: references, one citizen, unique entries."""
        citizens = [one.citizen for one in resources if one.citizen is not None]
        if len(citizens) != 1 or _is_told_twice(citizens[0].cpr, report):
            raise NotPlain
        known = _addresses(bundle, resources)
        for one in resources:
            if not one.links.items() <= known.items():
                raise NotPlain
        _require_ad(resources)
        _check_ids(bundle)
        return Accepted(instant(bundle.timestamp), citizens[0], resources)


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


def _require_ad(resources: list[Judged]) -> None:
    """intervention-goal-1: a goal addresses only conditions of Aktivitet og deltagelse."""
    wanted = {shape.id_of(text) for one in resources for text in one.needs_ad}
    if not wanted:
        return
    ad = {one.id for one in resources if one.profile == "condition" and one.row[2] == "AD"}
    if not wanted <= ad:
        raise NotPlain


def _check_ids(bundle: FastBundle) -> None:
    if bundle.id is not UNSET and not is_id(bundle.id):
        raise NotPlain
    if bundle.meta is not UNSET and not all(is_valid(u, "uri") for u in bundle.meta.profile):
        raise NotPlain
