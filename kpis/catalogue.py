"""Every indicator that is declared, found in the modules of the strategy."""

import importlib
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from types import ModuleType

from kpis.errors import unknown
from kpis.formulas import Share
from kpis.model import Beside, Indicator, Measured
from kpis.periods import period as parse_period
from kpis.strategy import strategy


@cache
def catalogue() -> dict[str, Indicator]:
    """Indicators by id: by theme and track in the order of the strategy, there as declared."""
    found: dict[str, Indicator] = {}
    for module in _modules():
        for kpi in module.INDICATORS:
            if kpi.id in found:
                raise ValueError(f"Indicator {kpi.id} is declared twice.")
            found[kpi.id] = kpi
    return found


@cache
def all_declared() -> dict[str, Indicator]:
    """Indicators, and after them the numbers beside them, by id."""
    return catalogue() | _beside()


def indicator(kpi_id: str) -> Indicator:
    """One indicator, or a number beside one; an unknown id raises `UnknownName`."""
    declared = all_declared()
    if kpi_id not in declared:
        raise unknown("indicator", kpi_id, declared)
    return declared[kpi_id]


def looks_from(kpi_id: str, period: str) -> date:
    """The first day that an indicator's number for a period looks at."""
    asked, days_back = parse_period(period), indicator(kpi_id).days_back
    first = asked.first if days_back else asked.last
    return min(first, asked.last - timedelta(days=days_back))


def adds_up(kpi_id: str, by: str) -> bool:
    """Whether the members of a breakdown sum to the total: numerators and denominators do.

    Then each row stands in one member, and the total is what the members are together
    (hidden ones included). Otherwise the members may only be read side by side. An unknown
    id or breakdown raises `UnknownName`.
    """
    kpi = indicator(kpi_id)
    if by not in kpi.breakdowns:
        raise unknown(f"breakdown of {kpi_id}", by, kpi.breakdowns)
    return kpi.formula.adds_up and kpi.counted_over(by) == kpi.population


@cache
def _beside() -> dict[str, Indicator]:
    """What is counted beside indicators, as `<indicator>.<name>`."""
    return {
        f"{kpi.id}.{share.name}": Measured(
            id=f"{kpi.id}.{share.name}",
            serves=kpi.serves,
            population=share.population or kpi.population,
            number=share.formula or Share(share.numerator, share.denominator),
            unit=share.unit,
            persons=share.persons if share.population else kpi.persons,
            better=kpi.better,
            kind=kpi.kind,
            breakdowns=() if share.population else kpi.breakdowns,
            apart=() if share.population else kpi.apart,
            sources=share.sources or kpi.sources,
            trusted_with=kpi.trusted_with,
            reads_ladder=kpi.reads_ladder,
            days_back=kpi.days_back,
            hidden_with=_hidden_with(kpi, share),
        )
        for kpi in catalogue().values()
        for share in kpi.beside
    }


def _hidden_with(kpi: Indicator, share: Beside) -> tuple[str, ...]:
    """The indicator itself and the shares of the same whole: they add up to one another."""
    if not share.whole:
        return ()
    parts = [part.name for part in kpi.beside if part.whole == share.whole]
    return (kpi.id, *(f"{kpi.id}.{name}" for name in parts))


def _modules() -> Iterator[ModuleType]:
    """Themes, then tracks, as the strategies have them."""
    for theme in strategy().long_term.themes:
        yield importlib.import_module(f"kpis.themes.{theme.slug}")
    for track in strategy().tracks.tracks:
        yield importlib.import_module(f"kpis.tracks.{track.slug}")
