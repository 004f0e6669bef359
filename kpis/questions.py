"""Questions an analyst asks: SQL with a title, where it is kept, what it asks for, its chart.

The example library is `data/questions`, one reviewed file for each folder. What analysts keep
themselves has the same shape. Titles, descriptions and labels are Danish, as whoever wrote
them put it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kpis.errors import KpiError

FOLDER = Path(__file__).resolve().parent.parent / "data" / "questions"

Value = str | int | float | date
"""What a parameter is bound to in the statement."""

WORD = re.compile(r"[a-z][a-z0-9_]*")
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
SAID_OR_QUOTED = re.compile(r"--[^\n]*|'[^']*'")
PARAMETER = re.compile(r"\$(\w+)")


class ParameterKind(StrEnum):
    """What a parameter is chosen from, or typed as."""

    CHOICE = "choice"
    MONTH = "month"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"


class ChartKind(StrEnum):
    """How an answer is drawn."""

    LINE = "line"
    BAR = "bar"
    STACKED = "stacked"
    SCATTER = "scatter"


@dataclass(frozen=True)
class Parameter:
    """`$name` in the statement, as a reader fills it.

    `default` is text, as in an address: a month is 2026-03, a day 2026-03-31. Where it is empty,
    the first choice is the default. A choice names its `choices`, or the statement that gives
    them in its first column; a month may.
    """

    name: str
    label: str
    kind: ParameterKind
    default: str = ""
    choices: tuple[str, ...] = ()
    choices_sql: str = ""


@dataclass(frozen=True)
class Chart:
    """Columns of the answer: `x` along, `y` up, one line or colour for each value of `by`."""

    kind: ChartKind
    x: str
    y: str
    by: str = ""


@dataclass(frozen=True)
class Question:
    """One statement that anyone may open; `title` asks, `description` says what the answer is."""

    id: str
    title: str
    folder: str
    description: str
    sql: str
    parameters: tuple[Parameter, ...] = ()
    chart: Chart | None = None
    owner: str = ""


@cache
def library() -> tuple[Question, ...]:
    """The example library, folder by folder; raises a `KpiError` that names the mistake."""
    found = tuple(question for path in sorted(FOLDER.glob("*.yaml")) for question in read(path))
    _unlike(found, "id")
    _unlike(found, "title")
    return found


def read(path: Path) -> tuple[Question, ...]:
    """The questions of one file; raises a `KpiError` that names file, question and rule."""
    told = yaml.safe_load(path.read_text("utf-8"))
    for problem in _missing_or_unknown(told, ("folder", "owner", "questions"), ()):
        raise KpiError(f"{path.name}: {problem}")
    shared = {name: told[name] for name in ("folder", "owner")}
    return tuple(_question({**entry, **shared}, path.name) for entry in told["questions"])


def problems(entry: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with one question, its fields by name, each as a sentence."""
    required = ("id", "title", "folder", "description", "sql", "owner")
    yield from _missing_or_unknown(entry, required, ("parameters", "chart"))
    if not WORD.fullmatch(str(entry.get("id", ""))):
        yield "the id is not made of small letters a-z, digits and underscores."
    if not str(entry.get("title", "")).endswith("?"):
        yield "the title is not a question: it does not end in a question mark."
    parameters = entry.get("parameters", ())
    for parameter in parameters:
        yield from (f"parameter '{parameter.get('name')}': {its}" for its in _wrong(parameter))
    yield from _unbound(str(entry.get("sql", "")), [its.get("name") for its in parameters])
    if chart := entry.get("chart"):
        yield from (f"chart: {its}" for its in _wrong_chart(chart))


def names(sql: str) -> tuple[str, ...]:
    """The parameters a statement asks for, each once, in their order."""
    return tuple(dict.fromkeys(PARAMETER.findall(SAID_OR_QUOTED.sub(" ", sql))))


def value(parameter: Parameter, text: str) -> Value:
    """What `$name` is bound to when a reader chose or typed `text`; else raises a `KpiError`."""
    try:
        return _READERS[parameter.kind](text)
    except ValueError:
        raise KpiError(
            f"'{text[:40]}' is no {parameter.kind} (parameter '{parameter.name}')."
        ) from None


def choices(parameter: Parameter, ask: Callable[[str], Sequence[Sequence[Any]]]) -> tuple[str, ...]:
    """What a reader may choose from; `ask` runs a statement and gives its rows."""
    if not parameter.choices_sql:
        return parameter.choices
    return tuple(str(row[0]) for row in ask(parameter.choices_sql) if row[0] is not None)


