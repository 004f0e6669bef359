"""The rules that hold between the elements of one resource, each under its official key.

They look at the structs of `structs`, so each is written once: the fast path
turns to the explaining one as soon as any is broken, and that one asks again
for the words.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from msgspec import UNSET

from pipelines.privacy import CprProblem, parse_cpr
from pipelines.sources.ffb.profiles import (
    AD_CONDITIONS,
    CASE_NUMBER_URL,
    CHANGE_MEASURE,
    CHANGE_VALUES,
    FOLLOW_UP_DATE_URL,
    SEVERITIES,
    SEVERITY_MEASURE,
)

AD_CODES = AD_CONDITIONS.codes
_KEY = "kl-reporting-ffb-"


@dataclass(frozen=True)
class Broken:
    """One broken rule: its id, the place below the resource, the end of the sentence."""

    rule: str
    place: str
    says: str


def extension(resource: Any, url: str) -> Any:
    """The one extension with that url, or None; also None if it stands there twice."""
    if resource.extension is UNSET:
        return None
    found = [one for one in resource.extension if one.__struct_config__.tag == url]
    return found[0] if len(found) == 1 else None


def targets(goal: Any, measure: str) -> list[Any]:
    """The targets of a goal that measure one thing: severity or the change value."""
    found = () if goal.target is UNSET else goal.target
    return [target for target in found if target.measure.coding[0].code == measure]


def rank(reference: Any) -> int | None:
    """The rank that ConditionRank gives an addressed condition or target group."""
    if reference.extension is UNSET:
        return None
    value: int = reference.extension[0].valuePositiveInt
    return value


def citizen(patient: Any) -> Iterator[Broken]:
    """cpr: DDMMYY with a real date and four digits, no hyphen, not a replacement number."""
    try:
        parse_cpr(patient.identifier[0].value)
    except CprProblem as problem:
        yield Broken("cpr", ".identifier[0].value", f"has a CPR identifier that {problem}")


def condition(resource: Any) -> Iterator[Broken]:
    """condition-1: severity exactly for Aktivitet og deltagelse; con-5."""
    if (resource.code.coding[0].code in AD_CODES) == (resource.severity is UNSET):
        says = (
            "has a severity, which only codes of Aktivitet og deltagelse have"
            if resource.severity is not UNSET
            else "has no severity, which a code of Aktivitet og deltagelse needs"
        )
        yield Broken(f"{_KEY}condition-1", ".severity", says)
    yield from target_group(resource)


def target_group(resource: Any) -> Iterator[Broken]:
    """con-5: no clinicalStatus when the verificationStatus is entered-in-error."""
    if resource.clinicalStatus is UNSET or resource.verificationStatus is UNSET:
        return
    if resource.verificationStatus.coding[0].code == "entered-in-error":
        says = "is entered in error and has a clinicalStatus all the same"
        yield Broken("con-5", ".clinicalStatus", says)


def intervention_goal(goal: Any) -> Iterator[Broken]:
    """interventionGoal-2: one rank 1; exactly one target of each measure, with its codes."""
    addresses = () if goal.addresses is UNSET else goal.addresses
    if sum(rank(one) == 1 for one in addresses) != 1:
        says = "does not address exactly one condition of rank 1"
        yield Broken(f"{_KEY}intervention-goal-2", ".addresses", says)
    yield from _slice(goal, "severitySlice", SEVERITY_MEASURE.codes, SEVERITIES.codes)
    yield from _slice(goal, "changeValueSlice", CHANGE_MEASURE.codes, CHANGE_VALUES.codes)


def _slice(
    goal: Any, name: str, measure: frozenset[str], values: frozenset[str]
) -> Iterator[Broken]:
    found = targets(goal, next(iter(measure)))
    rule = f"interventionGoal.target.{name}"
    if len(found) != 1:
        kind = "max" if found else "min"
        yield Broken(f"{rule}.{kind}", ".target", f"does not have exactly one {name}")
    for one in found:
        detail = one.detailCodeableConcept
        if detail is not UNSET and detail.coding[0].code not in values:
            says = f"has a code in its {name} that is not of the value set"
            yield Broken(f"{rule}.detail.detailCodeableConcept.binding", ".target", says)


def care_plan(plan: Any) -> Iterator[Broken]:
    """carePlan-1, -2, -4, -5, and the extensions it must have once."""
    yield from _once(plan, CASE_NUMBER_URL, "carePlan.extension.municipalityCaseNumber.min", True)
    yield from _once(plan, FOLLOW_UP_DATE_URL, "carePlan.extension.followUpDate.max", False)
    addresses = () if plan.addresses is UNSET else plan.addresses
    if sum(rank(one) == 1 for one in addresses) > 1:
        says = "has more than one target group of rank 1"
        yield Broken(f"{_KEY}care-plan-2", ".addresses", says)
    if plan.intent == "order" and plan.status != "completed":
        yield from _running_order(plan, addresses)


def _once(plan: Any, url: str, rule: str, is_needed: bool) -> Iterator[Broken]:
    count = sum(one.__struct_config__.tag == url for one in plan.extension)
    if count > 1 or (is_needed and not count):
        yield Broken(rule, ".extension", "has an extension too many or too few times")


def _running_order(plan: Any, addresses: Any) -> Iterator[Broken]:
    """What an ordered plan must have until it is completed."""
    start = "is an ordered, not completed care plan and has no"
    if extension(plan, FOLLOW_UP_DATE_URL) is None:
        yield Broken(f"{_KEY}care-plan-1", ".extension", f"{start} follow-up encounter")
    if plan.activity is UNSET:
        yield Broken(f"{_KEY}care-plan-4", ".activity", f"{start} care evaluation")
    if not addresses:
        yield Broken(f"{_KEY}care-plan-5", ".addresses", f"{start} target groups")


def follow_up(observation: Any) -> Iterator[Broken]:
    """followUp-1: final or entered-in-error."""
    if observation.status not in ("final", "entered-in-error"):
        says = "has a status other than final and entered-in-error"
        yield Broken(f"{_KEY}follow-up-1", ".status", says)


BY_PROFILE: dict[str, Callable[[Any], Iterator[Broken]]] = {
    "citizen": citizen,
    "condition": condition,
    "targetGroup": target_group,
    "interventionGoal": intervention_goal,
    "carePlan": care_plan,
    "followUp": follow_up,
}
