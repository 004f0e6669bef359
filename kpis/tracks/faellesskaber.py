"""FÆLLESSKABER: measured so far by what also serves other goals."""

from kpis.model import Ratio

INDICATORS: tuple[Ratio, ...] = ()

ALSO: tuple[str, ...] = ("community_participation_progress", "volunteer_supported_citizens")
