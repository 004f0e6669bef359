"""What can go wrong between a question and a number, each as one sentence."""

import difflib
from collections.abc import Iterable


class KpiError(Exception):
    """The message is one sentence for the person who asked; it names no citizen."""


class UnknownName(KpiError):
    """A name nobody declared; the message holds the nearest right one."""


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that is most like this one; empty where none is known."""
    return next(iter(difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.0)), "")


def unknown(what: str, name: str, known: Iterable[str]) -> UnknownName:
    """The error for a name that is not among the known ones."""
    near = nearest(name, known)
    hint = f" Did you mean '{near}'?" if near else ""
    return UnknownName(f"There is no {what} called '{name}'.{hint}")
