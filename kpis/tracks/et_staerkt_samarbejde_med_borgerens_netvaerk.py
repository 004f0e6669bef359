"""ET STÆRKT SAMARBEJDE MED BORGERENS NETVÆRK: who it is, what it gives, how it is worked with."""

from kpis.formulas import NOBODY, Quotient
from kpis.model import CITIZEN, Beside, Direction, Indicator, Kind, Ratio

INDICATORS: tuple[Indicator, ...] = (
    Ratio(
        id="network_mapped",
        serves=("vso.s5.u1a", "vso.s5.u1b"),
        population="citizen_with_network",  # one row per citizen and period
        numerator="is_confirmed or is_declined",
        better=Direction.HIGHER,
        kind=Kind.PROCESS,
        breakdowns=(*CITIZEN, "relation"),
        beside=(Beside("declined", "is_declined"),),
        sources=("FFB", "T10"),
        days_back=729,
    ),
    Ratio(
        id="network_contribution_breadth",
        serves=("vso.s5.u2",),
        population="citizen_with_network",
        denominator="persons > 0",
        numerator="contributions >= 2",
        better=Direction.HIGHER,
        kind=Kind.PROCESS,
        breakdowns=(*CITIZEN, "contribution_type"),
        balanced_by=("network_cooperation_rating",),  # help that is given gladly
        sources=("FFB", "T10"),
    ),
    Ratio(
        id="network_cooperation_rating",
        serves=("vso.s5.u3",),
        population="network_response",  # one row per answer in the latest round, and period
        denominator="answer is not null and is_chosen is distinct from false",
        numerator="answer >= 4",
        better=Direction.HIGHER,
        kind=Kind.OUTCOME,
        breakdowns=("tilbud_type", "relation"),
        beside=(
            Beside(
                "took_part",
                "is_network_present",
                "is_network_wanted",
                population="follow_up_meeting",
                persons="person_id",
                sources=("FFB", "T11"),
            ),
            Beside(
                "response_rate",
                formula=Quotient("responded_count", "invited_count"),
                population="network_survey_round",
                persons=NOBODY,
                sources=("T09b", "T09x"),
            ),
            Beside("unknown_answers", "is_dont_know", "answer is not null or is_dont_know"),
            Beside("not_linked", "is_chosen is null", "answer is not null"),
        ),
        sources=("T09b",),
        trusted_with=("T10",),  # whether the citizen chose who answers
        days_back=729,
    ),
)

ALSO: tuple[str, ...] = ()
