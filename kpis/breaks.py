"""Breaks in a series: days from which numbers mean something else than before.

A break is a dated fact with a cause and an owner, in `data/breaks`. Nothing is
compared across one, and limits restart there with the reason. Nobody makes
one but a person who knows the cause: an unexplained jump is a finding, not a
break.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from kpis.break_facts import Break, BreakKind, read
from kpis.catalogue import catalogue, looks_from
from kpis.errors import KpiError
from kpis.facts import reading
from kpis.ladder_order import orders
from kpis.periods import period

__all__ = [
    "FOLDER",
    "Break",
    "BreakKind",
    "between",
    "declared",
    "known",
    "of",
    "of_example",
    "read",
    "starts",
]

FOLDER = Path(__file__).resolve().parent.parent / "data" / "breaks"


def declared() -> tuple[Break, ...]:
    """The breaks that people stated, in the reviewed file or on a page, oldest first."""
    return _stated(reading.revision())


@lru_cache(maxsize=4)
def _stated(revision: str) -> tuple[Break, ...]:
    """The breaks as they are at a revision of the store.

    All hold. Of several on one day the last is told as the reason: the file's.
    """
    found = (*_entered(), *_reviewed())
    return tuple(sorted(found, key=lambda its: its.day))


def _entered() -> Iterator[Break]:
    for version in reading.breaks():
        yield Break(id=f"entered_{version.id}", **vars(version.fact))


@cache
def _reviewed() -> tuple[Break, ...]:
    return (*read(FOLDER / "breaks.yaml"), *_of_the_ladder())


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


def _begins(kpi_id: str, text: str) -> date:
    try:
        return looks_from(kpi_id, text)
    except KpiError:  # an indicator that is only planned looks at its own period
        return period(text).first
