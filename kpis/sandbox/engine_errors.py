"""The engine's errors as codes with a sentence in Danish; the first line only, and no path."""

import re
from collections.abc import Iterable

from kpis.sandbox.catalog import Catalog
from kpis.sandbox.nearest import nearest
from kpis.sandbox.text_rules import shorten

Told = tuple[str, str, str, dict[str, str]]

LONGEST_MESSAGE = 200
PATH = re.compile(r"(?<![\w:/])/[\w.@+-]+(?:/[\w.@+-]*)+")

# What the engine says -> the code of the sentence; the group is the part it is about.
COLUMN = (
    re.compile(r'Referenced column "([^"]+)"'),
    re.compile(r'does not have a column named "([^"]+)"'),
    re.compile(r'[Cc]olumn "([^"]+)" does not exist'),
    re.compile(r'Referenced update column "?([^" ]+)"?'),
)
TABLE = (
    re.compile(r"Table with name (\S+) does not exist"),
    re.compile(r'Referenced table "([^"]+)" not found'),
)
FUNCTION = (re.compile(r"Function with name (\S+) does not exist"),)
GROUPED = (re.compile(r'column "([^"]+)" must appear in the GROUP BY'),)
VALUE = (
    re.compile(r"(Could not convert .*)"),
    re.compile(r"Conversion Error: (.*)"),
    re.compile(r"(?:Invalid Input|Out of Range) Error: (.*)"),
)
TYPES = (
    re.compile(r"match(?:es)? the given name and argument types '([^']+)'"),
    re.compile(r'candidate function for the function call "([^"]+)"'),
    re.compile(r"(Cannot compare values of type .*?) -"),
)
AMBIGUOUS = (re.compile(r'Ambiguous reference to (?:column name|table) "([^"]+)"'),)

STOPPED = {"InterruptException": "time", "OutOfMemoryException": "memory", "MemoryError": "memory"}


def explained(error: Exception, sql: str, catalog: Catalog | None) -> Told:
    """Verdict, code, part and places of the sentence about an error while running."""
    kind, text = type(error).__name__, _first_line(str(error))
    if kind in STOPPED or "bad allocation" in text or "bad_alloc" in text:
        return "stopped", STOPPED.get(kind, "memory"), "", {}
    for patterns, code, known in _kinds(catalog):
        part = _found(patterns, text)
        if part:
            return "error", *_named(code, part, known)
    return "error", "engine", "", {"said": text}


def _kinds(
    catalog: Catalog | None,
) -> tuple[tuple[tuple[re.Pattern[str], ...], str, Iterable[str]], ...]:
    return (
        (GROUPED, "not_grouped", ()),
        (AMBIGUOUS, "ambiguous", ()),
        (COLUMN, "column", catalog.columns() if catalog else ()),
        (TABLE, "table", catalog.relations if catalog else ()),
        (FUNCTION, "function", catalog.functions if catalog else ()),
        (TYPES, "types", ()),
        (VALUE, "value", ()),
    )


def _named(code: str, part: str, known: Iterable[str]) -> tuple[str, str, dict[str, str]]:
    near = nearest(part, known)
    if near and near != part.lower():
        return f"{code}_near", shorten(part), {"near": near}
    return code, shorten(part), {}


def _found(patterns: Iterable[re.Pattern[str]], text: str) -> str:
    hits = (pattern.search(text) for pattern in patterns)
    return next((hit.group(1) for hit in hits if hit), "")


def _first_line(text: str) -> str:
    """One line without a path: what an engine says of its files is nobody's business here."""
    line = next(iter(text.splitlines()), "")
    return PATH.sub("…", line)[:LONGEST_MESSAGE]
