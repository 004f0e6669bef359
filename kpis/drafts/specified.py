"""What is wrong with the drawn tables of a draft: they are counted by the drafted SQL itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kpis import as_sql, sandbox
from kpis.as_sql import EVERY_ROW, sql_and
from kpis.drafts import spec, trees
from kpis.drafts.counted import Parsed
from kpis.drafts.ground import Ground, columns
from kpis.drafts.literal import Unreadable
from kpis.drafts.model import SPEC, UNFILLED, Problem
from kpis.drafts.spec import CASE, Drawn, Types
from kpis.errors import nearest
from kpis.formulas import Share
from kpis.model import Indicator

CONDITIONS = ("where", "ended")  # of formulas that are no share; the others are amounts


def unfinished(source: str | None, kpi_id: str) -> Iterator[Problem]:
    """Whether there is a spec at all, and nothing left to fill in."""
    file = SPEC.format(kpi=kpi_id)
    if source is None:
        yield Problem("spec", file, "Der er ingen test, så ingen kan se, hvem der tæller med.")
    elif UNFILLED in source:
        yield Problem("unfilled", file, "Testens tabel er ikke udfyldt endnu.")


def wrong_spec(kpi: Indicator, source: str, found: Parsed, ground: Ground) -> Iterator[Problem]:
    """What is wrong with a finished spec; nothing where it is whole and comes out."""
    file = SPEC.format(kpi=kpi.id)
    try:
        drawings = spec.drawings(source)
    except Unreadable as error:
        yield Problem("spec", file, str(error))
        return
    if not drawings:
        yield Problem("spec", file, "Testen tegner ingen tabel: der mangler et kald af draft_spec.")
        return
    for code, sentence in _wrong(kpi, drawings, found, ground):
        yield Problem(code, file, sentence)


def _wrong(
    kpi: Indicator, drawings: tuple[Drawn, ...], found: Parsed, ground: Ground
) -> Iterator[tuple[str, str]]:
    needed = _needed(ground)
    types = {ground.name: ground.types}
    types |= {name: columns(name, ground.database) for name in needed - {*types}}
    undrawable = [*_undrawable(drawings, types, needed, kpi)]
    if undrawable:
        yield from undrawable
        return
    for drawn in drawings:
        yield from _not_coming_out(kpi, drawn, types, ground)
    yield from _without_boundary(kpi, drawings, types, found, ground)


def _needed(ground: Ground) -> set[str]:
    """The relations that stand behind the population: each has to be drawn, or it is not tested."""
    if not ground.select:
        return {ground.name}
    return set(trees.relations(sandbox.tree(ground.select, ground.database)))


def _undrawable(
    drawings: tuple[Drawn, ...], types: Mapping[str, Types], needed: set[str], kpi: Indicator
) -> Iterator[tuple[str, str]]:
    for drawn in drawings:
        for name, rows in drawn.given.items():
            if name not in needed:
                near = nearest(name, needed)
                yield "spec", f"Linje {drawn.line} tegner »{name}«, som ikke læses; ment »{near}«?"
                continue
            unknown = {key for row in rows for key in row} - {CASE, *types[name]}
            for column in sorted(unknown):
                near = nearest(column, types[name])
                yield "spec", f"»{name}« har ingen kolonne »{column}«; den nærmeste er »{near}«."
        for name in sorted(needed - set(drawn.given)):
            yield "spec", f"Linje {drawn.line} tegner ikke »{name}«, som nøgletallet læser."
        if drawn.by not in ("", *kpi.breakdowns):
            near = nearest(drawn.by, kpi.breakdowns)
            yield "spec", f"Der er ingen opdeling »{drawn.by}«; den nærmeste er »{near}«."


def _not_coming_out(
    kpi: Indicator, drawn: Drawn, types: Mapping[str, Types], ground: Ground
) -> Iterator[tuple[str, str]]:
    query = as_sql.counted(kpi.formula, ground.name, drawn.by)
    answer = ground.ask(query, spec.as_relations(drawn, types))
    if answer.verdict != "ok":
        yield "spec", f"Tabellen i linje {drawn.line} kan ikke læses: {answer.reason}"
        return
    is_share = isinstance(kpi.formula, Share)
    found = {_key(row): _text(row, is_share) for row in answer.rows}
    nothing = "0 of 0" if is_share else "-"
    for key in dict.fromkeys([*drawn.expected, *found]):
        told, came = drawn.expected.get(key, "ingenting"), found.get(key, nothing)
        if told != came:
            where = " ".join(filter(None, key))
            yield "expected", f"Linje {drawn.line}: {where} skulle give {told}, men giver {came}."


def _key(row: tuple[Any, ...]) -> tuple[str, str]:
    period, *member = row[:-3]
    return str(member[0]) if member else "", str(period)


def _text(row: tuple[Any, ...], is_share: bool) -> str:
    if is_share:
        return f"{float(row[-3]):g} of {float(row[-2]):g}"
    return "-" if row[-1] is None else f"{float(row[-1]):.4g}"


def _without_boundary(
    kpi: Indicator,
    drawings: tuple[Drawn, ...],
    types: Mapping[str, Types],
    found: Parsed,
    ground: Ground,
) -> Iterator[tuple[str, str]]:
    wanted = [*_bounds(found, ground), *_sides(kpi, ground)]
    shown = ", ".join(
        f"(select coalesce(bool_or({one.condition}), false) from {one.relation}) as w{at}"
        for at, one in enumerate(wanted)
    )
    query = f"select {shown or EVERY_ROW}"
    answers = [ground.ask(query, spec.as_relations(drawn, types)) for drawn in drawings]
    if wrong := next((answer for answer in answers if answer.verdict != "ok"), None):
        yield "spec", f"Tabellerne kan ikke læses: {wrong.reason}"
        return
    rows = [answer.rows[0] for answer in answers]
    for at, one in enumerate(wanted):
        if not any(row[at] for row in rows):
            yield "boundary", one.otherwise


@dataclass(frozen=True)
class Wanted:
    """What at least one drawn row must show, and the sentence where none does."""

    relation: str
    condition: str
    otherwise: str


def _bounds(found: Parsed, ground: Ground) -> Iterator[Wanted]:
    """A row on each number that a condition, or the population itself, tells apart by."""
    for column, number in trees.bounds(found.text, list(found.trees.values())):
        yield _bound(ground.name, column, number)
    if ground.select:
        tree = sandbox.tree(ground.select, ground.database)
        for name in trees.relations(tree):
            has = columns(name, ground.database)
            for column, number in trees.bounds(ground.select, tree):
                if column in has:
                    yield _bound(name, column, number)


def _bound(relation: str, column: str, number: str) -> Wanted:
    sentence = f"Ingen række viser grænsen: {column} = {number}, som en betingelse skelner ved."
    return Wanted(relation, f"{column} = {number}", sentence)


def _sides(kpi: Indicator, ground: Ground) -> Iterator[Wanted]:
    """A row on either side of each condition."""
    for role, among, condition in _told_apart(kpi):
        met, unmet = f"coalesce({condition}, false)", f"not coalesce({condition}, false)"
        yield Wanted(ground.name, sql_and(among, met), f"Ingen række opfylder »{role}«.")
        sentence = f"Ingen række viser, hvornår »{role}« ikke er opfyldt."
        yield Wanted(ground.name, sql_and(among, unmet), sentence)


def _told_apart(kpi: Indicator) -> Iterator[tuple[str, str, str]]:
    """Each condition by its role, and among which rows it tells two sorts apart."""
    formula = kpi.formula
    if isinstance(formula, Share):
        yield "numerator", formula.denominator, formula.numerator
        told = {"denominator": formula.denominator}
    else:
        told = {role: said for role, said in formula.conditions().items() if role in CONDITIONS}
    for role, said in told.items():
        if said != EVERY_ROW:
            yield role, EVERY_ROW, said
