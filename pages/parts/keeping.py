"""How answers are kept, and how a reader is told that something takes its time.

Plain functools until a frame installs its own way: reports are made without a dashboard, and
nothing here knows of one. `widgets` installs Streamlit's. Which way holds is asked at each
call, so it does not matter what was imported first.
"""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
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


def _silent(words: str) -> AbstractContextManager[Any]:
    return nullcontext(words)


@dataclass(frozen=True)
class Ways:
    """`cached` keeps for good, `cached_briefly` for a moment, `progress` tells of waiting."""

    cached: Decorator = _plain
    cached_briefly: Decorator = _plain_briefly
    progress: Callable[[str], AbstractContextManager[Any]] = _silent


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
    return _by_installed(function, lambda: _installed.cached)


def cached_briefly(function: Callable[P, R]) -> Callable[P, R]:
    """Keeps an answer for a moment: long enough for one page, short enough to follow a load."""
    return _by_installed(function, lambda: _installed.cached_briefly)


def progress(words: str) -> AbstractContextManager[Any]:
    """Says what is being waited for when a computation takes its time."""
    return _installed.progress(words)


def _by_installed(function: Callable[P, R], way: Callable[[], Decorator]) -> Callable[P, R]:
    made: dict[Decorator, Callable[P, R]] = {}

    @wraps(function)
    def answer(*arguments: P.args, **named: P.kwargs) -> R:
        keep = way()
        if keep not in made:
            made[keep] = keep(function)
        return made[keep](*arguments, **named)

    return answer
