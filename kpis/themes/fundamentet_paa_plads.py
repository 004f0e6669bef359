"""FUNDAMENTET PÅ PLADS: core task, organisation, service level, documentation."""

from kpis.model import Ratio

INDICATORS: tuple[Ratio, ...] = ()

ALSO: tuple[str, ...] = ()
