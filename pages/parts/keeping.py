"""What is kept for everybody who asks, and how one who waits is told so.

Reports are made without a dashboard and nothing here knows of one: who waits is told by the
way that is installed, which `widgets` does. It is asked at each call, so it does not matter
what was imported first.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any, ParamSpec, TypeVar

from pages.parts.remembering import remembered

ENTRIES = 200
SECONDS_BRIEFLY = 3
P = ParamSpec("P")
R = TypeVar("R")
Teller = Callable[[str], AbstractContextManager[Any]]
"""Surrounds what takes its time; it gets the key of the text that says what is waited for."""

_tell: Teller = nullcontext


def tell_by(teller: Teller) -> Teller:
    """From now on who waits is told in this way; returns the way until now."""
    global _tell
    before, _tell = _tell, teller
    return before


def cached(function: Callable[P, R]) -> Callable[P, R]:
    """Keeps answers for all readers, who share one object: answers must never be changed.

    The arguments must hold the build (and the role) an answer depends on.
    """
    return remembered(ENTRIES)(function)


def cached_briefly(function: Callable[P, R]) -> Callable[P, R]:
    """Keeps an answer for a moment: long enough for one page, short enough to follow a load."""
    return remembered(ENTRIES, SECONDS_BRIEFLY)(function)


def cached_patiently(words: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """`cached` for what takes seconds: who waits is told so, by the key of a text."""
    return remembered(ENTRIES, waiting=lambda: _tell(words))
