"""A form for a fact: ask, keep, say what went wrong, and lose nothing that was typed.

What was typed stays in the session until the store has kept it. A form that revises holds
the version it was opened on; when somebody else was first, both texts stand side by side,
and what is saved next is saved on top of theirs.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from kpis import facts
from pages.parts import entries_author, entries_refusals, fields, formats, tables, widgets
from pages.parts.entries_numbers import Misread
from pages.parts.texts import text

Kind = Literal["lines", "line", "day", "pick", "pick_many"]
Typed = Mapping[str, Any]
log = logging.getLogger(__name__)

ASK: Mapping[Kind, Callable[..., None]] = {
    "lines": fields.lines,
    "line": fields.line,
    "day": fields.day,
    "pick": fields.pick,
    "pick_many": fields.pick_many,
}
EMPTY: Mapping[Kind, Any] = {"lines": "", "line": "", "day": None, "pick_many": []}


@dataclass(frozen=True)
class Field:
    """One question of a form, under the name that the fact has for it; `label` is a text key."""

    name: str
    label: str
    kind: Kind
    guide: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    first: Any = None

    @property
    def begins(self) -> Any:
        """What it shows before anybody typed: the first of several where nothing is said."""
        if self.kind == "pick" and self.first is None:
            return next(iter(self.options))
        return EMPTY[self.kind] if self.first is None else self.first

    def words(self, value: Any) -> str:
        """A value as it is read."""
        if isinstance(value, date):
            return formats.day(value)
        if self.kind == "pick_many":
            return ", ".join(self.options.get(one, one) for one in value or ())
        return self.options.get(value, value) or ""


@dataclass(frozen=True)
class Form:
    """`make` turns what was typed into a fact; `fill` turns one back into what is typed.

    `done` is what is said when it was kept. With `old` the fact is revised, else added. With
    `preview`, markup of what the fact will do, it is kept by a second button below that.
    """

    key: str
    fields: tuple[Field, ...]
    button: str
    done: str
    make: Callable[[Typed], facts.Fact]
    fill: Callable[[Any], Typed] | None = None
    old: facts.Version[Any] | None = None
    preview: Callable[[Any], str] | None = None

    def at(self, name: str) -> str:
        """Where the session holds something of this form."""
        return f"{self.key}-{name}"


@dataclass(frozen=True)
class Outcome:
    """What became of the last sending. `field` names the one to mend, `beside` says how."""

    words: str = ""
    is_kept: bool = False
    field: str = ""
    beside: str = ""
    newer: facts.Version[Any] | None = None
    mine: facts.Fact | None = None
    seen: facts.Fact | None = None


NOTHING = Outcome()


def show(form: Form) -> None:
    """The form, what became of what was sent, and for a new version what it builds on."""
    outcome: Outcome = widgets.held(form.at("outcome"), NOTHING)
    _begin(form)
    _tell(form, outcome)
    with fields.form(form.key):
        for one in form.fields:
            _ask(form, one, outcome)
        fields.send(form.button, form.at("send"), _sent, form)
    if outcome.seen is not None and form.preview:
        widgets.html(form.preview(outcome.seen))
        widgets.button(text("skriv.confirm"), form.at("confirm"), _keep, form, outcome.seen)


def is_unkept(key: str) -> bool:
    """Whether something was sent in a form that somebody else's text stands in the way of."""
    outcome: Outcome = widgets.held(f"{key}-outcome", NOTHING)
    return outcome.newer is not None


def line_of(version: facts.Version[Any]) -> str:
    """The id that all versions of a fact share: that of the first."""
    return facts.history(version.id)[0].id if version.replaces else version.id


def withdraw(version: facts.Version[Any], key: str) -> None:
    """Takes a fact back, or holds why not under `key` for `told`."""
    try:
        facts.withdraw(version, facts.Author(entries_author.name()))
        outcome = Outcome(text("skriv.withdrawn"), is_kept=True)
    except (facts.Refused, facts.Conflict, facts.Unsaved, facts.Unreadable) as error:
        outcome = _refused(error)
    widgets.hold(key, outcome)


def told(key: str) -> None:
    """Says once what became of a withdrawal."""
    outcome: Outcome = widgets.held(key, NOTHING)
    _say(outcome)
    widgets.let_go(key)


def _begin(form: Form) -> None:
    """Fields that hold nothing yet get their first values; the version is that of this moment."""
    if form.old is not None:
        widgets.hold_first(form.at("old"), form.old)
    for name, value in _first(form, widgets.held(form.at("old"))).items():
        widgets.hold_first(form.at(name), value)


