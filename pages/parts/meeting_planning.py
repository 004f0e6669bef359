"""Making a meeting ready: its agenda, its title and day, its frozen numbers; earlier meetings."""

import logging
from datetime import date

from kpis import facts
from pages.parts import (
    changes,
    entries_author,
    entries_refusals,
    fields,
    figures,
    formats,
    meeting_agenda,
    meeting_keeping,
    scope,
    snapshot,
    widgets,
)
from pages.parts.markup import items, link, safe
from pages.parts.meeting_agenda import Agenda
from pages.parts.registry import MOEDE
from pages.parts.since import NEWS
from pages.parts.texts import text

ADDRESS = "dagsorden"
PICKED, ADDING = "agenda-picked", "agenda-adding"
TITLE, DAY = "meeting-title", "meeting-day"
SENT, WRONG = "meeting-sent", "meeting-wrong"
log = logging.getLogger(__name__)


def show() -> None:
    """The page before there is a meeting."""
    widgets.html(
        f'<div class="hero"><div><h1>{safe(text("moede.plan.title"))}</h1>'
        f"<p>{safe(text('moede.plan.lead'))}</p></div></div>"
    )
    month = scope.month()
    with widgets.card("agenda"):
        _agenda(_chosen(), month)
    if _chosen() and entries_author.may_write():
        with widgets.card("meeting"):
            _meeting()
    widgets.html(_earlier())


def freeze_if_sent() -> None:
    """Freezes what was sent a moment ago and leads to it; says what was wrong on the page."""
    sent = widgets.held(SENT)
    if not sent:
        return
    widgets.let_go(SENT)
    try:
        with widgets.progress(text("moede.plan.freezing")):
            kept = meeting_keeping.keep(*sent)
    except facts.Refused as error:
        widgets.hold(WRONG, text("skriv.not_kept", why=entries_refusals.of_rule(error)))
    except (facts.Unsaved, facts.Unreadable) as error:
        log.warning("A meeting was not kept: %s.", error.fault)
        widgets.hold(WRONG, entries_refusals.of_fault(error))
    else:
        widgets.put_in_address(ADDRESS, "")
        widgets.put_in_address("moede", kept.id)


def _chosen() -> Agenda:
    return meeting_agenda.read(widgets.in_address(ADDRESS))


def _choose(agenda: Agenda, picked: str = "") -> None:
    widgets.put_in_address(ADDRESS, meeting_agenda.written(agenda))
    widgets.hold(PICKED, picked or "".join(agenda[:1]))


# The agenda


def _agenda(agenda: Agenda, month: str) -> None:
    widgets.html(f'<h2 class="first">{safe(text("moede.agenda.title"))}</h2>')
    if not agenda:
        widgets.html(f"<p>{safe(text('moede.agenda.none'))}</p>")
    _suggestions(month)
    _add(agenda)
    if agenda:
        _order(agenda)


def _suggestions(month: str) -> None:
    """Two agendas to begin from; they take the place of the one that is there."""
    earlier = scope.since(month)
    with widgets.row("agenda-suggestions"):
        widgets.button(
            text("moede.suggest.nodes"), "suggest-nodes", _choose, meeting_agenda.nodes()
        )
        if earlier:
            label = text("moede.suggest.changed", month=formats.period(earlier))
            widgets.button(label, "suggest-changed", _choose_changed, earlier, month)
    if wrong := widgets.held("agenda-nothing"):
        widgets.let_go("agenda-nothing")
        widgets.note(wrong)


def _choose_changed(earlier: str, month: str) -> None:
    """Every indicator with news since the month the last meeting looked at."""
    before, now = snapshot.take(earlier), snapshot.take(month)
    found = changes.differences(before.told, now.told, figures.breaks())
    news = tuple(one.kpi for one in found if one.kind in NEWS)
    if news:
        _choose(news)
    else:
        widgets.hold("agenda-nothing", text("changes.none"))


