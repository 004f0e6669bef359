"""`$name` in a statement as a field of its kind; what is chosen stands in the address."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from kpis import questions, sandbox
from kpis.errors import KpiError
from kpis.questions import Parameter, ParameterKind, Question, Value
from pages.parts import fields, figures, formats, keeping, widgets, workbench_database
from pages.parts.markup import safe
from pages.parts.texts import text

LONGEST = 200  # characters of a value
TAKEN = {
    *("spoergsmaal", "sql", "titel", "sprog", "liste", "tabel", "resultat", "soeg"),
    *("raekker", "kolonner", "vaerdi", "hvordan", "graf", "vandret", "lodret", "farve"),
    *("noegletal", "opdeling", "grundlag"),
}
"""Names in the address that mean something else on the page."""

BY_NAME = (
    (re.compile(r"(maaned|periode)(_|$)"), ParameterKind.MONTH),
    (re.compile(r"dato(_|$)|(^|_)dag(_|$)"), ParameterKind.DATE),
    (re.compile(r"(^|_)(antal|aar|graense|mindst|hoejst)(_|$)"), ParameterKind.NUMBER),
)
"""What a parameter is that nobody has declared: said by the words of its name."""


def declared(sql: str, question: Question) -> tuple[Parameter, ...]:
    """The parameters of a statement in their order, as the question that is open declares them."""
    known = {parameter.name: parameter for parameter in question.parameters}
    return tuple(known.get(name) or _undeclared(name) for name in questions.names(sql))


def values(sql: str, question: Question) -> Mapping[str, Value]:
    """What the statement is to be run with; what is empty or cannot be read is left out.

    The sandbox then says which parameter has no value.
    """
    found: dict[str, Value] = {}
    for parameter in declared(sql, question):
        if chosen := _chosen(parameter):
            with suppress(KpiError):
                found[parameter.name] = questions.value(parameter, chosen)
    return found


def show(sql: str, question: Question) -> None:
    """A field for each parameter; nothing for a statement without any."""
    its = declared(sql, question)
    if not its:
        return
    with widgets.row("analyse-parameters"):
        for parameter in its:
            _show(parameter)
    if {parameter.name for parameter in question.parameters} < {one.name for one in its}:
        widgets.html(f'<p class="dim keys">{safe(text("analyse.parameters"))}</p>')


def frozen(sql: str, question: Question) -> tuple[Parameter, ...]:
    """The parameters as they are kept with a statement: what is chosen now comes first."""
    return tuple(replace(its, default=_chosen(its)) for its in declared(sql, question))


def _undeclared(name: str) -> Parameter:
    words = name.replace("_", " ").capitalize()
    kind = next(
        (kind for form, kind in BY_NAME if form.search(name)),
        ParameterKind.TEXT,
    )
    first = {ParameterKind.MONTH: figures.latest_month()}
    return Parameter(name, words, kind, first.get(kind, ""))


def _show(parameter: Parameter) -> None:
    key, chosen = f"analyse-value-{parameter.name}", _chosen(parameter)
    if offered := _offered(parameter):
        words = {one: _words(parameter, one) for one in offered}
        fields.kept(fields.kept_pick, parameter.label, key, chosen, _keep, words)
    elif parameter.kind is ParameterKind.DATE:
        fields.kept(fields.kept_day, parameter.label, key, _day(chosen), _keep)
    else:
        fields.kept(fields.kept_line, parameter.label, key, chosen, _keep)


def _words(parameter: Parameter, value: str) -> str:
    return formats.period(value) if parameter.kind is ParameterKind.MONTH else value


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def _keep(key: str) -> None:
    """What was chosen, into the address."""
    name = key.removeprefix("analyse-value-")
    widgets.put_in_address(_in_address(name), str(widgets.held(key) or "")[:LONGEST])


def _chosen(parameter: Parameter) -> str:
    """The value in the address, else the default; of several always one that is offered."""
    wanted = widgets.in_address(_in_address(parameter.name))[:LONGEST]
    offered = _offered(parameter)
    if wanted and (not offered or wanted in offered):
        return wanted
    first = questions.default(parameter, offered)
    return first if not offered or first in offered else offered[0]


def _in_address(name: str) -> str:
    return f"p_{name}" if name in TAKEN else name


def _offered(parameter: Parameter) -> tuple[str, ...]:
    if parameter.choices or parameter.choices_sql:
        return _choices(parameter, figures.build().build_id)
    return figures.months()[::-1] if parameter.kind is ParameterKind.MONTH else ()


@keeping.cached
def _choices(parameter: Parameter, build_id: str) -> tuple[str, ...]:
    """What a statement of the library offers; nothing where it is refused."""

    def ask(sql: str) -> tuple[tuple[Any, ...], ...]:
        return sandbox.run(sql, workbench_database.published().path).rows

    return questions.choices(parameter, ask)
