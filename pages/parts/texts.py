"""Every text a reader meets, looked up by key in data/texts/<language>.

The key's first part is the file, or the folder where a file would grow too long; the rest
is the way down into it: `text("ui.overblik.headline", on=5)`. Numbers and dates are
formatted before they get here.

One run is in one language, which stands in the address (`?sprog=en`) and is set once by
`frame`. Outside a run, as for reports, it is Danish.
"""

import difflib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import yaml

FOLDER = Path(__file__).resolve().parents[2] / "data" / "texts"
LANGUAGES = (DANISH, ENGLISH) = ("da", "en")
"""What `?sprog=` may ask for; the first when it asks for nothing."""

IN_DANISH = ("kpi", "references", "beside_units")
"""Parts that stand in Danish where a language has no words for them: the definitions of
indicators as they were decided, the titles of what they build on, and units, which are ids."""

P = ParamSpec("P")
R = TypeVar("R")
_language: ContextVar[str] = ContextVar("language", default=DANISH)


class UnknownText(KeyError):
    """No text has this key; the message names the nearest one that exists."""

    def __str__(self) -> str:
        return str(self.args[0])


def language() -> str:
    """The language texts are given in; what is kept in words is kept by it."""
    return _language.get()


def is_danish() -> bool:
    """Whether that is the language of the strategy and of the indicators' names."""
    return language() == DANISH


def language_of(asked: str) -> str:
    """The language an address asks for; Danish when it asks for none there is."""
    return asked if asked in LANGUAGES else DANISH


@contextmanager
def spoken(asked: str) -> Iterator[None]:
    """Texts are given in this language until the end of the block."""
    before = _language.set(language_of(asked))
    try:
        yield
    finally:
        _language.reset(before)


def in_this_language(act: Callable[P, R]) -> Callable[P, R]:
    """Something for later, when its page is not run around it: in the language of now."""
    now = language()

    @wraps(act)
    def later(*given: P.args, **named: P.kwargs) -> R:
        with spoken(now):
            return act(*given, **named)

    return later


def all_texts() -> Mapping[str, str]:
    """Every text of the language by its full key."""
    return _texts(language())


@cache
def own_texts(language: str) -> Mapping[str, str]:
    """What stands in the files of one language, by full key."""
    folder = FOLDER / language
    return {
        key: value
        for file in sorted(folder.rglob("*.yaml"))
        for key, value in _flat(
            _first_part(file, folder), yaml.safe_load(file.read_text("utf-8")) or {}
        )
    }


@cache
def _texts(language: str) -> Mapping[str, str]:
    danish = {k: v for k, v in own_texts(DANISH).items() if k.partition(".")[0] in IN_DANISH}
    return {**danish, **own_texts(language)}


def text(key: str, **values: object) -> str:
    """The text with its named places filled in.

    Raises UnknownText for a key that does not exist, KeyError for a place
    that got no value.
    """
    texts = all_texts()
    if key not in texts:
        nearest = difflib.get_close_matches(key, texts, n=1, cutoff=0.0)
        raise UnknownText(f"No text called '{key}'. Did you mean '{''.join(nearest)}'?")
    return texts[key].format(**values)


def has_text(key: str) -> bool:
    """Whether there is a text with this key."""
    return key in all_texts()


def counted(key: str, n: int, **values: object) -> str:
    """The text for one or for several: `<key>.one` or `<key>.many`, with {n}."""
    return text(f"{key}.one" if n == 1 else f"{key}.many", n=n, **values)


def lines_of(key: str) -> Iterator[str]:
    """The texts of a list, in order."""
    at = 0
    while has_text(f"{key}.{at}"):
        yield text(f"{key}.{at}")
        at += 1


def listed(words: list[str]) -> str:
    """Words as an enumeration: 'a, b og c', 'a, b and c'."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {text('ui.common.and')} {words[-1]}"


def inside(words: str) -> str:
    """Words as they stand inside a sentence: 'Lønkontoret' -> 'lønkontoret', 'HR' stays."""
    is_initials = words[1:2].isupper()
    return words if is_initials else words[:1].lower() + words[1:]


def _first_part(file: Path, folder: Path) -> str:
    """'ui' for ui.yaml, 'kpi' for every file of the folder kpi."""
    return file.relative_to(folder).with_suffix("").parts[0]


def _flat(prefix: str, tree: Any) -> Iterator[tuple[str, str]]:
    if isinstance(tree, Mapping):
        for key, branch in tree.items():
            yield from _flat(f"{prefix}.{key}", branch)
    elif isinstance(tree, list):
        for position, branch in enumerate(tree):
            yield from _flat(f"{prefix}.{position}", branch)
    elif tree is not None:
        yield prefix, str(tree).strip()
