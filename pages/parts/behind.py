"""The data behind a number: which exports it reads, when they came, and what was wrong in them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import kpis
from pages.parts import deliveries, figures, formats, rules, tables, widgets
from pages.parts.markup import items, link, safe
from pages.parts.registry import DATA, LEVERANCE
from pages.parts.rows import REPORTS, kind_of, kind_of_table, latest, report_of, standing
from pages.parts.texts import text

FFB = "FFB"
MOST_RULES = 3
COLUMNS = ("export", "sender", "loaded_at", "read", "loaded", "aside")


@dataclass(frozen=True)
class Delivered:
    """One export in a build: when it was last loaded, its rows, and how often each rule broke.

    `broken` are rules by the sentence that tells what is wrong, those that only count too.
    """

    loaded_at: datetime | None
    read: int
    loaded: int
    aside: int
    broken: tuple[tuple[str, int], ...]


def card(kpi: str) -> str:
    """The exports of one indicator as a card."""
    build = figures.build().build_id
    heading = f'<h2 class="first">{safe(text("behind.heading"))}</h2>'
    return f'<section class="card behind">{heading}{_card(build, kpi)}</section>'


@widgets.cached_in_words
def _card(build_id: str, kpi: str) -> str:
    declared, known = figures.catalogue()[kpi], _delivered(build_id)
    codes = dict.fromkeys((*declared.sources, *declared.trusted_with))
    columns = [
        tables.Column(text(f"behind.{name}"), name in ("read", "loaded", "aside"))
        for name in COLUMNS
    ]
    rows = [_cells(code, known.get(code)) for code in codes]
    shown = tables.table(text("behind.caption"), columns, rows)
    return shown + _quality([(code, known[code]) for code in codes if code in known])


def _cells(code: str, its: Delivered | None) -> tuple[str, ...]:
    name = text("behind.name", code=code, name=text(f"exports.{code}.name"))
    linked = link(name, DATA) if code == FFB else link(name, LEVERANCE, udtraek=code)
    sender = text(f"exports.{code}.from")
    if its is None:
        return tables.Markup(linked), sender, text("behind.not_loaded"), "", "", ""
    day = formats.moment(its.loaded_at) if its.loaded_at else text("ui.scope.unknown")
    numbers = (formats.number(number) for number in (its.read, its.loaded, its.aside))
    return (tables.Markup(linked), sender, day, *numbers)


def _quality(known: list[tuple[str, Delivered]]) -> str:
    """The rules that were broken most often, or that none was."""
    title = f"<h3>{safe(text('behind.rules'))}</h3>"
    lines = [safe(line) for code, its in known for line in _broken(code, its)]
    if not lines:
        return f'{title}<p class="dim">{safe(text("behind.none_broken"))}</p>'
    shown = items((f"<li>{line}</li>" for line in lines), "dots")
    return f'{title}{shown}<p class="dim">{safe(text("behind.meaning"))}</p>'


def _broken(code: str, its: Delivered) -> Iterator[str]:
    for sentence, n in its.broken[:MOST_RULES]:
        yield text("behind.broken", code=code, sentence=sentence, n=formats.number(n))
    if len(its.broken) > MOST_RULES:
        yield text("behind.more", code=code, n=len(its.broken) - MOST_RULES)


@widgets.cached
def _delivered(build_id: str) -> Mapping[str, Delivered]:
    """Every export that was loaded, by its code."""
    of = deliveries.loaded()
    return {_code(kind): _one(of, kind) for kind in {file["kind"] for file in of.files}}


def _code(kind: str) -> str:
    return FFB if kind == REPORTS else kind


def _one(of: "kpis.Deliveries", kind: str) -> Delivered:
    files = [file for file in of.files if file["kind"] == kind]
    published = {run["run_id"]: run["published_at"] for run in of.runs}
    times = [published[file["run_id"]] for file in files if published.get(file["run_id"])]
    aside = [row for row in standing(of) if kind_of(of, row) == kind]
    return Delivered(
        max(times, default=None),
        sum(file["rows_read"] for file in files),
        sum(file["rows_loaded"] for file in files),
        len({report_of(row) for row in aside}),
        tuple(_rules(of, kind).most_common()),
    )


def _rules(of: "kpis.Deliveries", kind: str) -> Counter[str]:
    """How many rows broke each rule: those set aside, and those a rule only counts."""
    rows = dict.fromkeys(
        (row["rule"], *report_of(row)) for row in standing(of) if kind_of(of, row) == kind
    )
    found = Counter(rules.meaning(rule) for rule, *_ in rows)
    for row in latest(of, of.counts):
        if kind_of_table(row["table_name"]) == kind and row["rows_counted"]:
            found[rules.counted(row["rule"], row["place"])] += row["rows_counted"]
    return found
