"""EFFEKTIV DRIFT: nothing of it is measured yet."""

from kpis.model import Ratio

INDICATORS: tuple[Ratio, ...] = ()

ALSO: tuple[str, ...] = ()
