"""The blocks of Dækning: 45 parts of the strategy against the indicators that measure them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kpis.coverage import Covered
from kpis.model import Result
from kpis.strategy import strategy
from pages.parts import figures, formats, indicators, tables
from pages.parts.markup import SHAPE, in_danish, items, link, safe
from pages.parts.registry import LEVERANCE, SPOR, TEMA, PageEntry
from pages.parts.snapshot import Snapshot
from pages.parts.texts import listed, text

MEASURED, UNSURE, WAITING = "measured", "unsure", "waiting"
STATES = (MEASURED, UNSURE, WAITING)


@dataclass(frozen=True)
class Group:
    """A theme, a track, or what a document says as a whole, with its parts."""

    document: str
    title: str
    parts: tuple[Covered, ...]
    page: PageEntry | None = None
    state: tuple[tuple[str, str], ...] = ()

    def measured(self) -> tuple[str, ...]:
        """Indicators that measure any of its parts, once."""
        return tuple(dict.fromkeys(kpi for part in self.parts for kpi in part.measured))

    def planned(self) -> tuple[str, ...]:
        """The same and those that wait."""
        every = (kpi for part in self.parts for kpi in (*part.measured, *part.waiting))
        return tuple(dict.fromkeys(every))


def answer(snapshot: Snapshot) -> str:
    """How many parts of the strategy are measured, and by how many indicators."""
    every = snapshot.coverage.values()
    parts = formats.count_of(sum(bool(part.measured) for part in every), len(every))
    kpis_of = formats.count_of(len(snapshot.courses), len(snapshot.planned()))
    legend = items(
        (f"<li>{_chip(state, safe(text(f'daekning.states.{state}')))}</li>" for state in STATES),
        "chips",
    )
    return (
        f'<div class="hero"><div><h1>{safe(text("daekning.headline", parts=parts))}</h1>'
        f"<p>{safe(text('daekning.lead', indicators=kpis_of))}</p></div></div>{legend}"
    )


def counts(snapshot: Snapshot) -> str:
    """One row for each theme and track: parts and indicators that are measured."""
    names = ("group", "parts", "indicators")
    columns = [tables.Column(text(f"daekning.counts.{name}"), name != "group") for name in names]
    rows = [
        (
            tables.Markup(in_danish(safe(group.title))),
            formats.count_of(sum(bool(part.measured) for part in group.parts), len(group.parts)),
            formats.count_of(len(group.measured()), len(group.planned())),
        )
        for group in groups(snapshot)
    ]
    title = safe(text("daekning.counts.title"))
    return f"<h2>{title}</h2>{tables.table(text('daekning.counts.caption'), columns, rows)}"


def matrix(snapshot: Snapshot) -> str:
    """Every part with its indicators, by document and theme or track."""
    shown = ""
    for document in dict.fromkeys(group.document for group in groups(snapshot)):
        own = [group for group in groups(snapshot) if group.document == document]
        cards = "".join(_card(group, snapshot) for group in own)
        shown += f"<h2>{in_danish(safe(document))}</h2>{cards}"
    return shown


def missing(snapshot: Snapshot) -> str:
    """The exports that are not loaded, with how many indicators wait for each."""
    waits: Counter[str] = Counter()
    doubts: Counter[str] = Counter()
    for result in snapshot.results.values():
        blocking = figures.waits_for(result)
        waits.update(blocking)
        doubts.update(code for code in result.missing if code not in blocking)
    codes = sorted(waits | doubts, key=lambda code: (-waits[code], -doubts[code], code))
    title = safe(text("daekning.missing.title"))
    if not codes:
        return f"<h2>{title}</h2><p>{safe(text('daekning.missing.none'))}</p>"
    names = ("export", "waits", "doubts", "from", "without")
    columns = [
        tables.Column(text(f"daekning.missing.{name}"), name in ("waits", "doubts"))
        for name in names
    ]
    rows = [_missing_cells(code, waits[code], doubts[code]) for code in codes]
    shown = tables.table(text("daekning.missing.caption"), columns, rows)
    return f"<h2>{title}</h2>{shown}"


def groups(snapshot: Snapshot) -> tuple[Group, ...]:
    """Themes, tracks and what stands for a whole document, in the order of the strategy."""
    return (*_themes(snapshot), *_tracks(snapshot), _whole(snapshot))


def _themes(snapshot: Snapshot) -> Iterator[Group]:
    document = strategy().long_term
    for theme in document.themes:
        ids = [*(goal.id for goal in theme.goals), theme.id]
        title, state = formats.title_case(theme.title), (("tema", theme.slug),)
        yield Group(document.title, title, _parts(ids, snapshot), TEMA, state)


def _tracks(snapshot: Snapshot) -> Iterator[Group]:
    document = strategy().tracks
    for track in document.tracks:
        ids = [part.id for statement in track.statements for part in statement.measured]
        title, state = formats.title_case(track.title), (("spor", track.slug),)
        yield Group(document.title, title, _parts(ids, snapshot), SPOR, state)


def _whole(snapshot: Snapshot) -> Group:
    document = strategy().tracks
    balance = document.balance
    ids = [document.vision.id, *(each.id for each in balance.considerations), balance.center.id]
    return Group(document.title, text("daekning.whole"), _parts(ids, snapshot))


def _parts(ids: Iterable[str], snapshot: Snapshot) -> tuple[Covered, ...]:
    return tuple(snapshot.coverage[node_id] for node_id in ids)


def _card(group: Group, snapshot: Snapshot) -> str:
    title = safe(group.title)
    if group.page is not None:
        title = in_danish(
            link(group.title, group.page, periode=snapshot.month, **dict(group.state))
        )
    parts = items((_part(part, snapshot) for part in group.parts), "matrix")
    return f'<section class="card covered"><h3>{title}</h3>{parts}</section>'


def _part(part: Covered, snapshot: Snapshot) -> str:
    of = formats.count_of(len(part.measured), len(part.measured) + len(part.waiting))
    kind = safe(text(f"daekning.kinds.{part.node.kind}"))
    number = safe(text("daekning.measured", of=of))
    chips = items(_chips((*part.measured, *part.waiting), snapshot), "chips")
    words = in_danish(safe(part.node.text))
    return f'<li><div><p class="dim">{kind} · {number}</p><p>{words}</p></div>{chips}</li>'


def _chips(names: Sequence[str], snapshot: Snapshot) -> Iterator[str]:
    for kpi in names:
        result = snapshot.results[kpi]
        state = _state(result)
        words = indicators.to_indicator(kpi, snapshot)
        if result.missing:
            codes = listed(list(result.missing))
            words += f" <span>{safe(text(f'daekning.chip.{state}', exports=codes))}</span>"
        else:
            words += f' <span class="hidden">{safe(text("daekning.chip.measured"))}</span>'
        yield f"<li>{_chip(state, words)}</li>"


def _state(result: Result) -> str:
    if figures.waits_for(result):
        return WAITING
    return UNSURE if result.missing else MEASURED


def _chip(state: str, words: str) -> str:
    return f'<span class="chip is_{state}">{SHAPE}<span>{words}</span></span>'


def _missing_cells(code: str, waits: int, doubts: int) -> tuple[str, ...]:
    name = link(
        text("daekning.missing.named", name=text(f"exports.{code}.name"), code=code),
        LEVERANCE,
        udtraek=code,
    )
    numbers = (formats.number(waits), formats.number(doubts))
    return (tables.Markup(name), *numbers, text(f"exports.{code}.from"), _without(code))


def _without(code: str) -> str:
    return text(f"exports.{code}.without")
