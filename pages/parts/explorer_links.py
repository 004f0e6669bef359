"""The choices of Udforsk, each of which leads to the same view with one thing changed."""

from collections.abc import Iterable, Iterator, Mapping

from pages.parts import figures, formats
from pages.parts.choices import switch
from pages.parts.explorer_choice import MOST_INDICATORS, NONE, YEAR_BEFORE, YEARS, Chosen
from pages.parts.explorer_offer import Offer
from pages.parts.kinds import KINDS
from pages.parts.markup import address, items, safe
from pages.parts.registry import UDFORSK
from pages.parts.selection import dimension
from pages.parts.texts import text


def choices(chosen: Chosen, offer: Offer) -> str:
    """All choices but the indicator and the last period, as a card."""
    mod = YEAR_BEFORE if chosen.has_year_before else NONE
    groups = (
        _group("periodetype", _kinds(chosen, offer), chosen.kind),
        _group("spaend", _spans(chosen), chosen.span),
        *_breakdowns(chosen, offer),
        _group("mod", _comparisons(), mod),
        _group("visning", _views(), "tabel" if chosen.as_table else "graf"),
    )
    return (
        f'<section class="card choosing" aria-label="{safe(text("udforsk.choices"))}">'
        f"{''.join(groups)}{_together(chosen, offer)}</section>"
    )


def _group(name: str, options: Mapping[str, str], current: str) -> str:
    """One choice; nothing where there is nothing to choose."""
    if len(options) < 2:
        return ""
    return switch(text(f"udforsk.pick.{name}"), name, options, current)


def _link(words: str, chosen: Chosen, **changed: str) -> str:
    where = safe(address(UDFORSK, **{**chosen.state, **changed}))
    return f'<a href="{where}">{safe(words)}</a>'


def _kinds(chosen: Chosen, offer: Offer) -> dict[str, str]:
    offered = [kind for kind in KINDS if offer.periods(chosen.kpis, kind)]
    return {kind: text(f"noegletal.kinds.{kind}") for kind in offered}


def _spans(chosen: Chosen) -> dict[str, str]:
    only = text(f"udforsk.spans.only_{chosen.kind}")
    longer = {name: years for name, years in YEARS.items() if years}
    if chosen.kind == "year":
        longer = {name: years for name, years in longer.items() if years > 1}
    return {"periode": only} | {
        name: text(f"udforsk.spans.{'one' if years == 1 else 'many'}", n=years)
        for name, years in longer.items()
    }


def _breakdowns(chosen: Chosen, offer: Offer) -> Iterator[str]:
    """The first breakdown, and with one chosen a second beside it."""
    offered = offer.breakdowns(chosen.kpis, chosen.kind)
    first, second = (*chosen.by, NONE, NONE)[:2]
    names = {NONE: text("udforsk.none")} | {by: dimension(by) for by in offered}
    yield _group("opdeling", names, first)
    if chosen.by:
        others = {by: words for by, words in names.items() if by != first}
        yield _group("opdeling2", others, second)


def _comparisons() -> dict[str, str]:
    return {NONE: text("udforsk.nothing"), YEAR_BEFORE: text("udforsk.year_before")}


def _views() -> dict[str, str]:
    return {"graf": text("udforsk.views.graf"), "tabel": text("udforsk.views.tabel")}


def _together(chosen: Chosen, offer: Offer) -> str:
    """The indicators beside the first, each with a way to take it out, and those to add."""
    taken = (_taken(chosen, kpi) for kpi in chosen.others)
    label = safe(text("udforsk.pick.sammen"))
    shown = items(taken, "chips") if chosen.others else ""
    return f'<div class="together"><p class="dim">{label}</p>{shown}{_to_add(chosen, offer)}</div>'


def _taken(chosen: Chosen, kpi: str) -> str:
    title = text(f"kpi.{kpi}.title")
    rest = ",".join(other for other in chosen.others if other != kpi)
    out = _link(text("udforsk.remove"), chosen, sammen=rest)
    named = out.replace(
        "<a ", f'<a aria-label="{safe(text("udforsk.remove_named", title=title))}" '
    )
    return f'<li class="chip">{safe(title)} {named}</li>'


def _to_add(chosen: Chosen, offer: Offer) -> str:
    if len(chosen.kpis) >= MOST_INDICATORS:
        return f'<p class="dim">{safe(text("udforsk.most", most=MOST_INDICATORS))}</p>'
    near = [kpi for kpi in figures.read_with(chosen.kpi) if kpi in offer.kpis]
    left = [kpi for kpi in near if kpi not in chosen.kpis]
    rest = [kpi for kpi in offer.kpis if kpi not in (*chosen.kpis, *near)]
    return (
        f"{_addable('udforsk.near', left, chosen)}"
        f"<details><summary>{safe(text('udforsk.all'))}</summary>"
        f"{_addable('', sorted(rest, key=_title), chosen)}</details>"
    )


def _addable(heading: str, names: Iterable[str], chosen: Chosen) -> str:
    links = [
        f"<li>{_link(_title(kpi), chosen, sammen=','.join((*chosen.others, kpi)))}</li>"
        for kpi in names
    ]
    above = f"<span>{safe(text(heading))}</span>" if heading and links else ""
    return above + items(links, "adding") if links else ""


def _title(kpi: str) -> str:
    return text(f"kpi.{kpi}.title")


def period_names(periods: Iterable[str]) -> dict[str, str]:
    """Periods in words, the newest first, for the list of the last one."""
    return {period: formats.period(period) for period in reversed(tuple(periods))}