def _first(form: Form, old: facts.Version[Any] | None) -> Typed:
    if old is not None and form.fill is not None:
        return form.fill(old.fact)
    return {one.name: one.begins for one in form.fields}


def _tell(form: Form, outcome: Outcome) -> None:
    _say(outcome)
    if outcome.is_kept:
        widgets.let_go(form.at("outcome"))
    if outcome.newer is not None and outcome.mine is not None and form.fill is not None:
        widgets.html(_side_by_side(form, outcome))
        widgets.button(text("skriv.conflict.theirs"), form.at("theirs"), _take_theirs, form)


def _say(outcome: Outcome) -> None:
    if outcome.words:
        (widgets.done if outcome.is_kept else widgets.refused)(outcome.words)


def _side_by_side(form: Form, outcome: Outcome) -> str:
    """The text that is kept and the one that is not, field by field."""
    newer, fill = outcome.newer, form.fill
    assert newer is not None
    assert fill is not None
    columns = (
        tables.Column(text("skriv.conflict.field")),
        tables.Column(text("skriv.conflict.kept", signed=entries_refusals.signed(newer))),
        tables.Column(text("skriv.conflict.yours")),
    )
    theirs, mine = fill(newer.fact), fill(outcome.mine)
    rows = [
        (text(one.label), one.words(theirs[one.name]), one.words(mine[one.name]))
        for one in form.fields
    ]
    return tables.table(text("skriv.conflict.caption"), columns, rows)


def _ask(form: Form, one: Field, outcome: Outcome) -> None:
    """A field; its guide and what is wrong with it stand in its label."""
    wrong = text("skriv.wrong", why=outcome.beside) if outcome.field == one.name else ""
    label = entries_author.label(text(one.label), text(one.guide) if one.guide else "", wrong)
    given = (one.options,) if one.kind in ("pick", "pick_many") else ()
    ASK[one.kind](label, form.at(one.name), *given)


def _sent(form: Form) -> None:
    """What the button of a form does, before the page is made again."""
    if not entries_author.name():
        entries_author.miss()
        widgets.hold(form.at("outcome"), Outcome(text("skriv.author.first")))
        return
    try:
        fact = form.make({one.name: widgets.held(form.at(one.name)) for one in form.fields})
    except Misread as error:
        widgets.hold(form.at("outcome"), _misread(error))
        return
    if form.preview:
        widgets.hold(form.at("outcome"), Outcome(seen=fact))
    else:
        _keep(form, fact)


def _keep(form: Form, fact: facts.Fact) -> None:
    try:
        _written(form, fact)
        _begin_again(form)
        outcome = Outcome(text(form.done), is_kept=True)
    except (facts.Refused, facts.Conflict, facts.Unsaved, facts.Unreadable) as error:
        outcome = _refused(error)
    if outcome.newer is not None:
        widgets.hold(form.at("old"), outcome.newer)
    widgets.hold(form.at("outcome"), outcome)


def _written(form: Form, fact: facts.Fact) -> None:
    author, old = facts.Author(entries_author.name()), widgets.held(form.at("old"))
    if old is None:
        facts.add(fact, author)
    else:
        facts.revise(old, fact, author)


def _begin_again(form: Form) -> None:
    """The form is as new: empty, or on the version that was just written."""
    old = widgets.held(form.at("old"))
    newest = facts.latest(old.id) if old is not None else None
    widgets.hold(form.at("old"), newest)
    for name, value in _first(form, newest).items():
        widgets.hold(form.at(name), value)


def _take_theirs(form: Form) -> None:
    _begin_again(form)
    widgets.let_go(form.at("outcome"))


def _refused(
    error: facts.Refused | facts.Conflict | facts.Unsaved | facts.Unreadable,
) -> Outcome:
    """What the store said, for the reader; the log gets no word of what was typed."""
    if isinstance(error, facts.Conflict):
        words = entries_refusals.of_conflict(error)
        return Outcome(words, newer=error.newer, mine=error.yours)
    if isinstance(error, facts.Refused):
        why = entries_refusals.of_rule(error)
        words = text("skriv.not_kept", why=why)
        return Outcome(words, field=entries_refusals.field_of(error), beside=why)
    log.warning("Nothing was written: %s.", error.fault)
    return Outcome(entries_refusals.of_fault(error))


def _misread(error: Misread) -> Outcome:
    why = text(error.key)
    return Outcome(text("skriv.not_kept", why=why), field=error.field, beside=why)
