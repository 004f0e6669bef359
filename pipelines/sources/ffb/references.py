"""References between the resources of one report: what they lead to, and whether they may."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pipelines.sources.ffb import profiles
from pipelines.sources.ffb.codes import AD_CONDITIONS
from pipelines.sources.ffb.rules import Profile
from pipelines.sources.ffb.walk import Finding, Json, Link, Walk, is_member

AD_RULE = "kl-reporting-ffb-intervention-goal-1"
_TYPES = {one.name: one.type for one in profiles.RESOURCES}


@dataclass(frozen=True)
class Entry:
    """One entry of a report with what the walk found in its resource."""

    number: int
    full_url: Any
    resource: Json
    profile: Profile | None
    place: str
    walk: Walk

    @property
    def type(self) -> str:
        return str(self.resource.get("resourceType"))

    @property
    def id(self) -> str:
        return str(self.resource.get("id"))

    @property
    def version(self) -> str | None:
        meta = self.resource.get("meta")
        found = meta.get("versionId") if isinstance(meta, dict) else None
        return found if isinstance(found, str) else None


class Resolver:
    """From the text of a reference to the entry: by fullUrl, then by Type/id, then urn:uuid."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_url: dict[str, Entry] = {}
        self._by_id: dict[tuple[str, str], Entry] = {}
        self._by_uuid: dict[str, Entry] = {}
        for one in entries:
            if isinstance(one.full_url, str):
                self._by_url[one.full_url] = one
            self._by_id[one.type, one.id] = one
            self._by_uuid[one.id] = one

    def __call__(self, reference: Any) -> Entry | None:
        if not isinstance(reference, str):
            return None
        text = reference.partition("/_history/")[0]
        if text in self._by_url:
            return self._by_url[text]
        if text.startswith("urn:uuid:"):
            return self._by_uuid.get(text.removeprefix("urn:uuid:"))
        return self._by_id.get(_type_and_id(text))


def _type_and_id(reference: str) -> tuple[str, str]:
    """`.../Type/id` as its two last parts."""
    parts = reference.rsplit("/", 2)
    return (parts[-2], parts[-1]) if len(parts) > 1 else ("", reference)


def wrong_links(entries: list[Entry]) -> Iterator[Finding]:
    """Section E, doc-all-references-bundled and intervention-goal-1."""
    resolve = Resolver(entries)
    for one in entries:
        for link in one.walk.links:
            yield from _wrong(link, resolve(link.holder.get("reference")))


def _wrong(link: Link, target: Entry | None) -> Iterator[Finding]:
    rules = profiles.rules_at(link.path)
    name = link.path.partition(".")[2]
    text = link.holder.get("reference")
    if target is None and (rules.targets or isinstance(text, str)):
        yield from _unresolved(link, name, rules.targets, rules.bundled, text)
    elif target is None or target.profile is None:
        return  # a resource without a profile is refused for that already
    elif rules.targets and target.profile.name not in rules.targets:
        says = f"refers in {name} to something that is no {' or '.join(rules.targets)}"
        yield _finding(f"{link.path}.target", link, says)
    elif link.path == "interventionGoal.addresses":
        yield from _not_ad(link, target)


def _unresolved(
    link: Link, name: str, targets: tuple[str, ...], bundled: bool, text: Any
) -> Iterator[Finding]:
    if not targets and isinstance(text, str) and text.startswith("#"):
        return  # a resource contained in this one
    rule = f"{link.path}.bundled" if bundled else "doc-all-references-bundled"
    yield _finding(rule, link, f"refers in {name} to a resource that is not in the report")
    kind = _type_and_id(text)[0] if isinstance(text, str) else ""
    if targets and kind and kind not in {_TYPES[one] for one in targets}:
        says = f"refers in {name} to a kind of resource that is no {' or '.join(targets)}"
        yield _finding(f"{link.path}.target", link, says)


def _not_ad(link: Link, target: Entry) -> Iterator[Finding]:
    if not is_member(target.resource.get("code"), AD_CONDITIONS):
        says = "addresses a condition that is not of Aktivitet og deltagelse"
        yield _finding(AD_RULE, link, says)


def _finding(rule: str, link: Link, says: str) -> Finding:
    return Finding(rule, f"{link.place}.reference", f"{link.label} {says}.")
