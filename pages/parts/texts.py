"""Every Danish text a reader meets, looked up by key in data/texts/da.

The key's first part is the file, or the folder where a file would grow too long; the rest
is the way down into it: `text("ui.overblik.headline", on=5)`. Numbers and dates are
formatted before they get here.
"""

import difflib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parents[2] / "data" / "texts" / "da"


class UnknownText(KeyError):
    """No text has this key; the message names the nearest one that exists."""

    def __str__(self) -> str:
        return str(self.args[0])


@cache
def all_texts() -> Mapping[str, str]:
    """Every text by its full key."""
    return {
        key: value
        for file in sorted(FOLDER.rglob("*.yaml"))
        for key, value in _flat(_first_part(file), yaml.safe_load(file.read_text("utf-8")) or {})
    }


def language() -> str:
    """The language texts are given in; what is kept in words is kept by it."""
    return FOLDER.name


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
    """Words as a Danish enumeration: 'a, b og c'."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {text('ui.common.and')} {words[-1]}"


def inside(words: str) -> str:
    """Words as they stand inside a sentence: 'Lønkontoret' -> 'lønkontoret', 'HR' stays."""
    is_initials = words[1:2].isupper()
    return words if is_initials else words[:1].lower() + words[1:]


def _first_part(file: Path) -> str:
    """'ui' for ui.yaml, 'kpi' for every file of the folder kpi."""
    return file.relative_to(FOLDER).with_suffix("").parts[0]


def _flat(prefix: str, tree: Any) -> Iterator[tuple[str, str]]:
    if isinstance(tree, Mapping):
        for key, branch in tree.items():
            yield from _flat(f"{prefix}.{key}", branch)
    elif isinstance(tree, list):
        for position, branch in enumerate(tree):
            yield from _flat(f"{prefix}.{position}", branch)
    elif tree is not None:
        yield prefix, str(tree).strip()
