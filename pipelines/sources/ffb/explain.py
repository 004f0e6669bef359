"""The slow path: every broken rule of a report, or its rows if there is none."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import msgspec

from pipelines.privacy import PseudonymKey, safe_identifier, without_number
from pipelines.sources.ffb import decode, invariants, profiles
from pipelines.sources.ffb.kinds import KINDS, Contents, Judged, judged
from pipelines.sources.ffb.plain import to_struct
from pipelines.sources.ffb.primitives import instant, is_id
from pipelines.sources.ffb.references import Entry, Resolver, wrong_links
from pipelines.sources.ffb.rules import Profile
from pipelines.sources.ffb.shape import NotPlain
from pipelines.sources.ffb.walk import Finding, Json, Walk
from pipelines.sources.ffb.whole import Accepted

_KEY = "kl-reporting-ffb-"
_PROFILE_RULES = {
    "Condition": (f"{_KEY}delivery-report-1", "condition or target group"),
    "CarePlan": (f"{_KEY}delivery-report-2", "care plan or intervention"),
    "Observation": (f"{_KEY}delivery-report-3", "care evaluation or follow-up"),
}
_ENTRY_TYPES = frozenset(one.type for one in profiles.RESOURCES)


@dataclass
class Explained:
    """What the slow path came to: findings, or the accepted report."""

    findings: list[Finding] = field(default_factory=list)
    accepted: Accepted | None = None


def explain(data: bytes, key: PseudonymKey, numbers: Iterator[int] | None = None) -> Explained:
    """Judge one report by going through it element by element.

    `numbers` are for the contents of its resources; by default they count from 0.
    """
    try:
        report = decode.decode(data)
        decode.require_bundle(report)
    except decode.Unreadable as problem:
        return Explained([problem.finding])
    entries, findings = _read(report)
    findings += _whole_report(report, entries)
    if findings:
        return Explained(findings)
    return _accept(report, entries, key, count() if numbers is None else numbers)


def _read(report: Json) -> tuple[list[Entry], list[Finding]]:
    """Walk the envelope and every resource in it."""
    walk = Walk("The report")
    body = {k: v for k, v in report.items() if not (k == "entry" and v == [])}
    walk.object(body, "deliveryReport", "Bundle", "Bundle")
    listed = report.get("entry")
    entries: list[Entry] = []
    for number, one in enumerate(listed if isinstance(listed, list) else []):
        if isinstance(one, dict) and isinstance(one.get("resource"), dict):
            entries.append(_entry(number, one, walk))
    return entries, walk.findings + [f for one in entries for f in one.walk.findings]


def _entry(number: int, one: Json, envelope: Walk) -> Entry:
    resource = one["resource"]
    place = f"Bundle.entry[{number}].resource"
    walk = Walk(decode.resource_label(resource))
    profile = _profile_of(resource, walk, place)
    if profile is not None:
        walk.object(resource, profile.name, profile.type, place)
        if not is_id(str(resource.get("id", ""))):
            walk.report("doc-unique-ids", f"{place}.id", "has no id to know it by")
        if not walk.findings:
            _add_invariants(resource, profile, walk, place)
    return Entry(number, one.get("fullUrl"), resource, profile, place, walk)


def _profile_of(resource: Json, walk: Walk, place: str) -> Profile | None:
    """The profile that meta.profile names; without one the resource cannot be judged."""
    kind = resource.get("resourceType")
    if not isinstance(kind, str) or kind not in _ENTRY_TYPES:
        says = "is of a type that may not be in a delivery report"
        walk.report("deliveryReport.entry.resource.type", f"{place}.resourceType", says)
        return None
    found = {
        profile.name: profile
        for url in _profile_urls(resource)
        if (profile := profiles.BY_TYPE_AND_URL.get((kind, url)))
    }
    if len(found) == 1:
        return next(iter(found.values()))
    rule, what = _PROFILE_RULES.get(kind, ("doc-meta-profile", "resource"))
    says = f"does not declare one profile of this guide and so is no {what} of it"
    walk.report(rule, f"{place}.meta.profile", says)
    return None


def _profile_urls(resource: Json) -> list[str]:
    meta = resource.get("meta")
    urls = meta.get("profile") if isinstance(meta, dict) else None
    return [url for url in urls if isinstance(url, str)] if isinstance(urls, list) else []


def _add_invariants(resource: Json, profile: Profile, walk: Walk, place: str) -> None:
    """The rules between elements, of a resource whose single elements are right."""
    check = invariants.BY_PROFILE.get(profile.name)
    if check is None:
        return
    with suppress(msgspec.ValidationError):  # a reference without its text; reported as a link
        for broken in check(to_struct(resource, profile)):
            walk.report(broken.rule, place + broken.place, broken.says)


def _whole_report(report: Json, entries: list[Entry]) -> list[Finding]:
    """The rules between the resources."""
    found = [*_one_citizen(entries), *_unique_entries(entries)]
    found += wrong_links(entries)
    if decode.is_page_of_several(report):
        says = "The report is one page of several: its link to the next page was not followed."
        found.append(Finding("deliveryReport.incomplete", "Bundle.link", says))
    return found


def _one_citizen(entries: list[Entry]) -> Iterator[Finding]:
    count = sum(one.type == "Patient" for one in entries)
    if entries and count != 1:
        how = "no" if count == 0 else "more than one"
        says = f"The report has {how} citizen; it must have exactly one."
        yield Finding("doc-one-citizen", "Bundle.entry", says)


def _unique_entries(entries: list[Entry]) -> Iterator[Finding]:
    """bdl-7: the same fullUrl, or the same type and id, only in different versions."""
    seen: set[tuple[Any, ...]] = set()
    for one in entries:
        names: set[tuple[Any, ...]] = {("id", one.type, one.id, one.version)}
        if one.full_url:
            names.add(("url", str(one.full_url), one.version))
        if names & seen:
            says = f"{one.walk.label} stands in the report twice in one version."
            yield Finding("bdl-7", f"Bundle.entry[{one.number}].fullUrl", says)
        seen |= names


def _accept(
    report: Json, entries: list[Entry], key: PseudonymKey, numbers: Iterator[int]
) -> Explained:
    """The rows of a report in which nothing was found."""
    moment = instant(report["timestamp"])
    if not entries:
        return Explained(accepted=Accepted(moment, None, []))
    _make_safe(entries, key)
    try:
        pairs = [_judged(one, key, numbers) for one in entries]
    except (msgspec.ValidationError, NotPlain, ValueError):
        says = "The report could not be read as a whole, although no single rule is broken."
        return Explained([Finding("deliveryReport.structure", "Bundle", says)])
    resources, contents = [one for one, _ in pairs], [one for _, one in pairs]
    citizen = next(one.citizen for one in resources if one.citizen is not None)
    return Explained(accepted=Accepted(moment, citizen, resources, contents))


def _judged(entry: Entry, key: PseudonymKey, numbers: Iterator[int]) -> tuple[Judged, Contents]:
    if entry.profile is None:
        raise NotPlain
    resource = to_struct(entry.resource, entry.profile)
    (one,), contents = judged(KINDS[entry.profile.name], [resource], key.pseudonym, numbers)
    return one, contents


def _make_safe(entries: list[Entry], key: PseudonymKey) -> None:
    """Put resolved, safe ids in the place of references, and safe identifiers in all others."""
    patient = next(one.resource for one in entries if one.type == "Patient")
    cpr = patient["identifier"][0]["value"]

    def safe(text: str) -> str:
        return safe_identifier(without_number(text, cpr, key), key)

    resolve = Resolver(entries)
    for one in entries:
        for link in one.walk.links:
            target = resolve(link.holder.get("reference"))
            if target is not None:
                link.holder["reference"] = f"{target.type}/{safe(target.id)}"
    for one in entries:
        one.resource["id"] = safe(one.id)
        _make_identifiers_safe(one.resource, safe)


def _make_identifiers_safe(resource: Json, safe: Any) -> None:
    """The municipality's identifier and the case numbers."""
    organization = resource.get("managingOrganization", {}).get("identifier")
    if organization:
        organization["value"] = safe(organization["value"])
    for outer in resource.get("extension", ()):
        for inner in outer.get("extension", ()):
            identifier = inner.get("valueIdentifier", {})
            if "value" in identifier:
                identifier["value"] = safe(identifier["value"])
