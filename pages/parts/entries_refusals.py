"""Why something was not kept, as a Danish sentence. Nothing of what was typed is repeated."""

from kpis import facts
from pages.parts import formats
from pages.parts.texts import has_text, text


def of_rule(refused: facts.Refused) -> str:
    """The rule that a fact broke, as what to do about it."""
    return text(f"skriv.rules.{refused.rule}")


def of_fault(error: facts.Unsaved | facts.Unreadable) -> str:
    """Why the store could not be written, and what becomes of the text."""
    return text("skriv.unsaved", why=text(f"skriv.faults.{error.fault}"))


def of_conflict(conflict: facts.Conflict) -> str:
    """Who wrote first, and when."""
    newer = conflict.newer
    when = formats.moment(newer.written_at.replace(tzinfo=None))
    key = "withdrawn" if newer.is_withdrawn else "changed"
    return text(f"skriv.conflict.{key}", who=newer.author.name, when=when)


def field_of(refused: facts.Refused) -> str:
    """The field to mend: 'answer.text' and 'text' are the same on a page."""
    return refused.field.rpartition(".")[2]


def signed(version: facts.Version[facts.Fact]) -> str:
    """'Anne Holm · 12.03.2026 kl. 09.15'."""
    when = formats.moment(version.written_at.replace(tzinfo=None))
    return text("skriv.signed", who=version.author.name, when=when)


def is_worded(rule: facts.Rule | facts.Fault) -> bool:
    """Whether a rule or a fault has a sentence; a test asks for each."""
    group = "rules" if isinstance(rule, facts.Rule) else "faults"
    return has_text(f"skriv.{group}.{rule}")
