"""The blocks of Indsatstrappen: stocks, moves, entries and exits, as tables with words.

Every number is a count of citizens, and a hidden one says that it is hidden.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import kpis
from pages.parts import figures, formats, tables, widgets
from pages.parts.markup import safe
from pages.parts.texts import has_text, text

MONTHS = 25  # two years, and the month that they begin in
EVERY = 6  # months between two columns
OFF, GONE = "akut/udredning", "exit"
NO_MOVE = "–"


def of(month: str) -> "kpis.Ladder":
    """The ladder in one month, with two years behind it."""
    with widgets.progress(text("ui.common.computing_one")):
        return _ladder(figures.build().build_id, month)


@widgets.cached
def _ladder(build_id: str, month: str) -> "kpis.Ladder":
    return kpis.ladder(month, MONTHS)


def answer(its: "kpis.Ladder") -> str:
    """What the page shows."""
    title = text("indsatstrappen.headline", period=formats.period(its.period))
    return (
        f'<div class="hero"><div><h1>{safe(title)}</h1>'
        f"<p>{safe(text('indsatstrappen.lead'))}</p></div></div>"
    )


def stock(its: "kpis.Ladder") -> str:
    """Citizens on each step at the end of a month, back over two years."""
    months = list(dict.fromkeys(standing.period for standing in its.stock))[::-EVERY]
    found = {(standing.step, standing.period): standing.citizens for standing in its.stock}
    steps = [str(rung.step) for rung in its.rungs if rung.step] + [OFF]
    top = max((found[step, months[0]] or 0 for step in steps), default=0)
    columns = [tables.Column(text("indsatstrappen.step"))]
    columns += [tables.Column(formats.period_short(months[0]), True)]
    columns += [tables.Column(text("indsatstrappen.stock.bar"))]
    columns += [tables.Column(formats.period_short(month), True) for month in months[1:]]
    rows = [
        (
            step_name(step),
            _number(found[step, months[0]]),
            _bar(found[step, months[0]], top),
            *(_number(found[step, month]) for month in months[1:]),
        )
        for step in steps
    ]
    return _section("stock", tables.table(_caption("stock", its), columns, rows))


def zones(its: "kpis.Ladder") -> str:
    """Moves over a year between the four zones: the moves that weigh most."""
    names = {rung.zone: zone_name(rung.zone) for rung in its.rungs} | _beside()
    heads = {rung.zone: _zone_short(rung.zone) for rung in its.rungs} | _beside()
    moved = {(move.before, move.after): move.citizens for move in its.zones}
    return _section("zones", _matrix(_caption("zones", its), names, heads, moved))


def moves(its: "kpis.Ladder") -> str:
    """Moves over a year between all steps."""
    names = {str(rung.step): step_short(str(rung.step)) for rung in its.rungs} | _beside()
    moved = {(move.before, move.after): move.citizens for move in its.moves}
    return _matrix(_caption("moves", its), names, names, moved)


def entries(its: "kpis.Ladder") -> str:
    """The first step of those who came within the year."""
    return _parts("entries", its, [(step_name(part.name), part) for part in its.entries])


def exits(its: "kpis.Ladder") -> str:
    """Why those left who left within the year."""
    return _parts("exits", its, [(part.name, part) for part in its.exits])


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
    shown, way = safe(_number(moved[before, after])), _way(before, after)
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
    columns.append(tables.Column(text("indsatstrappen.citizens"), True))
    rows = [(words, _number(part.citizens)) for words, part in parts]
    return _section(name, tables.table(_caption(name, its), columns, rows))


def _section(name: str, shown: str) -> str:
    intro = f"indsatstrappen.{name}.intro"
    words = f'<p class="dim">{safe(text(intro))}</p>' if has_text(intro) else ""
    return f"<h2>{safe(text(f'indsatstrappen.{name}.title'))}</h2>{words}{shown}"


def _caption(name: str, its: "kpis.Ladder") -> str:
    return text(f"indsatstrappen.{name}.caption", period=formats.period(its.period))


def _number(citizens: int | None) -> str:
    if citizens is None:
        return text("indsatstrappen.hidden")
    return formats.number(citizens)


def _bar(citizens: int | None, top: int) -> str:
    if citizens is None:
        return tables.Markup('<span class="share hatched" aria-hidden="true"></span>')
    return tables.plain_bar(citizens, top)
