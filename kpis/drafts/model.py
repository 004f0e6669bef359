"""What a draft of an indicator is, and what was found when it was looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, field

UNFILLED = "UDFYLD"  # stands wherever a person has to write or decide something

DECLARATION = "indikator.py"
TEXTS = "tekster.yaml"
POPULATION = "population.sql"
SPEC = "test_{kpi}.py"

DRAWN = "kladde"  # what the population of a draft is called while it is run


@dataclass(frozen=True)
class Draft:
    """Files by name. Nothing in them is ever executed as Python."""

    kpi: str
    files: Mapping[str, str]


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: a code, the file it is in, and one Danish sentence."""

    code: str
    file: str
    sentence: str


@dataclass(frozen=True)
class Verdict:
    """A draft is accepted when it has no problem. A warning does not stop it."""

    kpi: str
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = field(default=())

    @property
    def is_accepted(self) -> bool:
        """Whether it can be carried over into the catalogue as it stands."""
        return not self.problems
