"""Breaks as facts: what they say, and the rules they are held to, wherever they are kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from kpis.coverage import exports, planned
from kpis.errors import KpiError, unknown

FIELDS = {"id", "date", "kind", "cause", "owner", "indicators", "needs"}


class BreakKind(StrEnum):
    """What changed."""

    CASE_SYSTEM = "case_system"
    LAW = "law"
    PRICE_MODEL = "price_model"
    DEFINITION = "definition"
    ORGANISATION = "organisation"


@dataclass(frozen=True)
class Break:
    """`day` is the first day of the new. `indicators` are touched by name, `needs` by export.

    `cause` and `owner` are Danish: why, and who says so.
    """

    id: str
    day: date
    kind: BreakKind
    cause: str
    owner: str
    indicators: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    def touches(self, kpi_id: str) -> bool:
        """Whether an indicator, or a share beside one, means something else from that day."""
        own = kpi_id.partition(".")[0]
        return own in self.indicators or bool(set(self.needs) & set(exports(own)))


def read(path: Path, last_year: int | None = None) -> tuple[Break, ...]:
    """The breaks of a file; a mistake in it raises a `KpiError` that names the entry and rule.

    A date may be given as years before `last_year`, month and day.
    """
    entries = yaml.safe_load(path.read_text("utf-8")) or []
    breaks = tuple(_break(entry, path.name, last_year) for entry in entries)
    ids = [its.id for its in breaks]
    for double in sorted({one for one in ids if ids.count(one) > 1}):
        raise KpiError(f"{path.name}: the break '{double}' stands there twice.")
    return tuple(sorted(breaks, key=lambda its: its.day))


def problems(entry: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with one entry, its fields by name, each as a sentence."""
    for name in sorted(entry.keys() - FIELDS):
        yield f"there is no field '{name}'."
    for name in ("id", "date", "kind", "cause", "owner"):
        if not entry.get(name):
            yield f"the field '{name}' is missing."
    if entry["kind"] not in list(BreakKind):
        yield f"'{entry['kind']}' is no kind of break: {', '.join(BreakKind)}."
    if not entry.get("indicators") and not entry.get("needs"):
        yield "it touches nothing: name indicators, or the exports that it changed (needs)."


def _break(entry: dict[str, Any], file: str, last_year: int | None) -> Break:
    where = f"{file}, break '{entry.get('id', '?')}'"
    for problem in problems(entry):
        raise KpiError(f"{where}: {problem}")
    touched = tuple(entry.get("indicators", ()))
    for kpi_id in touched:
        if kpi_id not in planned():
            raise unknown(f"indicator ({where})", kpi_id, planned())
    return Break(
        entry["id"],
        _day(entry["date"], last_year, where),
        BreakKind(entry["kind"]),
        " ".join(entry["cause"].split()),
        entry["owner"],
        touched,
        tuple(entry.get("needs", ())),
    )


def _day(told: Any, last_year: int | None, where: str) -> date:
    if isinstance(told, date):
        return told
    if last_year is None or not isinstance(told, dict):
        raise KpiError(f"{where}: '{told}' is no date; write it as 2025-01-01.")
    return date(last_year + told["year"], told["month"], told["day"])
