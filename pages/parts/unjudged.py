"""What cannot be judged, grouped by the reason. The rule, and the block that tells it."""

from collections.abc import Iterator

import kpis
from kpis import Answers
from kpis.model import Course, Status
from pages.parts import figures, indicators, registry
from pages.parts.markup import items, link, safe
from pages.parts.snapshot import Snapshot
from pages.parts.texts import counted, listed, text

NOT_WHOLE, NO_TARGET, FEW = "not_whole", "no_target", "few"


def reason(told: Answers, is_whole: bool) -> str:
    """Why an indicator whose exports are loaded is not judged, as a code; empty where it is.

    `is_whole`: whether reports had begun on the first day its number looks at.
    """
    if told.course is not Course.NOT_JUDGED:
        return ""
    if told.result.status is not Status.OK:
        return str(told.result.status)
    if not is_whole:
        return NOT_WHOLE
    target = told.target
    has_numbers = target is not None and (target.low, target.high) != (None, None)
    return FEW if has_numbers else NO_TARGET


def why(told: Answers) -> str:
    """The same as a sentence; empty for an indicator that is judged."""
    code = reason(told, figures.is_whole(told.result.kpi, told.result.period))
    return text(f"unjudged.reasons.{code}", smallest=kpis.SMALLEST_JUDGED) if code else ""


def card(snapshot: Snapshot) -> str:
    """How many of the planned indicators cannot be judged, and why, most alike first."""
    groups = sorted(_groups(snapshot).items(), key=lambda group: -len(group[1]))
    total = sum(len(names) for _, names in groups)
    if not total:
        return f'<p class="dim">{safe(text("unjudged.none"))}</p>'
    where = link(text("ui.overblik.to_coverage"), registry.DAEKNING, periode=snapshot.month)
    rows = (_row(why, names, snapshot) for why, names in groups)
    return (
        f"<h2>{safe(counted('unjudged.heading', total))}</h2>"
        f'<section class="card">{items(rows, "needs")}<p class="more">{where}</p></section>'
    )


def _groups(snapshot: Snapshot) -> dict[str, list[str]]:
    """Indicators by the reason in words."""
    groups: dict[str, list[str]] = {}
    for kpi, words in _each(snapshot):
        groups.setdefault(words, []).append(kpi)
    return groups


def _each(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    for kpi in snapshot.waiting():
        yield kpi, indicators.need(kpi, snapshot)
    for kpi, told in snapshot.told.items():
        if words := why(told):
            yield kpi, words


def _row(why: str, names: list[str], snapshot: Snapshot) -> str:
    shown = listed([indicators.to_indicator(kpi, snapshot) for kpi in names])
    return f"<li><h3>{safe(why)}</h3><p>{shown}</p></li>"
