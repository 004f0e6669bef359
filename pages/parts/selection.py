"""What the reader of Nøgletal has chosen: indicator, period and breakdown, by id.

The kind of a period is read from its name, so an address needs only the period.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import kpis
from kpis.strategy import strategy
from pages.parts import choices, figures, formats, widgets
from pages.parts.kinds import KINDS, Kind, complete_periods, kind_of, part_of
from pages.parts.texts import has_text, text

WHO = ("primary_target_group", "age_group", "sex")
ALL = "alle"
"""The breakdown that is none."""


@dataclass(frozen=True)
class Choice:
    """One view of one indicator. `is_cut`: it looks further back than the first reports, so
    that the first periods are left out of `periods`.
    """

    kpi: str
    kind: Kind
    period: str
    periods: tuple[str, ...]
    is_cut: bool = False


def choose() -> tuple[Choice, bool]:
    """Asks for indicator, period and its kind, and whether the trend is a table."""
    label = text("noegletal.pick.kpi")
    kpi, asks_kpi = widgets.asked_in_list(label, "noegletal", indicators(), _first())
    kind, asks_kind = _kind()
    complete = complete_periods(kind, figures.months())
    allowed = figures.whole(kpi, complete)
    _carry_over(kind, allowed)
    if widgets.in_address("periode") in set(complete) - set(allowed):
        widgets.put_in_address("periode", allowed[0])
    names = {period: formats.period(period) for period in reversed(allowed)}
    label = text("noegletal.pick.period")
    period, asks_period = widgets.asked_in_list(label, "periode", names, allowed[-1])
    as_table, asks_view = view()
    widgets.html(choices.beside(asks_kpi, asks_period, asks_kind, asks_view))
    return Choice(kpi, kind, period, allowed, len(allowed) < len(complete)), as_table


def breakdown(kpi: str) -> tuple[str, str]:
    """A dimension, empty when the reader wants none, and the markup that asks for it."""
    dimensions = sorted(figures.catalogue()[kpi].breakdowns, key=rank)
    names = {ALL: text("noegletal.breakdown.none")} | {name: dimension(name) for name in dimensions}
    usual = dimensions[0] if dimensions else ALL
    if widgets.in_address("opdeling") not in ("", *names):  # another indicator's dimension
        widgets.put_in_address("opdeling", usual)
    chosen, asking = widgets.asked(text("noegletal.pick.by"), "opdeling", names, usual)
    return "" if chosen == ALL else chosen, asking


def rank(dimension: str) -> int:
    """Who the citizens are before what they get; the rest as declared."""
    return WHO.index(dimension) if dimension in WHO else len(WHO)


def view() -> tuple[bool, str]:
    """Whether the reader wants tables instead of charts, and the markup that asks."""
    names = {name: text(f"noegletal.views.{name}") for name in ("graf", "tabel")}
    wanted, asking = widgets.asked(text("noegletal.pick.view"), "visning", names, "graf")
    return wanted == "tabel", asking


def dimension(name: str) -> str:
    """A dimension in words: 'age_group' -> 'alder'."""
    return text(f"noegletal.dimensions.{name}")


def member(by: str, name: str) -> str:
    """A member in words; one without words of its own is already Danish."""
    key = f"noegletal.members.{by}.{name}"
    return text(key) if has_text(key) else name or text("noegletal.members.unknown")


def _kind() -> tuple[Kind, str]:
    """The kind of period in the address, and the markup that asks for it."""
    offered = [kind for kind in KINDS if complete_periods(kind, figures.months())]
    names = {str(kind): text(f"noegletal.kinds.{kind}") for kind in offered}
    asked = kind_of(widgets.in_address("periode") or figures.latest_month())
    from_period = asked if asked in offered else offered[0]
    label = text("noegletal.pick.kind")
    chosen, asking = widgets.asked(label, "periodetype", names, from_period)
    return next(kind for kind in KINDS if kind == chosen), asking


def _carry_over(kind: Kind, allowed: Sequence[str]) -> None:
    """A period of another kind gives way to the one of this kind around it, or the latest."""
    period = widgets.in_address("periode")
    if period and kind_of(period) != kind:
        around = part_of(f"{kpis.period(period).last:%Y-%m}", kind)
        widgets.put_in_address("periode", around if around in allowed else allowed[-1])


def indicators() -> dict[str, str]:
    """The measured indicators in the order of the strategy, each with its theme or track."""
    return {kpi: f"{text(f'kpi.{kpi}.title')} · {heading}" for kpi, heading in _in_order()}


def _in_order() -> Iterator[tuple[str, str]]:
    measured = dict(figures.catalogue())
    for node_id, heading in _headings():
        for kpi in [kpi for kpi, ratio in measured.items() if node_id in ratio.serves]:
            del measured[kpi]
            yield kpi, heading


def _headings() -> Iterator[tuple[str, str]]:
    """Every node with the title a reader knows it by: goals and statements first."""
    titles = {part.id: part.title for part in strategy().long_term.themes}
    titles |= {part.id: part.title for part in strategy().tracks.tracks}
    for node in strategy().nodes():
        title = titles.get(node.parent) or titles.get(node.id)
        yield node.id, formats.title_case(title) if title else text(f"noegletal.nodes.{node.kind}")


def _first() -> str:
    return next(iter(indicators()))