def _add(agenda: Agenda) -> None:
    left = {its: words for its, words in meeting_agenda.choices().items() if its not in agenda}
    if not left:
        return
    if widgets.held(ADDING) not in left:
        widgets.hold(ADDING, next(iter(left)))
    with widgets.row("agenda-add"):
        fields.pick(text("moede.agenda.pick"), ADDING, left)
        widgets.button(text("moede.agenda.add"), "agenda-add-button", _add_picked)


def _add_picked() -> None:
    name = str(widgets.held(ADDING))
    _choose(meeting_agenda.added(_chosen(), name), name)


def _order(agenda: Agenda) -> None:
    """The points in their order: one is picked, and three buttons move it or take it off."""
    if widgets.held(PICKED) not in agenda:
        widgets.hold(PICKED, agenda[0])
    picked = str(widgets.held(PICKED))
    fields.pick_in_list(text("moede.agenda.points"), PICKED, meeting_agenda.numbered(agenda))
    is_first, is_last = agenda[0] == picked, agenda[-1] == picked
    with widgets.row("agenda-moves"):
        widgets.button(text("moede.agenda.up"), "agenda-up", _move, -1, disabled=is_first)
        widgets.button(text("moede.agenda.down"), "agenda-down", _move, 1, disabled=is_last)
        widgets.button(text("moede.agenda.remove"), "agenda-remove", _remove)


def _move(by: int) -> None:
    picked = str(widgets.held(PICKED))
    _choose(meeting_agenda.moved(_chosen(), picked, by), picked)


def _remove() -> None:
    picked, agenda = str(widgets.held(PICKED)), _chosen()
    if picked in agenda:
        after = meeting_agenda.beside(agenda, picked)
        _choose(meeting_agenda.without(agenda, picked), after)


# The meeting


def _meeting() -> None:
    widgets.html(f'<h2 class="first">{safe(text("moede.plan.meeting"))}</h2>')
    widgets.html(f'<p class="dim">{safe(text("moede.plan.what"))}</p>')
    if wrong := widgets.held(WRONG):
        widgets.let_go(WRONG)
        widgets.refused(wrong)
    entries_author.ask()
    widgets.html(scope.bar())
    widgets.hold_first(TITLE, text("moede.plan.usual_title"))
    widgets.hold_first(DAY, date.today())
    with fields.form("meeting"):
        fields.line(text("moede.plan.name"), TITLE)
        fields.day(text("moede.plan.day"), DAY)
        fields.send(text("moede.plan.freeze"), "meeting-freeze", _send)


def _send() -> None:
    """Holds what was sent for the page to freeze, which takes a moment, or what is wrong."""
    title, day = str(widgets.held(TITLE) or "").strip(), widgets.held(DAY)
    if not entries_author.name():
        entries_author.miss()
        widgets.hold(WRONG, text("skriv.author.first"))
    elif not isinstance(day, date):
        widgets.hold(WRONG, text("skriv.not_kept", why=text("skriv.no_day")))
    else:
        period = widgets.in_address("periode") or figures.latest_month()
        author = facts.Author(entries_author.name())
        widgets.hold(SENT, (title, day, period, _chosen(), author))


def _earlier() -> str:
    """Every meeting, the newest first."""
    rows = [
        f"<li>{link(its.fact.title, MOEDE, moede=its.id)}"
        f'<span class="dim">{safe(_line(its.fact))}</span></li>'
        for its in reversed(facts.meetings())
    ]
    told = items(rows, "rows") if rows else f'<p class="dim">{safe(text("moede.plan.none"))}</p>'
    return f'<section class="card"><h2>{safe(text("moede.plan.earlier"))}</h2>{told}</section>'


def _line(fact: facts.Meeting) -> str:
    return text(
        "moede.plan.line",
        day=formats.day(fact.day),
        period=formats.period(fact.period),
        edition=formats.edition(fact.build_id),
    )
