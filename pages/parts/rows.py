"""The rows a delivery is told by, and how they are counted and named."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

import kpis
from pages.parts.markup import safe
from pages.parts.tables import Column, Markup
from pages.parts.texts import has_text, text

Row = Mapping[str, Any]
REPORTS = "delivery_report"


def heading(section: str) -> str:
    """A heading of the page."""
    return f"<h2>{safe(text(f'data.{section}.title'))}</h2>"


def column(section: str, name: str, is_figure: bool = False) -> Column:
    """A column with the heading the texts give it."""
    return Column(text(f"data.{section}.{name}"), is_figure)


def file_name(row: Row) -> str:
    """The file without its folders."""
    return PurePath(row["path"]).name


def code(words: str) -> Markup:
    """A name as programs write it; it may break after a dot or a hyphen."""
    breakable = safe(words).replace(".", ".<wbr>").replace("-", "-<wbr>")
    return Markup(f"<code>{breakable}</code>")


def table_name(name: str) -> str:
    """A table in Danish."""
    key = f"data.names.{name}"
    if has_text(key):
        return text(key)
    return kind_name(kind_of_table(name)) if is_export(name) else name


def is_export(table: str) -> bool:
    """Whether a table is a supplementary export's, and not of the delivery reports."""
    return kind_of_table(table) != REPORTS


def kind_of_table(table: str) -> str:
    """The export a table holds; delivery reports for every other."""
    return next((one.export for one in kpis.supplies() if one.table == table), REPORTS)


def latest(of: "kpis.Deliveries", rows: Iterable[Row]) -> list[Row]:
    """The rows that belong to the newest load."""
    newest = of.runs[0]["run_id"] if of.runs else None
    return [row for row in rows if row["run_id"] == newest]


def standing(of: "kpis.Deliveries") -> list[Row]:
    """What is still set aside."""
    return [row for row in of.set_aside if row["resolved_run_id"] is None]


def kind_of(of: "kpis.Deliveries", row: Row) -> str:
    """The kind of the file a row was set aside from; a delivery report where that is not known."""
    return _kinds(of).get(row["sha256"], REPORTS)


def _kinds(of: "kpis.Deliveries") -> Mapping[str, str]:
    """The kind of each file by its fingerprint."""
    return {file["sha256"]: str(file["kind"]) for file in of.files}


def of_reports(of: "kpis.Deliveries", rows: Iterable[Row]) -> list[Row]:
    """Those that belong to delivery reports."""
    kinds = _kinds(of)
    return [row for row in rows if kinds.get(row["sha256"], REPORTS) == REPORTS]


def of_exports(of: "kpis.Deliveries", rows: Iterable[Row]) -> list[Row]:
    """Those that belong to supplementary exports."""
    kinds = _kinds(of)
    return [row for row in rows if kinds.get(row["sha256"], REPORTS) != REPORTS]


def kind_name(kind: str) -> str:
    """'FFB-indberetninger', 'T13 leveringslog'."""
    return text(f"data.kinds.{kind}")


def report_of(row: Row) -> tuple[str, int | None]:
    """The report a broken rule belongs to: its file and line, or the whole file."""
    return row["sha256"], row["line"]


def reports(rows: Sequence[Row]) -> set[tuple[str, int | None]]:
    """The reports behind the broken rules: one report may break several."""
    return {report_of(row) for row in rows}


def total(rows: Iterable[Row], name: str) -> int:
    """The sum of one count."""
    return sum(row[name] for row in rows)
