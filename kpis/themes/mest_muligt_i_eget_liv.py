"""MEST MULIGT I EGET LIV: goals, letting go, and the least intrusive help that works."""

from kpis.model import CITIZEN, Direction, Kind, Ratio

INDICATORS = (
    Ratio(
        id="group_based_support_share",
        serves=("fls.t2.g2",),
        population="citizen_with_support",  # one row per citizen and period
        denominator="step between 1 and 5",
        numerator="has_group_support",
        better=Direction.BAND,
        kind=Kind.STRUCTURE,
        breakdowns=CITIZEN,
    ),
    Ratio(
        id="own_home_share",
        serves=("vso.vision", "fls.t2"),
        population="citizen_with_support",
        denominator="step between 1 and 9",
        numerator="step between 1 and 5",  # 7 has a tenancy but staff on site: not counted
        better=Direction.BAND,
        kind=Kind.OUTCOME,
        breakdowns=CITIZEN,
    ),
)

ALSO = ("ladder_down_rate",)
