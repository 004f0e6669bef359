"""From a statement of the workbench to the files of a draft."""

import io
import re
import textwrap
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from kpis import compile, sandbox
from kpis.as_sql import EVERY_ROW, relation
from kpis.catalogue import catalogue
from kpis.coverage import planned
from kpis.drafts import trees
from kpis.drafts.asked import PERIOD, Asked, asked
from kpis.drafts.ground import columns
from kpis.drafts.model import DECLARATION, POPULATION, SPEC, TEXTS, UNFILLED, Draft
from kpis.errors import KpiError
from kpis.model import Indicator

SNAKE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
STRING_OR_PARAMETER = re.compile(r"'[^']*'|\$(\w+)")
MONTH = "2026-01"
WIDTH = 88
BEGAN = (1980, 1, 1, 0, 0, 0)  # the same draft is the same archive
ALSO = {"Ratio": (), "Count": (), "Median": ("Median",)}
UNITS = {"Ratio": "Unit.SHARE", "Count": "Unit.COUNT", "Median": "Unit.DAYS"}


def draft(
    sql: str,
    kpi_id: str,
    title: str,
    database: Path,
    parameters: Mapping[str, Any] | None = None,
) -> Draft:
    """The files of a draft; what the statement does not tell says UDFYLD.

    An indicator has no parameters: their values are written into the statement. Raises
    `KpiError` for an id that is taken or not snake_case, and for a statement that the
    sandbox refuses on that analysis file.
    """
    if reason := wrong_id(kpi_id):
        raise KpiError(reason)
    sql = written_out(sql, parameters or {})
    tree = sandbox.tree(sql, database)
    told = asked(sql, tree)
    files = {
        DECLARATION: _declaration(kpi_id, title, told),
        TEXTS: _texts(kpi_id, title),
        SPEC.format(kpi=kpi_id): _spec(kpi_id, told, _given(sql, told, tree, database)),
    }
    if not told.population:
        files[POPULATION] = f"-- one row per {UNFILLED} and {PERIOD}\n{sql.strip().rstrip(';')}\n"
    return Draft(kpi_id, files)


def written_out(sql: str, parameters: Mapping[str, Any]) -> str:
    """A statement with the values of its parameters in it; one without a value stays."""

    def value(found: re.Match[str]) -> str:
        name = found.group(1)
        return _literal(parameters[name]) if name in parameters else found.group()

    return STRING_OR_PARAMETER.sub(value, sql)


def _literal(value: Any) -> str:
    if isinstance(value, bool | int | float | Decimal):
        return str(value).lower()
    quoted = "'" + str(value).replace("'", "''") + "'"
    return f"date {quoted}" if isinstance(value, date) else quoted


def wrong_id(kpi_id: str) -> str:
    """Why an id cannot be used, as one Danish sentence; empty where it can."""
    if not SNAKE.fullmatch(kpi_id):
        near = re.sub(r"[^a-z0-9]+", "_", kpi_id.lower()).strip("_0123456789") or "nyt_noegletal"
        return f"»{kpi_id}« er ikke små bogstaver med _ imellem; skriv for eksempel »{near}«."
    if kpi_id in catalogue() or kpi_id in planned():
        return f"»{kpi_id}« er allerede et nøgletal; vælg et andet id."
    return ""


