"""Answers computed once and handed to every reader, who share one object: never to be changed.

A page asks for the same few things a thousand times. Streamlit's own caches hash every
argument by its content and note every call, which then is most of a page's time.
"""

import math
import time
from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import wraps
from threading import Lock, RLock
from typing import Any, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
Waiting = Callable[[], AbstractContextManager[Any]]


@dataclass(frozen=True, eq=False)
class Same:
    """Something too big to be compared, as an argument: equal only when it is the same object."""

    thing: Any

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.thing is other.thing

    def __hash__(self) -> int:
        return id(self.thing)


_every: "list[_Answers[Any]]" = []


class _Answers(Generic[R]):
    """The answers of one function by what was asked, the ones asked for longest ago first."""

    def __init__(self, entries: int, seconds: float, waiting: Waiting) -> None:
        self.entries = entries
        self.seconds = seconds
        self.waiting = waiting
        self.kept: dict[Hashable, tuple[float, R]] = {}
        self.computing: dict[Hashable, RLock] = {}
        self.changing = Lock()
        _every.append(self)

    def of(self, asked: Hashable, compute: Callable[[], R]) -> R:
        """The answer that is kept; computed where there is none, by one of those who wait."""
        found = self._found(asked)
        if found is None:
            with self.waiting(), self.computing.setdefault(asked, RLock()):
                found = self._found(asked) or self._keep(asked, compute())
            self.computing.pop(asked, None)
        return found[1]

    def _found(self, asked: Hashable) -> tuple[float, R] | None:
        found = self.kept.get(asked)
        return found if found and time.monotonic() < found[0] else None

    def _keep(self, asked: Hashable, answer: R) -> tuple[float, R]:
        with self.changing:
            self.kept.pop(asked, None)
            while len(self.kept) >= self.entries:
                del self.kept[next(iter(self.kept))]
            self.kept[asked] = (time.monotonic() + self.seconds, answer)
            return self.kept[asked]


def remembered(
    entries: int, seconds: float = math.inf, waiting: Waiting = nullcontext
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keeps the newest `entries` answers of a function, each for so many seconds.

    Arguments must be hashable, and together with the function's name say everything the
    answer depends on, such as the build. What raises is not kept. `waiting` surrounds
    everybody who waits, and nobody who is answered at once.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        answers: _Answers[R] = _Answers(entries, seconds, waiting)

        @wraps(function)
        def answer(*asked: P.args, **named: P.kwargs) -> R:
            key = (asked, tuple(sorted(named.items()))) if named else asked
            return answers.of(key, lambda: function(*asked, **named))

        return answer

    return decorate


def forget() -> None:
    """Drops every answer: a new build makes all of them old."""
    for answers in _every:
        answers.kept.clear()
