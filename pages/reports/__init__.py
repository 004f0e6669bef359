"""Paper and slides: one frozen report, and what is written from it. Knows no dashboard."""

from pages.reports.freezing import freeze
from pages.reports.frozen import Report, from_json, to_json

__all__ = ["Report", "freeze", "from_json", "to_json"]
