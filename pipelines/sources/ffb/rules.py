"""How a rule of the guide is written down: one `Rules` for one element of one profile."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipelines import codelists

FFB_SYSTEM = "urn:oid:1.2.208.176.2.22"
CARE_SOCIAL_SYSTEM = "http://fhir.kl.dk/term/CodeSystem/CareSocialCodes"
CODE_SYSTEMS = {"FFB": FFB_SYSTEM, "CareSocialCodes": CARE_SOCIAL_SYSTEM}


@dataclass(frozen=True)
class CodeSet:
    """A closed list of codes, each with its system; a bare `code` or `uri` has the system ''."""

    name: str
    members: frozenset[tuple[str, str]]

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(code for _, code in self.members)

    @property
    def systems(self) -> frozenset[str]:
        return frozenset(system for system, _ in self.members)


@dataclass(frozen=True)
class Rules:
    """What the guide asks of one element.

    `binding`, `pattern` name the codes allowed; `targets` the profiles a
    reference may point at, `bundled` that it must be in the same report;
    `types` the only types of a choice; `max_value` the largest number;
    `closed` that no other extension may stand beside the declared ones;
    `url` marks a declared extension, `measure` a slice of Goal.target;
    `becomes` the name under which the rules of its content are listed.
    """

    min: int = 0
    max: int | None = None
    prohibited: bool = False
    binding: CodeSet | None = None
    pattern: CodeSet | None = None
    targets: tuple[str, ...] = ()
    bundled: bool = False
    types: tuple[str, ...] = ()
    max_value: int | None = None
    closed: bool = False
    url: str = ""
    measure: CodeSet | None = None
    becomes: str = ""


NO_RULES = Rules()


def code(*codes: str) -> CodeSet:
    """Bare codes or addresses, in an element without a system of its own."""
    return CodeSet(" or ".join(codes), frozenset(("", one) for one in codes))


def coding(system: str, value: str) -> CodeSet:
    """Exactly one coding."""
    return CodeSet(f"{system}#{value}", frozenset({(system, value)}))


def ffb(*value_sets: str, name: str = "") -> CodeSet:
    """The members of KL's FFB value sets."""
    members = frozenset((FFB_SYSTEM, one) for one in codelists.ffb(*value_sets))
    return CodeSet(name or value_sets[0], members)


def care_social_below(name: str, parent: str) -> CodeSet:
    """The CareSocialCodes below a grouping concept, which is no member itself."""
    rows = [r for r in codelists.rows("ffb_code") if r["code_system"] == "CareSocialCodes"]
    found, grown = {parent}, True
    while grown:
        below = {row["code"] for row in rows if row["parent_code"] in found} - found
        found, grown = found | below, bool(below)
    return CodeSet(name, frozenset((CARE_SOCIAL_SYSTEM, one) for one in found - {parent}))


def fhir(value_set: str, system: str = "") -> CodeSet:
    """The members of a FHIR R4 value set, bare or of a code system."""
    return CodeSet(value_set, frozenset((system, one) for one in codelists.fhir(value_set)))


@dataclass(frozen=True, eq=False)
class Profile:
    """One profile of the guide: its name, the R4 type it is about, its rules by element path."""

    name: str
    type: str
    rules: Mapping[str, Rules]

    @property
    def url(self) -> str:
        return f"http://fhir.kl.dk/ffbreporting/StructureDefinition/kl-reporting-ffb-{self.name}"


def profile(name: str, type_name: str, forbidden: str, rules: Mapping[str, Rules]) -> Profile:
    """A profile from its forbidden elements (paths with blanks between) and its other rules."""
    return Profile(name, type_name, {**_prohibited(forbidden.split()), **rules})


def _prohibited(paths: Iterable[str]) -> dict[str, Rules]:
    return {path: Rules(prohibited=True) for path in paths}
