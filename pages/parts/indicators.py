"""An indicator as it stands on a card: number, count, target, course, trend."""

from collections.abc import Iterable, Iterator, Sequence

import kpis
from kpis.model import Course, Result, Target
from pages.parts import figures, formats, registry, sentences
from pages.parts.markup import items, link, pill, safe
from pages.parts.snapshot import Snapshot
from pages.parts.sparkline import sparkline
from pages.parts.texts import has_text, listed, text

IN_FRONT = 3
"""More indicators of one goal than this stand one click away (three to five are read)."""

CALLS_FIRST = (Course.ACT, Course.WATCH, Course.ON_COURSE, Course.NOT_JUDGED)
CHANGED = (kpis.Variation.IMPROVEMENT, kpis.Variation.CONCERN, kpis.Variation.NEUTRAL)
MONTHS_OF_TREND = 36
"""More months than this cannot be told apart in a line of that width."""


def indicator(kpi: str, snapshot: Snapshot) -> str:
    """One measured indicator, with the indicators that keep it in balance below it."""
    return (
        f'<li class="indicator">{_heading(kpi, snapshot)}{_number(kpi, snapshot)}'
        f"{_balance(kpi, snapshot)}</li>"
    )


def indicators(names: Iterable[str], snapshot: Snapshot) -> str:
    """Measured indicators as small cards: those that call for a hand first, most behind a click."""
    ranked = sorted(names, key=lambda kpi: CALLS_FIRST.index(snapshot.courses[kpi]))
    front, rest = ranked[:IN_FRONT], ranked[IN_FRONT:]
    if len(rest) == 1:  # a click for one card is one too many
        front, rest = ranked, []
    return _cards(front, snapshot) + _one_click_away(rest, snapshot)


def _cards(names: Iterable[str], snapshot: Snapshot) -> str:
    return items((indicator(kpi, snapshot) for kpi in names), "indicators")


def _one_click_away(rest: Sequence[str], snapshot: Snapshot) -> str:
    if not rest:
        return ""
    label = safe(text("ui.more_indicators", n=len(rest), names=titles(rest)))
    return f'<details class="more"><summary>{label}</summary>{_cards(rest, snapshot)}</details>'


def waiting(names: Iterable[str], snapshot: Snapshot) -> str:
    """Indicators that are not measured yet, by what they need."""
    rows = [
        f'<li>{safe(titles(alike))}<br><span class="dim">{safe(reason)}</span></li>'
        for reason, alike in by_need(names, snapshot)
    ]
    if not rows:
        return ""
    heading = safe(text("ui.waiting.heading"))
    return f'<div class="waiting"><h3>{heading}</h3>{items(rows)}</div>'


def by_need(names: Iterable[str], snapshot: Snapshot) -> list[tuple[str, list[str]]]:
    """Indicators by what they need, as (need, indicators); most indicators first."""
    groups: dict[str, list[str]] = {}
    for kpi in names:
        groups.setdefault(need(kpi, snapshot), []).append(kpi)
    return sorted(groups.items(), key=lambda group: -len(group[1]))


def titles(names: Iterable[str]) -> str:
    """Names side by side; commas stand inside some of them."""
    return " · ".join(map(title, names))


def need(kpi: str, snapshot: Snapshot) -> str:
    """Which exports an indicator waits for, and who usually delivers them."""
    if kpi not in snapshot.results:
        return text("ui.waiting.not_built")
    codes = figures.waits_for(snapshot.results[kpi])
    return text("ui.waiting.exports", exports=listed(sentences.exports(codes)))


def title(kpi: str) -> str:
    """An indicator's Danish name."""
    return text(f"kpi.{kpi}.title")


def to_indicator(kpi: str, snapshot: Snapshot) -> str:
    """A link to the indicator's own page, in the same month."""
    return link(title(kpi), registry.NOEGLETAL, noegletal=kpi, periode=snapshot.month)


def _heading(kpi: str, snapshot: Snapshot) -> str:
    return f"<h3><span>{to_indicator(kpi, snapshot)}</span>{pill(snapshot.courses[kpi])}</h3>"


def _number(kpi: str, snapshot: Snapshot) -> str:
    result, target = snapshot.results[kpi], snapshot.targets[kpi]
    if result.value is None:
        return f'<p class="dim facts">{safe(sentences.reason(result))}</p>'
    lines = "<br>".join(map(safe, _details(result, target, snapshot.told[kpi])))
    value = safe(sentences.value_or_reason(result))
    trend = _trend(kpi, snapshot)
    return f'<p class="big">{value}</p>{trend}<p class="dim facts">{lines}</p>'


def _details(result: Result, target: Target | None, told: "kpis.Answers") -> list[str]:
    parts = (sentences.counted(result), formats.period(result.period))
    lines = [" · ".join(filter(None, parts)), target_line(result.kpi, target)]
    if not figures.is_whole(result.kpi, result.period):
        lines.append(text("ui.target.not_whole"))
    elif told.course is Course.NOT_JUDGED and sentences.target_words(target):
        lines.append(text("ui.target.too_few"))
    return [*lines, *_changed(told), *_untrusted(result)]


def _changed(told: "kpis.Answers") -> Iterator[str]:
    """'Bedre, tallet er steget.', where it is more than noise."""
    if told.variation in CHANGED:
        _, variation, *_ = told.each()
        yield text("ui.changed", words=text(variation.word_key))


def _untrusted(result: Result) -> Iterator[str]:
    """What is missing to trust a number that could be computed."""
    if result.missing:
        yield text("ui.untrusted", exports=listed(sentences.exports(result.missing)))


def target_line(kpi: str, target: Target | None) -> str:
    """'Måltal: mindst 60 % (forslag)', or why there is none."""
    words = sentences.target_words(target)
    if target is None or not words:
        own = f"kpi.{kpi}.no_target"
        return text(own if has_text(own) else "ui.target.none")
    return text(f"ui.target.{'proposal' if target.kind == 'proposal' else 'decided'}", target=words)


def _trend(kpi: str, snapshot: Snapshot) -> str:
    until = [result for result in figures.trend(kpi) if result.period <= snapshot.month]
    return f"<div>{sparkline(until[-MONTHS_OF_TREND:], snapshot.targets[kpi])}</div>"


def _balance(kpi: str, snapshot: Snapshot) -> str:
    others = [other for other in figures.balanced_by(kpi) if other in snapshot.courses]
    if not others:
        return ""
    rows = [
        f"<li>{to_indicator(other, snapshot)}: "
        f"{safe(sentences.value_or_reason(snapshot.results[other]))} "
        f"{pill(snapshot.courses[other])}</li>"
        for other in others
    ]
    return (
        f'<div class="balance"><p class="dim">{safe(text("ui.balanced_by"))}</p>{items(rows)}</div>'
    )
