"""Codes and their known other names. A code that is not known is never guessed, only hinted at."""

import re
from dataclasses import dataclass
from difflib import get_close_matches

from pipelines import codelists
from pipelines.contracts.supplementary.model import Field, Form

CLOSE = 0.6


@dataclass(frozen=True)
class Words:
    """What each text means, by its folded form (case and blanks do not count)."""

    list_name: str
    meanings: dict[str, str]
    names: dict[str, str]

    @classmethod
    def of(cls, table: str, field: Field) -> "Words":
        """The codes of a field, their spellings and the reviewed other names (alias.csv)."""
        meanings = {_folded(code): code for code in field.codes}
        if field.form is Form.PARAGRAPH:
            meanings |= _spellings()
        names = {**meanings, **_displays(field.codes)}
        return cls(field.header, meanings | _aliases(table, field.header), names)

    @classmethod
    def aliases(cls, table: str, header: str) -> "Words":
        """The reviewed other names alone, for a text that has no list of codes."""
        return cls(header, _aliases(table, header), {})

    def code(self, text: str) -> str | None:
        """The code a text stands for; None when it is not known."""
        return self.meanings.get(_folded(text))

    def meant(self, text: str) -> str:
        """The text, or what the reviewed list says it means."""
        return self.meanings.get(_folded(text), text)

    def says(self, text: str) -> str:
        """That a text is no code, and the nearest that is one; nothing of the text."""
        near = get_close_matches(_folded(text), self.names, 1, CLOSE)
        hint = f"; the nearest is {self.names[near[0]]}" if near else ""
        return f"is none of the codes of {self.list_name}{hint}"


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().casefold()


def _aliases(table: str, header: str) -> dict[str, str]:
    return {
        _folded(row["given"]): row["means"]
        for row in codelists.rows("alias")
        if (row["table"], row["column"]) == (table, header)
    }


def _displays(codes: frozenset[str]) -> dict[str, str]:
    """KL's names of the codes, to find the code that was meant."""
    return {
        _folded(row["display_da"]): row["code"]
        for row in codelists.rows("ffb_code")
        if row["code"] in codes
    }


def _spellings() -> dict[str, str]:
    """The ways one paragraph is written: SEL § 85, Serviceloven § 85, §85, 85."""
    found: dict[str, str] = {}
    for row in codelists.rows("paragraph"):
        number = row["paragraph"].partition("§")[2].strip()
        marks = [f"§ {number}", f"§{number}", f"§ {number.replace(' ', '')}"]
        marks.append(f"§{number.replace(' ', '')}")
        laws = ["SEL ", "Serviceloven ", ""] if row["law"] == "SEL" else [f"{row['law']} "]
        spelled = [_folded(law + mark) for law in laws for mark in marks]
        found |= dict.fromkeys(spelled, row["paragraph"])
    return found
