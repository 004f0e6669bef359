"""The blocks of Indsatstrappen: stocks, moves, entries and exits, as tables with words.

Every number is a count of citizens, and a hidden one says that it is hidden.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import kpis
from kpis.model import Result
from pages.parts import bands, figures, formats, moved, subtitle, tables, widgets
from pages.parts.flow import (
    GONE,
    OFF,
    Flows,
    alternative,
    figure,
    from_steps,
    is_drawn,
    legend,
    of_steps,
    of_zones,
)
from pages.parts.markup import in_danish, safe
from pages.parts.texts import has_text, text

MONTHS = 25  # two years, and the month that they begin in
NONE = "ingen"
FLOWS = ("retning", "zoner", "trin")
WAYS_TOLD = ("step", "down", "same", "up")
NO_MOVE = "–"
Shares = Mapping[str, Result]


def of(month: str) -> "kpis.Ladder":
    """The ladder in one month, with two years behind it."""
    with widgets.progress(text("ui.common.computing_one")):
        return _ladder(figures.build().build_id, month)


@widgets.cached
def _ladder(build_id: str, month: str) -> "kpis.Ladder":
    return kpis.ladder(month, MONTHS)


def compare(month: str) -> tuple[str, str]:
    """The month to compare with, empty for none, and the markup that asks for it."""
    earlier = [name for name in figures.months() if name < month][-MONTHS + 1 :]
    names = {name: formats.period(name) for name in reversed(earlier)}
    default = kpis.year_before(month)
    names |= {NONE: text("ladder.compare.none")}
    if widgets.in_address("sammenlign") not in ("", *names):  # another month's choice
        widgets.put_in_address("sammenlign", default if default in names else NONE)
    label, usual = text("ladder.compare.pick"), default if default in names else NONE
    chosen, asking = widgets.asked_in_list(label, "sammenlign", names, usual)
    return "" if chosen == NONE else chosen, asking


def answer(month: str, now: Shares, before: Shares) -> str:
    """The finding, or where there is none what the page shows; and how to read it."""
    is_known = moved.is_known(month)
    finding = moved.sentence(now) if is_known else ""
    title = finding or text("indsatstrappen.headline", period=formats.period(month))
    rest = moved.rest(now, before) if is_known else ()
    paragraphs = "".join(f"<p>{safe(line)}</p>" for line in (*rest, text("indsatstrappen.lead")))
    line = f'<p class="subtitle">{safe(subtitle.of_ladder(month))}</p>'
    return f'<div class="hero"><div><h1>{safe(title)}</h1>{line}{paragraphs}</div></div>'


def flow(its: "kpis.Ladder", as_table: bool) -> str:
    """Who moved where: the diagram, or the same numbers as a table; or why nobody knows."""
    heading = _flow_heading(its.period)
    if not moved.is_known(its.period):
        return f"{heading}<p>{safe(text('moved.not_whole'))}</p>"
    kind, asking = _flow_kind()
    flows = flows_of(its, kind)
    if as_table or not is_drawn(flows):
        hidden = "" if is_drawn(flows) else f"<p>{safe(text('flow.none'))}</p>"
        return heading + asking + hidden + _flow_table(its, kind, flows)
    return heading + asking + legend(flows) + bands.markup(figure(flows), alternative(flows))


def _flow_heading(month: str) -> str:
    """What the diagram shows, and between which days."""
    before = formats.period(kpis.year_before(month))
    words = text("flow.intro", before=before, period=formats.period(month))
    title = safe(text("flow.heading"))
    return f'<h2 class="first">{title}</h2><p class="dim">{safe(words)}</p>'


def _flow_kind() -> tuple[str, str]:
    """Between what the moves are told, and the markup that asks for it."""
    names = {name: text(f"flow.kinds.{name}") for name in FLOWS}
    return widgets.asked(text("flow.pick"), "flytning", names, FLOWS[0])


def flows_of(its: "kpis.Ladder", kind: str) -> Flows:
    """The moves of one kind."""
    if kind == "zoner":
        return of_zones(its)
    if kind == "trin":
        return of_steps(its)
    names = {str(rung.step): step_short(str(rung.step)) for rung in its.rungs}
    return from_steps(*moved.steps(its.period), names)


def _flow_table(its: "kpis.Ladder", kind: str, flows: Flows) -> str:
    if kind == "zoner":
        return zones(its)
    return moves(its) if kind == "trin" else _ways_table(its, flows)


def _ways_table(its: "kpis.Ladder", flows: Flows) -> str:
    """From each step down, neither, up."""
    columns = [tables.Column(text(f"flow.table.{name}"), name != "step") for name in WAYS_TOLD]
    found = {(one.before, one.way): one.citizens for one in flows.flows}
    befores = dict.fromkeys(one.before for one in flows.flows)
    rows = [
        (step_name(step), *(number(found[step, way]) for way in WAYS_TOLD[1:])) for step in befores
    ]
    return tables.table(text("flow.caption", period=formats.period(its.period)), columns, rows)


def zones(its: "kpis.Ladder") -> str:
    """Moves over a year between the four zones: the moves that weigh most."""
    names = {rung.zone: zone_name(rung.zone) for rung in its.rungs} | _beside()
    heads = {rung.zone: _zone_short(rung.zone) for rung in its.rungs} | _beside()
    counts = {(move.before, move.after): move.citizens for move in its.zones}
    return _matrix(_caption("zones", its), names, heads, counts)


def moves(its: "kpis.Ladder") -> str:
    """Moves over a year between all steps."""
    names = {str(rung.step): step_short(str(rung.step)) for rung in its.rungs} | _beside()
    counts = {(move.before, move.after): move.citizens for move in its.moves}
    return _matrix(_caption("moves", its), names, names, counts)


def came_and_left(its: "kpis.Ladder") -> str:
    """Who entered, beside who left."""
    return f'<div class="pair">{entries(its)}{exits(its)}</div>'


def entries(its: "kpis.Ladder") -> str:
    """The first step of those who came within the year."""
    return _parts("entries", its, [(step_name(part.name), part) for part in its.entries])


def exits(its: "kpis.Ladder") -> str:
    """Why those left who left within the year."""
    # Reasons are KL's words.
    return _parts("exits", its, [(_in_danish(part.name), part) for part in its.exits])


def order(its: "kpis.Ladder") -> str:
    """Since when the steps stand in this order, and that it can be decided anew."""
    day = formats.day_long(date.fromisoformat(its.order))
    return f'<p class="dim">{safe(text("indsatstrappen.order", day=day))}</p>'


def step_name(step: str) -> str:
    """'Trin 5, socialpædagogisk støtte i eget hjem'."""
    return text(f"noegletal.members.step.{step}")


def step_short(step: str) -> str:
    """'Trin 5'."""
    return text("indsatstrappen.short", step=step)


def zone_name(zone: str) -> str:
    """A zone in words."""
    return text(f"indsatstrappen.zone.{zone}")


def _zone_short(zone: str) -> str:
    return text(f"indsatstrappen.zone_short.{zone}")


def _beside() -> dict[str, str]:
    """Where a move can end that is no step."""
    return {OFF: text("indsatstrappen.acute"), GONE: text("indsatstrappen.gone")}


def _matrix(
    caption: str,
    names: Mapping[str, str],
    heads: Mapping[str, str],
    moved: Mapping[tuple[str, str], int | None],
) -> str:
    """Rows are where somebody stood a year before, columns where they are now."""
    afters = [name for name in names if any(after == name for _, after in moved)]
    befores = [name for name in names if any(before == name for before, _ in moved)]
    columns = [tables.Column(text("indsatstrappen.from"))]
    columns += [tables.Column(heads[after], True) for after in afters]
    rows = [
        (names[before], *(_moved(before, after, moved) for after in afters)) for before in befores
    ]
    return tables.table(caption, columns, rows) + _legend()


def _moved(before: str, after: str, moved: Mapping[tuple[str, str], int | None]) -> str:
    """A count, tinted and marked by which way it goes."""
    if (before, after) not in moved:
        return NO_MOVE
    shown, way = safe(number(moved[before, after])), _way(before, after)
    if not way:
        return tables.Markup(f'<span class="move">{shown}</span>')
    sign = safe(text(f"indsatstrappen.way.{way}"))
    heard = safe(text(f"indsatstrappen.way_words.{way}"))
    mark = f'<span aria-hidden="true">{sign}</span><span class="hidden">{heard}</span>'
    return tables.Markup(f'<span class="move {way}">{mark} {shown}</span>')


def _way(before: str, after: str) -> str:
    """Down, up or the same; nothing for those who left the ladder."""
    if after in (OFF, GONE):
        return ""
    if after == before:
        return "same"
    return "down" if after < before else "up"


def _legend() -> str:
    words = " ".join(text(f"indsatstrappen.legend.{way}") for way in ("down", "up", "blanks"))
    return f'<p class="dim">{safe(words)}</p>'


def _parts(name: str, its: "kpis.Ladder", parts: Sequence[tuple[str, "kpis.Tally"]]) -> str:
    if not parts:
        return _section(name, f"<p>{safe(text(f'indsatstrappen.{name}.none'))}</p>")
    columns = [tables.Column(text(f"indsatstrappen.{name}.name"))]
    columns += [tables.Column(text("indsatstrappen.citizens"), True)]
    columns += [tables.Column(text("ladder.bar"))]
    top = max((part.citizens or 0 for _, part in parts), default=0)
    rows = [(words, number(part.citizens), bar(part.citizens, top)) for words, part in parts]
    return _section(name, tables.table(_caption(name, its), columns, rows))


def _in_danish(words: str) -> tables.Markup:
    return tables.Markup(in_danish(safe(words)))


def _section(name: str, shown: str) -> str:
    intro = f"indsatstrappen.{name}.intro"
    words = f'<p class="dim">{safe(text(intro))}</p>' if has_text(intro) else ""
    title = safe(text(f"indsatstrappen.{name}.title"))
    return f'<section class="card ladder"><h2 class="first">{title}</h2>{words}{shown}</section>'


def _caption(name: str, its: "kpis.Ladder") -> str:
    return text(f"indsatstrappen.{name}.caption", period=formats.period(its.period))


def number(citizens: int | None) -> str:
    """A count of citizens, or that it is hidden."""
    if citizens is None:
        return text("indsatstrappen.hidden")
    return formats.number(citizens)


def bar(citizens: int | None, top: int) -> str:
    """A count as a bar; hatched where it is hidden."""
    if citizens is None:
        return tables.Markup('<span class="share hatched" aria-hidden="true"></span>')
    return tables.plain_bar(citizens, top)
