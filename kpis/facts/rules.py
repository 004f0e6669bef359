"""What a fact may say. The first broken rule is raised; nothing of the text is repeated."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from hashlib import sha256
from math import isfinite
from typing import Any, get_type_hints

from kpis import break_facts, target_facts
from kpis.coverage import exports, planned
from kpis.errors import nearest
from kpis.facts.errors import Refused, Rule
from kpis.facts.model import (
    Action,
    Comment,
    Event,
    Fact,
    Figure,
    Frozen,
    Line,
    Longest,
    Meeting,
    Query,
    Question,
    SeriesBreak,
    Text,
    kind_of,
)
from kpis.facts.versions import Author
from kpis.periods import UnknownPeriod, period
from kpis.questions import Chart, Parameter
from kpis.questions import names as parameters_of
from kpis.strategy import strategy
from kpis.target_facts import TargetFact

Problem = tuple[Rule, str, str]
"""The rule, the field and the rest of a sentence that begins with where it stands."""

# Six digits of a date, perhaps in pairs, and four more: however it is written with dashes,
# points and spaces between. The day may be 61-91, as in numbers given to those without one.
CPR = re.compile(r"(?<!\d)(\d\d)[\s.\-/]?(\d\d)[\s.\-/]?\d\d[\s.\-/\u2010-\u2015]{0,3}\d{4}(?!\d)")

# Ids of indicators, periods, builds, dimensions, versions; what pages set and nobody types.
NAME = re.compile(r"[A-Za-z0-9_.\-]{0,80}")

KEPT_CONTROLS = "\n\t"
HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn")  # controls, invisible marks, halves, private, unassigned
JOINERS = "\u00ad\u200c\u200d"  # a soft hyphen; what holds an emoji of several parts together

DECLARED_WITHOUT: dict[type[object], dict[str, Any]] = {
    Author: {"name": Line, "role": Line},
    TargetFact: {"decided_by": Line, "where": Line, "member": Line},
    Parameter: {"label": Line, "default": Line, "choices": Line, "choices_sql": Text},
    Chart: {"x": Line, "y": Line, "by": Line},
}
"""The texts of what is declared elsewhere, without how long they may be."""


def check(fact: Fact, author: Author) -> None:
    """Raise `Refused` for the first rule that a fact or its signature breaks."""
    check_author(fact, author)
    _raise_first(fact, problems(fact))


def check_author(fact: Fact, author: Author) -> None:
    """Raise `Refused` for a signature that breaks a rule; the fact itself is not looked at."""
    _raise_first(fact, (*_required(author, "name"), *_of_text("author", author)))


def _raise_first(fact: Fact, found: Iterable[Problem]) -> None:
    for rule, field, sentence in found:
        raise Refused(rule, f"The {kind_of(fact)} was not saved: {field} {sentence}", field)


def problems(fact: Fact) -> Iterator[Problem]:
    """Everything that is wrong with a fact, whoever writes it and whatever is there already."""
    yield from _of_text("", fact)
    yield from _OF_KIND[type(fact)](fact)


def _of_text(inside: str, told: Any) -> Iterator[Problem]:
    """The rules of texts, in every field of a fact and of what lies in it."""
    kind: Any = type(told)
    longest = _longest(kind)
    for one in fields(told):
        value, name = getattr(told, one.name), f"{inside}.{one.name}".lstrip(".")
        parts = value if isinstance(value, tuple) else (value,)
        if any(map(is_dataclass, parts)):
            for part in parts:
                yield from _of_text(name, part)
        elif one.name in longest:
            for part in parts:
                yield from _of_one_text(name, part, longest[one.name])
        elif isinstance(value, str) and one.name != "rows" and not NAME.fullmatch(value):
            yield Rule.UNKNOWN_NAME, name, "is no name that this program gives."
        elif isinstance(value, float) and not isfinite(value):
            yield Rule.NOT_A_NUMBER, name, "is no number."


@cache
def _longest(kind: type[object]) -> dict[str, int]:
    """The fields a person fills in, and how long each may be."""
    hints = DECLARED_WITHOUT.get(kind) or get_type_hints(kind, include_extras=True)
    return {
        name: mark.characters
        for name, hint in hints.items()
        for mark in getattr(hint, "__metadata__", ())
        if isinstance(mark, Longest)
    }


def _of_one_text(name: str, text: str, longest: int) -> Iterator[Problem]:
    if len(text) > longest:
        yield Rule.TOO_LONG, name, f"has {len(text)} characters; at most {longest} are kept."
    if any(map(_is_hidden, text)):
        yield Rule.CONTROL_CHARACTER, name, "holds a character that cannot be seen; remove it."
    if looks_like_cpr(text):
        yield Rule.CPR_NUMBER, name, "holds what looks like a CPR number; take it out."


def _is_hidden(character: str) -> bool:
    is_kept = character in KEPT_CONTROLS or character in JOINERS
    return not is_kept and unicodedata.category(character) in HIDDEN


def looks_like_cpr(text: str) -> bool:
    """Whether ten digits that begin with a date stand in a text, whatever stands between them."""
    return any(_is_day(*map(int, hit.groups())) for hit in CPR.finditer(text))


def _is_day(day: int, month: int) -> bool:
    return 1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91)


def _required(fact: Any, *names: str) -> Iterator[Problem]:
    for name in names:
        if not getattr(fact, name).strip():
            yield Rule.EMPTY, name, "must not be empty."


def _known(name: str, given: str, known: tuple[str, ...]) -> Iterator[Problem]:
    if given not in known:
        near = nearest(given, known)
        yield (
            Rule.UNKNOWN_NAME,
            name,
            f"names '{given}', which is not known; the nearest is '{near}'.",
        )


def _indicators(name: str, given: tuple[str, ...]) -> Iterator[Problem]:
    for kpi in given:
        yield from _known(name, kpi, planned())


def _period(name: str, given: str) -> Iterator[Problem]:
    try:
        period(given)
    except UnknownPeriod:
        yield Rule.UNKNOWN_NAME, name, f"names '{given}'; write 2025-06, 2025-Q2 or 2025."


def _of_figure(figure: Figure) -> Iterator[Problem]:
    yield from _known("figure.kpi", figure.kpi.partition(".")[0], planned())
    yield from _period("figure.period", figure.period)


def _of_comment(fact: Comment) -> Iterator[Problem]:
    yield from _of_figure(fact.figure)
    if not (fact.happened + fact.why + fact.doing).strip():
        yield Rule.EMPTY, "happened", "must not be empty when the two other parts are."


def _of_event(fact: Event) -> Iterator[Problem]:
    yield from _required(fact, "title")
    yield from _indicators("indicators", fact.indicators)
    if fact.last is not None and fact.last < fact.first:
        yield Rule.DAYS_REVERSED, "last", "lies before the first day."


def _of_break(fact: SeriesBreak) -> Iterator[Problem]:
    """The rules of the reviewed file; see `kpis.break_facts`."""
    entry = {"id": "entered", "date": fact.day, **vars(fact)}
    entry.pop("day")
    for sentence in break_facts.problems(entry):
        yield Rule.BREAK, "", sentence
    yield from _required(fact, "cause", "owner")
    yield from _indicators("indicators", fact.indicators)
    for need in fact.needs:
        yield from _known("needs", need, _every_export())


@cache
def _every_export() -> tuple[str, ...]:
    return tuple(sorted({export for kpi in planned() for export in exports(kpi)}))


def _of_action(fact: Action) -> Iterator[Problem]:
    yield from _required(fact, "what", "owner")
    yield from _known("about", fact.about, _every_name())


def _of_question(fact: Question) -> Iterator[Problem]:
    yield from _required(fact, "text", "asked_by")
    yield from _of_figure(fact.figure)
    if fact.answer is not None:
        for rule, name, sentence in _required(fact.answer, "text", "by"):
            yield rule, f"answer.{name}", sentence


def _of_meeting(fact: Meeting) -> Iterator[Problem]:
    yield from _required(fact, "title")
    yield from _period("period", fact.period)
    for name in fact.agenda:
        yield from _known("agenda", name, _every_name())


@cache
def _every_name() -> tuple[str, ...]:
    """Nodes of the strategy, its tracks, and indicators."""
    tracks = (track.id for track in strategy().tracks.tracks)
    nodes = (node.id for node in strategy().nodes())
    return tuple(dict.fromkeys((*nodes, *tracks, *planned())))


def _of_frozen(fact: Frozen) -> Iterator[Problem]:
    try:
        json.loads(fact.rows)
    except ValueError:
        yield Rule.NOT_JSON, "rows", "is no JSON."
    if sha256(fact.rows.encode()).hexdigest() != fact.sha256:
        yield Rule.HASH, "sha256", "is not that of the rows; freeze them again."


def _of_query(fact: Query) -> Iterator[Problem]:
    """It can be found again, says who answers for it, and binds every parameter it names."""
    yield from _required(fact, "title", "folder", "sql", "owner")
    declared = [parameter.name for parameter in fact.parameters]
    if sorted(declared) != sorted(parameters_of(fact.sql)):
        yield Rule.PARAMETERS, "parameters", "are not those that the statement names."


def _of_target(fact: TargetFact) -> Iterator[Problem]:
    """The rules of the reviewed file; see `kpis.target_facts`."""
    yield from _known("kpi", fact.kpi, planned())
    if fact.baseline:
        yield from _period("baseline", fact.baseline)
    for sentence in target_facts.problems(fact):
        yield Rule.TARGET, "", sentence


_OF_KIND: dict[type[Any], Callable[[Any], Iterator[Problem]]] = {
    Comment: _of_comment,
    TargetFact: _of_target,
    Event: _of_event,
    SeriesBreak: _of_break,
    Action: _of_action,
    Question: _of_question,
    Meeting: _of_meeting,
    Frozen: _of_frozen,
    Query: _of_query,
}
