"""An indicator in words: the Danish text beside the condition that is counted."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from kpis import compile
from kpis.catalogue import catalogue, indicator
from kpis.coverage import planned
from kpis.danish import FOLDER, texts
from kpis.errors import unknown

NOT_BUILT = "Beregningen er ikke bygget endnu."
ROLES = {
    "numerator": "Tæller",
    "denominator": "Nævner",
    "amount": "Tæller",
    "where": "Blandt",
    "days": "Længde i dage",
    "ended": "Afsluttet",
    "category": "Kategori",
    "smallest": "Mindst",
}

# Where the words of numerator and denominator stand in a formula that calls them otherwise.
TOLD_AT = {
    "numerator": ("numerator", "amount", "days", "category"),
    "denominator": ("denominator", "where"),
}


def explain(kpi_id: str) -> str:
    """Danish text of some lines. An indicator that is only planned says what it needs."""
    if kpi_id not in planned():
        raise unknown("indicator", kpi_id, planned())
    words = _texts()[kpi_id]
    return "\n".join([words["title"], words["definition"], *_how(kpi_id, words)])


def title(kpi_id: str) -> str:
    """The Danish name of an indicator, or of a number beside one (`<indicator>.<name>`)."""
    whole, _, beside = kpi_id.partition(".")
    name: str = texts("beside")[whole][beside] if beside else _texts()[whole]["title"]
    return name


def definition(kpi_id: str) -> str:
    """The indicator in one Danish sentence."""
    sentence: str = _texts()[kpi_id]["definition"]
    return sentence


def _how(kpi_id: str, words: dict[str, Any]) -> list[str]:
    if kpi_id not in catalogue():
        return [f"Måles endnu ikke: {words.get('needs', NOT_BUILT)}"]
    kpi = indicator(kpi_id)
    return [
        *_counted(kpi.formula.conditions(), words),
        f"Population: {kpi.population} ({compile.grain(kpi.population)})",
        f"Opdelinger: {', '.join(kpi.breakdowns)}",
        *(
            f"Ved siden af: {texts('beside')[kpi_id][b.name]} ({kpi_id}.{b.name})"
            for b in kpi.beside
        ),
        f"Strategi: {', '.join(kpi.serves)}",
        *(f"Faldgrube: {pitfall}" for pitfall in words["pitfalls"]),
    ]


def _counted(conditions: dict[str, str], words: dict[str, Any]) -> Iterator[str]:
    """What is counted, in words where the texts have them, and as SQL."""
    told = {_first(roles, conditions): words[name] for name, roles in TOLD_AT.items()}
    for role, condition in conditions.items():
        yield f"{ROLES[role]}: {told.get(role, '')}".rstrip(": ")
        yield f"  {condition}"


def _first(roles: tuple[str, ...], conditions: dict[str, str]) -> str:
    """The role that the formula has, of those that play one part in a number."""
    return next(role for role in roles if role in conditions)


@cache
def _texts() -> dict[str, Any]:
    """The words of every indicator, from one file for each subject."""
    every: dict[str, Any] = {}
    for file in sorted((FOLDER / "kpi").glob("*.yaml")):
        every |= texts(f"kpi/{file.stem}")
    return every
