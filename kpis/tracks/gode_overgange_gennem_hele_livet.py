"""GODE OVERGANGE GENNEM HELE LIVET: from one phase of life, and one plan, to the next."""

from kpis.model import CITIZEN, Direction, Kind, Ratio

INDICATORS = (
    Ratio(
        id="seamless_plan_shift",
        serves=("vso.s8.u2",),
        population="plan_shift",  # one row per plan that ended for a new one, and period
        numerator="is_seamless",
        better=Direction.HIGHER,
        kind=Kind.PROCESS,
        breakdowns=(*CITIZEN, "from_tilbud_type", "to_tilbud_type"),
        sources=("FFB", "T01"),  # who died or moved has no successor to wait for
        days_back=454,
    ),
)

ALSO: tuple[str, ...] = ()
