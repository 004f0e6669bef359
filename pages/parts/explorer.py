"""The blocks of Udforsk: indicators and dimensions without SQL, and the SQL that they are."""

import logging

from kpis import analysis
from pages.parts import (
    analyst,
    choices,
    definition,
    explorer_answers,
    explorer_chart,
    explorer_choice,
    explorer_links,
    explorer_offer,
    explorer_panels,
    explorer_tables,
    explorer_words,
    figures,
    formats,
    scope,
    selection,
    sentences,
    subtitle,
    units,
    widgets,
)
from pages.parts.explorer_answers import Answered
from pages.parts.explorer_choice import Chosen
from pages.parts.explorer_panels import Panel
from pages.parts.markup import in_danish, link, safe, source
from pages.parts.registry import ANALYSE, NOEGLETAL
from pages.parts.texts import listed, text

log = logging.getLogger(__name__)
Panels = tuple[Panel, ...]


def page() -> None:
    """The choice and its answer, or in words why nothing can be asked."""
    try:
        show(choose())
    except analysis.NotPublished as error:
        log.error("%s", error)
        what_now = text("udforsk.not_published.what_now")
        widgets.say(text("udforsk.not_published.title"), what_now)


def choose() -> Chosen:
    """Asks for the indicator and the last period; everything else stands in the address."""
    offer = explorer_offer.offer()
    names = {kpi: words for kpi, words in selection.indicators().items() if kpi in offer.kpis}
    label = text("udforsk.pick.noegletal")
    kpi, asks_kpi = widgets.asked_in_list(label, "noegletal", names, next(iter(names)))
    chosen = explorer_choice.read(offer, kpi)
    periods = explorer_links.period_names(offer.periods(chosen.kpis, chosen.kind))
    label = text("udforsk.pick.periode")
    _, asks_period = widgets.asked_in_list(label, "periode", periods, chosen.last)
    widgets.html(choices.beside(asks_kpi, asks_period, scope.freshness()))
    return chosen


def show(chosen: Chosen) -> None:
    """The answer as sentence and numbers, the choices, a panel for each part, the SQL."""
    answered = explorer_answers.answer(chosen.asked, heading(chosen))
    key = (figures.build().build_id, f"{chosen} {figures.entered()}")
    widgets.html(_page(*key, chosen, answered))
    widgets.html(_sql(answered, heading(chosen)))


def heading(chosen: Chosen) -> str:
    """What was asked, in one line: the remark above the statement, its name elsewhere."""
    titles = listed([text(f"kpi.{kpi}.title") for kpi in chosen.kpis])
    first, last = formats.period(chosen.periods[0]), formats.period(chosen.last)
    parts = listed([selection.dimension(by) for by in chosen.by])
    span = last if first == last else text("udforsk.span", first=first, last=last)
    return text(
        "udforsk.asked.by" if parts else "udforsk.asked.whole", titles=titles, span=span, by=parts
    )


@widgets.cached_in_words
def _page(build_id: str, kept_by: str, _chosen: Chosen, _answered: Answered) -> str:
    panels = explorer_panels.panels(_chosen, _answered)
    return (
        _answer(_chosen, _answered, panels)
        + explorer_links.choices(_chosen, explorer_offer.offer())
        + _one_at_a_time(_chosen)
        + "".join(_panel(panel, _chosen.as_table) for panel in panels)
        + "".join(map(_meaning, _chosen.kpis))
    )


def _answer(chosen: Chosen, answered: Answered, panels: Panels) -> str:
    """The finding as heading, what is measured, the rest in words, and the numbers."""
    cut = f'<p class="dim">{safe(text("udforsk.cut"))}</p>' if answered.is_cut else ""
    cells = "".join(_number(chosen, answered, kpi) for kpi in chosen.kpis)
    return (
        f'<div class="hero"><div><h1>{safe(explorer_words.headline(chosen, answered))}</h1>'
        f'<p class="subtitle">{safe(subtitle.of(chosen.kpi, chosen.last))}</p>'
        f"<p>{safe(explorer_words.paragraph(chosen, answered, panels))}</p>{cut}</div></div>"
        f'<dl class="figures">{cells}{_year_before(chosen, answered)}</dl>'
    )


