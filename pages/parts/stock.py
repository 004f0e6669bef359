"""Citizens on each step month by month: columns that begin at 0, or the same as a table."""

from collections.abc import Mapping, Sequence

import kpis
from pages.parts import formats, tables
from pages.parts.flow import OFF
from pages.parts.ladder import bar, number, step_name, step_short
from pages.parts.markup import items, safe
from pages.parts.texts import text

EVERY = 6  # months between two columns of the short table
COLUMN = 0.88  # of its month's room
LOWEST = 2.5  # per cent: a column of nobody is seen too
Counts = Mapping[tuple[str, str], int | None]


def heading() -> str:
    """What is counted, and when."""
    title, intro = (safe(text(f"indsatstrappen.stock.{name}")) for name in ("title", "intro"))
    return f'<h2 class="first">{title}</h2><p class="dim">{intro}</p>'


def show(its: "kpis.Ladder", compared: str, as_table: bool) -> str:
    """The stock of every step over two years."""
    months = tuple(dict.fromkeys(standing.period for standing in its.stock))
    counts = {(one.step, one.period): one.citizens for one in its.stock}
    steps = [str(rung.step) for rung in its.rungs if rung.step] + [OFF]
    if as_table:
        return _short(its, steps, months, counts) + _whole(its, steps, months, counts)
    rows = (_row(step, months, counts, compared) for step in steps)
    scale = text(
        "ladder.stock.scale", first=formats.period(months[0]), last=formats.period(months[-1])
    )
    return f'<p class="dim">{safe(scale)}</p>{items(rows, "stocks")}'


def _row(step: str, months: Sequence[str], counts: Counts, compared: str) -> str:
    """One step: its name, its columns, the count now and how it stands to another month."""
    bars = _columns([counts[step, month] for month in months])
    now = counts[step, months[-1]]
    since = safe(_since(step, counts, compared, now))
    told = f'<b>{safe(number(now))}</b><span class="dim">{since}</span>'
    return (
        f'<li><span class="name">{safe(step_name(step))}</span>'
        f'<span class="columns" aria-hidden="true">{bars}</span>'
        f'<span class="now">{told}</span></li>'
    )


def _columns(told: Sequence[int | None]) -> str:
    """One shape of all columns but the newest, which stands out; hidden ones lie over it.

    An element for each of 250 columns would cost the browser more than the rest of the page.
    """
    top, wide = max((its or 0 for its in told), default=0), 100 / len(told)
    tops = [100 - max(its / top * 100, LOWEST) if top and its else 100 - LOWEST for its in told]
    places = [(at * wide, (at + COLUMN) * wide) for at in range(len(told))]
    edges = [
        f"{left:.2f}% 100%,{left:.2f}% {up:.1f}%,{right:.2f}% {up:.1f}%,{right:.2f}% 100%"
        for (left, right), up, its in zip(places[:-1], tops[:-1], told[:-1], strict=True)
        if its is not None
    ]
    shape = f'<i style="clip-path:polygon({",".join(edges)})"></i>' if edges else ""
    hidden = (_block("unknown", place, 0) for place, its in zip(places, told, strict=True)
              if its is None)  # fmt: skip
    newest = "" if told[-1] is None else _block("now", places[-1], tops[-1])
    return shape + "".join(hidden) + newest


def _block(css: str, place: tuple[float, float], top: float) -> str:
    left, right = place
    style = f"left:{left:.2f}%;width:{right - left:.2f}%;top:{top:.1f}%"
    return f'<i class="{css}" style="{style}"></i>'


def _since(step: str, counts: Counts, compared: str, now: int | None) -> str:
    """'23 i oktober 2025', with the difference where both are told."""
    if not compared or (step, compared) not in counts:
        return ""
    then, period = counts[step, compared], formats.period(compared)
    if now is None or then is None:
        return text("ladder.stock.then", n=number(then), period=period)
    way = "same" if now == then else "more" if now > then else "fewer"
    size = formats.number(abs(now - then))
    return text(f"ladder.stock.{way}", size=size, n=number(then), period=period)


def _short(its: "kpis.Ladder", steps: Sequence[str], months: Sequence[str], counts: Counts) -> str:
    """Every half year, with a bar of the newest."""
    shown = months[::-EVERY]
    top = max((counts[step, shown[0]] or 0 for step in steps), default=0)
    columns = [tables.Column(text("indsatstrappen.step"))]
    columns += [tables.Column(formats.period_short(shown[0]), True)]
    columns += [tables.Column(text("indsatstrappen.stock.bar"))]
    columns += [tables.Column(formats.period_short(month), True) for month in shown[1:]]
    rows = [
        (
            step_name(step),
            number(counts[step, shown[0]]),
            bar(counts[step, shown[0]], top),
            *(number(counts[step, month]) for month in shown[1:]),
        )
        for step in steps
    ]
    caption = text("indsatstrappen.stock.caption", period=formats.period(its.period))
    return tables.table(caption, columns, rows)


def _whole(its: "kpis.Ladder", steps: Sequence[str], months: Sequence[str], counts: Counts) -> str:
    """Every month, the newest first."""
    columns = [tables.Column(text("noegletal.table.period"))]
    columns += [tables.Column(_head(step), True) for step in steps]
    rows = [
        (formats.period(month), *(number(counts[step, month]) for step in steps))
        for month in reversed(months)
    ]
    caption = text("ladder.stock.caption", period=formats.period(its.period))
    return tables.table(caption, columns, rows)


def _head(step: str) -> str:
    return text("indsatstrappen.acute") if step == OFF else step_short(step)
