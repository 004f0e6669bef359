"""What is wrong with the declaration and the words of a draft, without any data."""

import ast
import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from kpis.as_sql import WRITTEN
from kpis.catalogue import catalogue
from kpis.drafts import literal
from kpis.drafts.literal import Unreadable
from kpis.drafts.model import DECLARATION, TEXTS, UNFILLED, Problem
from kpis.drafts.writing import SNAKE, wrong_id
from kpis.errors import nearest
from kpis.formulas import Formula, Share
from kpis.model import Beside, Direction, Indicator, Kind, Unit
from kpis.strategy import strategy
from kpis.supply import supplies

# What nobody may leave to a default: a draft says it, and so does its reviewer read it.
REQUIRED = {
    "id": "et id",
    "serves": "hvilke noder i strategien det tjener",
    "population": "hvad det tælles over",
    "better": "en retning",
    "kind": "en art",
    "unit": "en enhed",
    "days_back": "en periode",
}

LISTS = ("serves", "breakdowns", "companions", "balanced_by", "sources", "trusted_with")
LISTED = (tuple, 'en liste i parentes: ("...",)')
KINDS: Mapping[str, tuple[type, str]] = {
    **dict.fromkeys((*LISTS, "beside", "apart", "hidden_with"), LISTED),
    **dict.fromkeys(("id", "population", "persons"), (str, "en tekst")),
    "better": (Direction, "en Direction"),
    "kind": (Kind, "en Kind"),
    "unit": (Unit, "en Unit"),
    "days_back": (int, "et antal dage"),
}

