"""Tables of an answer: its rows a page at a time, what each column holds, and a pivot."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kpis.sandbox import Answer
from pages.parts import formats, tables, widgets, workbench_cells
from pages.parts import workbench_keeping as kept
from pages.parts.tables import Column
from pages.parts.texts import text

ROWS = 50
"""Rows on a page of a table."""

MOST_COMMON = 3
MOST_ACROSS = 20
"""Columns of a pivot; more are told, not drawn."""

MOST_DOWN = 200

Rows = Sequence[tuple[Any, ...]]


def columns(answer: Answer) -> list[tuple[Any, ...]]:
    """The answer column by column."""
    return list(zip(*answer.rows, strict=True)) or [() for _ in answer.columns]


def show_rows(answer: Answer) -> None:
    """A page of the rows, and the way to the next."""
    at = min(widgets.held(kept.PAGE, 0), max(0, len(answer.rows) - 1) // ROWS * ROWS)
    shown = answer.rows[at : at + ROWS]
    widgets.html(rows(answer, shown, _caption(at, len(shown), len(answer.rows))))
    if len(answer.rows) > ROWS:
        _turn(at, len(answer.rows))


def rows(answer: Answer, shown: Rows, caption: str) -> str:
    """Some rows as a table; a column is written alike on every page."""
    every = columns(answer)
    words = [workbench_cells.words_for(*its) for its in zip(answer.columns, every, strict=True)]
    heads = [
        Column(name, workbench_cells.is_figure(values))
        for name, values in zip(answer.columns, every, strict=True)
    ]
    cells = [[say(value) for say, value in zip(words, row, strict=True)] for row in shown]
    return tables.table(caption, heads, cells)


def _caption(at: int, shown: int, of: int) -> str:
    if shown == of:
        return text("analyse.table.all")
    first, last, of_words = map(formats.number, (at + 1, at + shown, of))
    return text("analyse.table.some", first=first, last=last, of=of_words)


def _turn(at: int, of: int) -> None:
    with widgets.row("analyse-turn"):
        before, after = text("analyse.table.before"), text("analyse.table.after")
        turn = (kept.PAGE, at - ROWS), (kept.PAGE, at + ROWS)
        widgets.button(before, "analyse-before", widgets.hold, *turn[0], disabled=at == 0)
        widgets.button(after, "analyse-after", widgets.hold, *turn[1], disabled=at + ROWS >= of)


# What the columns hold


def show_columns(answer: Answer) -> None:
    """One row for each column of the answer."""
    names = ("name", "type", "missing", "distinct", "low", "high", "mean", "common")
    figures = ("missing", "distinct", "low", "high", "mean")
    heads = [Column(text(f"analyse.columns.{name}"), name in figures) for name in names]
    its = zip(answer.columns, answer.types, columns(answer), strict=True)
    cells = [_profile(*one) for one in its]
    widgets.html(tables.filled_table(text("analyse.columns.caption"), heads, cells))


def _profile(name: str, type: str, values: Sequence[Any]) -> tuple[str, ...]:
    given = [value for value in values if value is not None]
    say = workbench_cells.words_for(name, values)
    missing = formats.percent(1 - len(given) / len(values)) if values else ""
    distinct = formats.number(len(set(map(str, given))))
    low, high = (say(min(given)), say(max(given))) if _is_ordered(given) else ("", "")
    numbers = [float(value) for value in given if workbench_cells.is_number(value)]
    mean = formats.number(sum(numbers) / len(numbers), 2) if numbers else ""
    return name, type_words(type), missing, distinct, low, high, mean, _common(given, say)


def type_words(type: str) -> str:
    """A type of DuckDB's as people call it."""
    plain = type.partition("(")[0].upper()
    kinds = {
        "number": ("INT", "DECIMAL", "DOUBLE", "FLOAT", "REAL"),
        "moment": ("TIMESTAMP",),
        "day": ("DATE",),
        "truth": ("BOOL",),
        "words": ("VARCHAR", "ENUM"),
    }
    found = next((kind for kind, its in kinds.items() if any(part in plain for part in its)), "")
    return text(f"analyse.types.{found}") if found else type.lower()


def _is_ordered(given: Sequence[Any]) -> bool:
    return (
        bool(given)
        and len({type(value) for value in given}) == 1
        and not isinstance(given[0], dict | list)
    )


def _common(given: Sequence[Any], say: Callable[[Any], str]) -> str:
    """The values that stand there most often, where any stands there twice."""
    counts = Counter(map(say, given)).most_common(MOST_COMMON)
    return ", ".join(
        text("analyse.columns.times", value=value, n=formats.number(n))
        for value, n in counts
        if n > 1
    )


# A pivot

HOW: Mapping[str, Callable[[Sequence[float]], float]] = {
    "count": len,
    "sum": sum,
    "mean": lambda its: sum(its) / len(its),
    "low": min,
    "high": max,
}


def pivot(answer: Answer, down: str, across: str, value: str, how: str) -> str:
    """A table of `how` over `value`, one row for each value of `down`, one column for `across`."""
    given = dict(zip(answer.columns, columns(answer), strict=True))
    groups: dict[tuple[Any, Any], list[float]] = {}
    whole = len(answer.rows)
    of_across = given[across] if across else [text("analyse.pivot.all")] * whole
    for row, column, number in zip(
        given[down], of_across, given.get(value, [1] * whole), strict=True
    ):
        if how == "count" or number is not None:
            groups.setdefault((row, column), []).append(float(number or 0) if how != "count" else 1)
    return _pivot_table(groups, down, how)


def _pivot_table(groups: Mapping[tuple[Any, Any], Sequence[float]], down: str, how: str) -> str:
    rows, across = (_in_order({key[at] for key in groups}) for at in (0, 1))
    made = {key: HOW[how](its) for key, its in groups.items()}
    say = workbench_cells.words_for("", list(made.values()))
    name = workbench_cells.words_for("", ())
    heads = [Column(down), *(Column(name(one), True) for one in across[:MOST_ACROSS])]
    cells = [
        (name(row), *(say(made.get((row, one))) for one in across[:MOST_ACROSS]))
        for row in rows[:MOST_DOWN]
    ]
    caption = text("analyse.pivot.caption", how=text(f"analyse.pivot.{how}"))
    cut = len(across) > MOST_ACROSS or len(rows) > MOST_DOWN
    more = text("analyse.pivot.cut", down=MOST_DOWN, across=MOST_ACROSS) if cut else ""
    return tables.table(" ".join(filter(None, (caption, more))), heads, cells)


def _in_order(values: set[Any]) -> list[Any]:
    """Sorted where they can be; what is missing comes last."""
    return sorted(values, key=lambda its: (its is None, _key(its)))


def _key(value: Any) -> tuple[float, str]:
    return (float(value), "") if workbench_cells.is_number(value) else (0.0, str(value))
