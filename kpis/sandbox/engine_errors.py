"""The engine's errors as codes with a sentence in Danish; the first line only, and no path."""

import re
from collections.abc import Callable, Iterable

from kpis.sandbox.catalog import Catalog
from kpis.sandbox.nearest import nearest
from kpis.sandbox.text_rules import shorten

Told = tuple[str, str, str, dict[str, str]]
Explain = Callable[[str, Catalog | None], tuple[str, str, dict[str, str]]]

LONGEST_MESSAGE = 200
MOST_NAMED = 3  # tables that hold a column
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


def explained(error: Exception, catalog: Catalog | None) -> Told:
    """Verdict, code, part and places of the sentence about an error while running."""
    kind, text = type(error).__name__, _first_line(str(error))
    if kind in STOPPED or "bad allocation" in text or "bad_alloc" in text:
        return "stopped", STOPPED.get(kind, "memory"), "", {}
    for patterns, explain in KINDS:
        part = _found(patterns, text)
        if part:
            return "error", *explain(part, catalog)
    return "error", "engine", "", {"said": text}


def _column(part: str, catalog: Catalog | None) -> tuple[str, str, dict[str, str]]:
    """A column that is elsewhere, or that is like one that is published."""
    name = part.rpartition(".")[2].lower()
    columns = catalog.relations if catalog else {}
    places = [table for table, names in columns.items() if name in map(str.lower, names)]
    if places:
        return "column_elsewhere", shorten(part), {"tables": ", ".join(sorted(places)[:MOST_NAMED])}
    near = nearest(name, catalog.columns() if catalog else ())
    return ("column_near" if near else "column"), shorten(part), {"near": near}


def _table(part: str, catalog: Catalog | None) -> tuple[str, str, dict[str, str]]:
    near = nearest(part, catalog.relations if catalog else ())
    return ("table_near" if near else "table"), shorten(part), {"near": near}


def _plain(code: str) -> Explain:
    return lambda part, _: (code, shorten(part), {})


KINDS: tuple[tuple[Iterable[re.Pattern[str]], Explain], ...] = (
    (GROUPED, _plain("not_grouped")),
    (AMBIGUOUS, _plain("ambiguous")),
    (COLUMN, _column),
    (TABLE, _table),
    (FUNCTION, _plain("function")),
    (TYPES, _plain("types")),
    (VALUE, _plain("value")),
)


def _found(patterns: Iterable[re.Pattern[str]], text: str) -> str:
    hits = (pattern.search(text) for pattern in patterns)
    return next((hit.group(1) for hit in hits if hit), "")


def _first_line(text: str) -> str:
    """One line without a path: what an engine says of its files is nobody's business here."""
    line = next(iter(text.splitlines()), "")
    return PATH.sub("…", line)[:LONGEST_MESSAGE]
