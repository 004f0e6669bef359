"""Tables as markup: real rows and headers, read by keyboard and by screen reader.

A breakdown is a table whose one column is drawn: bar, uncertainty and the
figure of everybody, so that picture and table cannot disagree.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

import kpis
from kpis.model import Result
from pages.parts import formats, sentences, swings, units
from pages.parts.markup import safe
from pages.parts.texts import text

SCALES = (0.1, 0.25, 0.5, 1.0)
FUNNEL = ("inner", "outer", "standing")
ALWAYS = 2
"""The name of a row and its value stand in every table, also where both are empty."""


class Markup(str):
    """Words that are already markup, and are not escaped again."""


NO_BAR = "<span></span>"
"""Keeps the place of a bar in a row where none is drawn."""


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


def trend_table(
    results: Sequence[Result],
    target_words: Sequence[str],
    caption: str,
    judged: kpis.Series | None = None,
) -> str:
    """Every period of a trend, the newest first, with what the chart marks."""
    columns = (
        Column(text("noegletal.table.period")),
        Column(units.heading(results[0].kpi), True),
        Column(text("trend.numerator"), True),
        Column(text("trend.denominator"), True),
        Column(text("noegletal.table.interval"), True),
        Column(text("noegletal.table.target"), True),
        Column(text("noegletal.table.limits"), True),
        Column(text("noegletal.table.mean"), True),
        Column(text("noegletal.table.remark")),
    )
    marked = _marks(results, judged)
    rows = [
        (formats.period(result.period), *full_cells(result), words, *marks)
        for result, words, marks in zip(results, target_words, marked, strict=True)
    ]
    return filled_table(caption, columns, rows[::-1])


def filled_table(caption: str, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> str:
    """A table without the columns that have nothing to say in any row."""
    kept = [at for at in range(len(columns)) if at < ALWAYS or any(row[at] for row in rows)]
    return table(caption, [columns[at] for at in kept], [[row[at] for at in kept] for row in rows])


def _marks(results: Sequence[Result], judged: kpis.Series | None) -> Iterator[tuple[str, str, str]]:
    """Limits, mean and remarks of each period: a break, an unusual point, trial limits."""
    found = swings.swings(judged)
    breaks = judged.restarts if judged else {}
    for at, result in enumerate(results):
        remarks = [text("noegletal.table.break")] if at in breaks else []
        its = found.get(at)
        if its is None or its.lower is None:
            yield "", "", " ".join(remarks)
            continue
        remarks += [swings.sign(its), text("noegletal.table.trial") if its.is_trial else ""]
        mean = sentences.level(result.kpi, its.mean)
        yield swings.limits(result.kpi, its), mean, " ".join(filter(None, remarks))


def breakdown_table(
    members: Sequence[tuple[str, Result]],
    everybody: Result,
    heading: str,
    caption: str,
    more: Mapping[str, tuple[str, str, str]] | None = None,
) -> str:
    """One row a member and one for all: value, bar with uncertainty, counts, or why hidden.

    `more` are the limits of a funnel and the place in it, by member.
    """
    top = scale([everybody, *(result for _, result in members)])
    words = units.tick(everybody.kpi, top) if top else ""
    columns = (
        Column(heading),
        Column(units.heading(everybody.kpi), True),
        Column(text("noegletal.breakdown.bar", top=words)),
        Column(text("breakdown.numerator"), True),
        Column(text("breakdown.denominator"), True),
        Column(text("noegletal.table.interval"), True),
        *(Column(text(f"funnel.{name}"), name != "standing") for name in FUNNEL),
    )
    rows = [_member_cells(*member, everybody, top, more or {}) for member in members]
    value, *counts = full_cells(everybody)
    rows.append((text("breakdown.all"), value, "", *counts, "", "", ""))
    return filled_table(caption, columns, rows)


def scale(results: Sequence[Result]) -> float:
    """Where the bars end: a round number that holds every value and interval.

    0 where nothing is drawn: a value below 0 has no bar.
    """
    ends = [end for result in results for end in _ends(result)]
    if min(ends, default=0.0) < 0:
        return 0.0
    largest = max(ends, default=1.0)
    if units.is_share(results[0].kpi):
        return next(top for top in SCALES if largest <= top)
    return next(top for top in _round_numbers() if largest <= top)


def _ends(result: Result) -> list[float]:
    value = sentences.drawn(result)
    return [] if value is None else [value, float(result.high or value)]


def _round_numbers() -> Iterator[float]:
    for power in count(-1):
        yield from (part * 10.0**power for part in (1, 2, 5))


def _member_cells(
    name: str,
    result: Result,
    everybody: Result,
    top: float,
    more: Mapping[str, tuple[str, str, str]],
) -> tuple[str, ...]:
    value, *counts = full_cells(result)
    funnel = more.get(result.member, ("", "", ""))
    return (name, value, bar(result, everybody, top), *counts, *funnel)


def full_cells(result: Result) -> tuple[str, str, str, str]:
    """Value or reason, numerator, denominator, and interval."""
    value, _, interval = result_cells(result)
    has_both = result.value is not None and None not in (result.numerator, result.denominator)
    counts = (result.numerator or 0.0, result.denominator or 0.0) if has_both else ()
    numerator, denominator = [_whole(number) for number in counts] or ["", ""]
    return value, numerator, denominator, interval


def _whole(number: float) -> str:
    """'312'; hours and full-time posts with one decimal."""
    return formats.number(number, 0 if float(number).is_integer() else 1)


def result_cells(result: Result) -> tuple[str, str, str]:
    """Value or reason, count, and interval."""
    if result.value is None:
        why = f'<span class="dim">{safe(sentences.reason_short(result))}</span>'
        return (Markup(why), "", "")
    return (sentences.value_or_reason(result), sentences.count(result), sentences.interval(result))


def bar(result: Result, everybody: Result | None = None, top: float = 1.0) -> Markup:
    """A bar from 0 to `top`, its uncertainty, and a stroke at the figure of everybody if given.

    Hatched where the number is hidden or missing, empty where too few are counted for a share
    and where there is no scale.
    """
    share = sentences.drawn(result)
    if not top or (share is None and result.value is not None):
        return Markup("")
    if share is None:
        return Markup('<span class="share hatched" aria-hidden="true"></span>')
    parts = [f'<i class="fill" style="width:{_css(share / top)}"></i>']
    if result.low is not None and result.high is not None:
        place = f"left:{_css(result.low / top)};width:{_css((result.high - result.low) / top)}"
        parts.append(f'<i class="whisker" style="{place}"></i>')
    of_all = sentences.drawn(everybody) if everybody else None
    if of_all is not None:
        parts.append(f'<i class="all" style="left:{_css(of_all / top)}"></i>')
    return Markup(f'<span class="share" aria-hidden="true">{"".join(parts)}</span>')


def plain_bar(value: float, top: float) -> Markup:
    """A bar from 0 to `top` and nothing else."""
    fill = f'<i class="fill" style="width:{_css(value / top if top else 0.0)}"></i>'
    return Markup(f'<span class="share" aria-hidden="true">{fill}</span>')


def _css(share: float) -> str:
    return f"{share * 100:.2f}%"
