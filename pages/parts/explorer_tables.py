"""The numbers of a panel as tables: beside its chart, and with everything that is known of them."""

from collections.abc import Iterator, Sequence

from kpis.model import Result
from pages.parts import figures, formats, sentences, tables, units
from pages.parts.explorer_panels import Line, Panel, ends
from pages.parts.selection import dimension
from pages.parts.tables import Column
from pages.parts.texts import text


def beside(panel: Panel) -> str:
    """One row for each period, the newest first, and one column for each line."""
    lines = _all(panel)
    columns = [Column(text("noegletal.table.period")), *(Column(line.name, True) for line in lines)]
    rows = [
        (formats.period(period), *(_value(line.results[at]) for line in lines))
        for at, period in enumerate(panel.periods)
    ]
    return tables.table(caption(panel), columns, rows[::-1])


def bars(panel: Panel) -> str:
    """The members in one period: value, bar, counts, and the year before where it was asked."""
    everybody = panel.everybody.last if panel.everybody else None
    if everybody is None:
        return whole(panel)
    heading = _capital(dimension(panel.by))
    drawn = tables.breakdown_table(ends(panel.lines), everybody, heading, caption(panel))
    if not any(line.before for line in panel.lines):
        return drawn
    beside = text("udforsk.table.caption_before", caption=caption(panel))
    return drawn + _whole(panel, beside)


def whole(panel: Panel) -> str:
    """One row for each line and period, the newest first: number, counts, how sure, year before."""
    return _whole(panel, caption(panel))


def _whole(panel: Panel, named: str) -> str:
    columns = (
        Column(_capital(dimension(panel.by)) if panel.by else text("udforsk.table.indicator")),
        Column(text("noegletal.table.period")),
        Column(units.heading(panel.kpi), True),
        Column(text("breakdown.numerator"), True),
        Column(text("breakdown.denominator"), True),
        Column(text("noegletal.table.interval"), True),
        Column(text("udforsk.year_before"), True),
        Column(text("udforsk.table.difference")),
    )
    rows = [row for line in _all(panel) for row in list(_rows(line, panel.periods))[::-1]]
    return tables.filled_table(named, columns, rows)


def caption(panel: Panel) -> str:
    """'Mål der nås, opdelt efter alder, november 2025 til oktober 2026'."""
    first, last = formats.period(panel.periods[0]), formats.period(panel.periods[-1])
    if first == last:
        return text("udforsk.table.caption_one", title=panel.title, period=last)
    return text("udforsk.table.caption", title=panel.title, first=first, last=last)


def _all(panel: Panel) -> tuple[Line, ...]:
    """The lines, and everybody's last; of one line alone also the year before it."""
    more = (panel.everybody,) if panel.everybody else ()
    return (*panel.lines, *more)


def _rows(line: Line, periods: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for at, period in enumerate(periods):
        its = line.results[at]
        if its is not None:
            before = line.before[at] if line.before else None
            cells = tables.full_cells(its)
            yield (line.name, formats.period(period), *cells, *_before(its, before))


def _before(its: Result, before: Result | None) -> tuple[str, str]:
    if before is None:
        return "", ""
    return sentences.value_or_reason(before), sentences.change_since(its, before, figures.breaks())


def _value(result: Result | None) -> str:
    if result is None:
        return text("udforsk.no_number")
    return tables.result_cells(result)[0]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
