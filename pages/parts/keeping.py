"""How answers are kept, and how a reader is told that something takes its time.

Plain functools until a frame installs its own way: reports are made without a dashboard, and
nothing here knows of one. `widgets` installs Streamlit's. Which way holds is asked at each
call, so it does not matter what was imported first.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

ENTRIES = 200
SECONDS_BRIEFLY = 3
P = ParamSpec("P")
R = TypeVar("R")
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def _plain(function: Callable[..., Any]) -> Callable[..., Any]:
    return lru_cache(maxsize=ENTRIES)(function)


def _plain_briefly(function: Callable[..., Any]) -> Callable[..., Any]:
    @lru_cache(maxsize=ENTRIES)
    def answer(_moment: int, *arguments: Any) -> Any:
        return function(*arguments)

    return lambda *arguments: answer(int(time.monotonic() / SECONDS_BRIEFLY), *arguments)


def _plain_patiently(words: str) -> Decorator:
    return _plain


@dataclass(frozen=True)
class Ways:
    """`cached` keeps for good, `cached_briefly` for a moment.

    `cached_patiently` keeps for good and tells who waits, in the words of a text by its key.
    """

    cached: Decorator = _plain
    cached_briefly: Decorator = _plain_briefly
    cached_patiently: Callable[[str], Decorator] = _plain_patiently


PLAIN = Ways()
_installed = PLAIN


def install(ways: Ways) -> Ways:
    """From now on answers are kept these ways; returns those that held until now."""
    global _installed
    before, _installed = _installed, ways
    return before


def cached(function: Callable[P, R]) -> Callable[P, R]:
    """Keeps answers for all readers, who share one object: answers must never be changed.

    The arguments must hold the build (and the role) an answer depends on.
    """
    return _by_installed(function, lambda ways: ways.cached)


def cached_briefly(function: Callable[P, R]) -> Callable[P, R]:
    """Keeps an answer for a moment: long enough for one page, short enough to follow a load."""
    return _by_installed(function, lambda ways: ways.cached_briefly)


def cached_patiently(words: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """`cached` for what takes seconds: who waits is told so, by the key of a text."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        return _by_installed(function, lambda ways: ways.cached_patiently(words))

    return decorate


def _by_installed(function: Callable[P, R], way: Callable[[Ways], Decorator]) -> Callable[P, R]:
    made: dict[Ways, Callable[P, R]] = {}

    @wraps(function)
    def answer(*arguments: P.args, **named: P.kwargs) -> R:
        ways = _installed
        if ways not in made:
            made[ways] = way(ways)(function)
        return made[ways](*arguments, **named)

    return answer
