"""Accepted resources of one profile as the columns of its table, and the references they make.

One function a profile: structs in, columns out, in the order of the contract's
columns without person_id and organization_id, which the report gives. A
reference becomes the id at its end; whether that is the id of the right
resource in the report is judged with the report. Dates are days since
1970-01-01.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from msgspec import UNSET

from pipelines import codelists
from pipelines.privacy import may_hold_cpr
from pipelines.sources.ffb.codes import CASE_NUMBER_URL, FOLLOW_UP_DATE_URL
from pipelines.sources.ffb.invariants import cpr, rank
from pipelines.sources.ffb.primitives import ends_before_start, local_day
from pipelines.sources.ffb.structs import url_of

Structs = Sequence[Any]
Column = Sequence[Any]
Texts = tuple[str, ...]

_SCORES = codelists.scores()
_GROUPS = {
    code: group
    for group in ("FF", "O", "AD")
    for code in codelists.ffb(f"KLCondition{group}CodesFFB")
}
_SEVERITY = "66959f77-6e2a-4574-8423-3ff097f8b9fa"
_CHANGE = "90c48f03-f194-4b2f-ad7d-6cba1069ae48"


class NotPlain(Exception):
    """The fast path cannot vouch for a resource; the explaining path must look at it."""


class Links:
    """The references of one resource: their texts, and the profile each must lead to."""

    __slots__ = ("targets", "texts")

    def __init__(self, resource: Any) -> None:
        self.texts = [resource.subject.reference]
        self.targets = ["citizen"]

    def one(self, reference: Any, target: str) -> str:
        """Note a reference; the id it ends in."""
        text: str = reference.reference
        self.texts.append(text)
        self.targets.append(target)
        return id_in(text)

    def all(self, references: Any, target: str) -> list[str]:
        """Note references to resources of one profile; the ids they end in."""
        if not references:  # UNSET, too
            return []
        texts = [one.reference for one in references]
        self.texts += texts
        self.targets += [target] * len(texts)
        return [id_in(one) for one in texts]


class Shaped(NamedTuple):
    """The resources of one profile: columns, and for each resource what it leads to.

    `links` are the texts of its references, `targets` the profiles they must
    lead to. `ad` are ids of conditions of Aktivitet og deltagelse: a condition's
    own if it is one, and those that a goal addresses.
    """

    columns: list[Column]
    links: Iterable[Texts]
    targets: Iterable[Texts]
    ad: Iterable[Texts]


def id_in(text: str) -> str:
    """The id at the end of `Type/id`, of an address or of `urn:uuid:id`."""
    found = text[text.rfind("/") + 1 :]
    return found[found.rfind(":") + 1 :] if ":" in found else found


def _none(resources: Structs) -> list[Texts]:
    nothing: Texts = ()
    return [nothing] * len(resources)


def _leading_to_the_citizen(resources: Structs, *columns: Column) -> Shaped:
    """Resources that refer to nothing but the citizen; those of one share what is remembered."""
    shared: dict[str, Texts] = {}
    subjects = [r.subject.reference for r in resources]
    links = [shared.setdefault(text, (text,)) for text in subjects]
    return Shaped(list(columns), links, [("citizen",)] * len(resources), _none(resources))


def _by_row(row: Callable[[Any, Links], tuple[Any, ...]]) -> Callable[[Structs], Shaped]:
    """The columns from a function that makes the row of one resource and notes its references."""

    def columns(resources: Structs) -> Shaped:
        links = [Links(one) for one in resources]
        rows = list(map(row, resources, links))
        texts = [tuple(one.texts) for one in links]
        targets = [tuple(one.targets) for one in links]
        return Shaped(list(zip(*rows, strict=True)), texts, targets, _none(rows))

    return columns


def _ids(resources: Structs) -> list[str]:
    return [r.id for r in resources]


def _statuses(resources: Structs) -> list[str]:
    return [r.status for r in resources]


def _dated(texts: list[str]) -> tuple[Column, Column]:
    """Days and texts of an element that is always there."""
    return list(map(local_day, texts)), texts


def _codes(concepts: list[Any]) -> list[str | None]:
    return [None if one is UNSET else one.coding[0].code for one in concepts]


def _period(period: Any) -> tuple[Any, ...]:
    """start_date, start_text, end_date, end_text."""
    if period is UNSET:
        return (None, None, None, None)
    start, end = period.start, period.end
    if end is UNSET:
        return (local_day(start), start, None, None)
    if ends_before_start(start, end):
        raise NotPlain
    return (local_day(start), start, local_day(end), end)


def _case_numbers(found: Any) -> tuple[str | None, str | None]:
    """The municipality's own case number and the official one."""
    if found is None:
        return (None, None)
    numbers = {url_of(one): _identifier_value(one) for one in found.extension}
    if len(numbers) != len(found.extension):
        raise NotPlain
    return numbers.get("municipalitySpecific"), numbers.get("official")


