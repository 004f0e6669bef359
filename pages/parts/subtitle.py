"""The statistical line below a finding: what is measured, in what, where and when."""

import kpis
from pages.parts import figures, formats, units, widgets
from pages.parts.texts import text


def of(kpi: str, period: str) -> str:
    """'Rettidig opfølgning, procent af opfølgninger. Eksempelkommunen, oktober 2026.'."""
    return text(
        "subtitle.line",
        measure=text(f"kpi.{kpi}.title"),
        unit=_unit(kpi),
        place=_place(figures.build().build_id),
        period=formats.period(period),
    ).replace("..", ".")


def of_ladder(month: str) -> str:
    """The same of the ladder of support."""
    place, period = _place(figures.build().build_id), formats.period(month)
    return text("subtitle.ladder", place=place, period=period)


def _unit(kpi: str) -> str:
    if units.is_share(kpi):
        return text("subtitle.share", counted=text(f"kpi.{kpi}.counted"))
    if units.differs_in_points(kpi):
        return text("subtitle.signed_share")
    return units.words(kpi)


def _place(build_id: str) -> str:
    return _municipality(build_id) or text("subtitle.nowhere")


@widgets.cached
def _municipality(build_id: str) -> str:
    return kpis.municipality() or ""
