"""The blocks of Opfølgning: actions, questions and comments, by part, owner and state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import Any

import kpis
from kpis import facts
from kpis.coverage import planned
from pages.parts import (
    choices,
    entries_actions,
    entries_author,
    entries_comments,
    entries_figures,
    entries_questions,
    widgets,
)
from pages.parts.entries_actions import Action
from pages.parts.entries_questions import Question
from pages.parts.markup import link, safe
from pages.parts.registry import OPFOELGNING
from pages.parts.texts import counted, listed, text

ALL, OPEN, CLOSED = "alle", "aabne", "afsluttede"
RECENT = timedelta(days=183)
NEWEST = 12  # comments; the rest stand at their indicators


@dataclass(frozen=True)
class Wanted:
    """What the reader wants to see: a part of the strategy, an owner's id, a state."""

    part: str
    owner: str
    state: str

    def is_about(self, name: str) -> bool:
        """Whether an indicator or a node belongs to the part."""
        own = name.partition(".")[0]  # of a share beside an indicator; nodes have points too
        return self.part == ALL or self.part in parts_of(own if own in planned() else name)

    def is_in_state(self, is_open: bool) -> bool:
        """Whether what is open, or is not, is wanted."""
        return self.state == ALL or is_open is (self.state == OPEN)


def heading() -> str:
    """How much is late and how much is open, in all."""
    open_ones, today = facts.actions(is_open=True), date.today()
    late = sum(entries_actions.state(its.fact, today) == "late" for its in open_ones)
    title = counted("opfoelgning.headline", late) if late else text("opfoelgning.headline.calm")
    waiting = [
        _counted("opfoelgning.open_actions", len(open_ones)),
        _counted("opfoelgning.open_questions", len(facts.questions(is_open=True))),
    ]
    lead = text("opfoelgning.lead", what=listed(waiting))
    return f'<div class="hero"><div><h1>{safe(title)}</h1><p>{safe(lead)}</p></div></div>'


def choose() -> tuple[Wanted, str]:
    """Part, owner and state, which stand in the address, and the markup that asks for them."""
    owners = {owner_id(its.fact.owner): its.fact.owner for its in facts.actions()}
    states = {name: text(f"opfoelgning.states.{name}") for name in (OPEN, CLOSED, ALL)}
    label, whose = text("opfoelgning.pick.part"), {ALL: text("opfoelgning.everybody")} | owners
    part, asks_part = widgets.asked_in_list(label, "del", _parts(), ALL)
    label = text("opfoelgning.pick.owner")
    owner, asks_owner = widgets.asked_in_list(label, "ansvarlig", whose, ALL)
    state, asks_state = widgets.asked(text("opfoelgning.pick.state"), "tilstand", states, OPEN)
    return Wanted(part, owner, state), choices.beside(asks_part, asks_owner, asks_state)


def actions(wanted: Wanted) -> None:
    """The actions, the one that was picked to be changed above them, the form for a new one."""
    found = [its for its in facts.actions() if _is_wanted(its, wanted)]
    _title("opfoelgning.actions", "handlinger", len(found))
    if entries_author.may_write():
        _revise_picked()
    if found:
        widgets.html(entries_actions.listed(found, date.today()))
    if entries_author.may_write():
        widgets.unfold(text("opfoelgning.action.add"), "open-action-new", entries_actions.write)


def questions(wanted: Wanted) -> None:
    """The questions, with the form for the answer of the one that was picked."""
    every = facts.questions()
    found = [
        its
        for its in every
        if wanted.is_about(its.fact.figure.kpi) and wanted.is_in_state(its.fact.answer is None)
    ]
    _title("opfoelgning.questions", "spoergsmaal", len(found))
    if entries_author.may_write():
        _answer_picked(every)
    if found:
        widgets.html(entries_questions.listed(found))


def comments(wanted: Wanted) -> str:
    """The newest comments of the last half year, on any number."""
    recent = facts.comments_since(datetime.now(UTC) - RECENT)
    shown = [its for its in recent[::-1] if wanted.is_about(its.fact.figure.kpi)][:NEWEST]
    title = safe(text("opfoelgning.comments.title"))
    if not shown:
        return f'<h2>{title}</h2><p class="dim">{safe(text("opfoelgning.comments.none"))}</p>'
    return f'<h2>{title}</h2><div class="grid two">{"".join(map(_card, shown))}</div>'


@cache
def parts_of(name: str) -> frozenset[str]:
    """The themes and tracks that an indicator or a node belongs to; a theme to itself."""
    found = {name}
    for covered in kpis.coverage():
        if covered.node.id == name or name in (*covered.measured, *covered.waiting):
            found |= {covered.node.id, covered.node.parent}
    return frozenset(found)


def owner_id(name: str) -> str:
    """An owner in the address: not the name, which would stand in logs and histories."""
    return sha256(name.strip().casefold().encode()).hexdigest()[:8]


def _card(comment: entries_comments.Comment) -> str:
    where = entries_figures.where(comment.fact.figure)
    return f'<div class="card">{entries_comments.told(comment, where)}</div>'


def _counted(key: str, n: int) -> str:
    return counted(key, n) if n else text(f"{key}.none")


def _revise_picked() -> None:
    if its := _picked("handling", facts.actions()):
        widgets.html(f"<h3>{safe(text('opfoelgning.action.title'))}</h3>")
        entries_actions.revise(its)
        widgets.html(_close())


def _answer_picked(questions: Sequence[Question]) -> None:
    if its := _picked("spoergsmaal", questions):
        told = entries_questions.told(its.fact)
        heading = f"<h3>{safe(text('opfoelgning.answer.title'))}</h3>"
        widgets.html(f'{heading}<div class="picked">{told}</div>')
        entries_questions.answer(its)
        widgets.html(_close())


def _is_wanted(action: Action, wanted: Wanted) -> bool:
    is_open = action.fact.status is facts.ActionStatus.OPEN
    is_owners = wanted.owner in (ALL, owner_id(action.fact.owner))
    return is_owners and wanted.is_about(action.fact.about) and wanted.is_in_state(is_open)


def _parts() -> Mapping[str, str]:
    return {ALL: text("opfoelgning.whole"), **entries_actions.parts()}


def _title(key: str, anchor: str, count: int) -> None:
    none = f'<p class="dim">{safe(text(f"{key}.none"))}</p>' if not count else ""
    widgets.html(f'<h2 class="first" id="{anchor}">{safe(text(f"{key}.title"))}</h2>{none}')


def _picked(name: str, every: Sequence[facts.Version[Any]]) -> facts.Version[Any] | None:
    """The one of several that the address names, by the id of any of its versions."""
    asked = widgets.in_address(name)
    if not asked:
        return None
    newest = facts.latest(asked)
    found = {its.id: its for its in every}
    if newest is not None and newest.id in found:
        return found[newest.id]
    widgets.chosen(name, ("",), "")
    return None


def _close() -> str:
    """A link to the page without the form."""
    return f"<p>{link(text('opfoelgning.close'), OPFOELGNING)}</p>"
