"""Tables as markup: real rows and headers, read by keyboard and by screen reader.

A breakdown is a table whose one column is drawn: bar, uncertainty and the
figure of everybody, so that picture and table cannot disagree.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kpis.model import Result
from pages.parts import formats, sentences
from pages.parts.markup import safe
from pages.parts.texts import text

SCALES = (0.1, 0.25, 0.5, 1.0)


class Markup(str):
    """Words that are already markup, and are not escaped again."""


@dataclass(frozen=True)
class Column:
    """A heading; figures are set to the right."""

    title: str
    is_figure: bool = False

    @property
    def css(self) -> str:
        return ' class="figure"' if self.is_figure else ""


def table(caption: str, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> str:
    """A table; the first cell of a row is its heading. It scrolls sideways on a narrow screen."""
    head = "".join(f'<th scope="col"{column.css}>{safe(column.title)}</th>' for column in columns)
    body = "".join(f"<tr>{_cells(columns, row)}</tr>" for row in rows)
    return (
        f'<div class="table" tabindex="0" role="region" aria-label="{safe(caption)}">'
        f"<table><caption><span>{safe(caption)}</span></caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cells(columns: Sequence[Column], row: Sequence[str]) -> str:
    first, *others = zip(columns, row, strict=True)
    cells = "".join(f"<td{column.css}>{_cell(words)}</td>" for column, words in others)
    return f'<th scope="row"{first[0].css}>{_cell(first[1])}</th>{cells}'


def _cell(words: str) -> str:
    return words if isinstance(words, Markup) else safe(words)


def trend_table(results: Sequence[Result], target_words: Sequence[str], caption: str) -> str:
    """Every period of a trend, the newest first."""
    columns = (
        Column(text("noegletal.table.period")),
        Column(text("noegletal.table.value"), True),
        Column(text("noegletal.table.count"), True),
        Column(text("noegletal.table.interval"), True),
        Column(text("noegletal.table.target"), True),
    )
    rows = [
        (formats.period(result.period), *result_cells(result), words)
        for result, words in zip(results, target_words, strict=True)
    ]
    return table(caption, columns, rows[::-1])


def breakdown_table(
    members: Sequence[tuple[str, Result]], everybody: Result, heading: str, caption: str
) -> str:
    """One row a member: value, bar with uncertainty and counts, or why they are hidden."""
    top = scale([everybody, *(result for _, result in members)])
    columns = (
        Column(heading),
        Column(text("noegletal.table.value"), True),
        Column(text("noegletal.breakdown.bar", top=formats.percent_short(top))),
        Column(text("noegletal.table.count"), True),
        Column(text("noegletal.table.interval"), True),
    )
    return table(caption, columns, [_member_cells(*member, everybody, top) for member in members])


def scale(results: Sequence[Result]) -> float:
    """Where the bars end: the smallest of SCALES that holds every value and interval."""
    shown = [result for result in results if sentences.percentage(result) is not None]
    largest = max((result.high or result.value or 0 for result in shown), default=1.0)
    return next(top for top in SCALES if largest <= top)


def _member_cells(name: str, result: Result, everybody: Result, top: float) -> tuple[str, ...]:
    value, *counts = result_cells(result)
    return (name, value, bar(result, everybody, top), *counts)


def result_cells(result: Result) -> tuple[str, str, str]:
    """Value or reason, count, and interval."""
    if result.value is None:
        why = f'<span class="dim">{safe(sentences.reason_short(result))}</span>'
        return (Markup(why), "", "")
    return (sentences.value_or_reason(result), sentences.count(result), sentences.interval(result))


def bar(result: Result, everybody: Result, top: float = 1.0) -> Markup:
    """A bar from 0 to `top`, its uncertainty, and a stroke at the figure of everybody.

    Hatched where the number is hidden or missing, empty where too few are counted for a share.
    """
    share = sentences.percentage(result)
    if share is None and result.value is not None:
        return Markup("")
    if share is None:
        return Markup('<span class="share hatched" aria-hidden="true"></span>')
    parts = [f'<i class="fill" style="width:{_css(share / top)}"></i>']
    if result.low is not None and result.high is not None:
        place = f"left:{_css(result.low / top)};width:{_css((result.high - result.low) / top)}"
        parts.append(f'<i class="whisker" style="{place}"></i>')
    of_all = sentences.percentage(everybody)
    if of_all is not None:
        parts.append(f'<i class="all" style="left:{_css(of_all / top)}"></i>')
    return Markup(f'<span class="share" aria-hidden="true">{"".join(parts)}</span>')


def _css(share: float) -> str:
    return f"{share * 100:.2f}%"
