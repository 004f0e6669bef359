"""Every indicator that is declared, found in the modules of the strategy."""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from types import ModuleType

import kpis.themes
import kpis.tracks
from kpis.errors import unknown
from kpis.model import Ratio


@cache
def catalogue() -> dict[str, Ratio]:
    """Indicators by id, in the order of the strategy."""
    found: dict[str, Ratio] = {}
    for module in _modules():
        for kpi in module.INDICATORS:
            if kpi.id in found:
                raise ValueError(f"Indicator {kpi.id} is declared twice.")
            found[kpi.id] = kpi
    return found


def indicator(kpi_id: str) -> Ratio:
    """One indicator; an unknown id raises `UnknownName` with the nearest right one."""
    declared = catalogue()
    if kpi_id not in declared:
        raise unknown("indicator", kpi_id, declared)
    return declared[kpi_id]


def _modules() -> Iterator[ModuleType]:
    for package in (kpis.themes, kpis.tracks):
        for module in pkgutil.iter_modules(package.__path__):
            yield importlib.import_module(f"{package.__name__}.{module.name}")
