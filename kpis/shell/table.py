"""An answer as an aligned table for a terminal. Danish words, numbers as SQL writes them."""

from collections.abc import Iterable, Sequence
from typing import Any

NOTHING = "-"
WIDEST = 40  # letters of one cell
NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "FLOAT", "DOUBLE", "DECIMAL")


def lines(
    columns: Sequence[str],
    types: Sequence[str],
    rows: Sequence[Sequence[Any]],
    most: int | None = None,
    is_cut: bool = False,
) -> Iterable[str]:
    """A header, a rule, the first `most` rows and a line that says how many there are.

    `is_cut`: the sandbox stopped before the last row.
    """
    shown = rows if most is None else rows[:most]
    cells = [[_shortened(name) for name in columns]]
    cells += [[_shortened(_text(value)) for value in row] for row in shown]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    is_right = [kind.startswith(NUMBERS) and not kind.endswith("[]") for kind in types]
    drawn = [_line(row, widths, is_right) for row in cells]
    rule = "-+-".join("-" * width for width in widths)
    return [drawn[0], rule, *drawn[1:], _told(len(shown), len(rows), is_cut)]


def _line(cells: Sequence[str], widths: Sequence[int], is_right: Sequence[bool]) -> str:
    parts = (
        cell.rjust(width) if right else cell.ljust(width)
        for cell, width, right in zip(cells, widths, is_right, strict=True)
    )
    return " | ".join(parts).rstrip()


def _text(value: Any) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def _shortened(text: str) -> str:
    """One line of printable letters: a value may not write to the terminal."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return plain if len(plain) <= WIDEST else f"{plain[: WIDEST - 1]}…"


def _told(shown: int, there: int, is_cut: bool) -> str:
    count = f"{there:,}".replace(",", ".")
    words = f"{count} {'række' if there == 1 else 'rækker'}"
    if is_cut:
        words = f"mere end {words}; resten er skåret fra"
    return f"({words})" if shown == there else f"(viser {shown} af {words})"