def _one_at_a_time(chosen: Chosen) -> str:
    """Why two breakdowns are not crossed."""
    is_told = len(chosen.by) > 1
    return f'<p class="dim more">{safe(text("udforsk.one_at_a_time"))}</p>' if is_told else ""


def _number(chosen: Chosen, answered: Answered, kpi: str) -> str:
    """One indicator: its value with unit, and what it is of."""
    result = answered.results.get((kpi, "", "", chosen.last))
    title = safe(text(f"kpi.{kpi}.title"))
    if result is None or result.value is None:
        why = sentences.reason_short(result) if result else ""
        shown, small = text("noegletal.numbers.none"), why
    else:
        shown = sentences.value_or_reason(result)
        small = " · ".join(filter(None, (sentences.counted(result), sentences.interval(result))))
    return f"<div><dt>{title}</dt><dd>{safe(shown)}<small>{safe(small)}</small></dd></div>"


def _year_before(chosen: Chosen, answered: Answered) -> str:
    """The first indicator a year before, where that was asked for."""
    before = answered.before.get((chosen.kpi, "", "", chosen.last))
    if before is None:
        return ""
    term, value = formats.period(before.period).capitalize(), sentences.value_or_reason(before)
    counted = sentences.counted(before)
    return f"<div><dt>{safe(term)}</dt><dd>{safe(value)}<small>{safe(counted)}</small></dd></div>"


def _panel(panel: Panel, as_table: bool) -> str:
    """Chart with its table beside it, or the whole table; one period is told by bars."""
    title = f'<h2 class="first">{safe(panel.title)}</h2>'
    notes = "".join(f'<p class="dim">{safe(line)}</p>' for line in explorer_words.notes(panel))
    return f'<section class="card panel">{title}{_body(panel, as_table)}{notes}</section>'


def _body(panel: Panel, as_table: bool) -> str:
    if panel.by and not panel.lines:
        why = (
            sentences.reason(panel.everybody.last)
            if panel.everybody and panel.everybody.last
            else ""
        )
        return f"<p>{safe(why or text('udforsk.hidden_whole'))}</p>"
    if as_table:
        return explorer_tables.whole(panel)
    if len(panel.periods) == 1:
        return explorer_tables.bars(panel)
    drawn = explorer_chart.markup(panel)
    if not drawn:
        return explorer_tables.whole(panel)
    return f'<div class="pair"><div>{drawn}</div>{explorer_tables.beside(panel)}</div>'


def _meaning(kpi: str) -> str:
    """The definition, one click away, and the way to everything else about the indicator."""
    title = text("udforsk.meaning", title=text(f"kpi.{kpi}.title"))
    unit = _unit(kpi)
    more = link(text("udforsk.to_indicator"), NOEGLETAL, noegletal=kpi)
    return (
        f'<details class="card meaning"><summary>{safe(title)}</summary>'
        f'<p class="lead">{in_danish(safe(text(f"kpi.{kpi}.question")))}</p>'
        f'<dl>{definition.terms(kpi)}</dl><p class="dim">{safe(unit)}</p><p>{more}</p></details>'
    )


def _unit(kpi: str) -> str:
    """'Enhed: måneder.'; nothing of a share, whose numbers say per cent themselves."""
    is_told = not units.is_share(kpi)
    return text("udforsk.unit", unit=units.words(kpi)).replace("..", ".") if is_told else ""


def _sql(answered: Answered, title: str) -> str:
    """The statement that was run; for who may ask in SQL, the way on with it."""
    onward = link(text("udforsk.sql.open"), ANALYSE, sql=answered.sql, titel=title)
    way = f"<p>{onward}</p>" if analyst.may_ask() else ""
    return (
        f'<details class="card sql"><summary>{safe(text("udforsk.sql.title"))}</summary>'
        f'<p class="dim">{safe(text("udforsk.sql.words"))}</p>'
        f"{way}{source(answered.sql)}</details>"
    )
