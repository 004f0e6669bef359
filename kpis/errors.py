"""What can go wrong between a question and a number, each as one sentence."""

import difflib
from collections.abc import Iterable


class KpiError(Exception):
    """The message is one sentence for the person who asked; it names no citizen."""


class UnknownName(KpiError):
    """A name nobody declared; the message holds the nearest right one."""


def unknown(what: str, name: str, known: Iterable[str]) -> UnknownName:
    """The error for a name that is not among the known ones."""
    choices = sorted(known)
    near = difflib.get_close_matches(name, choices, n=1, cutoff=0.4)
    hint = f" Did you mean '{near[0]}'?" if near else ""
    return UnknownName(f"There is no {what} called '{name}'.{hint}")
