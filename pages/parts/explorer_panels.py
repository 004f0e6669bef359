"""What is shown of an answer: panels, each one chart or table of lines in one unit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kpis.model import Result
from pages.parts import sentences, units
from pages.parts.breakdown import STEP_BESIDE_LADDER
from pages.parts.explorer_answers import Answered
from pages.parts.explorer_choice import Chosen
from pages.parts.selection import dimension, member
from pages.parts.texts import text

MOST_DRAWN = 6
"""More lines than these tell nobody anything; the table has all."""

LAST = ("", STEP_BESIDE_LADDER, "Uoplyst")
"""Members that stand after the others."""


@dataclass(frozen=True)
class Line:
    """One course: a result for each period, None where there is none; `before` a year earlier."""

    name: str
    results: tuple[Result | None, ...]
    before: tuple[Result | None, ...] = ()

    @property
    def last(self) -> Result | None:
        """The result of the last period."""
        return self.results[-1]

    @property
    def is_drawn(self) -> bool:
        """Whether any of it may be drawn."""
        return any(its and sentences.drawn(its) is not None for its in self.results)


@dataclass(frozen=True)
class Panel:
    """Lines in one unit over the same periods. `by` is the breakdown its lines are members of;

    `everybody` is then the line of all.
    """

    key: str
    kpi: str
    title: str
    periods: tuple[str, ...]
    lines: tuple[Line, ...]
    by: str = ""
    everybody: Line | None = None

    @property
    def drawn(self) -> tuple[Line, ...]:
        """The lines of the chart: of many the largest at the end, in their own order."""
        there = [line for line in self.lines if line.is_drawn]
        largest = sorted(there, key=_size, reverse=True)[:MOST_DRAWN]
        return tuple(line for line in there if line in largest)


def panels(chosen: Chosen, answered: Answered) -> tuple[Panel, ...]:
    """Broken down, one for each indicator and breakdown; else one for each unit."""
    parts = _parts(chosen, answered) if chosen.by else _wholes(chosen, answered)
    return tuple(parts)


def _wholes(chosen: Chosen, answered: Answered) -> Iterator[Panel]:
    kpis = sorted(chosen.kpis, key=lambda kpi: _units(chosen).index(units.unit(kpi)))
    for at, (_, group) in enumerate(groupby(kpis, key=units.unit)):
        alike = list(group)
        lines = tuple(
            _line(text(f"kpi.{kpi}.title"), kpi, "", "", chosen, answered) for kpi in alike
        )
        titles = " · ".join(line.name for line in lines)
        yield Panel(f"{at}", alike[0], titles, chosen.periods, lines)


def _units(chosen: Chosen) -> list[str]:
    return list(dict.fromkeys(map(units.unit, chosen.kpis)))


def _parts(chosen: Chosen, answered: Answered) -> Iterator[Panel]:
    for kpi in chosen.kpis:
        for by in chosen.by:
            everybody = _line(text("breakdown.all"), kpi, "", "", chosen, answered)
            names = sorted(answered.members(kpi, by), key=lambda name: (name in LAST, name))
            lines = (_line(member(by, name), kpi, by, name, chosen, answered) for name in names)
            title = text("udforsk.panel", title=text(f"kpi.{kpi}.title"), dimension=dimension(by))
            where = (f"{kpi}-{by}", kpi, title, chosen.periods)
            yield Panel(*where, tuple(lines), by, everybody)


def _line(name: str, kpi: str, by: str, of: str, chosen: Chosen, answered: Answered) -> Line:
    keys = [(kpi, by, of, period) for period in chosen.periods]
    before = [answered.before.get(key) for key in keys] if chosen.has_year_before else ()
    return Line(name, tuple(answered.results.get(key) for key in keys), tuple(before))


def _size(line: Line) -> float:
    """How many its newest number is of."""
    newest = [its.denominator or its.value or 0.0 for its in line.results if its and its.value]
    return newest[-1] if newest else 0.0


def ends(lines: Sequence[Line]) -> list[tuple[str, Result]]:
    """The name and the last result of each line that has one."""
    return [(line.name, line.last) for line in lines if line.last is not None]
