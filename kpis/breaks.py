"""Breaks in a series: days from which numbers mean something else than before.

A break is a dated fact with a cause and an owner, in `data/breaks`. Nothing is
compared across one, and limits restart there with the reason. Nobody makes
one but a person who knows the cause: an unexplained jump is a finding, not a
break.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kpis.catalogue import catalogue, looks_from
from kpis.coverage import exports, planned
from kpis.errors import KpiError, unknown
from kpis.ladder_order import orders
from kpis.periods import period

FOLDER = Path(__file__).resolve().parent.parent / "data" / "breaks"
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


@cache
def declared() -> tuple[Break, ...]:
    """The breaks of every warehouse, oldest first."""
    found = (*read(FOLDER / "breaks.yaml"), *_of_the_ladder())
    return tuple(sorted(found, key=lambda its: its.day))


def _of_the_ladder() -> Iterator[Break]:
    """A new order of its steps breaks every number that follows them."""
    cause = "Rækkefølgen af trinene på indsatstrappen blev ændret."
    touched = tuple(kpi.id for kpi in catalogue().values() if kpi.reads_ladder)
    for first in orders()[1:]:
        day = date.fromisoformat(first)
        yield Break(f"ladder_{first}", day, BreakKind.DEFINITION, cause, "Socialudvalget", touched)


@cache
def of_example(until: date) -> tuple[Break, ...]:
    """The breaks of the example municipality, whose story moves with its last day."""
    return read(FOLDER / "example.yaml", until.year)


def known(is_example: bool, until: date | None) -> tuple[Break, ...]:
    """The breaks that hold for a build; `until` is the day of its last report."""
    extra = of_example(until) if is_example and until else ()
    return tuple(sorted((*declared(), *extra), key=lambda its: its.day))


def of(kpi_id: str, breaks: Iterable[Break]) -> tuple[Break, ...]:
    """Those that touch an indicator, oldest first."""
    return tuple(sorted((b for b in breaks if b.touches(kpi_id)), key=lambda its: its.day))


def between(kpi_id: str, before: str, now: str, breaks: Iterable[Break]) -> Break | None:
    """The newest break between what two periods' numbers look at; None where there is none.

    A number that looks back over a year has a break inside it for a year: it
    compares with nothing until its whole window lies on one side.
    """
    earlier, later = sorted((before, now), key=lambda text: period(text).last)
    begins, ends = _begins(kpi_id, earlier), period(later).last
    inside = [its for its in of(kpi_id, breaks) if begins < its.day <= ends]
    return inside[-1] if inside else None


def starts(periods: Sequence[str], kpi_id: str, breaks: Iterable[Break]) -> dict[int, Break]:
    """Where a series starts anew: index of the first period that ends in the new, and why."""
    lasts = [period(text).last for text in periods]
    found: dict[int, Break] = {}
    for its in of(kpi_id, breaks):
        index = next((i for i, last in enumerate(lasts) if last >= its.day), 0)
        if index:
            found[index] = its
    return found


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


def _begins(kpi_id: str, text: str) -> date:
    try:
        return looks_from(kpi_id, text)
    except KpiError:  # an indicator that is only planned looks at its own period
        return period(text).first


def _break(entry: dict[str, Any], file: str, last_year: int | None) -> Break:
    where = f"{file}, break '{entry.get('id', '?')}'"
    for problem in _problems(entry):
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


def _problems(entry: dict[str, Any]) -> Iterator[str]:
    for name in sorted(entry.keys() - FIELDS):
        yield f"there is no field '{name}'."
    for name in ("id", "date", "kind", "cause", "owner"):
        if not entry.get(name):
            yield f"the field '{name}' is missing."
    if entry["kind"] not in list(BreakKind):
        yield f"'{entry['kind']}' is no kind of break: {', '.join(BreakKind)}."
    if not entry.get("indicators") and not entry.get("needs"):
        yield "it touches nothing: name indicators, or the exports that it changed (needs)."


def _day(told: Any, last_year: int | None, where: str) -> date:
    if isinstance(told, date):
        return told
    if last_year is None or not isinstance(told, dict):
        raise KpiError(f"{where}: '{told}' is no date; write it as 2025-01-01.")
    return date(last_year + told["year"], told["month"], told["day"])
