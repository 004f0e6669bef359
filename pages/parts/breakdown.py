"""The members of a dimension: bars with their uncertainty or a funnel, or the same as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

import kpis
from kpis.model import Result
from pages.parts import figures, formats, funnel, selection, sentences, tables, units, widgets
from pages.parts.indicator import View, kept_by
from pages.parts.markup import card, items, safe
from pages.parts.selection import dimension, member
from pages.parts.texts import text

STEP_BESIDE_LADDER = "akut/udredning"
UNITS = ("unit", "team", "offer", "from_unit", "to_unit")
"""Dimensions whose members are units that answer for their number, and are compared as such."""

Members = Sequence[tuple[str, Result]]


@dataclass(frozen=True, eq=False)
class Parts:
    """A breakdown ready to be shown: each member by its Danish name, in its own order.

    Kept like the view it belongs to.
    """

    by: str
    members: tuple[tuple[str, Result], ...]
    everybody: Result
    funnel: "kpis.Funnel | None"


def show(shown: View, as_table: bool, above: str) -> str:
    """One dimension in the chosen period, and the choice of it.

    It is added to the markup that stands above. A funnel is a chart of its own: what stands
    above it is sent before it, and nothing is left to be sent.
    """
    by, asking = selection.breakdown(shown.choice.kpi)
    heading = f'<h2 class="first">{safe(text("noegletal.breakdown.heading"))}</h2>{asking}'
    if not by:
        return above + card(heading)
    where = (figures.build().build_id, f"{kept_by(shown.choice)} {by}")
    parts = _of(*where, shown, by)
    if parts.funnel is None or as_table:
        return above + card(heading + _told(*where, shown, parts, as_table))
    widgets.html(above)
    _show_funnel(heading, parts, _funnel(*where, parts))
    return ""


def _told(build_id: str, kept_by: str, shown: View, parts: Parts, as_table: bool) -> str:
    """The members as bars or as a table, or why there are none."""
    if not any(result.member for _, result in parts.members):
        reasons = (sentences.reason(result) for _, result in parts.members)
        return "".join(f"<p>{safe(reason)}</p>" for reason in reasons)
    return (_table if as_table else _bars)(build_id, kept_by, shown, parts)


def _show_funnel(heading: str, parts: Parts, drawn: funnel.Drawn) -> None:
    with widgets.card("breakdown"):
        widgets.html(heading + drawn.above)
        widgets.chart(drawn.figure, "funnel", drawn.alternative)
        widgets.html(_notes(parts))


@widgets.cached_in_words
def _of(build_id: str, kept_by: str, _shown: View, by: str) -> Parts:
    results = figures.members(_shown.choice.kpi, _shown.choice.period, by)
    members = tuple((member(by, its.member), its) for its in sorted(results, key=_place))
    return Parts(by, members, _shown.result, _compared(_shown.result, by, members))


def _compared(everybody: Result, by: str, members: Members) -> "kpis.Funnel | None":
    """A funnel where units are compared and enough of them may be told as a percentage."""
    if by not in UNITS or not kpis.can_compare(kpis.indicator(everybody.kpi)):
        return None
    told = [its for _, its in members if sentences.percentage(its) is not None]
    return kpis.funnel(everybody, told)


def _place(result: Result) -> tuple[bool, str]:
    """Members in their own order; help beside the ladder and 'Uoplyst' last."""
    last = result.member in ("", STEP_BESIDE_LADDER, "Uoplyst")
    return last, result.member


def _caption(shown: View, by: str) -> str:
    return text(
        "noegletal.breakdown.caption",
        title=text(f"kpi.{shown.choice.kpi}.title"),
        period=formats.period(shown.choice.period),
        dimension=dimension(by),
    )


@widgets.cached_in_words
def _funnel(build_id: str, kept_by: str, _parts: Parts) -> funnel.Drawn:
    assert _parts.funnel is not None
    return funnel.drawn(_parts.funnel, {its.member: name for name, its in _parts.members})


@widgets.cached_in_words
def _table(build_id: str, kept_by: str, _shown: View, _parts: Parts) -> str:
    title, by = _caption(_shown, _parts.by), dimension(_parts.by)
    more = funnel.columns(_parts.funnel) if _parts.funnel else {}
    drawn = tables.breakdown_table(
        _parts.members, _parts.everybody, by[:1].upper() + by[1:], title, more
    )
    return drawn + _notes(_parts)


@widgets.cached_in_words
def _bars(build_id: str, kept_by: str, _shown: View, _parts: Parts) -> str:
    top = tables.scale([_parts.everybody, *(result for _, result in _parts.members)])
    rows = (_row(name, result, _parts.everybody, top) for name, result in _parts.members)
    scale = text("breakdown.scale", top=units.tick(_shown.choice.kpi, top)) if top else ""
    intro = f'<p class="dim">{safe(_caption(_shown, _parts.by))}. {safe(scale)}</p>'
    everybody = text("breakdown.everybody", value=sentences.value_or_reason(_parts.everybody))
    legend = items((f'<li><i class="all"></i>{safe(everybody)}</li>',), "legend")
    return f"{intro}{legend if top else ''}{items(rows, 'members')}{_notes(_parts)}"


def _row(name: str, result: Result, everybody: Result, top: float) -> str:
    """One member: name, value, bar, and how many and how sure."""
    value, *more = tables.result_cells(result)
    shown = value if isinstance(value, tables.Markup) else safe(value)
    drawn = tables.bar(result, everybody, top) or tables.NO_BAR
    small = " · ".join(safe(words) for words in more if words and words != value)
    return (
        f'<li><span class="name">{safe(name)}</span><span class="value">{shown}</span>'
        f'{drawn}<span class="dim">{small}</span></li>'
    )


def _notes(parts: Parts) -> str:
    """What the marks mean, what is hidden and why, and that members may not add up."""
    return "".join(f'<p class="dim">{safe(line)}</p>' for line in _note_lines(parts))


def _note_lines(parts: Parts) -> list[str]:
    results = [result for _, result in parts.members]
    lines = []
    if any(map(sentences.interval, results)) and not parts.funnel:
        lines.append(text("breakdown.whisker"))
    if not any(result.low is not None for result in results):
        lines.append(text("breakdown.no_interval"))
    if parts.funnel and any(map(_is_few, results)):
        lines.append(text("funnel.few", smallest=sentences.SMALLEST_PERCENT))
    if not kpis.adds_up(parts.everybody.kpi, parts.by):
        lines.append(text("breakdown.no_sum"))
    if any(result.status == "suppressed" for result in results):
        lines.append(text("noegletal.breakdown.small"))
    return lines


def _is_few(result: Result) -> bool:
    return result.value is not None and sentences.percentage(result) is None
