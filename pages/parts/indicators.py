"""An indicator as it stands on a card: number, count, target, course, trend."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import kpis
from kpis.model import Course, Kind, Result, Target
from pages.parts import figures, formats, registry, sentences
from pages.parts.markup import SHORT, in_danish, items, link, pill, safe
from pages.parts.snapshot import Snapshot
from pages.parts.sparkline import sparkline
from pages.parts.texts import counted, has_text, listed, text

FEWEST, MOST = 3, 5
"""So many indicators of one goal stand in front; the rest one click away."""

CALLS_FIRST = (Course.ACT, SHORT, Course.WATCH, Course.ON_COURSE, Course.NOT_JUDGED)
OUTCOMES_FIRST = (Kind.OUTCOME, Kind.PROCESS, Kind.STRUCTURE, Kind.BALANCING)
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
    """Measured indicators as small cards: those of `in_front`, the others behind a click."""
    front, rest = in_front({kpi: snapshot.course(kpi) for kpi in names})
    return _cards(front, snapshot) + _one_click_away(rest, snapshot)


def in_front(courses: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Which indicators of a goal stand in front, and which behind a click.

    The judged ones first, those that miss their target before those that meet it, and of those
    alike what comes out of the work before how it is done. What is not judged only fills up.
    """
    ranked = sorted(courses, key=lambda kpi: (CALLS_FIRST.index(courses[kpi]), _importance(kpi)))
    judged = sum(course != Course.NOT_JUDGED for course in courses.values())
    front = min(max(judged, FEWEST), MOST)
    return ranked[:front], ranked[front:]


def _importance(kpi: str) -> int:
    return OUTCOMES_FIRST.index(figures.catalogue()[kpi].kind)


def _cards(names: Sequence[str], snapshot: Snapshot) -> str:
    return items((indicator(kpi, snapshot) for kpi in names), "indicators") if names else ""


def _one_click_away(rest: Sequence[str], snapshot: Snapshot) -> str:
    if not rest:
        return ""
    label = safe(counted("ui.more_indicators", len(rest), names=titles(rest)))
    return f'<details class="more"><summary>{label}</summary>{_cards(rest, snapshot)}</details>'


def waiting(names: Sequence[str], snapshot: Snapshot) -> str:
    """Indicators that are not measured yet, one click away, by what they need."""
    rows = [
        f'<li>{in_danish(safe(titles(alike)))}<br><span class="dim">{safe(reason)}</span></li>'
        for reason, alike in by_need(names, snapshot)
    ]
    if not rows:
        return ""
    label = safe(counted("ui.waiting.heading", len(tuple(names))))
    return f'<details class="waiting"><summary>{label}</summary>{items(rows)}</details>'


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
    to = link(title(kpi), registry.NOEGLETAL, noegletal=kpi, periode=snapshot.month)
    return in_danish(to)


def _heading(kpi: str, snapshot: Snapshot) -> str:
    return f"<h3><span>{to_indicator(kpi, snapshot)}</span>{pill(snapshot.course(kpi))}</h3>"


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
    months = snapshot.trend(kpi)[-MONTHS_OF_TREND:]
    return f"<div>{sparkline(months, snapshot.targets[kpi])}</div>"


def _balance(kpi: str, snapshot: Snapshot) -> str:
    others = [other for other in figures.balanced_by(kpi) if other in snapshot.courses]
    if not others:
        return ""
    rows = [
        f"<li>{to_indicator(other, snapshot)}: "
        f"{safe(sentences.value_or_reason(snapshot.results[other]))} "
        f"{pill(snapshot.course(other))}</li>"
        for other in others
    ]
    return (
        f'<div class="balance"><p class="dim">{safe(text("ui.balanced_by"))}</p>{items(rows)}</div>'
    )
