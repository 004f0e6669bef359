"""KVALITET OPSTÅR I MØDET: measured so far by what also serves other goals."""

from kpis.model import Ratio

INDICATORS: tuple[Ratio, ...] = ()

ALSO: tuple[str, ...] = ("whole_person_assessment",)
