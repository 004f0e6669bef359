"""Markup that is made once and handed to every reader."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from pages.parts.keeping import cached
from pages.parts.remembering import Same
from pages.parts.texts import language

P = ParamSpec("P")
R = TypeVar("R")


def cached_in_words(function: Callable[P, R]) -> Callable[P, R]:
    """As `cached`, for what holds words or numbers as they are written: one for each language."""

    @cached
    def in_language(_language: str, *asked: P.args, **named: P.kwargs) -> R:
        return function(*asked, **named)

    @wraps(function)
    def answer(*asked: P.args, **named: P.kwargs) -> R:
        return in_language(language(), *asked, **named)

    return answer


def cached_markup(function: Callable[..., str]) -> Callable[..., str]:
    """Keeps the markup that a pure function makes, in each language.

    Its arguments are ids, or things made once for a build such as a snapshot, which are
    known by being the same object.
    """

    @cached
    def in_language(_language: str, *asked: Any) -> str:
        return function(*(its.thing if isinstance(its, Same) else its for its in asked))

    @wraps(function)
    def answer(*asked: Any) -> str:
        ids = (its if isinstance(its, str | int | None) else Same(its) for its in asked)
        return in_language(language(), *ids)

    return answer