def _identifier_value(one: Any) -> str | None:
    value: Any = one.valueIdentifier.value
    if value is UNSET:
        return None
    if may_hold_cpr(value):
        raise NotPlain
    return str(value)


def citizen(rs: Structs) -> Shaped:
    """Citizens: birth date and sex from the CPR number, which is in no column."""
    known = [cpr(r.identifier[0].value) for r in rs]
    days = [local_day(one.birth_date.isoformat()) for one in known]
    nothing = _none(rs)
    return Shaped([_ids(rs), days, [one.sex for one in known]], nothing, nothing, nothing)


def service_request(rs: Structs) -> Shaped:
    """Enquiries with their case numbers."""
    numbers = [_case_numbers(None if r.extension is UNSET else r.extension[0]) for r in rs]
    case_numbers, official = zip(*numbers, strict=True)
    intents = [r.intent for r in rs]
    return _leading_to_the_citizen(rs, _ids(rs), case_numbers, official, _statuses(rs), intents)


@_by_row
def information_gathering(r: Any, links: Links) -> tuple[Any, ...]:
    """An assessment: its request, its findings and its need evaluations."""
    request = links.one(r.extension[0].valueReference, "serviceRequest")
    findings = () if r.finding is UNSET else r.finding
    items = [one.itemReference for one in findings if one.itemReference is not UNSET]
    conditions = links.all(items, "condition")
    evaluations = () if r.investigation is UNSET else r.investigation
    held = [item for one in evaluations if one.item is not UNSET for item in one.item]
    care = links.all(held, "careEvaluation")
    when = r.effectiveDateTime
    return (r.id, r.status, local_day(when), when, request, conditions, care)


def condition(rs: Structs) -> Shaped:
    """Themes with their group and, in Aktivitet og deltagelse, their severity."""
    ids, codes = _ids(rs), [r.code.coding[0].code for r in rs]
    groups = [_GROUPS[code] for code in codes]
    severities = _codes([r.severity for r in rs])
    asserted = [None if r.extension is UNSET else r.extension[0].valueDateTime for r in rs]
    shaped = _leading_to_the_citizen(
        rs,
        ids,
        codes,
        groups,
        severities,
        [None if one is None else _SCORES.get(one) for one in severities],
        [r.clinicalStatus.coding[0].code for r in rs],
        _codes([r.verificationStatus for r in rs]),
        *_dated([r.recordedDate for r in rs]),
        [None if text is None else local_day(text) for text in asserted],
        asserted,
    )
    own = zip(ids, strict=True)
    return shaped._replace(
        ad=[one if group == "AD" else () for one, group in zip(own, groups, strict=True)]
    )


@_by_row
def _goals(r: Any, links: Links) -> tuple[Any, ...]:
    ids = links.all(r.addresses, "condition")
    ranks = [rank(one) for one in r.addresses]
    primary = ids[ranks.index(1)]
    secondary = [one for one, number in zip(ids, ranks, strict=True) if number != 1]
    aims = {one.measure.coding[0].code: one.detailCodeableConcept for one in r.target}
    severity, change = _codes([aims[_SEVERITY], aims[_CHANGE]])
    level = _SCORES.get(severity) if severity else None
    return (r.id, r.lifecycleStatus, primary, secondary, severity, level, change)


