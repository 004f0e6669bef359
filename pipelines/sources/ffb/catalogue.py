"""Every rule the loader knows, by id: for the documentation, the data page and the tests."""

from pipelines.sources.ffb.profiles import RULES
from pipelines.sources.ffb.rules import Rules

_KEY = "kl-reporting-ffb-"

BETWEEN_ELEMENTS = {
    f"{_KEY}condition-1": "Severity exactly for the codes of Aktivitet og deltagelse",
    f"{_KEY}care-plan-1": "An ordered, not completed care plan has a follow-up encounter",
    f"{_KEY}care-plan-2": "At most one target group of a care plan has rank 1",
    f"{_KEY}care-plan-4": "An ordered, not completed care plan has a care evaluation",
    f"{_KEY}care-plan-5": "An ordered, not completed care plan has target groups",
    f"{_KEY}follow-up-1": "A follow-up is final or entered in error",
    f"{_KEY}intervention-goal-1": "A goal addresses only conditions of Aktivitet og deltagelse",
    f"{_KEY}intervention-goal-2": "Exactly one condition of a goal has rank 1",
    f"{_KEY}delivery-report-1": "Every Condition is a condition or a target group of the guide",
    f"{_KEY}delivery-report-2": "Every CarePlan is a care plan or an intervention of the guide",
    f"{_KEY}delivery-report-3": "Every Observation is a care evaluation or a follow-up",
    "cpr": "The CPR number is DDMMYY with a real date and four digits, no hyphen",
    "per-1": "A period does not end before it starts",
    "con-5": "No clinicalStatus where the verificationStatus is entered-in-error",
    "ext-1": "An extension has either a value or extensions",
    "cpl-3": "An activity has a detail or a reference, not both",
    "bdl-7": "A resource stands once in a report, or in different versions",
    "doc-one-citizen": "A report has exactly one citizen",
    "doc-all-references-bundled": "Every resource referred to is in the report",
    "doc-meta-profile": "Every resource declares one profile of the guide",
    "doc-unique-ids": "Every resource has an id",
    "deliveryReport.entry.resource.type": "Only the guide's nine resource types are entries",
}

OF_THE_FILE = {
    "json.empty": "A report has content",
    "json.encoding": "A report is text in UTF-8",
    "json.xml": "A report is JSON, not XML or HTML",
    "json.truncated": "A report is complete",
    "json.syntax": "A report is JSON",
    "json.number": "Numbers are those of JSON: no NaN, no Infinity",
    "json.depth": "A report is not nested deeper than a report can be",
    "json.duplicate-key": "A key stands once in a JSON object",
    "json.object": "A report is one JSON object",
    "deliveryReport.resourceType": "A report is a Bundle",
    "deliveryReport.incomplete": "A report is whole, not one page of several",
    "deliveryReport.structure": "A report that breaks no rule can be read",
}

NOT_IN_FORCE = {
    f"{_KEY}care-plan-3": "commented out in the guide",
    f"{_KEY}intervention-1": "commented out in the guide",
    "interventionGoal.target.measure.binding": "extensible: other codes are allowed",
    "cprIdentifier.type.binding": "extensible: other codes are allowed",
    "kombitIdentifier.type.binding": "extensible: other codes are allowed",
    "doc-meta-lastUpdated": "the official example has none; the report's time is used",
    "doc-one-day": "no profile enforces it; a report has one time",
    "doc-sr-case-number": "the profile allows its absence (0..1)",
    "doc-intervention-start": "the profile allows a missing period (0..1)",
    "doc-goal-severity": "the profile allows a target without a value (0..1)",
    "doc-service-performer": "enforced as carePlan.careTeam.target",
    "doc-sts-code": "no list of STS codes is published",
    "doc-same-code": "needs the history of the condition",
    "doc-new-gathering": "needs the history of the case",
}


def declared() -> dict[str, str]:
    """The rules of single elements, and what each asks."""
    return {f"{path}.{kind}": says for path, rules in RULES.items() for kind, says in _kinds(rules)}


def _kinds(rules: Rules) -> list[tuple[str, str]]:
    several = "the profiles " + ", ".join(rules.targets)
    asked = (
        (rules.min > 0, "min", f"is there at least {rules.min} times"),
        (rules.max is not None, "max", f"is there at most {rules.max} times"),
        (rules.prohibited, "prohibited", "is not there"),
        (rules.binding is not None, "binding", f"is of {rules.binding and rules.binding.name}"),
        (rules.pattern is not None, "pattern", f"is {rules.pattern and rules.pattern.name}"),
        (bool(rules.targets), "target", f"leads to a resource of {several}"),
        (rules.bundled, "bundled", "leads to a resource in the same report"),
        (rules.closed, "closed", "holds only declared extensions"),
        (rules.max_value is not None, "maxValue", f"is at most {rules.max_value}"),
    )
    return [(kind, says) for is_asked, kind, says in asked if is_asked]


def rule_ids() -> frozenset[str]:
    """Every rule in force, except the forms `<profile>.<element>.type` and `.unknown`."""
    return frozenset([*declared(), *BETWEEN_ELEMENTS, *OF_THE_FILE])
