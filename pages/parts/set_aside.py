"""What was set aside, why, and what to do about it: a place and a rule, never content."""

from collections import Counter

import kpis
from pages.parts import formats, rules, tables, widgets
from pages.parts.markup import safe
from pages.parts.rows import (
    Row,
    code,
    column,
    file_name,
    heading,
    is_export,
    kind_name,
    kind_of,
    latest,
    of_exports,
    of_reports,
    report_of,
    standing,
    table_name,
    total,
)
from pages.parts.texts import text

LEVELS = ("error", "warning", "info")
MOST_LISTED = 200


@widgets.cached_markup
def summary(of: "kpis.Deliveries") -> str:
    """What stands set aside, rule by rule, with what to do: reports, then rows of exports."""
    if not standing(of):
        return f"{heading('aside')}<p>{safe(text('data.aside.none'))}</p>"
    shown = _by_rules(of_reports(of, standing(of)), "caption")
    shown += _by_exports(of, of_exports(of, standing(of)))
    return f'{heading("aside")}<p class="dim">{safe(text("data.aside.intro"))}</p>{shown}'


def _by_rules(rows: list[Row], caption: str) -> str:
    if not rows:
        return ""
    columns = (
        column("aside", "why"),
        column("aside", "count", True),
        column("aside", "what_now"),
    )
    cells = [
        (_explained(rule), formats.number(count), rules.what_now(rule))
        for rule, count in _by_rule(rows).most_common()
    ]
    return tables.table(text(f"data.aside.{caption}"), columns, cells)


def _by_exports(of: "kpis.Deliveries", rows: list[Row]) -> str:
    """Rows of the supplementary exports, by export and rule."""
    if not rows:
        return ""
    names = ("export", "why", "count", "what_now")
    columns = [column("aside", name, name == "count") for name in names]
    broken = dict.fromkeys((kind_of(of, row), row["rule"], *report_of(row)) for row in rows)
    counts = Counter((kind, rule) for kind, rule, *_ in broken)
    cells = [
        (kind_name(kind), _explained(rule), formats.number(count), rules.what_now(rule))
        for (kind, rule), count in sorted(counts.items(), key=lambda its: (its[0][0], -its[1]))
    ]
    return tables.table(text("data.aside.exports_caption"), columns, cells)


@widgets.cached_markup
def counted(of: "kpis.Deliveries") -> str:
    """Rules that set nothing aside and only count, in the latest load; those that found something.

    Nothing for a build that has no such rules.
    """
    rows = latest(of, of.counts)
    if not rows:
        return ""
    found = [row for row in rows if row["rows_counted"]]
    columns = [column("counted", name) for name in ("why", "level", "table", "place")]
    columns.append(column("counted", "rows", True))
    cells = [_count_cells(alike) for alike in sorted(_alike(found), key=_weight)]
    shown = tables.table(text("data.counted.caption"), columns, cells)
    intro = text("data.counted.intro", tried=len(rows), silent=len(rows) - len(found))
    return f'{heading("counted")}<p class="dim">{safe(intro)}</p>{shown if found else ""}'


def _alike(rows: list[Row]) -> list[list[Row]]:
    """The counts of one rule about one column together, whatever the export."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault((row["rule"], row["level"], row["place"]), []).append(row)
    return list(groups.values())


def _weight(alike: list[Row]) -> tuple[int, int]:
    """Faults before warnings before notices; the most rows first."""
    return LEVELS.index(alike[0]["level"]), -total(alike, "rows_counted")


def _count_cells(alike: list[Row]) -> tuple[str, ...]:
    first = alike[0]
    words = safe(rules.counted(first["rule"], first["place"]))
    place = "" if first["place"] == "table" else code(first["place"])
    return (
        tables.Markup(f"{words}<br>{code(first['rule'])}"),
        text(f"leverance.levels.{first['level']}"),
        ", ".join(_counted_of(row["table_name"]) for row in alike),
        place,
        formats.number(total(alike, "rows_counted")),
    )


def _counted_of(table: str) -> str:
    """The export, or what the delivery reports hold."""
    name = table_name(table)
    return name if is_export(table) else text("data.counted.of_reports", name=name)


def _by_rule(rows: list[Row]) -> Counter[str]:
    """How many reports broke each rule, once a report however often it broke it."""
    broken = dict.fromkeys((row["rule"], *report_of(row)) for row in rows)
    return Counter(rule for rule, *_ in broken)


def _explained(rule: str) -> str:
    """What a rule means, and its id for those who are to mend it."""
    return tables.Markup(f"{safe(rules.meaning(rule))}<br>{code(rule)}")


@widgets.cached_markup
def every_one(of: "kpis.Deliveries") -> str:
    """Every broken rule with file, line and place; those put right since are said to be."""
    columns = [column("aside", name) for name in ("file", "where", "rule", "state")]
    rows = of.set_aside[:MOST_LISTED]
    cells = [(_file(row), _place(row), _explained(row["rule"]), _state(row)) for row in rows]
    shown = tables.table(text("data.aside.list_caption"), columns, cells)
    if len(of.set_aside) <= MOST_LISTED:
        return shown
    more = text("data.aside.first_only", shown=MOST_LISTED, n=formats.number(len(of.set_aside)))
    return f'<p class="dim">{safe(more)}</p>{shown}'


def _file(row: Row) -> str:
    return tables.Markup(f'<span class="unbroken">{safe(file_name(row))}</span>')


def _place(row: Row) -> str:
    line = row["line"]
    words = text("data.aside.line", line=line) if line else text("data.aside.whole_file")
    return tables.Markup(f"{safe(words)}<br>{code(row['place'])}")


def _state(row: Row) -> str:
    return text("data.aside.standing" if row["resolved_run_id"] is None else "data.aside.resolved")
