"""GODE OVERGANGE GENNEM HELE LIVET: from one phase of life, and one plan, to the next."""

from kpis.model import Ratio

INDICATORS: tuple[Ratio, ...] = ()

ALSO: tuple[str, ...] = ()
