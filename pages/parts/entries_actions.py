"""Actions: who does what by when. What is late comes first, by shape and word."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache, partial

from kpis import facts
from kpis.coverage import planned
from kpis.facts import ActionStatus
from kpis.strategy import strategy
from pages.parts import entries_figures, entries_forms, formats
from pages.parts.entries_forms import Field, Form, Typed
from pages.parts.entries_numbers import Misread
from pages.parts.markup import SHAPE_OF, items, link, safe
from pages.parts.registry import NOEGLETAL, OPFOELGNING, SPOR, TEMA
from pages.parts.texts import counted, text

Action = facts.Version[facts.Action]
WHAT = Field("what", "opfoelgning.action.what", "lines", "opfoelgning.action.what_guide")
OWNER = Field("owner", "opfoelgning.action.owner", "line", "opfoelgning.action.owner_guide")
DUE = Field("due", "opfoelgning.action.due", "day", "opfoelgning.action.due_guide")


def write_about(about: str) -> None:
    """The form for a new action about one indicator or node."""
    _show_new(f"action-{about}", (WHAT, OWNER, DUE), about)


def write() -> None:
    """The form for a new action about anything in the strategy."""
    names = {name: subject(name) for name in subjects()}
    about = Field("about", "opfoelgning.action.about", "pick", options=names)
    _show_new("action-new", (about, WHAT, OWNER, DUE), "")


def revise(action: Action) -> None:
    """The form for how far an action is, and for what was wrong in it."""
    names = {str(its): text(f"opfoelgning.status.{its}") for its in ActionStatus}
    status = Field("status", "opfoelgning.action.status", "pick", options=names)
    entries_forms.show(
        Form(
            f"action-{entries_forms.line_of(action)}",
            (status, WHAT, OWNER, DUE),
            text("opfoelgning.action.revise"),
            "opfoelgning.action.revised",
            partial(_made, action.fact),
            _typed,
            action,
        )
    )


def listed(actions: Iterable[Action], today: date) -> str:
    """Actions, the late ones first, each with its owner, its day and what it is about."""
    return items((_item(action, today) for action in in_order(actions, today)), "entries")


def in_order(actions: Iterable[Action], today: date) -> list[Action]:
    """Late ones first, then open ones, then the rest; by due day in each."""
    places = ("late", "open", "done", "dropped")
    return sorted(actions, key=lambda its: (places.index(state(its.fact, today)), its.fact.due))


def state(action: facts.Action, today: date) -> str:
    """'late' while it is open after its due day, else its status."""
    is_open = action.status is ActionStatus.OPEN
    return "late" if is_open and action.due < today else str(action.status)


def subject(about: str) -> str:
    """An indicator or a node of the strategy in words."""
    if about in planned():
        return entries_figures.title(about)
    return _names().get(about, about)


@cache
def subjects() -> tuple[str, ...]:
    """What an action can be about: themes, tracks, goals and statements, indicators."""
    return (*_names(), *planned())


def parts() -> Mapping[str, str]:
    """The themes and tracks, by id."""
    themes = {part.id: formats.title_case(part.title) for part in strategy().long_term.themes}
    tracks = {part.id: formats.title_case(part.title) for part in strategy().tracks.tracks}
    return themes | tracks


def _names() -> Mapping[str, str]:
    whole = parts()
    return {**whole, **{node.id: node.text for node in strategy().nodes() if node.id not in whole}}


def _show_new(key: str, fields: tuple[Field, ...], about: str) -> None:
    empty = facts.Action("", about, "", date.max)
    button, done = text("opfoelgning.action.send"), "opfoelgning.action.kept"
    entries_forms.show(Form(key, fields, button, done, partial(_made, empty)))


def _made(before: facts.Action, typed: Typed) -> facts.Action:
    if typed["due"] is None:
        raise Misread("skriv.no_day", "due")
    status = ActionStatus(typed.get("status", before.status))
    return replace(
        before,
        what=typed["what"].strip(),
        owner=typed["owner"].strip(),
        due=typed["due"],
        about=typed.get("about", before.about),
        status=status,
    )


def _typed(action: facts.Action) -> Typed:
    return {**vars(action), "status": str(action.status)}


def _item(action: Action, today: date) -> str:
    fact, its = action.fact, state(action.fact, today)
    revise_it = link(
        text("opfoelgning.action.open"), OPFOELGNING, anchor="handlinger", handling=action.id
    )
    about = text("opfoelgning.action.line", owner=safe(fact.owner), due=formats.day(fact.due))
    return (
        f'<li class="{its}"><p class="state">{SHAPE_OF.format(css=its)}'
        f"{safe(_state_words(fact, its, today))}</p>"
        f'<p class="what">{safe(fact.what)}</p>'
        f'<p class="dim">{about} · {_about(fact.about)} · {revise_it}</p></li>'
    )


def _state_words(action: facts.Action, its: str, today: date) -> str:
    if its == "late":
        return counted("opfoelgning.late", (today - action.due).days)
    return text(f"opfoelgning.status.{its}")


def _about(about: str) -> str:
    """A link to what the action is about."""
    parts = {part.id: (TEMA, {"tema": part.slug}) for part in strategy().long_term.themes}
    parts |= {part.id: (SPOR, {"spor": part.slug}) for part in strategy().tracks.tracks}
    if about in planned():
        return link(subject(about), NOEGLETAL, noegletal=about)
    node = next((node for node in strategy().nodes() if node.id == about), None)
    whole = about if about in parts else node.parent if node else ""
    if whole not in parts:
        return safe(subject(about))
    page, where = parts[whole]
    return link(subject(about), page, **where)