def intervention_goal(rs: Structs) -> Shaped:
    """Goals: primary and secondary conditions, severity aimed at, change value."""
    shaped = _goals(rs)
    _, _, primary, secondary, *_ = shaped.columns
    addressed = zip(primary, secondary, strict=True)
    return shaped._replace(ad=[(first, *others) for first, others in addressed])


@_by_row
def care_plan(r: Any, links: Links) -> tuple[Any, ...]:
    """A plan: period, tilbud, target groups with rank, evaluation, follow-up, goals."""
    addresses = () if r.addresses is UNSET else r.addresses
    groups = links.all(addresses, "targetGroup")
    activity = None if r.activity is UNSET else r.activity[0].outcomeReference[0]
    own = {url_of(one): one for one in r.extension}
    follow_up = own.get(FOLLOW_UP_DATE_URL)
    return (
        r.id,
        r.intent,
        r.status,
        *_period(r.period),
        links.all(r.careTeam, "servicePerformer"),
        list(zip(groups, map(rank, addresses), strict=True)),
        links.one(activity, "careEvaluation") if activity else None,
        links.one(follow_up.valueReference, "followUpEncounter") if follow_up else None,
        links.all(r.goal, "interventionGoal"),
        *_case_numbers(own[CASE_NUMBER_URL]),
    )


def target_group(rs: Structs) -> Shaped:
    """Target groups."""
    return _leading_to_the_citizen(
        rs,
        _ids(rs),
        [r.code.coding[0].code for r in rs],
        *_dated([r.recordedDate for r in rs]),
        _codes([r.clinicalStatus for r in rs]),
        _codes([r.verificationStatus for r in rs]),
    )


@_by_row
def intervention(r: Any, links: Links) -> tuple[Any, ...]:
    """A ydelse: its plans, and code and status of each activity."""
    plans = links.all(r.basedOn, "carePlan")
    details = [one.detail for one in r.activity]
    codes = [detail.code.coding[0].code for detail in details]
    statuses = [detail.status for detail in details]
    dates = (local_day(r.created), r.created, *_period(r.period))
    return (r.id, plans, codes, r.status, r.intent, statuses, *dates)


@_by_row
def follow_up(r: Any, links: Links) -> tuple[Any, ...]:
    """A follow-up that was held, and its result."""
    plans = links.all(r.focus, "carePlan")
    result, when = r.valueCodeableConcept.coding[0].code, r.effectiveDateTime
    return (r.id, plans, result, local_day(when), when, r.status)


def follow_up_encounter(rs: Structs) -> Shaped:
    """Follow-ups that are planned."""
    starts = _dated([r.period.start for r in rs])
    return _leading_to_the_citizen(rs, _ids(rs), *starts, _statuses(rs))


def care_evaluation(rs: Structs) -> Shaped:
    """Evaluations of the need for support."""
    levels = [r.valueCodeableConcept.coding[0].code for r in rs]
    scores = list(map(_SCORES.get, levels))
    when = _dated([r.effectiveDateTime for r in rs])
    return _leading_to_the_citizen(rs, _ids(rs), levels, scores, *when, _statuses(rs))


def service_performer(rs: Structs) -> Shaped:
    """Tilbud."""
    return _leading_to_the_citizen(rs, _ids(rs), [r.category[0].coding[0].code for r in rs])


BY_PROFILE: dict[str, Callable[[Structs], Shaped]] = {
    "citizen": citizen,
    "serviceRequest": service_request,
    "informationGathering": information_gathering,
    "condition": condition,
    "interventionGoal": intervention_goal,
    "carePlan": care_plan,
    "targetGroup": target_group,
    "intervention": intervention,
    "followUp": follow_up,
    "followUpEncounter": follow_up_encounter,
    "careEvaluation": care_evaluation,
    "servicePerformer": service_performer,
}
