"""What was set aside, why, and what to do about it: a place and a rule, never content."""

from collections import Counter

import kpis
from pages.parts import formats, rules, tables
from pages.parts.markup import safe
from pages.parts.rows import Row, code, column, file_name, heading, report_of, standing
from pages.parts.texts import text

MOST_LISTED = 200


def summary(of: "kpis.Deliveries") -> str:
    """What stands set aside, rule by rule, with what to do."""
    if not standing(of):
        return f"{heading('aside')}<p>{safe(text('data.aside.none'))}</p>"
    columns = (
        column("aside", "why"),
        column("aside", "count", True),
        column("aside", "what_now"),
    )
    cells = [
        (_explained(rule), formats.number(count), rules.what_now(rule))
        for rule, count in _by_rule(standing(of)).most_common()
    ]
    shown = tables.table(text("data.aside.caption"), columns, cells)
    return f'{heading("aside")}<p class="dim">{safe(text("data.aside.intro"))}</p>{shown}'


def _by_rule(rows: list[Row]) -> Counter[str]:
    """How many reports broke each rule, once a report however often it broke it."""
    broken = dict.fromkeys((row["rule"], *report_of(row)) for row in rows)
    return Counter(rule for rule, *_ in broken)


def _explained(rule: str) -> str:
    """What a rule means, and its id for those who are to mend it."""
    return tables.Markup(f"{safe(rules.meaning(rule))}<br>{code(rule)}")


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
