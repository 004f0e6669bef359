"""The sentence behind a code, from data/texts/da/egress.yaml."""

from collections.abc import Sequence

from kpis.danish import texts

MOST_ROWS_NAMED = 5


def sentence(code: str, **places: object) -> str:
    """One Danish sentence: which rows, which rule, what to do."""
    said: str = texts("egress")["reasons"][code]
    return said.format(**places)


def header(name: str, **places: object) -> str:
    """One word or line of the head of an exported file."""
    said: str = texts("egress")["header"][name]
    return said.format(**places)


def rows_named(rows: Sequence[int]) -> str:
    """Rows by their numbers, the first being 1: 'række 2', 'rækkerne 2, 3 og 7 andre'."""
    words: dict[str, str] = texts("egress")["rows"]
    named = [str(row + 1) for row in rows[:MOST_ROWS_NAMED]]
    if len(rows) == 1:
        return words["one"].format(row=named[0])
    if rest := len(rows) - len(named):
        return words["more"].format(rows=", ".join(named), rest=rest)
    return words["some"].format(rows=", ".join(named[:-1]), last=named[-1])


def numbers(rows: Sequence[int]) -> str:
    """The numbers of rows alone: '2, 3 + 7'."""
    named = ", ".join(str(row + 1) for row in rows[:MOST_ROWS_NAMED])
    rest = len(rows) - MOST_ROWS_NAMED
    return f"{named} + {rest}" if rest > 0 else named
