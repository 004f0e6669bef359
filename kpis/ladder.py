"""What the page of the ladder shows (catalogue section 3): stocks, moves, entries and exits.

Counts of citizens only, and only as disclosure control lets them out: a hidden one is
None. Nothing here compares two orders of the ladder.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kpis import compile, moves, together
from kpis.disclosure import hidden_cells
from kpis.evaluate import compute, newest_report
from kpis.ladder_order import Rung, by_order, order_on, rungs
from kpis.moves import STEPS, Places
from kpis.periods import Period, months_back
from kpis.periods import period as parse_period
from kpis.warehouse import Reader, opened

OFF = "akut/udredning"  # help without a step
GONE = "exit"
STOCK = "citizen_with_support"
POPULATIONS = ("ladder_cohort", "ladder_entrant")


@dataclass(frozen=True)
class StepStock:
    """How many citizens stood on a step on a period's last day, under the order of that day."""

    period: str
    order: str
    step: str
    citizens: int | None


@dataclass(frozen=True)
class Move:
    """How many citizens stood on one step, or in one zone, a year before and on another now.

    `after` may also be `akut/udredning` or `exit`.
    """

    before: str
    after: str
    citizens: int | None


@dataclass(frozen=True)
class Tally:
    """How many citizens entered on a step, or left by a cause."""

    name: str
    citizens: int | None


@dataclass(frozen=True)
class Ladder:
    """The ladder in one period, all under the order that is valid on its last day.

    `stock` goes back over months, each under its own order. `moves` are over the year up
    to the last day; row 0 of it are those who entered. `entries` are their first steps.
    `known_at` is the day of the newest report that counts.
    """

    period: str
    order: str
    rungs: tuple[Rung, ...]
    stock: tuple[StepStock, ...]
    moves: tuple[Move, ...]
    zones: tuple[Move, ...]
    entries: tuple[Tally, ...]
    exits: tuple[Tally, ...]
    known_at: date | None
    build_id: str


def ladder(
    period: str,
    months: int = 24,
    known_at: date | None = None,
    warehouse: Path | str | None = None,
    raw: bool = False,
) -> Ladder:
    """The ladder in a period, with the stock at so many month ends up to it.

    `raw` skips disclosure control. Raises as `evaluate` does.
    """
    asked = parse_period(period)
    ends = [parse_period(month) for month in months_back(_month(asked), months)]
    with opened(warehouse) as reader:
        reader.prepare(compile.given((*POPULATIONS, STOCK)))
        stock = tuple(_stock(reader, ends, known_at, raw))
        reader.start_over()
        order = order_on(asked.last)
        compute(reader, POPULATIONS, [asked], known_at, order)
        moved, zone = _counts(reader, _MOVES), {str(r.step): r.zone for r in rungs(order)}
        hidden = frozenset() if raw else moves.hidden_moves(moved, zone)
        not_shown = frozenset() if raw else moves.hidden_zones(moved, zone, hidden)
        return Ladder(
            period=asked.id,
            order=order,
            rungs=rungs(order),
            stock=stock,
            moves=_moves(moved, hidden),
            zones=_moves(moves.zone_sums(moved, zone), not_shown),
            entries=_parts(_counts(reader, _ENTRIES), raw),
            exits=_parts(_counts(reader, _EXITS), raw),
            known_at=newest_report(reader, known_at),
            build_id=reader.build_id,
        )


_STOCK = f"""
select period, coalesce(cast(step as varchar), '{OFF}'), count(*)
from population.citizen_with_support group by all order by all"""
_MOVES = f"""
select cast(step as varchar), if(
    exit_cause is not null, '{GONE}', coalesce(cast(step_after as varchar), '{OFF}')
  ), count(*)
from population.ladder_cohort group by all
union all
select '0', coalesce(cast(step_after as varchar), '{OFF}'), count(*)
from population.ladder_entrant group by all
order by all"""
_ENTRIES = f"""
select coalesce(cast(step as varchar), '{OFF}'), count(*)
from population.ladder_entrant group by all order by all"""
_EXITS = """
select exit_cause, count(*)
from population.ladder_cohort where exit_cause is not null group by all order by all"""


def _month(period: Period) -> str:
    """The month a period ends in."""
    return f"{period.last:%Y-%m}"


def _stock(
    reader: Reader, months: Sequence[Period], known_at: date | None, raw: bool
) -> Iterable[StepStock]:
    for order, own in by_order(months):
        reader.start_over()
        compute(reader, (STOCK,), own, known_at, order)
        found = _counts(reader, _STOCK)
        for month in own:
            counts = {step: found.get((month.id, step), 0) for step in (*STEPS[1:], OFF)}
            hidden = frozenset() if raw else together.hidden_steps(counts)
            for step, citizens in counts.items():
                yield StepStock(month.id, order, step, None if step in hidden else citizens)


def _counts(reader: Reader, sql: str) -> dict[Places, int]:
    """The last column by the others; by one of them twice where there is one."""
    return {(row[0], row[-2]): row[-1] for row in reader.rows(sql)}


def _parts(counts: Mapping[Places, int], raw: bool) -> tuple[Tally, ...]:
    named = {name: count for (name, _), count in counts.items()}
    hidden = frozenset() if raw else hidden_cells(named, [tuple(named)])
    return tuple(Tally(name, None if name in hidden else n) for name, n in named.items())


def _moves(counts: Mapping[Places, int], hidden: Collection[Places]) -> tuple[Move, ...]:
    return tuple(Move(*cell, None if cell in hidden else n) for cell, n in counts.items())
