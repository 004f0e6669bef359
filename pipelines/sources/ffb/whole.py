"""The rules of a report as a whole, for the fast path: references, one citizen, unique entries."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import Any

from msgspec import UNSET

from pipelines.sources.ffb import shape
from pipelines.sources.ffb.kinds import Citizen, Contents, Judged, require_plain_meta
from pipelines.sources.ffb.primitives import instant, is_id, is_valid
from pipelines.sources.ffb.shape import NotPlain
from pipelines.sources.ffb.structs import FastBundle


@dataclass(frozen=True)
class Accepted:
    """A report in which no rule is broken. `citizen` is None if it has no entries.

    `contents` are those that belong to this report alone; what the fast path
    judges for many reports at once is in its `Verdicts`.
    """

    reported_at: datetime
    citizen: Citizen | None
    resources: list[Judged]
    contents: list[Contents] = field(default_factory=list)


def accepted(bundle: FastBundle, resources: list[Judged]) -> Accepted:
    """The report. Raises NotPlain or ValueError where it has to be looked at more closely."""
    citizens = [one.citizen for one in resources if one.citizen is not None]
    if len(citizens) != 1 or _is_cpr_stored(citizens[0], resources):
        raise NotPlain
    _require_links(resources, _addresses(bundle, resources))
    _require_ad(resources)
    _check_ids(bundle)
    return Accepted(instant(bundle.timestamp), citizens[0], resources)


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
    is_its_own = shape.id_in(url) == shape.id_in(resource.address)
    return is_its_own and is_valid(url, "uri") and "/_history/" not in url


def _require_links(resources: list[Judged], known: dict[str, str]) -> None:
    """Section E: every reference leads to a resource of the report, of the right profile."""
    links = _all([one.links for one in resources])
    if list(map(known.get, links)) != _all([one.targets for one in resources]):
        raise NotPlain


def _require_ad(resources: list[Judged]) -> None:
    """intervention-goal-1: a goal addresses only conditions of Aktivitet og deltagelse."""
    goals = [one.ad for one in resources if one.profile == "interventionGoal"]
    if not goals:
        return
    conditions = [one.ad for one in resources if one.profile == "condition"]
    if not set(_all(conditions)).issuperset(_all(goals)):
        raise NotPlain


def _all(found: Sequence[shape.Texts]) -> list[str]:
    return list(chain.from_iterable(found))


def _check_ids(bundle: FastBundle) -> None:
    if bundle.id is not UNSET and not is_id(bundle.id):
        raise NotPlain
    if bundle.meta is UNSET:
        return
    require_plain_meta(bundle.meta)
    urls = () if bundle.meta.profile is UNSET else bundle.meta.profile
    if not all(is_valid(url, "canonical") for url in urls):
        raise NotPlain
