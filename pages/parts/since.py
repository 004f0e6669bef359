"""What is different from an earlier month, as a block: changes first, noise a click away."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from kpis.model import Target
from pages.parts import changes, figures, formats, indicators, sentences, unjudged
from pages.parts.changes import REAL, Difference, Kind
from pages.parts.markup import in_danish, items, pill, safe
from pages.parts.snapshot import Snapshot
from pages.parts.standing import of_indicator
from pages.parts.texts import counted, text

NEWS = (*REAL, Kind.NEW_TARGET)
"""What a meeting must hear; the rest only explains why a word is another than last time."""


def card(before: Snapshot | None, now: Snapshot) -> str:
    """Heading and card; `before` is None in the first month there is."""
    if before is None:
        return f'<p class="dim">{safe(text("changes.first"))}</p>'
    found = changes.differences(before.told, now.told, figures.breaks())
    heading = safe(text("changes.heading", month=formats.period(before.month)))
    news = [one for one in found if one.kind in NEWS]
    rest = [one for one in found if one.kind not in NEWS]
    return (
        f'<section class="card since"><h2>{heading}</h2><p>{safe(_answer(found))}</p>'
        f"{_groups(news, now)}{_one_click_away(rest, now)}</section>"
    )


def _answer(found: Sequence[Difference]) -> str:
    real = sum(one.kind in REAL for one in found)
    return counted("changes.real", real) if real else text("changes.none")


def _one_click_away(rest: Sequence[Difference], now: Snapshot) -> str:
    if not rest:
        return ""
    label = safe(counted("changes.more", len(rest)))
    groups = _groups(rest, now)
    return f'<details class="more"><summary>{label}</summary>{groups}</details>'


def _groups(found: Iterable[Difference], now: Snapshot) -> str:
    return "".join(
        f'<h3 class="{kind}">{safe(text(f"changes.kinds.{kind}"))}</h3>'
        f"{items((f'<li>{_row(one, now)}</li>' for one in alike), 'dots')}"
        for kind, alike in groupby(found, key=lambda one: one.kind)
    )


def _row(one: Difference, now: Snapshot) -> str:
    """One indicator's difference in words, and how it stands, as markup."""
    what = _what(one, indicators.to_indicator(one.kpi, now))
    if one.kind in (Kind.JUDGED_NO_MORE, Kind.BROKEN):
        return what
    return f"{what} {pill(now.course(one.kpi))}{_before(one)}"


def _before(one: Difference) -> str:
    """The word about it then; empty where it is the same."""
    if not one.has_other_course:
        return ""
    course = text(f"ui.course.{of_indicator(one.before.course, one.before.target)}")
    return f' <span class="dim">{safe(text("changes.before", course=course))}</span>'


def _what(one: Difference, name: str) -> str:
    before, now = one.before.result, one.now.result
    values = {
        "before": safe(sentences.value_or_reason(before)),
        "now": safe(sentences.value_or_reason(now)),
    }
    if one.kind in REAL:
        way = "up" if (now.value or 0) > (before.value or 0) else "down"
        return text(f"changes.rows.{way}", name=name, **values)
    if one.kind is Kind.NEW_TARGET:
        return _new_target(name, one.before.target, one.now.target)
    if one.kind is Kind.JUDGED_NO_MORE:
        return text("changes.rows.judged_no_more", name=name, reason=safe(unjudged.why(one.now)))
    cause = in_danish(safe(one.by.cause)) if one.by else ""
    return text(f"changes.rows.{one.kind}", name=name, cause=cause, **values)


def _new_target(name: str, before: Target | None, now: Target | None) -> str:
    was, is_now = (safe(sentences.target_words(target)) for target in (before, now))
    key = "decided" if was == is_now else "target"
    return text(f"changes.rows.{key}", name=name, before=was, now=is_now)
