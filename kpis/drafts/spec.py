"""The drawn tables of a draft: read from the text of its spec test, and put into the engine.

A cell: empty or `-` is no value, the others are read as the type of their column. The column
`case` says what a row shows. A table stands in the place of a relation of the analysis file.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kpis.drafts import literal
from kpis.drafts.asked import PERIOD
from kpis.drafts.literal import Unreadable

CASE = "case"
NOTHING = ("", "-")
ASKED_BY = ("draft_spec", "kpi_spec")

Row = Mapping[str, str]
Types = Mapping[str, str]  # of the columns of one relation


@dataclass(frozen=True)
class Drawn:
    """One call of the spec: tables by relation, and what is expected by (member, period)."""

    line: int
    given: Mapping[str, tuple[Row, ...]]
    expected: Mapping[tuple[str, str], str]
    by: str


def drawings(source: str) -> tuple[Drawn, ...]:
    """Every call of `draft_spec` in a test. Nothing is executed. Raises `Unreadable`."""
    return tuple(_drawn(call) for call in _calls(literal.parsed(source)))


def _calls(module: ast.Module) -> Iterator[ast.Call]:
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ASKED_BY:
            yield node


def _drawn(call: ast.Call) -> Drawn:
    words = {word.arg: literal.read(word.value) for word in call.keywords}
    given, expected = words.get("given"), words.get("expected")
    if not isinstance(given, dict) or not isinstance(expected, dict):
        raise Unreadable(
            f"Linje {call.lineno}: et kald skal have given={{...}} og expected={{...}}."
        )
    tables = {str(name): tuple(_rows(str(text), call.lineno)) for name, text in given.items()}
    numbers = {_key(key, call.lineno): str(number) for key, number in expected.items()}
    return Drawn(call.lineno, tables, numbers, str(words.get("by") or ""))


def _key(key: Any, line: int) -> tuple[str, str]:
    """`'2026-01'`, or `('Kvinde', '2026-01')` as member and period."""
    if isinstance(key, str):
        return "", key
    if isinstance(key, tuple) and len(key) == 2:
        return str(key[0]), str(key[1])
    raise Unreadable(f"Linje {line}: en forventning hører til »2026-01« eller (medlem, »2026-01«).")


def _rows(text: str, line: int) -> Iterator[Row]:
    lines = [row for row in text.splitlines() if row.strip()]
    names = [name.strip() for name in lines[0].split("|")] if lines else []
    for row in lines[2:]:
        cells = [cell.strip() for cell in row.split("|")]
        if len(cells) != len(names):
            raise Unreadable(
                f"Linje {line}: rækken »{cells[0]}« har {len(cells)} celler, "
                f"men tabellen har {len(names)} kolonner."
            )
        yield dict(zip(names, cells, strict=True))


def as_relations(drawn: Drawn, types: Mapping[str, Types]) -> str:
    """WITH-queries that put the drawn tables in the place of the relations they are named after."""
    return ",\n".join(
        f"{name} as (\n{_values(rows, types[name], drawn)}\n)" for name, rows in drawn.given.items()
    )


def _values(rows: tuple[Row, ...], types: Types, drawn: Drawn) -> str:
    """Each column in its own type; without a drawn row, none. What is not drawn has no value."""
    alone = {period for _, period in drawn.expected}
    told = {PERIOD: alone.pop()} if len(alone) == 1 else {}
    selects = [_row({**told, **row}, types) for row in rows]
    return "\nunion all\n".join(selects or [f"{_row({}, types)} where false"])


def _row(row: Row, types: Types) -> str:
    cells = (f"{_cell(row.get(name, ''), kind)} as {_named(name)}" for name, kind in types.items())
    return f"  select {', '.join(cells)}"


def _cell(text: str, kind: str) -> str:
    if text in NOTHING:
        return f"cast(null as {kind})"
    written = f"[{text}]" if kind.endswith("[]") else text
    quoted = written.replace("'", "''")
    return f"cast('{quoted}' as {kind})"


def _named(name: str) -> str:
    escaped = name.replace('"', '""')
    return f'"{escaped}"'
