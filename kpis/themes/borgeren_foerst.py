"""BORGEREN FØRST: nothing of it is measured by delivery reports alone yet."""

from kpis.model import Ratio

INDICATORS: tuple[Ratio, ...] = ()

ALSO: tuple[str, ...] = ()