def zip_of(written: Draft) -> bytes:
    """The files as one archive, in a folder with the draft's id."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in written.files.items():
            pack.writestr(zipfile.ZipInfo(f"{written.kpi}/{name}", BEGAN), content)
    return archive.getvalue()


def write(written: Draft, directory: Path) -> tuple[Path, ...]:
    """Put the files into a directory. Raises `KpiError` where one of them is there already."""
    paths = tuple(directory / name for name in written.files)
    if there := next((path for path in paths if path.exists()), None):
        raise KpiError(f"{there} findes allerede og overskrives ikke; vælg en anden mappe.")
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for path in paths:
            path.write_text(written.files[path.name], "utf-8")
    except OSError as error:
        raise KpiError(f"Kladden kan ikke skrives i {directory}: {error.strerror}.") from None
    return paths


def _declaration(kpi_id: str, title: str, told: Asked) -> str:
    words = ["Direction", "Indicator", "Kind", "Unit"]
    words.append("Measured" if told.kind == "Median" else told.kind)
    formula = "from kpis.formulas import Median\n" if told.kind == "Median" else ""
    fields = "".join(f"        {line}\n" for line in _fields(kpi_id, told))
    return (
        f'"""Kladde: {_one_line(title)}. Udfyld, hvor der står {UNFILLED}."""\n\n{formula}'
        f"from kpis.model import {', '.join(sorted(words))}\n\n"
        f"INDICATORS: tuple[Indicator, ...] = (\n    {words[-1]}(\n{fields}    ),\n)\n"
    )


def _fields(kpi_id: str, told: Asked) -> Iterator[str]:
    siblings = [kpi for kpi in catalogue().values() if kpi.population == told.population]
    yield f'id="{kpi_id}",'
    yield f'serves=("{UNFILLED}",),  # noder i strategien, for eksempel "fls.t2.g2"'
    yield from _comment(_grain(told))
    yield f'population="{told.population or kpi_id}",'
    yield from _formula(told)
    yield f"better=Direction.{UNFILLED},  # HIGHER, LOWER eller BAND"
    yield f"kind=Kind.{UNFILLED},  # OUTCOME, PROCESS, STRUCTURE eller BALANCING"
    yield f"unit={UNITS[told.kind]},"
    yield f"days_back={_shared(siblings)},  # 0: opgjort på månedens sidste dag; 364: et år"
    yield f"breakdowns={_tuple(_breakdowns(siblings))},"
    yield f"sources={_tuple(_first(siblings, 'sources', ()))},  # FFB og T01-T23"
    if persons := _first(siblings, "persons", ""):
        yield f'persons="{persons}",'


def _comment(text: str) -> Iterator[str]:
    yield from textwrap.wrap(text, WIDTH, initial_indent="# ", subsequent_indent="# ")


def _grain(told: Asked) -> str:
    return compile.grain(told.population) if told.population else f"se {POPULATION}"


def _formula(told: Asked) -> Iterator[str]:
    conditions = {
        role: said
        for role, said in told.conditions.items()
        if said != EVERY_ROW or (role, told.kind) == ("where", "Count")
    }
    if told.kind == "Median":
        told_as = ", ".join(_quoted(said) for said in conditions.values())
        yield f"number=Median({told_as}),"
        return
    for role, said in conditions.items():
        yield f"{role}={_quoted(said)},"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _shared(siblings: Sequence[Indicator]) -> str:
    """The period rule of the population, where all its indicators have the same."""
    found = {kpi.days_back for kpi in siblings}
    return str(found.pop()) if len(found) == 1 else UNFILLED


def _breakdowns(siblings: Sequence[Indicator]) -> tuple[str, ...]:
    """The columns that every indicator of the population is split by."""
    if not siblings:
        return ()
    first, *others = (
        tuple(by for by in kpi.breakdowns if kpi.counted_over(by) == kpi.population)
        for kpi in siblings
    )
    return tuple(by for by in first if all(by in other for other in others))


def _first(siblings: Sequence[Indicator], name: str, default: Any) -> Any:
    return getattr(siblings[0], name) if siblings else default or default


def _tuple(parts: Sequence[str]) -> str:
    inner = ", ".join(_quoted(part) for part in parts)
    return f"({inner},)" if len(parts) == 1 else f"({inner})"


def _texts(kpi_id: str, title: str) -> str:
    return f"""# Ord til nøgletallet, som en leder uden for området kan læse. Ingen kolonnenavne.
{kpi_id}:
  title: {_quoted(_one_line(title))}
  question: "{UNFILLED}: hvad ville en politiker spørge om?"
  definition: "{UNFILLED}: én sætning om, hvad tallet siger."
  numerator: "{UNFILLED}: præcis hvad der tælles."
  denominator: "{UNFILLED}: blandt hvem, hvem er udeladt og hvorfor."
  missing: "{UNFILLED}: hvad en manglende oplysning tæller som."
  pitfalls:
  - "{UNFILLED}: hvordan tallet kan misforstås."
  - "{UNFILLED}: hvad der kan gøre tallet bedre, uden at noget er blevet bedre."
"""


def _spec(kpi_id: str, told: Asked, given: str) -> str:
    """A table with a row for each boundary, to be completed by a person."""
    share = told.kind == "Ratio"
    written = "hvor mange af hvor mange: 1 of 2" if share else "tallet: 3, eller - for intet"
    return f'''"""{kpi_id}: hvem der tæller med, tegnet som en tabel.

En celle: `-` er ingen værdi. Kolonnen `case` siger, hvad rækken viser, og er ikke med i data.
Skriv forventningen som {written}. Kolonner, der ikke er tegnet, er uden værdi.
`python -m kpis check-draft` tæller rækkerne med kladdens egen SQL; filen køres aldrig.
"""

KPI = "{kpi_id}"


def test_the_boundaries(draft_spec):
    draft_spec(
        KPI,
        given={{
{given}        }},
        expected={{"{MONTH}": "{UNFILLED}"}},
    )
'''


def _given(sql: str, told: Asked, tree: dict[str, Any], database: Path) -> str:
    """A table for each relation that is read, with the columns of it that are named."""
    limits = trees.bounds(sql, tree)
    sources = [relation(told.population)] if told.population else trees.relations(tree)
    named = [name for name in trees.columns(tree) if name != PERIOD]
    return "".join(
        f'            "{name}": """\n{_table(columns(name, database), named, limits)}'
        '            """,\n'
        for name in sources
    )


def _table(has: Iterable[str], named: Sequence[str], limits: Sequence[tuple[str, str]]) -> str:
    there = {*has}
    names = ["case", *([PERIOD] if PERIOD in there else []), *(n for n in named if n in there)]
    cases = [(f"grænse: {column} = {number}", column, number) for column, number in limits]
    cases = [case for case in cases if case[1] in names]
    cases += [("tæller med", "", ""), ("tæller ikke med", "", "")]
    rows = [[_cell(name, *case) for name in names] for case in cases]
    return "".join(f"                {line}\n" for line in drawn([names, *rows]))


def _cell(name: str, label: str, column: str, number: str) -> str:
    told = {"case": label, PERIOD: MONTH, column: number}
    return told.get(name, UNFILLED)


def drawn(rows: Sequence[Sequence[str]]) -> Iterable[str]:
    """Rows of cells as the lines of a table, a header first."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return [lines[0], "-+-".join("-" * width for width in widths), *lines[1:]]


def _one_line(text: str) -> str:
    return " ".join(text.replace('"', "'").replace("\\", "/").split())