# The words an indicator cannot be read without, and how short is too short, in letters.
WORDS = {"title": 5, "question": 20, "definition": 30, "numerator": 20, "denominator": 20}
PITFALLS, SHORTEST_PITFALL = 2, 20
JARGON = re.compile(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b")
FORBIDDEN_WORD = re.compile(r"\b(join|select)\b", re.IGNORECASE)

Said = Mapping[str, Any]


def declared(source: str) -> tuple[Indicator | None, list[Problem]]:
    """The indicator of a declaration, None where it is not whole; and what is wrong with it."""
    try:
        call = literal.declaration(source)
    except Unreadable as error:
        return None, [_of_declaration("unreadable", str(error))]
    fields = {word.arg: word.value for word in call.keywords if word.arg}
    problems = [*_missing(fields), *_unfilled(fields), *_wrong_names(fields)]
    if any(problem.code in ("missing_field", "unfilled") for problem in problems):
        return None, problems
    try:
        kpi = literal.read(call)
    except Unreadable as error:
        return None, [*problems, _of_declaration("unreadable", str(error))]
    if not isinstance(kpi, Indicator):
        sentence = "Et nøgletal er en Ratio, en Count eller en Measured."
        return None, [*problems, _of_declaration("unreadable", sentence)]
    if wrong := [*_wrong_types(kpi)] or [*_wrong_formula(kpi)]:
        return None, [*problems, *wrong]
    return kpi, [*problems, *_wrong_conditions(kpi), *_wrong_companions(kpi)]


def declared_id(source: str) -> str:
    """The id that a declaration gives, whether or not the rest of it can be read."""
    try:
        call = literal.declaration(source)
    except Unreadable:
        return ""
    kpi_id = _value({word.arg: word.value for word in call.keywords if word.arg}, "id")
    return kpi_id if isinstance(kpi_id, str) and SNAKE.fullmatch(kpi_id) else ""


def _of_declaration(code: str, sentence: str) -> Problem:
    return Problem(code, DECLARATION, sentence)


def _missing(fields: Mapping[str, ast.expr]) -> Iterator[Problem]:
    for name, words in REQUIRED.items():
        if name not in fields:
            sentence = f"Der mangler {words}; skriv feltet »{name}«."
            yield _of_declaration("missing_field", sentence)


def _unfilled(fields: Mapping[str, ast.expr]) -> Iterator[Problem]:
    for name, value in fields.items():
        if any(UNFILLED in word for word in _words(value)):
            yield _of_declaration("unfilled", f"Feltet »{name}« er ikke udfyldt endnu.")


def _words(value: ast.expr) -> Iterator[str]:
    """The names and texts in an expression, however deep it is."""
    for node in ast.walk(value):
        for name in ("id", "attr", "value"):
            if isinstance(word := getattr(node, name, None), str):
                yield word


def _wrong_types(kpi: Indicator) -> Iterator[Problem]:
    """A field of another kind than its indicator takes: a dataclass does not look."""
    for name, (kind, words) in KINDS.items():
        value = getattr(kpi, name, None)
        if value is not None and not isinstance(value, kind):
            yield _of_declaration("unreadable", f"Feltet »{name}« skal være {words}.")
    lists = [getattr(kpi, name) for name in LISTS]
    listed = [value for found in lists if isinstance(found, tuple) for value in found]
    if not all(isinstance(value, str) for value in listed):
        yield _of_declaration("unreadable", "En liste må kun indeholde tekster.")
    if isinstance(kpi.beside, tuple) and not all(isinstance(one, Beside) for one in kpi.beside):
        yield _of_declaration("unreadable", "Feltet »beside« må kun indeholde Beside(...).")


def _wrong_formula(kpi: Indicator) -> Iterator[Problem]:
    formulas = [kpi.formula, *map(formula_of, kpi.beside)]
    if not all(type(formula) in WRITTEN for formula in formulas):
        yield _of_declaration("unreadable", "Et tal skal have en formel fra kpis.formulas.")
        return
    told = [said for formula in formulas for said in formula.conditions().values()]
    if not all(isinstance(said, str) and said.strip() for said in told):
        yield _of_declaration("unreadable", "En betingelse skal være SQL i anførselstegn.")


def _wrong_names(fields: Mapping[str, ast.expr]) -> Iterator[Problem]:
    kpi_id = _value(fields, "id")
    if isinstance(kpi_id, str) and (reason := wrong_id(kpi_id)):
        yield _of_declaration("id", reason)
    nodes = [node.id for node in strategy().nodes()]
    yield from _unknown("node", "node i strategien", _value(fields, "serves"), nodes)
    exports = ["FFB", *(supply.export for supply in supplies())]
    yield from _unknown("source", "udtræk", _value(fields, "sources"), exports)


def _value(fields: Mapping[str, ast.expr], name: str) -> Any:
    """A field on its own; None where it cannot be read, which is told elsewhere."""
    try:
        return literal.read(fields[name]) if name in fields else None
    except Unreadable:
        return None


def _unknown(code: str, what: str, named: Any, known: list[str]) -> Iterator[Problem]:
    for name in named if isinstance(named, tuple) else ():
        if name not in known and UNFILLED not in str(name):
            near = nearest(str(name), known)
            sentence = f"Der findes ingen {what}, der hedder »{name}«; det nærmeste er »{near}«."
            yield _of_declaration(code, sentence.replace("ingen udtræk", "intet udtræk"))


def _wrong_conditions(kpi: Indicator) -> Iterator[Problem]:
    for role, condition in conditions(kpi).items():
        if FORBIDDEN_WORD.search(condition):
            sentence = (
                f"Betingelsen »{role}« henter selv data; en join eller select hører til i "
                "populationen."
            )
            yield _of_declaration("join", sentence)


def conditions(kpi: Indicator) -> dict[str, str]:
    """Every condition on the rows of a declaration by the place it stands in.

    Those beside it are among them, where they are counted in the same rows.
    """
    beside = {
        f"{kpi.id}.{one.name}.{role}": condition
        for one in kpi.beside
        if not one.population
        for role, condition in formula_of(one).conditions().items()
    }
    return {**kpi.formula.conditions(), **beside}


def formula_of(beside: Beside) -> Formula:
    """How a number beside an indicator comes out of its rows."""
    return beside.formula or Share(beside.numerator, beside.denominator)


def _wrong_companions(kpi: Indicator) -> Iterator[Problem]:
    known = list(catalogue())
    for named in (kpi.balanced_by, kpi.companions):
        yield from _unknown("companion", "nøgletal i kataloget", named, known)


def texts(source: str | None, kpi_id: str) -> tuple[Said, list[Problem]]:
    """The words of a draft by field, and what is wrong with them."""
    if source is None:
        return {}, [Problem("texts", TEXTS, "Der er ingen tekster; de er en del af nøgletallet.")]
    try:
        read = yaml.safe_load(source)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        return {}, [Problem("texts", TEXTS, f"Linje {line} er ikke YAML, der kan læses.")]
    words = read.get(kpi_id) if isinstance(read, dict) else None
    if not isinstance(words, dict):
        return {}, [Problem("texts", TEXTS, f"Der er ingen tekster under »{kpi_id}:«.")]
    return words, list(_wrong_words(words))


def _wrong_words(words: Said) -> Iterator[Problem]:
    for name, shortest in WORDS.items():
        yield from _wrong_text(name, words.get(name), shortest)
    if "missing" in words:
        yield from _wrong_text("missing", words["missing"], 1)
    pitfalls = words.get("pitfalls")
    listed = pitfalls if isinstance(pitfalls, list) else []
    if len(listed) < PITFALLS:
        yield Problem("texts", TEXTS, f"Skriv mindst {PITFALLS} faldgruber under »pitfalls«.")
    for pitfall in listed:
        yield from _wrong_text("pitfalls", pitfall, SHORTEST_PITFALL)


def _wrong_text(name: str, text: Any, shortest: int) -> Iterator[Problem]:
    said = text.strip() if isinstance(text, str) else ""
    if UNFILLED in said:
        yield Problem("unfilled", TEXTS, f"Teksten »{name}« er ikke udfyldt endnu.")
    elif len(said) < shortest:
        sentence = f"Teksten »{name}« mangler eller er under {shortest} tegn; skriv den helt ud."
        yield Problem("texts", TEXTS, sentence)
    elif found := JARGON.search(said):
        sentence = f"Teksten »{name}« bruger kolonnenavnet »{found.group()}«; skriv det på dansk."
        yield Problem("jargon", TEXTS, sentence)
