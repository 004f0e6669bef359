"""What may stand in a column. A rule knows its own sentence and its own expectation.

A rule names its Great Expectations class as a string, so that importing a
contract stays cheap; only `pipelines/quality.py` turns it into the real thing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True)
class Expectation:
    """The name of a Great Expectations class and its arguments besides the column."""

    name: str
    arguments: dict[str, Any] = field(default_factory=dict)


class Rule(Protocol):
    """Anything a column can be held to."""

    def says(self) -> str:
        """The rule as the end of a sentence that begins with the column's name."""

    def expectation(self) -> Expectation:
        """The same rule for Great Expectations."""


@dataclass(frozen=True)
class Given:
    """The column is never NULL."""

    def says(self) -> str:
        return "is always given"

    def expectation(self) -> Expectation:
        return Expectation("ExpectColumnValuesToNotBeNull")


@dataclass(frozen=True)
class OneOf:
    """The value, where there is one, belongs to a closed list of codes."""

    codes: frozenset[str]
    list_name: str

    @classmethod
    def of(cls, list_name: str, codes: Iterable[str]) -> "OneOf":
        return cls(frozenset(codes), list_name)

    def says(self) -> str:
        return f"is one of the {len(self.codes)} codes of {self.list_name}"

    def expectation(self) -> Expectation:
        return Expectation("ExpectColumnValuesToBeInSet", {"value_set": sorted(self.codes)})


@dataclass(frozen=True)
class EachOf:
    """Every value of the list belongs to a closed list of codes. The list may be empty."""

    codes: frozenset[str]
    list_name: str

    def says(self) -> str:
        return f"holds only the {len(self.codes)} codes of {self.list_name}"

    def expectation(self) -> Expectation:
        """A list is tried as the engine writes it: `[a, b]`."""
        one = f"(?:{'|'.join(sorted(map(re.escape, self.codes)))})"
        regex = rf"^\[(?:{one}(?:, {one})*)?\]$"
        return Expectation("ExpectColumnValuesToMatchRegex", {"regex": regex})


@dataclass(frozen=True)
class Between:
    """The value, where there is one, lies between two bounds, both included."""

    low: Any
    high: Any

    def says(self) -> str:
        if self.high is None:
            return f"is at least {self.low}"
        return f"lies from {self.low} to {self.high}"

    def expectation(self) -> Expectation:
        return Expectation(
            "ExpectColumnValuesToBeBetween", {"min_value": self.low, "max_value": self.high}
        )


@dataclass(frozen=True)
class Matches:
    """The text, where there is one, has the named form."""

    form: str
    regex: str

    def says(self) -> str:
        return f"has the form {self.form}"

    def expectation(self) -> Expectation:
        return Expectation("ExpectColumnValuesToMatchRegex", {"regex": self.regex})
