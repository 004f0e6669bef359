"""FÆLLESSKABER: contact with others as the citizen wants it."""

from kpis.model import Direction, Indicator, Kind, Ratio
from kpis.surveys import RESPONSE, asked

INDICATORS: tuple[Indicator, ...] = (
    Ratio(
        id="social_contact_as_wanted",
        serves=("vso.s4.u1", "fls.t2.g3"),
        population="citizen_response",  # one row per response in the latest round, and period
        denominator="q07 between 1 and 5",
        numerator="q07 >= 4",
        better=Direction.HIGHER,
        kind=Kind.OUTCOME,
        breakdowns=RESPONSE,
        beside=(*asked("q07", "q07 between 1 and 5"),),
        sources=("T09",),
        days_back=729,
    ),
)

ALSO: tuple[str, ...] = (
    "volunteer_supported_citizens",
    "civil_partnerships_active",
    "community_participation_progress",
)
