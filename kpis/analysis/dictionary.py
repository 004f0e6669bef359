"""The reviewed words: every relation and column in Danish, in data/analysis/*.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

WORDS = Path(__file__).resolve().parent.parent.parent / "data" / "analysis"
GROUNDS = "grundlag"  # the group, and the beginning of the names, of the populations


@dataclass(frozen=True)
class Words:
    """What is said of one relation. `key`: the columns that tell its rows apart."""

    name: str
    title: str
    description: str
    grain: str
    group: str
    key: tuple[str, ...]
    columns: Mapping[str, str]


@cache
def dictionary() -> dict[str, Words]:
    """Every relation by name, in the order of the files and within them."""
    return {
        name: words for file in sorted(WORDS.glob("*.yaml")) for name, words in _read(file).items()
    }


def _read(file: Path) -> dict[str, Words]:
    told = yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
    shared = told.get("columns", {})
    return {
        name: _words(name, told["group"], shared, one) for name, one in told["relations"].items()
    }


def _words(name: str, group: str, shared: Mapping[str, str], told: Mapping[str, Any]) -> Words:
    """A column without words of its own has those that its file shares."""
    own = told["columns"]
    columns = {column: text or shared[column] for column, text in own.items()}
    return Words(
        name,
        told["title"],
        told["description"],
        told["grain"],
        group,
        tuple(told.get("key", ())),
        columns,
    )
