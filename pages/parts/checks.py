"""The tables, their rows, and whether they keep the rules of their contracts."""

import kpis
from pages.parts import formats, tables, widgets
from pages.parts.markup import safe
from pages.parts.rows import Row, code, column, heading, latest, table_name
from pages.parts.texts import has_text, text


@widgets.cached_markup
def summary(of: "kpis.Deliveries") -> str:
    """Rows of each table, and how many of its rules hold."""
    columns = [column("tables", "name")]
    columns += [column("tables", name, True) for name in ("rows", "rules", "tried", "failed")]
    cells = [_table_cells(of, name) for name in sorted(of.tables, key=table_name)]
    shown = tables.table(text("data.tables.caption"), columns, cells)
    return f'{heading("tables")}<p class="dim">{safe(text("data.tables.intro"))}</p>{shown}'


def _table_cells(of: "kpis.Deliveries", name: str) -> tuple[str, ...]:
    checks = [check for check in latest(of, of.checks) if _base(check["table_name"]) == name]
    rows = formats.number(of.tables[name])
    if not checks:
        return (table_name(name), rows, "", text("data.tables.none_tried"), "")
    tried = max(check["rows_checked"] for check in checks)
    failed = sum(not check["is_met"] for check in checks)
    numbers = (formats.number(number) for number in (len(checks), tried, failed))
    return (table_name(name), rows, *numbers)


@widgets.cached_markup
def every_one(of: "kpis.Deliveries") -> str:
    """Every rule of every table, in the words of its contract."""
    columns = [column("tables", name) for name in ("name", "column", "expectation")]
    columns += [column("tables", name, True) for name in ("checked", "broken")]
    checks = sorted(latest(of, of.checks), key=_place)
    cells = [_check_cells(check) for check in checks]
    return tables.table(text("data.tables.details_caption"), columns, cells)


def _place(check: Row) -> tuple[str, str]:
    """By table as the summary lists them, then by column."""
    return table_name(_base(check["table_name"])), check["column_name"] or ""


def _check_cells(check: Row) -> tuple[str, ...]:
    name = check["column_name"]
    return (
        table_name(_base(check["table_name"])),
        code(name) if name else text("data.tables.whole_table"),
        _expectation(check),
        formats.number(check["rows_checked"]),
        formats.number(check["rows_failed"]),
    )


def _expectation(check: Row) -> str:
    """The kind of rule in words; the class of Great Expectations where we have none."""
    key = f"data.expectations.{check['expectation']}"
    return text(key) if has_text(key) else code(check["expectation"])


def _base(version_table: str) -> str:
    return version_table.removesuffix("_version")