def default(parameter: Parameter, offered: Sequence[str]) -> str:
    """What is chosen before a reader chooses, out of what is offered."""
    return parameter.default or next(iter(offered), "")


def _question(entry: dict[str, Any], file: str) -> Question:
    for problem in problems(entry):
        raise KpiError(f"{file}, question '{entry.get('id', '?')}': {problem}")
    chart = entry.get("chart")
    return Question(
        id=entry["id"],
        title=_one_line(entry["title"]),
        folder=entry["folder"],
        description=_one_line(entry["description"]),
        sql=entry["sql"].strip(),
        parameters=tuple(_parameter(its) for its in entry.get("parameters", ())),
        chart=Chart(**{**chart, "kind": ChartKind(chart["kind"])}) if chart else None,
        owner=entry["owner"],
    )


def _parameter(entry: Mapping[str, Any]) -> Parameter:
    return Parameter(
        entry["name"],
        entry["label"],
        ParameterKind(entry["kind"]),
        str(entry.get("default", "")),
        tuple(str(its) for its in entry.get("choices", ())),
        _one_line(entry.get("choices_sql", "")),
    )


def _wrong(parameter: Mapping[str, Any]) -> Iterator[str]:
    yield from _missing_or_unknown(
        parameter, ("name", "label", "kind"), ("default", "choices", "choices_sql")
    )
    kind = parameter.get("kind")
    if kind not in list(ParameterKind):
        yield f"'{kind}' is no kind of parameter: {', '.join(ParameterKind)}."
        return
    has_choices = bool(parameter.get("choices") or parameter.get("choices_sql"))
    if kind == ParameterKind.CHOICE and not has_choices:
        yield "a choice names its choices, or the statement that gives them."
    if parameter.get("default", "") == "" and not has_choices:
        yield "it has neither a default nor choices, so nothing is bound before a reader chooses."
    yield from _wrong_default(parameter, ParameterKind(kind))


def _wrong_default(parameter: Mapping[str, Any], kind: ParameterKind) -> Iterator[str]:
    told = str(parameter.get("default", ""))
    offered = [str(its) for its in parameter.get("choices", ())]
    if told and offered and told not in offered:
        yield f"its default '{told}' is not among its choices."
    try:
        _READERS[kind](told or next(iter(offered), _ANY[kind]))
    except ValueError:
        yield f"its default '{told}' is no {kind}."


def _wrong_chart(chart: Mapping[str, Any]) -> Iterator[str]:
    yield from _missing_or_unknown(chart, ("kind", "x", "y"), ("by",))
    if chart.get("kind") not in list(ChartKind):
        yield f"'{chart.get('kind')}' is no kind of chart: {', '.join(ChartKind)}."


def _unbound(sql: str, declared: Sequence[str]) -> Iterator[str]:
    for name in sorted(set(names(sql)) ^ set(declared)):
        yield f"the parameter '{name}' stands only in one of statement and list of parameters."


def _missing_or_unknown(
    entry: Mapping[str, Any], required: Sequence[str], optional: Sequence[str]
) -> Iterator[str]:
    for name in sorted(entry.keys() - {*required, *optional}):
        yield f"there is no field '{name}'."
    for name in required:
        if not entry.get(name):
            yield f"the field '{name}' is missing."


def _unlike(found: Sequence[Question], field: str) -> None:
    told = [getattr(question, field) for question in found]
    for double in sorted({one for one in told if told.count(one) > 1}):
        raise KpiError(f"{FOLDER.name}: the {field} '{double}' stands there twice.")


def _one_line(told: str) -> str:
    return " ".join(told.split())


def _month(text: str) -> str:
    if not MONTH.fullmatch(text):
        raise ValueError
    return text


def _number(text: str) -> int | float:
    plain = text.strip().replace(",", ".")
    return float(plain) if "." in plain else int(plain)


_READERS: Mapping[ParameterKind, Callable[[str], Value]] = {
    ParameterKind.CHOICE: str,
    ParameterKind.MONTH: _month,
    ParameterKind.NUMBER: _number,
    ParameterKind.TEXT: str,
    ParameterKind.DATE: date.fromisoformat,
}

# A text that each kind can be read from: stands in where the default comes from a statement.
_ANY: Mapping[ParameterKind, str] = {
    ParameterKind.CHOICE: "",
    ParameterKind.MONTH: "2000-01",
    ParameterKind.NUMBER: "0",
    ParameterKind.TEXT: "",
    ParameterKind.DATE: "2000-01-01",
}
