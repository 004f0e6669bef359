"""What is wrong with the numbers of a draft on the live build, and what should be known of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kpis import as_sql, sandbox
from kpis.as_sql import EVERY_ROW
from kpis.catalogue import all_declared
from kpis.disclosure import SMALLEST_SHOWN
from kpis.drafts import trees
from kpis.drafts.ground import Ground
from kpis.drafts.model import DECLARATION, POPULATION, Problem
from kpis.drafts.said import Said, conditions, formula_of
from kpis.errors import nearest
from kpis.formulas import NOBODY
from kpis.model import Indicator
from kpis.sandbox import SandboxError

PERSON = "person_id"  # called `borger` in the analysis file


@dataclass(frozen=True)
class Parsed:
    """The conditions of a declaration by the place they stand in, each with its tree.

    `twins` are the indicators that count the same rows by the same conditions.
    """

    text: str
    trees: dict[str, Any]
    twins: tuple[str, ...]


def parsed(kpi: Indicator, ground: Ground) -> tuple[Parsed | None, list[Problem]]:
    """The trees of all conditions; None where one is no SQL that the sandbox lets through."""
    told = {role: said for role, said in conditions(kpi).items() if said != EVERY_ROW}
    others = [] if ground.select else [*_alike(kpi)]
    texts = [*told.values(), *map(_whole, (kpi, *others))]
    text = f"select {', '.join(texts)}"
    try:
        items = trees.select(sandbox.tree(text, ground.database)).get("select_list", [])
    except SandboxError as error:
        return None, [*_unread(told, ground)] or [_wrong(error.answer.reason)]
    if len(items) != len(texts):
        return None, [_wrong("En betingelse er ikke ét udtryk; et komma deler den i flere.")]
    mine, *theirs = [trees.alike(item) for item in items[len(told) :]]
    twins = [kpi.id for kpi, tree in zip(others, theirs, strict=True) if tree == mine]
    return Parsed(text, dict(zip(told, items, strict=False)), tuple(twins)), []


def _wrong(sentence: str) -> Problem:
    return Problem("sql", DECLARATION, sentence)


def _unread(told: dict[str, str], ground: Ground) -> Iterator[Problem]:
    """Which condition the sandbox does not let through, and why."""
    for role, said in told.items():
        try:
            sandbox.tree(f"select {said}", ground.database)
        except SandboxError as error:
            yield _wrong(f"Betingelsen »{role}«: {error.answer.reason}")


def _alike(kpi: Indicator) -> Iterator[Indicator]:
    """Indicators of one population and sort of formula, and the numbers beside them."""
    for one in all_declared().values():
        if one.population == kpi.population and type(one.formula) is type(kpi.formula):
            yield one


def _whole(kpi: Indicator) -> str:
    return f"[{', '.join(f'({said})' for said in kpi.formula.conditions().values())}]"


def says_the_same(found: Parsed) -> Iterator[Problem]:
    """An indicator of the catalogue, or a number beside one, that is the same number."""
    for other in found.twins:
        sentence = f"»{other}« tæller allerede det samme i de samme rækker."
        yield Problem("same", DECLARATION, sentence)


def wrong_columns(kpi: Indicator, found: Parsed, ground: Ground) -> Iterator[Problem]:
    """Columns that the population does not have: of conditions, breakdowns and persons."""
    for role, tree in found.trees.items():
        yield from _unknown(f"Betingelsen »{role}«", trees.columns(tree), ground)
    yield from _unknown("Opdelingen", kpi.breakdowns, ground)
    if kpi.persons not in ("", NOBODY, PERSON):
        yield from _unknown("Feltet »persons«", [kpi.persons], ground)


def _unknown(where: str, names: Iterable[str], ground: Ground) -> Iterator[Problem]:
    for name in names:
        if name not in ground.types:
            near = nearest(name, ground.types)
            sentence = (
                f"{where} bruger kolonnen »{name}«, som populationen ikke har; den nærmeste er "
                f"»{near}«."
            )
            yield Problem("column", DECLARATION, sentence)


def wrong_values(kpi: Indicator, words: Said, ground: Ground) -> Iterator[Problem]:
    """Rows for which a condition is neither true nor false, where no text says what they are."""
    told = {role: said for role, said in kpi.formula.conditions().items() if role != "smallest"}
    empty = ", ".join(f"count(*) filter (where ({said}) is null)" for said in told.values())
    answer = ground.ask(f"select {empty} from {ground.name}")
    if answer.verdict != "ok":
        yield Problem("sql", POPULATION if ground.select else DECLARATION, answer.reason)
    elif not words.get("missing"):
        yield from _without_status(dict(zip(told, answer.rows[0], strict=True)))


def _without_status(missing: dict[str, int]) -> Iterator[Problem]:
    for role, rows in missing.items():
        if rows:
            sentence = (
                f"I {rows} rækker har »{role}« ingen værdi, fordi en oplysning mangler; skriv "
                "under »missing«, hvad de tæller som, eller tag det med i betingelsen (coalesce)."
            )
            yield Problem("missing_value", DECLARATION, sentence)


def wrong_beside(kpi: Indicator, database: Path) -> Iterator[Problem]:
    """Numbers beside it that are counted over another published population, and do not run."""
    for one in kpi.beside:
        if one.population:
            query = as_sql.counted(formula_of(one), as_sql.relation(one.population))
            answer = sandbox.run(query, database)
            if answer.verdict != "ok":
                yield _wrong(f"»{kpi.id}.{one.name}«: {answer.reason}")


def runs(kpi: Indicator, ground: Ground) -> tuple[list[Problem], list[Problem]]:
    """Run it as it is declared, whole and in each breakdown: problems, and warnings."""
    splits = ("", *kpi.breakdowns)
    whole = ground.ask("\nunion all\n".join(_denominators(kpi, ground, by) for by in splits))
    if whole.verdict != "ok":
        return [_wrong(whole.reason)], []
    warnings: list[Problem] = []
    for by in splits:
        warnings += _small(by, [row[1] for row in whole.rows if row[0] == by])
    return [], warnings


def _denominators(kpi: Indicator, ground: Ground, by: str) -> str:
    counted = as_sql.counted(kpi.formula, ground.name, by)
    return f"select '{by}' as opdeling, naevner, vaerdi from (\n{counted}\n)"


def _small(by: str, denominators: list[Any]) -> Iterator[Problem]:
    """Denominators below what may be shown: those numbers will be hidden."""
    counted = [number for number in denominators if number is not None]
    small = [number for number in counted if number < SMALLEST_SHOWN]
    if not denominators and not by:
        yield _wrong("Der er ingen rækker at tælle i nogen måned på de aktuelle data.")
    elif small:
        where = f" opdelt på {by}" if by else ""
        sentence = (
            f"Nævneren{where} er under {SMALLEST_SHOWN} i {len(small)} af {len(counted)} tal; "
            "de vil være skjult."
        )
        yield Problem("small", DECLARATION, sentence)
