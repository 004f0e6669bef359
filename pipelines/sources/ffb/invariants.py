"""The rules that hold between the elements of one resource, each under its official key.

They look at the structs of `structs`, so each is written once: the fast path
turns to the explaining one as soon as any is broken, and that one asks again
for the words.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from msgspec import UNSET

from pipelines.privacy import CprProblem, parse_cpr
from pipelines.sources.ffb.codes import (
    AD_CONDITIONS,
    CASE_NUMBER_URL,
    CHANGE_MEASURE,
    CHANGE_VALUES,
    FOLLOW_UP_DATE_URL,
    SEVERITIES,
    SEVERITY_MEASURE,
)
from pipelines.sources.ffb.structs import url_of

AD_CODES = AD_CONDITIONS.codes
_SEVERITY_MEASURE = next(iter(SEVERITY_MEASURE.codes))
_CHANGE_MEASURE = next(iter(CHANGE_MEASURE.codes))
_SEVERITIES = SEVERITIES.codes
_CHANGE_VALUES = CHANGE_VALUES.codes
_KEY = "kl-reporting-ffb-"


cpr = lru_cache(65536)(parse_cpr)  # raises each time; whoever is born stays born


@dataclass(frozen=True)
class Broken:
    """One broken rule: its id, the place below the resource, the end of the sentence."""

    rule: str
    place: str
    says: str


def rank(reference: Any) -> int | None:
    """The rank that ConditionRank gives an addressed condition or target group."""
    if reference.extension is UNSET:
        return None
    value: int = reference.extension[0].valuePositiveInt
    return value


def citizen(patient: Any) -> Sequence[Broken]:
    """cpr: DDMMYY with a real date and four digits, no hyphen, not a replacement number."""
    try:
        cpr(patient.identifier[0].value)
    except CprProblem as problem:
        return [Broken("cpr", ".identifier[0].value", f"has a CPR identifier that {problem}")]
    return ()


def condition(resource: Any) -> Sequence[Broken]:
    """condition-1: severity exactly for Aktivitet og deltagelse; con-5."""
    broken = () if resource.verificationStatus is UNSET else target_group(resource)
    has_severity = resource.severity is not UNSET
    if (resource.code.coding[0].code in AD_CODES) == has_severity:
        return broken
    says = (
        "has a severity, which only codes of Aktivitet og deltagelse have"
        if has_severity
        else "has no severity, which a code of Aktivitet og deltagelse needs"
    )
    return [*broken, Broken(f"{_KEY}condition-1", ".severity", says)]


def target_group(resource: Any) -> Sequence[Broken]:
    """con-5: no clinicalStatus when the verificationStatus is entered-in-error."""
    if resource.verificationStatus is UNSET or resource.clinicalStatus is UNSET:
        return ()
    if resource.verificationStatus.coding[0].code != "entered-in-error":
        return ()
    says = "is entered in error and has a clinicalStatus all the same"
    return [Broken("con-5", ".clinicalStatus", says)]


def intervention_goal(goal: Any) -> Sequence[Broken]:
    """intervention-goal-2: one rank 1; exactly one target of each measure, with its codes."""
    addresses = () if goal.addresses is UNSET else goal.addresses
    targets = () if goal.target is UNSET else goal.target
    aims = [(one.measure.coding[0].code, one.detailCodeableConcept) for one in targets]
    broken = [
        *_slice(aims, "severitySlice", _SEVERITY_MEASURE, _SEVERITIES),
        *_slice(aims, "changeValueSlice", _CHANGE_MEASURE, _CHANGE_VALUES),
    ]
    if [rank(one) for one in addresses].count(1) != 1:
        says = "does not address exactly one condition of rank 1"
        broken.append(Broken(f"{_KEY}intervention-goal-2", ".addresses", says))
    return broken


def _slice(
    aims: list[tuple[str, Any]], name: str, measure: str, values: frozenset[str]
) -> Sequence[Broken]:
    """What a goal aims at in one measure: the severity or the change value."""
    found = [detail for measured, detail in aims if measured == measure]
    rule = f"interventionGoal.target.{name}"
    if len(found) != 1:
        kind = "max" if found else "min"
        return [Broken(f"{rule}.{kind}", ".target", f"does not have exactly one {name}")]
    detail = found[0]
    if detail is UNSET or detail.coding[0].code in values:
        return ()
    says = f"has a code in its {name} that is not of the value set"
    return [Broken(f"{rule}.detail.detailCodeableConcept.binding", ".target", says)]


def care_plan(plan: Any) -> Sequence[Broken]:
    """care-plan-1, -2, -4 and -5, and its two extensions, each at most once."""
    addresses = () if plan.addresses is UNSET else plan.addresses
    urls = [url_of(one) for one in plan.extension]
    broken = []
    if urls.count(CASE_NUMBER_URL) != 1 or urls.count(FOLLOW_UP_DATE_URL) > 1:
        rule = "carePlan.extension.municipalityCaseNumber.min"
        broken.append(Broken(rule, ".extension", "has an extension too often or not at all"))
    if len(addresses) > 1 and [rank(one) for one in addresses].count(1) > 1:
        says = "has more than one target group of rank 1"
        broken.append(Broken(f"{_KEY}care-plan-2", ".addresses", says))
    if plan.intent == "order" and plan.status != "completed":
        broken += _running_order(plan, FOLLOW_UP_DATE_URL in urls, bool(addresses))
    return broken


def _running_order(plan: Any, has_follow_up: bool, has_target_groups: bool) -> list[Broken]:
    """What an ordered plan must have until it is completed."""
    wanted = (
        (has_follow_up, "care-plan-1", ".extension", "follow-up encounter"),
        (plan.activity is not UNSET, "care-plan-4", ".activity", "care evaluation"),
        (has_target_groups, "care-plan-5", ".addresses", "target groups"),
    )
    start = "is an ordered, not completed care plan and has no"
    return [
        Broken(f"{_KEY}{rule}", place, f"{start} {what}")
        for is_there, rule, place, what in wanted
        if not is_there
    ]


def follow_up(observation: Any) -> Sequence[Broken]:
    """follow-up-1: final or entered-in-error."""
    if observation.status in ("final", "entered-in-error"):
        return ()
    says = "has a status other than final and entered-in-error"
    return [Broken(f"{_KEY}follow-up-1", ".status", says)]


BY_PROFILE: dict[str, Callable[[Any], Sequence[Broken]]] = {
    "citizen": citizen,
    "condition": condition,
    "targetGroup": target_group,
    "interventionGoal": intervention_goal,
    "carePlan": care_plan,
    "followUp": follow_up,
}
