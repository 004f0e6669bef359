"""What is refused before the statement is parsed: text that would hurt the parser itself."""

import re

from kpis.sandbox.refusal import Refused

LONGEST = 20_000
DEEPEST = 60
MOST_OF_A_WORD = 200
WORDS = ("select", "case", "not", "union", "with", "lambda", "from")
OPENING = "([{"
CLOSING = ")]}"
LONGEST_PART = 60


def check_text(sql: str) -> None:
    """Raise `Refused` for an empty, over-long or over-deep text, or one with a NUL."""
    if not sql.strip():
        raise Refused("empty")
    if len(sql) > LONGEST:
        raise Refused("too_long", shorten(sql), most=str(LONGEST))
    if "\0" in sql:
        raise Refused("nul")
    if any("\ud800" <= letter <= "\udfff" for letter in sql):
        raise Refused("nul")
    _check_depth(sql)
    for word in WORDS:
        if len(re.findall(rf"\b{word}\b", sql, re.IGNORECASE)) > MOST_OF_A_WORD:
            raise Refused("too_many", word.upper(), most=str(MOST_OF_A_WORD))


def _check_depth(sql: str) -> None:
    """Brackets inside strings count too: a string that fools us must not fool us downwards."""
    depth = 0
    for letter in sql:
        if letter in OPENING:
            depth += 1
        elif letter in CLOSING:
            depth = max(0, depth - 1)
        if depth > DEEPEST:
            raise Refused("too_deep", letter, most=str(DEEPEST))


def shorten(text: str) -> str:
    """A piece of a statement as a message shows it: one line, not long."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_PART else line[: LONGEST_PART - 1] + "…"
