"""An accepted resource as the row of its table, and the references it makes.

One function a profile: struct in, row out, in the order of the contract's
columns without person_id and organization_id, which the report gives. A
reference becomes the id at its end; whether that is the id of the right
resource in the report is judged with the report. Dates are days since
1970-01-01.
"""

from collections.abc import Callable
from typing import Any

from msgspec import UNSET

from pipelines import codelists
from pipelines.privacy import may_hold_cpr
from pipelines.sources.ffb.codes import CASE_NUMBER_URL, FOLLOW_UP_DATE_URL
from pipelines.sources.ffb.invariants import cpr, rank
from pipelines.sources.ffb.primitives import ends_before_start, local_day
from pipelines.sources.ffb.structs import url_of

Row = tuple[Any, ...]
Links = dict[str, str]
"""The text of each reference but the subject, with the profile it must lead to."""

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


def id_in(text: str) -> str:
    """The id at the end of `Type/id`, of an address or of `urn:uuid:id`."""
    found = text[text.rfind("/") + 1 :]
    return found[found.rfind(":") + 1 :] if ":" in found else found


def _link(reference: Any, target: str, links: Links) -> str:
    """The id that a reference ends in; it is noted in `links`."""
    text: str = reference.reference
    if links.setdefault(text, target) != target:
        raise NotPlain  # one reference used for two kinds of resource
    found = text[text.rfind("/") + 1 :]
    return id_in(found) if ":" in found else found


def _links(references: Any, target: str, links: Links) -> list[str]:
    if references is UNSET:
        return []
    return [_link(one, target, links) for one in references]


def _period(period: Any) -> Row:
    """start_date, start_text, end_date, end_text."""
    if period is UNSET:
        return (None, None, None, None)
    start, end = period.start, period.end
    if end is UNSET:
        return (local_day(start), start, None, None)
    if ends_before_start(start, end):
        raise NotPlain
    return (local_day(start), start, local_day(end), end)


def _code(concept: Any) -> str | None:
    if concept is UNSET:
        return None
    found: str = concept.coding[0].code
    return found


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


def citizen(r: Any, links: Links) -> Row:
    """A citizen: birth date and sex from the CPR number, which is not in the row."""
    known = cpr(r.identifier[0].value)
    return (r.id, local_day(known.birth_date.isoformat()), known.sex)


def service_request(r: Any, links: Links) -> Row:
    """An enquiry with its case numbers."""
    numbers = _case_numbers(None if r.extension is UNSET else r.extension[0])
    return (r.id, *numbers, r.status, r.intent)


def information_gathering(r: Any, links: Links) -> Row:
    """An assessment: its request, its findings and its need evaluations."""
    request = _link(r.extension[0].valueReference, "serviceRequest", links)
    findings = () if r.finding is UNSET else r.finding
    items = [one.itemReference for one in findings if one.itemReference is not UNSET]
    conditions = [_link(one, "condition", links) for one in items]
    evaluations = () if r.investigation is UNSET else r.investigation
    care = [i for one in evaluations for i in _links(one.item, "careEvaluation", links)]
    when = r.effectiveDateTime
    return (r.id, r.status, local_day(when), when, request, conditions, care)


def condition(r: Any, links: Links) -> Row:
    """A theme with its group and, in Aktivitet og deltagelse, its severity."""
    code, recorded = r.code.coding[0].code, r.recordedDate
    severity = None if r.severity is UNSET else r.severity.coding[0].code
    asserted = None if r.extension is UNSET else r.extension[0].valueDateTime
    return (
        r.id,
        code,
        _GROUPS[code],
        severity,
        _SCORES.get(severity) if severity else None,
        r.clinicalStatus.coding[0].code,
        None if r.verificationStatus is UNSET else r.verificationStatus.coding[0].code,
        local_day(recorded),
        recorded,
        local_day(asserted) if asserted else None,
        asserted,
    )


def intervention_goal(r: Any, links: Links) -> Row:
    """A goal: primary and secondary conditions, severity aimed at, change value."""
    ranked = [(rank(one), _link(one, "condition", links)) for one in r.addresses]
    primary = next(found for number, found in ranked if number == 1)
    secondary = [found for number, found in ranked if number != 1]
    aims = {one.measure.coding[0].code: _code(one.detailCodeableConcept) for one in r.target}
    severity = aims[_SEVERITY]
    level = _SCORES.get(severity) if severity else None
    return (r.id, r.lifecycleStatus, primary, secondary, severity, level, aims[_CHANGE])


def care_plan(r: Any, links: Links) -> Row:
    """A plan: period, tilbud, target groups with rank, evaluation, follow-up, goals."""
    addresses = () if r.addresses is UNSET else r.addresses
    groups = [(_link(one, "targetGroup", links), rank(one)) for one in addresses]
    activity = None if r.activity is UNSET else r.activity[0].outcomeReference[0]
    own = {url_of(one): one for one in r.extension}
    follow_up = own.get(FOLLOW_UP_DATE_URL)
    return (
        r.id,
        r.intent,
        r.status,
        *_period(r.period),
        _links(r.careTeam, "servicePerformer", links),
        groups,
        _link(activity, "careEvaluation", links) if activity else None,
        _link(follow_up.valueReference, "followUpEncounter", links) if follow_up else None,
        _links(r.goal, "interventionGoal", links),
        *_case_numbers(own[CASE_NUMBER_URL]),
    )


def target_group(r: Any, links: Links) -> Row:
    """A target group."""
    recorded = r.recordedDate
    statuses = (_code(r.clinicalStatus), _code(r.verificationStatus))
    return (r.id, r.code.coding[0].code, local_day(recorded), recorded, *statuses)


def intervention(r: Any, links: Links) -> Row:
    """A ydelse: its plans, and code and status of each activity."""
    plans = _links(r.basedOn, "carePlan", links)
    details = [one.detail for one in r.activity]
    codes = [detail.code.coding[0].code for detail in details]
    statuses = [detail.status for detail in details]
    dates = (local_day(r.created), r.created, *_period(r.period))
    return (r.id, plans, codes, r.status, r.intent, statuses, *dates)


def follow_up(r: Any, links: Links) -> Row:
    """A follow-up that was held, and its result."""
    plans = _links(r.focus, "carePlan", links)
    result, when = r.valueCodeableConcept.coding[0].code, r.effectiveDateTime
    return (r.id, plans, result, local_day(when), when, r.status)


def follow_up_encounter(r: Any, links: Links) -> Row:
    """A follow-up that is planned."""
    start = r.period.start
    return (r.id, local_day(start), start, r.status)


def care_evaluation(r: Any, links: Links) -> Row:
    """An evaluation of the need for support."""
    level, when = r.valueCodeableConcept.coding[0].code, r.effectiveDateTime
    return (r.id, level, _SCORES.get(level), local_day(when), when, r.status)


def service_performer(r: Any, links: Links) -> Row:
    """A tilbud."""
    return (r.id, r.category[0].coding[0].code)


BY_PROFILE: dict[str, Callable[[Any, Links], Row]] = {
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
