"""What an answer of Udforsk says, as sentences: the number first, then what it stands beside."""

from collections.abc import Iterator, Sequence

import kpis
from kpis.model import Result, Status
from pages.parts import figures, formats, sentences
from pages.parts.explorer_answers import Answered
from pages.parts.explorer_choice import Chosen
from pages.parts.explorer_panels import MOST_DRAWN, Line, Panel, ends
from pages.parts.selection import dimension
from pages.parts.texts import counted, listed, text


def headline(chosen: Chosen, answered: Answered) -> str:
    """'Andelen af rettidige opfølgninger var 86 % i oktober 2026'."""
    result = _last(chosen, answered, chosen.kpi)
    title, period = text(f"kpi.{chosen.kpi}.title"), formats.period(chosen.last)
    if result is None or result.value is None:
        return text("noegletal.headline.missing", title=title, period=period)
    value = sentences.value_or_reason(result)
    return text(
        "udforsk.headline", subject=text(f"subjects.{chosen.kpi}"), value=value, period=period
    )


def paragraph(chosen: Chosen, answered: Answered, panels: Sequence[Panel]) -> str:
    """What else was asked: why there is no number, the year before, the parts, the others."""
    return " ".join(_sentences(chosen, answered, panels))


def _sentences(chosen: Chosen, answered: Answered, panels: Sequence[Panel]) -> Iterator[str]:
    if answered.refused:
        yield answered.refused
    result = _last(chosen, answered, chosen.kpi)
    if result is not None and result.value is None:
        yield sentences.reason(result)
    if result is not None and chosen.has_year_before:
        yield from _year_before(chosen, answered, result)
    yield from (_others(chosen, answered),) if chosen.others else ()
    for panel in panels:
        if panel.by:
            yield from _parts(panel, with_title=bool(chosen.others))


def _year_before(chosen: Chosen, answered: Answered, now: Result) -> Iterator[str]:
    before = answered.before.get((now.kpi, "", "", now.period))
    period = formats.period(kpis.year_before(now.period))
    if before is None:
        yield text("udforsk.no_year_before", period=period)
        return
    yield text("udforsk.was", period=period, value=sentences.value_or_reason(before))
    yield sentences.change_since(now, before, figures.breaks())


def _others(chosen: Chosen, answered: Answered) -> str:
    """'I samme periode: Mål der nås 72,4 % og Nedad indsatstrappen 11,0 %.'"""
    told = []
    for kpi in chosen.others:
        its = _last(chosen, answered, kpi)
        value = sentences.value_or_reason(its) if its else text("udforsk.no_number")
        told.append(text("udforsk.chart.mark", name=text(f"kpi.{kpi}.title"), value=value))
    return text("udforsk.others", listed=listed(told)).replace("..", ".")


def _parts(panel: Panel, with_title: bool) -> Iterator[str]:
    """From the lowest to the highest member, and how many are hidden."""
    told = [(name, its) for name, its in ends(panel.lines) if sentences.drawn(its) is not None]
    told.sort(key=lambda its: its[1].value or 0)
    if len(told) > 1:
        (low, lowest), (high, highest) = told[0], told[-1]
        yield text(
            "udforsk.range_of" if with_title else "udforsk.range",
            title=text(f"kpi.{panel.kpi}.title"),
            dimension=dimension(panel.by),
            lowest=sentences.value_or_reason(lowest),
            low=low,
            highest=sentences.value_or_reason(highest),
            high=high,
        )
    elif not panel.lines:
        yield text("udforsk.no_parts", dimension=dimension(panel.by))
    if hidden := sum(map(_is_hidden, panel.lines)):
        yield counted("udforsk.hidden", hidden)


def notes(panel: Panel) -> Iterator[str]:
    """What a reader must know to read the chart and the table of a panel."""
    drawable = sum(line.is_drawn for line in panel.lines)
    if drawable > MOST_DRAWN and len(panel.periods) > 1:
        yield text("udforsk.largest", drawn=MOST_DRAWN, of=drawable)
    if panel.by and any(line.before for line in panel.lines):
        yield text("udforsk.before_in_table")
    if panel.by and not kpis.adds_up(panel.kpi, panel.by):
        yield text("breakdown.no_sum")
    if any(map(_is_ever_hidden, panel.lines)):
        yield text("noegletal.breakdown.small" if panel.by else "noegletal.missing.suppressed")
    for its in restarts(panel.kpi, panel.periods).values():
        yield text("signals.sentence.break", day=formats.day_long(its.day), cause=its.cause)


def restarts(kpi: str, periods: Sequence[str]) -> dict[int, kpis.Break]:
    """Breaks of an indicator by the first period of the new; nothing is drawn across one."""
    found = {}
    for its in figures.breaks():
        at = next((n for n, name in enumerate(periods) if kpis.period(name).last >= its.day), 0)
        if at and its.touches(kpi):
            found[at] = its
    return found


def _last(chosen: Chosen, answered: Answered, kpi: str) -> Result | None:
    return answered.results.get((kpi, "", "", chosen.last))


def _is_hidden(line: Line) -> bool:
    return line.last is not None and line.last.status is Status.SUPPRESSED


def _is_ever_hidden(line: Line) -> bool:
    return any(its is not None and its.status is Status.SUPPRESSED for its in line.results)
