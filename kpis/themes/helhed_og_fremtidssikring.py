"""HELHED OG FREMTIDSSIKRING: offers, skills and cooperation for what comes."""

from kpis.model import Ratio

INDICATORS: tuple[Ratio, ...] = ()

ALSO: tuple[str, ...] = ()
