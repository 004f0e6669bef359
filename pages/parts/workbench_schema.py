"""What can be asked: the relations in their groups, and one of them column by column.

A name is a button that puts itself into the editor where the cursor stands. Only the relation
that is chosen is sent.
"""

from collections.abc import Mapping, Sequence

from kpis.analysis import Column, Relation
from pages.parts import (
    formats,
    palette,
    widgets,
    workbench_cells,
    workbench_database,
    workbench_result,
)
from pages.parts.markup import items, safe, svg_image
from pages.parts.texts import text
from pages.parts.workbench_table import type_words

WIDE, TALL = 120, 28
"""The picture of a column's values, in its own units."""


def show() -> None:
    """The choice of a relation, and what it holds."""
    every = workbench_database.relations()
    options = {name: f"{its.group} · {its.title}" for name, its in every.items()}
    chosen = workbench_result.pick("tabel", options, next(iter(options)))
    widgets.html(_relation(every[chosen]))


def _relation(its: Relation) -> str:
    facts = text("analyse.schema.facts", rows=workbench_cells.rows(its.rows), grain=its.grain)
    columns = items(map(_column, its.columns), "columns")
    return (
        f'<section class="relation"><h2>{_insert(its.name)}</h2>'
        f'<p lang="da">{safe(its.description)}</p><p class="dim" lang="da">{safe(facts)}</p>'
        f"{columns}</section>"
    )


def _insert(name: str) -> str:
    label = safe(text("analyse.schema.insert", name=name))
    return (
        f'<button type="button" class="name" data-insert="{safe(name)}" aria-label="{label}">'
        f"{safe(name)}</button>"
    )


def _column(its: Column) -> str:
    kind = f'<span class="dim">{safe(type_words(its.type))}</span>'
    return (
        f'<li><div class="line">{_insert(its.name)}{kind}{_histogram(its)}</div>'
        f'<p lang="da">{safe(its.description)}</p>'
        f"<details><summary>{safe(text('analyse.schema.profile'))}</summary>{_profile(its)}</details></li>"
    )


def _profile(its: Column) -> str:
    """Share missing, different values, range, and the values that stand there most often."""
    ends = (its.low, its.high)
    told = {
        "missing": formats.percent(its.missing),
        "distinct": formats.number(its.distinct) if its.distinct is not None else "",
        "range": text("analyse.schema.from_to", low=_words(its.low), high=_words(its.high))
        if None not in ends and "" not in ends
        else "",
        "values": ", ".join(map(_words, its.values)),
    }
    rows = (
        f"<div><dt>{safe(text(f'analyse.schema.{name}'))}</dt><dd>{safe(words)}</dd></div>"
        for name, words in told.items()
        if words
    )
    return f"<dl>{''.join(rows)}</dl>"


def _words(value: object) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return formats.needless_decimals_gone(formats.number(value, 1))
    return str(value)


def _histogram(its: Column) -> str:
    """How the values lie, as a small picture; the profile says the range in words."""
    if not any(its.histogram):
        return ""
    return svg_image(drawing(its.histogram), "", "histogram")


def drawing(counts: Sequence[int]) -> str:
    """Columns beside each other, the tallest as tall as the picture."""
    step, top = WIDE / len(counts), max(counts)
    bars = "".join(
        f'<rect x="{at * step + 0.5:.1f}" y="{TALL - count / top * TALL:.1f}" '
        f'width="{step - 1:.1f}" height="{count / top * TALL:.1f}"/>'
        for at, count in enumerate(counts)
    )
    marks: Mapping[str, tuple[str, str]] = {"bars": ("fill", "bar")}
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {TALL}">'
        f'{palette.svg_style(marks)}<g class="bars" fill="{palette.light("bar")}">{bars}</g></svg>'
    )
