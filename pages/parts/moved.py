"""Who moved on the ladder, and whether it was sound: shares with their uncertainty."""

from collections.abc import Iterator, Mapping, Sequence

import kpis
from kpis.model import Result, Status
from pages.parts import figures, formats, sentences, tables, widgets
from pages.parts.markup import items, link, safe
from pages.parts.registry import NOEGLETAL
from pages.parts.selection import dimension, member
from pages.parts.texts import text

DOWN, UP = "ladder_down_rate", "ladder_up_rate"
SOUND = (
    *(DOWN, UP, f"{DOWN}.zone", f"{UP}.zone"),
    *(f"{DOWN}.sound", f"{DOWN}.sound_unknown", f"{DOWN}.sustained"),
    *("ladder_rebound_rate", f"{DOWN}.housing_change"),
)
"""What a step down is judged by, in the order it is told."""
DIMENSIONS = ("step", "primary_target_group", "age_group", "sex")
OF_ALL = 0.25  # moves are few of many: no bar of them needs the whole width


def heading(name: str) -> str:
    """The heading of a part, and how to read it where that needs words."""
    intro = f'<p class="dim">{safe(text("moved.intro"))}</p>' if name == "heading" else ""
    return f'<h2 class="first">{safe(text(f"moved.{name}"))}</h2>{intro}'


def is_known(month: str) -> bool:
    """Whether reports had begun a year before, so that moves can be told."""
    return figures.is_whole(DOWN, month)


def results(month: str) -> Mapping[str, Result]:
    """Every share about moves in the year up to a month."""
    return figures.of_period(SOUND, month)


def sentence(its: Mapping[str, Result]) -> str:
    """The finding: how many went down and up; empty where either is not told."""
    down, up = its[DOWN], its[UP]
    if down.value is None or up.value is None:
        return ""
    return text(
        "moved.headline",
        down=formats.number(down.numerator or 0),
        up=formats.number(up.numerator or 0),
        of=formats.number(down.denominator or 0),
    )


def rest(its: Mapping[str, Result], before: Mapping[str, Result]) -> Iterator[str]:
    """How the way down stands to the year compared with, and whether it was sound."""
    now, then = its[DOWN], before.get(DOWN)
    if then is not None and (words := sentences.change_since(now, then, figures.breaks())):
        value = sentences.value_or_reason(then)
        yield text("moved.before", period=formats.period(then.period), value=value, words=words)
    for name in ("sound", "rebound"):
        key = f"{DOWN}.sound" if name == "sound" else "ladder_rebound_rate"
        if its[key].value is not None:
            yield text(f"moved.{name}", count=sentences.count(its[key]))


def soundness(its: Mapping[str, Result], before: Mapping[str, Result]) -> str:
    """A table: each share now with its uncertainty, and in the month compared with."""
    then = next(iter(before.values()), None)
    columns = [tables.Column(text("moved.what")), tables.Column(text("moved.number"), True)]
    columns += [tables.Column(text("moved.bar")), tables.Column(text("moved.count"), True)]
    columns += [tables.Column(text("noegletal.table.interval"), True)]
    if then is not None:
        columns += [tables.Column(formats.period_short(then.period), True)]
        columns += [tables.Column(text("moved.change"))]
    rows = [_cells(key, its[key], before) for key in SOUND]
    period = next(iter(its.values())).period
    caption = text("moved.caption", period=formats.period(period))
    note = f'<p class="dim">{safe(text("moved.note"))}</p>'
    return tables.table(caption, columns, rows) + note


def _cells(key: str, its: Result, before: Mapping[str, Result]) -> tuple[str, ...]:
    value, count, interval = tables.result_cells(its)
    name = text(f"moved.shares.{key.replace('.', '_')}")
    if "." not in key:
        name = tables.Markup(link(name, NOEGLETAL, noegletal=key, periode=its.period))
    cells = (name, value, tables.bar(its), count, interval)
    if not before:
        return cells
    then = before[key]
    return (*cells, sentences.value_or_reason(then), _difference(its, then))


def _difference(now: Result, then: Result) -> str:
    """'2,1 procentpoint højere', 'kan være tilfældig'; empty where there is none to tell."""
    if None in (sentences.percentage(now), sentences.percentage(then)):
        return ""
    its = kpis.change(now, then, figures.breaks())
    if not isinstance(its, kpis.Change):
        return text("moved.difference.broken") if its else ""
    if not its.is_clear:
        return text("moved.difference.unclear")
    way = "higher" if its.difference > 0 else "lower"
    return text(f"moved.difference.{way}", points=sentences.size(its.difference))


def who(month: str, as_table: bool) -> str:
    """How many of each group went down and up, and the markup that asks by which dimension."""
    names = {name: dimension(name) for name in DIMENSIONS}
    by, asking = widgets.asked(text("moved.pick"), "opdeling", names, DIMENSIONS[0])
    return asking + _who(month, by, as_table)


def _who(month: str, by: str, as_table: bool) -> str:
    """Bars with uncertainty, or a table."""
    down = figures.members(DOWN, month, by)
    ups = {its.member: its for its in figures.members(UP, month, by)}
    pairs = [(member(by, its.member), its, ups.get(its.member, its)) for its in down if its.member]
    if not pairs:
        return "".join(f"<p>{safe(sentences.reason(its))}</p>" for its in down)
    shown = _who_table(pairs, by, month) if as_table else _who_bars(pairs, results(month))
    return f'{shown}<p class="dim">{safe(text("moved.who_note"))}</p>'


Pairs = Sequence[tuple[str, Result, Result]]


def _who_bars(pairs: Pairs, of_all: Mapping[str, Result]) -> str:
    top = max(OF_ALL, tables.scale([one for _, *both in pairs for one in both]))
    rows = (
        f'<li><span class="name">{safe(name)}</span>'
        f"{_bar('down', down, of_all[DOWN], top)}{_bar('up', up, of_all[UP], top)}</li>"
        for name, down, up in pairs
    )
    scale = text("breakdown.scale", top=formats.percent_short(top))
    legend = items((f'<li><i class="all"></i>{safe(text("moved.all"))}</li>',), "legend")
    return f'<p class="dim">{safe(scale)}</p>{legend}{items(rows, "members pairs")}'


def _bar(name: str, its: Result, of_all: Result, top: float) -> str:
    is_hidden = its.status is Status.SUPPRESSED
    value = text("indsatstrappen.hidden") if is_hidden else sentences.value_or_reason(its)
    count = sentences.count(its)
    return (
        f'<span class="value"><span class="dim">{safe(text(f"moved.{name}"))}</span> {safe(value)}'
        f"</span>{tables.bar(its, of_all, top) or tables.NO_BAR}"
        f'<span class="dim">{safe(count if count != value else "")}</span>'
    )


def _who_table(pairs: Pairs, by: str, month: str) -> str:
    columns = [tables.Column(dimension(by).capitalize())]
    columns += [
        tables.Column(text(f"moved.table.{name}"), True)
        for name in ("down", "down_count", "down_interval", "up", "up_count", "up_interval")
    ]
    rows = [
        (name, *tables.result_cells(down), *tables.result_cells(up)) for name, down, up in pairs
    ]
    caption = text("moved.who_caption", dimension=dimension(by), period=formats.period(month))
    return tables.table(caption, columns, rows)


def steps(month: str) -> tuple[Sequence[Result], Sequence[Result]]:
    """Down and up by step, for the diagram."""
    return figures.members(DOWN, month, "step"), figures.members(UP, month, "step")
