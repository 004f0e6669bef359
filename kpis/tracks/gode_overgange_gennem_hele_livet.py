"""GODE OVERGANGE GENNEM HELE LIVET: from one phase of life, and one plan, to the next."""

from kpis.formulas import Median
from kpis.model import CITIZEN, Beside, Direction, Indicator, Kind, Ratio, Unit

INDICATORS: tuple[Indicator, ...] = (
    Ratio(
        id="life_phase_review",
        serves=("vso.s8.u1",),
        population="life_phase_birthday",  # one row per citizen who enters a phase, and period
        numerator="has_review",
        better=Direction.HIGHER,
        kind=Kind.PROCESS,
        breakdowns=CITIZEN,  # age_group is the phase
        trusted_with=("T01",),
        days_back=730,  # an assessment half a year before the first birthday
    ),
    Ratio(
        id="seamless_plan_shift",
        serves=("vso.s8.u2",),
        population="plan_shift",  # one row per plan that ended for a new one, and period
        numerator="is_seamless",
        better=Direction.HIGHER,
        kind=Kind.PROCESS,
        breakdowns=(*CITIZEN, "from_tilbud_type", "to_tilbud_type"),
        beside=(Beside("median_gap", formula=Median("gap_days"), unit=Unit.DAYS),),
        trusted_with=("T01",),  # who died or moved has no successor to wait for
        days_back=454,
    ),
    Ratio(
        id="youth_transition_on_time",
        serves=("vso.s8.u1", "vso.s8.u2"),
        population="transition_at_18",  # one row per young person who turns 18 in W12, and period
        numerator="is_prepared and is_decided and is_helped",
        better=Direction.HIGHER,
        kind=Kind.PROCESS,
        breakdowns=("primary_target_group", "from_unit"),
        beside=(
            Beside("prepared", "is_prepared"),
            Beside("decided", "is_decided"),
            Beside("helped", "is_helped"),
        ),
        sources=("FFB", "T21"),
        persons="person_id",
        days_back=364,
    ),
    Ratio(
        id="handover_complete",
        serves=("vso.s8.u2", "fls.t4.g3"),
        population="transition_held",  # one row per transition in the period
        numerator="is_handed_over and is_confirmed",
        better=Direction.HIGHER,
        kind=Kind.PROCESS,
        breakdowns=("transition_type", "from_unit", "to_unit"),
        beside=(
            Beside("handed_over", "is_handed_over"),
            Beside(
                "days_waiting",
                formula=Median("days_waiting", "transition_type = 'Udskrivning psykiatri'"),
                unit=Unit.DAYS,
            ),
        ),
        sources=("T21",),
        persons="person_id",
        days_back=30,
    ),
)

ALSO: tuple[str, ...] = ()
