"""Where each of the rules V01-V26 is held: the whole list, for the data dictionary.

What a rule of a table or of the loaded reports does is told by `RULES` and
`REPORT_RULES` themselves; only what stands elsewhere is named here.
"""

from dataclasses import dataclass

from pipelines.contracts.report_rules import REPORT_RULES
from pipelines.contracts.supplementary.rule import Level
from pipelines.contracts.supplementary.rules import RULES
from pipelines.contracts.supplementary.table_rules import OVERLAP

_KEY = "kl-reporting-ffb-"


@dataclass(frozen=True)
class Validation:
    """One rule of the catalogue.

    `profile`: the rules of the delivery reports' profiles that set a report aside for it.
    `besides`: what the readers of the exports do about it, and what of it cannot be held.
    """

    asks: str
    profile: tuple[str, ...] = ()
    besides: str = ""


VALIDATIONS: dict[str, Validation] = {
    "V01": Validation(
        "A CPR number is ten digits with a real date of birth, not in the future",
        ("cpr",),
        "A cell that is none sets its row aside; one that fails modulus 11 is counted (info)",
    ),
    "V02": Validation(
        "An administrative replacement number is no CPR number",
        ("cpr",),
        "Such a cell sets its row aside",
    ),
    "V03": Validation("Every citizen of T02-T21 and of the delivery reports is in T01"),
    "V04": Validation(
        "No period ends before it starts or before birth, none starts after death",
        profile=("per-1",),
    ),
    "V05": Validation("A decision follows its request, and help the decision"),
    "V06": Validation("Price periods of a grant do not overlap and lie inside the grant"),
    "V07": Validation("Parts add up to Takst, Takst is above 0, Enhed fits the step"),
    "V08": Validation(
        "The cost of T03 in a closed year is within 10 % of Forbrug in T04",
        besides="T03 tells no account function: all functions of our policy area are one sum",
    ),
    "V09": Validation("A CarePlanID is a valid plan's, a TilbudsID valid on every day"),
    "V10": Validation("TilbudKode in T18 is the type of the plan's tilbud"),
    "V11": Validation("Placements are at most 110 % of GodkendtePladser"),
    "V12": Validation("A meeting is a FollowUp's, within 3 days of it"),
    "V13": Validation(
        "One answer a question, in range; no more answers than invitations",
        besides="Two answers of one key in a file set both aside (`row.conflict`); another with "
        "another Tidspunkt is no error: the latest counts (C1)",
    ),
    "V14": Validation(
        "Surveys hold no CPR number but by consent",
        besides="A key that may be one sets its row aside. Cells below 5 are hidden where figures "
        "are shown (R17), not in a delivery",
    ),
    "V15": Validation(
        "Severity for exactly the A&D codes, one primary condition and both targets of a goal, "
        "codes of their value sets",
        profile=(
            *(f"{_KEY}condition-1", f"{_KEY}intervention-goal-1", f"{_KEY}intervention-goal-2"),
            "interventionGoal.target.severitySlice.min",
            "interventionGoal.target.changeValueSlice.min",
            "condition.code.binding",
            "condition.severity.binding",
            "interventionGoal.target.severitySlice.detail.detailCodeableConcept.binding",
            "interventionGoal.target.changeValueSlice.detail.detailCodeableConcept.binding",
        ),
        besides="Every other code by the `.binding` of its element, the same way",
    ),
    "V16": Validation(
        "At most one target group of rank 1; an ordered, uncompleted plan has a follow-up date, "
        "støttebehov and target group",
        profile=tuple(f"{_KEY}care-plan-{number}" for number in (1, 2, 4, 5)),
    ),
    "V17": Validation("Dates follow one another: asserted, followed up, goal after assessment"),
    "V18": Validation("A citizen has one active condition of a code"),
    "V19": Validation("An intervention stays under its plan; an open plan has help that runs"),
    "V20": Validation("More than 20 % of at least 100 starts on one day are a system shift (A8)"),
    "V21": Validation("Support after § 82 b lasts at most 183 days"),
    "V22": Validation("A ruling has its date, a complaint its case in T02"),
    "V23": Validation(
        "Employment ends after it begins, absence fits what was possible",
        besides="Beskæftigelsesgrad outside 0-1 sets its row aside",
    ),
    "V24": Validation("A transition at 18 is at 18, prepared from the 15th birthday on"),
    "V25": Validation(
        "No more than three days in a row are without a report",
        besides="Of all reports in the warehouse together, whoever sent them",
    ),
    "V26": Validation(
        "No date of recording or effect and no lastUpdated lies after the report",
        besides="A warning, for a report is set aside by the rules of its profiles alone",
    ),
}


def sets_aside(rule: str) -> list[str]:
    """What sets a row or a report aside under the rule, as table and column, or rule id."""
    own = VALIDATIONS[rule]
    errors = [one for one in (*RULES, OVERLAP) if one.id == rule and one.level is Level.ERROR]
    rows = dict.fromkeys(f"{one.table.code}.{one.place}" for one in errors)
    return [*rows, *(f"`{one}`" for one in own.profile)]


def counts(rule: str) -> list[str]:
    """What is only counted under the rule, as level, table and column or element."""
    of_rows = [one for one in RULES if one.id == rule and one.level is not Level.ERROR]
    places = [(one.level, f"{one.table.code}.{one.place}") for one in of_rows]
    of_reports = [one for one in REPORT_RULES if one.id == rule]
    places += [(one.level, f"{one.table}.{one.place}") for one in of_reports]
    return [f"{level} {place}" for level, place in dict.fromkeys(places)]


def markdown() -> str:
    """Every rule with what holds it, as a table."""
    lines = [
        "| rule | asks that | sets aside | counts | besides |",
        "| --- | --- | --- | --- | --- |",
        *map(_line, VALIDATIONS),
    ]
    return "\n".join(lines) + "\n"


def _line(rule: str) -> str:
    own = VALIDATIONS[rule]
    cells = (rule, own.asks, ", ".join(sets_aside(rule)), ", ".join(counts(rule)), own.besides)
    return "| " + " | ".join(cells) + " |"
