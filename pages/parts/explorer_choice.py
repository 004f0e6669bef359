"""What a reader of Udforsk has chosen, read from the address alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpis import exploring
from pages.parts import explorer_offer, figures, widgets
from pages.parts.explorer_offer import Offer
from pages.parts.kinds import KINDS, MONTHS_IN, Kind, kind_of, part_of

MOST_INDICATORS = 4
NONE = "ingen"
YEAR_BEFORE = "aaret_foer"
YEARS: Mapping[str, int] = {"periode": 0, "1": 1, "2": 2, "3": 3, "5": 5}
"""How far back, in years; 0 is the last period alone."""

USUAL_SPAN = "1"


@dataclass(frozen=True)
class Chosen:
    """One view. `periods` are those asked for, oldest first; `by` are none, one or two.

    `others` are the indicators beside the first, in the order they were added.
    """

    kpi: str
    others: tuple[str, ...]
    kind: Kind
    span: str
    periods: tuple[str, ...]
    by: tuple[str, ...] = ()
    has_year_before: bool = False
    as_table: bool = False

    @property
    def kpis(self) -> tuple[str, ...]:
        """All indicators, the first one first."""
        return (self.kpi, *self.others)

    @property
    def last(self) -> str:
        """The last period."""
        return self.periods[-1]

    @property
    def asked(self) -> exploring.Choice:
        """The same as a question to the released numbers."""
        ends = (self.periods[0], self.periods[-1])
        return exploring.Choice(self.kpis, *ends, self.by, self.has_year_before)

    @property
    def state(self) -> dict[str, str]:
        """The same as it stands in an address."""
        first, second = (*self.by, "", "")[:2]
        return {
            "noegletal": self.kpi,
            "sammen": ",".join(self.others),
            "periodetype": self.kind,
            "periode": self.last,
            "spaend": self.span,
            "opdeling": first,
            "opdeling2": second,
            "mod": YEAR_BEFORE if self.has_year_before else "",
            "visning": "tabel" if self.as_table else "",
        }


def read(offer: Offer, kpi: str) -> Chosen:
    """Everything but the indicator, which the page's list has given, checked against the offer."""
    others = _others(offer, kpi)
    kind = _kind(offer, (kpi, *others))
    periods = offer.periods((kpi, *others), kind)
    last = widgets.chosen("periode", periods, periods[-1])
    span = widgets.chosen("spaend", tuple(YEARS), USUAL_SPAN)
    by = _by(offer.breakdowns((kpi, *others), kind))
    return Chosen(
        kpi=kpi,
        others=others,
        kind=kind,
        span=span,
        periods=spanning(periods, last, kind, span),
        by=by,
        has_year_before=widgets.chosen("mod", (YEAR_BEFORE, NONE), NONE) == YEAR_BEFORE,
        as_table=widgets.chosen("visning", ("graf", "tabel"), "graf") == "tabel",
    )


def spanning(periods: Sequence[str], last: str, kind: Kind, span: str) -> tuple[str, ...]:
    """The periods up to `last` that a span holds; at least that one."""
    end = periods.index(last) + 1
    most = max(1, YEARS[span] * 12 // MONTHS_IN[kind])
    return tuple(periods[max(0, end - most) : end])


def _others(offer: Offer, kpi: str) -> tuple[str, ...]:
    """The indicators beside the first; one that does not exist is said, and left out."""
    wanted = [name for name in widgets.in_address("sammen").split(",") if name]
    known = [name for name in dict.fromkeys(wanted) if name in offer.kpis and name != kpi]
    if set(wanted) - {*known, kpi}:
        widgets.chosen("sammen", (), ",".join(known))
    return tuple(known[: MOST_INDICATORS - 1])


def _kind(offer: Offer, kpis: Sequence[str]) -> Kind:
    """The kind of period; a period of another kind in the address gives way to one of this."""
    offered = [kind for kind in KINDS if offer.periods(kpis, kind)]
    period = widgets.in_address("periode")
    usual = kind_of(period) if period and kind_of(period) in offered else offered[0]
    name = widgets.chosen("periodetype", offered, usual)
    kind = next(each for each in KINDS if each == name)
    if period and kind_of(period) != kind:
        _carry_over(period, kind, offer.periods(kpis, kind))
    elif period in figures.months():
        _hold_inside(period, offer.periods(kpis, kind))
    return kind


def _carry_over(period: str, kind: Kind, periods: Sequence[str]) -> None:
    around = part_of(explorer_offer.last_month(period), kind)
    widgets.put_in_address("periode", around if around in periods else periods[-1])


def _hold_inside(period: str, periods: Sequence[str]) -> None:
    """A month that another indicator has no whole number for gives way to the nearest."""
    if period not in periods:
        widgets.put_in_address("periode", min(max(period, periods[0]), periods[-1]))


def _by(offered: Sequence[str]) -> tuple[str, ...]:
    """One breakdown, or two different ones; one that another indicator has is let go silently.

    Without a first there is no second.
    """
    if widgets.in_address("opdeling") in ("", NONE):
        widgets.put_in_address("opdeling2", "")
    for name in ("opdeling", "opdeling2"):
        if widgets.in_address(name) not in ("", NONE, *offered):
            if widgets.in_address(name) in explorer_offer.every_breakdown():
                widgets.put_in_address(name, "")
            else:
                widgets.chosen(name, offered, NONE)
    wanted = [widgets.in_address(name) for name in ("opdeling", "opdeling2")]
    return tuple(dict.fromkeys(name for name in wanted if name in offered))
