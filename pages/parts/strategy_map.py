"""The strategy map: theme or track, goal or statement, indicator, as nested lists.

A line means that an indicator measures a part, never that one thing leads to
another. The look draws the lines; without it the lists read the same.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from kpis.coverage import Covered
from kpis.strategy import strategy
from pages.parts import choices, coverage, evidence, formats, indicators, widgets
from pages.parts.coverage import Group
from pages.parts.evidence import Evidence, Level
from pages.parts.markup import SHAPE, in_danish, items, link, safe
from pages.parts.snapshot import Snapshot
from pages.parts.texts import counted, text

BOTH, THEMES, TRACKS = "begge", "temaer", "spor"
ALL, UNMEASURED = "alt", "umaalt"


@dataclass(frozen=True)
class Choice:
    """What of the map is shown: which document, and whether only what is not measured."""

    document: str
    is_only_unmeasured: bool


def choose() -> tuple[Choice, str]:
    """The two filters, bound to the address, and the markup that asks for them."""
    documents = {each: text(f"strategikort.documents.{each}") for each in (BOTH, THEMES, TRACKS)}
    shown = {each: text(f"strategikort.shown.{each}") for each in (ALL, UNMEASURED)}
    label = text("strategikort.document")
    document, asks_document = widgets.asked(label, "dokument", documents, BOTH)
    which, asks_which = widgets.asked(text("strategikort.show"), "vis", shown, ALL)
    return Choice(document, which == UNMEASURED), choices.beside(asks_document, asks_which)


def answer(snapshot: Snapshot) -> str:
    """How much of the strategy is measured, what a line means, and the legend."""
    parts = snapshot.coverage.values()
    of = formats.count_of(sum(bool(part.measured) for part in parts), len(parts))
    measured = formats.count_of(len(snapshot.courses), len(snapshot.planned()))
    lead = text("strategikort.lead", indicators=measured)
    legend = items((f"<li>{_level(level, 'legend')}</li>" for level in Level), "chips levels")
    return (
        f'<div class="hero"><div><h1>{safe(text("strategikort.headline", parts=of))}</h1>'
        f"<p>{safe(lead)}</p></div></div>{legend}"
    )


@dataclass(frozen=True)
class Sheet:
    """What every piece of the map is drawn from; `places` counts the parts of an indicator."""

    snapshot: Snapshot
    groups: tuple[Group, ...]
    places: Counter[str]
    is_only_unmeasured: bool


def sheet(choice: Choice, snapshot: Snapshot) -> Sheet:
    """The groups of the chosen document; of all of them the places."""
    wanted = {THEMES: strategy().long_term.title, TRACKS: strategy().tracks.title}
    document = wanted.get(choice.document)
    groups = coverage.groups(snapshot)
    places = Counter(kpi for part in snapshot.coverage.values() for kpi in _planned(part))
    shown = tuple(each for each in groups if document in (None, each.document))
    return Sheet(snapshot, shown, places, choice.is_only_unmeasured)


@widgets.cached_markup
def drawn(snapshot: Snapshot, document: str, is_only_unmeasured: bool) -> str:
    """The map as chosen, made once for a build."""
    return _drawn(sheet(Choice(document, is_only_unmeasured), snapshot))


def _drawn(of: Sheet) -> str:
    """The map, document by document; one sentence where the filter leaves nothing."""
    roots = [(group.document, root) for group in of.groups if (root := _root(group, of))]
    if not roots:
        return f'<p class="card">{safe(text("strategikort.nothing"))}</p>'
    return "".join(
        f"<h2>{in_danish(safe(document))}</h2>"
        f"{items((root for its, root in roots if its == document), 'map')}"
        for document in dict.fromkeys(document for document, _ in roots)
    )


def show_shared(choice: Choice, snapshot: Snapshot) -> None:
    """The indicators that measure several of the parts shown, and which, most parts first."""
    of = sheet(choice, snapshot)
    parts = _by_indicator(of)
    label = counted("strategikort.shared", len(parts))
    widgets.folded("shared", label, lambda: widgets.html(_shared(parts, of)))


def _by_indicator(of: Sheet) -> Mapping[str, list[tuple[Covered, Group]]]:
    parts: dict[str, list[tuple[Covered, Group]]] = {}
    for group in of.groups:
        for part in group.parts:
            for kpi in _planned(part):
                parts.setdefault(kpi, []).append((part, group))
    several = sorted((kpi for kpi in parts if len(parts[kpi]) > 1), key=lambda k: -len(parts[k]))
    return {kpi: parts[kpi] for kpi in several}


def _shared(parts: Mapping[str, list[tuple[Covered, Group]]], of: Sheet) -> str:
    rows = (
        f"<li><h3>{indicators.to_indicator(kpi, of.snapshot)}</h3>"
        f"{items((f'<li>{_words(*its, of)}</li>' for its in parts[kpi]), 'dots')}</li>"
        for kpi in parts
    )
    return f'<div class="card shared">{items(rows, "needs")}</div>'


def _planned(part: Covered) -> tuple[str, ...]:
    return (*part.measured, *part.waiting)


def _root(group: Group, of: Sheet) -> str:
    """A theme, a track or a whole document; empty where the filter keeps none of its parts."""
    kept = [part for part in group.parts if part.waiting or not of.is_only_unmeasured]
    if not kept:
        return ""
    title = safe(group.title)
    if group.page is not None:
        title = in_danish(
            link(group.title, group.page, periode=of.snapshot.month, **dict(group.state))
        )
    measured = formats.count_of(sum(bool(part.measured) for part in group.parts), len(group.parts))
    words = safe(text("strategikort.parts", of=measured))
    nodes = items(_node(part, group, of) for part in kept)
    return f'<li><div class="root"><h3>{title}</h3><p class="dim">{words}</p></div>{nodes}</li>'


def _node(part: Covered, group: Group, of: Sheet) -> str:
    told = (of.snapshot.told[kpi] for kpi in part.measured)
    its = evidence.evidence(told, len(_planned(part)))
    leaves = part.waiting if of.is_only_unmeasured else _planned(part)
    return (
        f'<li><div class="part"><p>{_words(part, group, of)}</p>'
        f'<p class="dim">{_level(its.level, "part")} <span>{safe(_counts(its))}</span></p></div>'
        f"{items(_leaf(kpi, of) for kpi in leaves)}</li>"
    )


def _counts(its: Evidence) -> str:
    """How many are measured, judged and without reservation; one number where it is all of them."""
    if its.level is Level.FULL:
        return counted("strategikort.all", its.planned)
    measured = formats.count_of(its.measured, its.planned)
    values = {"measured": measured, "judged": its.judged, "trusted": its.trusted}
    return text("strategikort.evidence", **values)


def _words(part: Covered, group: Group, of: Sheet) -> str:
    """What the strategy says, as a link to where its numbers stand."""
    if group.page is None:
        return in_danish(safe(part.node.text))
    state = {**dict(group.state), "periode": of.snapshot.month}
    return in_danish(link(part.node.text, group.page, part.node.id, **state))


def _leaf(kpi: str, of: Sheet) -> str:
    also = ""
    if of.places[kpi] > 1:
        also = f'<span class="dim">{safe(text("strategikort.places", n=of.places[kpi]))}</span>'
    name = indicators.to_indicator(kpi, of.snapshot)
    level = _level(evidence.of_indicator(of.snapshot.told.get(kpi)), "indicator")
    return f'<li class="leaf">{name} {level} {also}</li>'


def _level(level: Level, of: str) -> str:
    """Shape and words: the shape never stands alone."""
    words = safe(text(f"strategikort.levels.{of}.{level}"))
    return f'<span class="level {level}">{SHAPE}{words}</span>'
