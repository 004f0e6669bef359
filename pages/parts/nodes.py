"""The blocks of the pages Temaer and Spor: a part of the strategy and its numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kpis.strategy import Goal, Statement, Theme, Track, strategy
from pages.parts import formats, indicators, node_finding
from pages.parts.markup import in_danish, items, link, pill, safe
from pages.parts.registry import SPOR, TEMA, PageEntry
from pages.parts.snapshot import Snapshot
from pages.parts.standing import Standing
from pages.parts.texts import text

CURRENT = ' class="current" aria-current="page"'
Part = Theme | Track


@dataclass(frozen=True)
class Card:
    """One goal, statement or purpose: its words, how it stands, and what measures it.

    `parts` are the nodes of the strategy it is measured by: itself, or its two sentences.
    """

    node_id: str
    label: str
    words: str
    its: Standing
    parts: tuple[str, ...]
    variant: str = ""


def theme_cards(theme: Theme, snapshot: Snapshot) -> tuple[Card, ...]:
    """The theme's goals, and its purpose last."""
    label = text("ui.tema.purpose")
    own = (theme.id,)
    purpose = Card(theme.id, label, theme.purpose, snapshot.standing(theme.id), own)
    return (*(_of_goal(goal, snapshot) for goal in theme.goals), purpose)


def track_cards(track: Track, snapshot: Snapshot) -> tuple[Card, ...]:
    """The track's statements."""
    numbered = enumerate(track.statements, start=1)
    return tuple(_of_statement(number, statement, snapshot) for number, statement in numbered)


def theme_top(theme: Theme, snapshot: Snapshot) -> str:
    """All themes to choose from; this one's document, title, purpose, and how its goals stand."""
    words = items((f"<li>{in_danish(safe(word))}</li>" for word in theme.keywords), "words")
    goals = [snapshot.standing(goal.id).course for goal in theme.goals]
    return (
        _tabs(TEMA, "tema", strategy().long_term.themes, theme, snapshot.month)
        + _title(strategy().long_term.title, theme.title, theme.purpose)
        + f'<p class="sum">{safe(node_finding.together(goals, "goals"))}.</p>'
        + f'<details class="more"><summary>{safe(text("ui.tema.keywords"))}</summary>'
        f"{words}</details>"
    )


def track_top(track: Track, snapshot: Snapshot) -> str:
    """All tracks to choose from; this one's document, title, and how its statements stand."""
    its = [snapshot.of_statement(statement).course for statement in track.statements]
    return (
        _tabs(SPOR, "spor", strategy().tracks.tracks, track, snapshot.month)
        + _title(strategy().tracks.title, track.title)
        + f'<p class="sum">{safe(node_finding.together(its, "statements"))}.</p>'
    )


def body(cards: Sequence[Card], snapshot: Snapshot, here: PageEntry, **state: str) -> str:
    """The way down to each card, and the cards: what is measured before what is not."""
    measured = "".join(_section(card, snapshot) for card in cards if card.its.measured)
    pending = "".join(_section(card, snapshot) for card in cards if not card.its.measured)
    below = f'<div class="grid two pending">{pending}</div>' if pending else ""
    return f"{_worth(cards, snapshot)}{_jump(cards, here, snapshot, state)}{measured}{below}"


def neighbours(here: PageEntry, name: str, choices: Sequence[Part], current: Part, at: str) -> str:
    """The theme or track before and after this one, in the order of the strategy."""
    place = choices.index(current)
    ways = []
    if place:
        ways.append(_neighbour("previous", here, name, choices[place - 1], at))
    if place + 1 < len(choices):
        ways.append(_neighbour("next", here, name, choices[place + 1], at))
    label = safe(text(f"nodes.neighbours.{name}"))
    return f'<nav class="neighbours" aria-label="{label}">{items(ways)}</nav>'


def _neighbour(way: str, here: PageEntry, name: str, part: Part, month: str) -> str:
    words = text(f"nodes.{way}", title=formats.title_case(part.title))
    to = link(words, here, **{name: part.slug, "periode": month})
    return f'<li class="{way}">{to}</li>'


def _tabs(entry: PageEntry, name: str, choices: Sequence[Part], current: Part, month: str) -> str:
    rows = (
        f"<li{CURRENT if choice is current else ''}>{_to(entry, name, choice, month)}</li>"
        for choice in choices
    )
    label = safe(text(f"ui.{name}.tabs"))
    return f'<nav class="tabs" aria-label="{label}">{items(rows)}</nav>'


def _to(entry: PageEntry, name: str, part: Part, month: str) -> str:
    to = link(formats.title_case(part.title), entry, **{name: part.slug}, periode=month)
    return in_danish(to)


def _title(document: str, printed: str, purpose: str = "") -> str:
    lead = f'<p class="lead">{in_danish(safe(purpose))}</p>' if purpose else ""
    title = in_danish(safe(formats.title_case(printed)))
    return f'<p class="trail">{in_danish(safe(document))}</p><h1>{title}</h1>{lead}'


def _worth(cards: Sequence[Card], snapshot: Snapshot) -> str:
    """That targets are only proposed; nothing where all are decided."""
    names = snapshot.courses_of(*(part for card in cards for part in card.parts))
    words = node_finding.worth(snapshot.targets_judged(names))
    return f'<p class="dim">{safe(words)}</p>' if words else ""


def _jump(cards: Sequence[Card], here: PageEntry, snapshot: Snapshot, state: dict[str, str]) -> str:
    rows = (
        f"<li>{in_danish(link(card.words, here, card.node_id, **state, periode=snapshot.month))}"
        f"{pill(card.its.course)}</li>"
        for card in cards
    )
    label = safe(text("nodes.jump"))
    return f'<nav class="jump" aria-label="{label}">{items(rows, "rows")}</nav>'


def _of_goal(goal: Goal, snapshot: Snapshot) -> Card:
    label = text("ui.tema.goal", number=goal.number)
    its = snapshot.standing(goal.id)
    return Card(goal.id, label, goal.text, its, (goal.id,), goal.variant)


def _of_statement(number: int, statement: Statement, snapshot: Snapshot) -> Card:
    label = text("ui.spor.statement", number=number)
    parts = tuple(part.id for part in statement.measured)
    return Card(statement.id, label, statement.text, snapshot.of_statement(statement), parts)


def _section(card: Card, snapshot: Snapshot) -> str:
    variant = ""
    if card.variant:
        variant = f'<p class="dim">{_variant(card.variant)}</p>'
    return (
        f'<section class="card node" id="{safe(card.node_id)}">'
        f'<p class="dim">{safe(card.label)}</p><h2>{in_danish(safe(card.words))}</h2>'
        f'<p class="course">{pill(card.its.course)} <span>{_finding(card, snapshot)}</span></p>'
        f"{variant}{''.join(_measures(card, snapshot))}</section>"
    )


def _variant(words: str) -> str:
    return text("ui.tema.variant", words=in_danish(safe(words)))


def _finding(card: Card, snapshot: Snapshot) -> str:
    told = snapshot.courses_of(*card.parts)
    return node_finding.finding(card.its, told, lambda kpi: indicators.to_indicator(kpi, snapshot))


def _measures(card: Card, snapshot: Snapshot) -> Iterator[str]:
    """The indicators; of a statement with two sentences, sentence by sentence."""
    is_one = len(card.parts) == 1
    for number, part in enumerate(card.parts, start=1):
        if not is_one:
            heading = safe(text(f"ui.spor.sentence.{number}"))
            its = pill(snapshot.standing(part).course)
            yield f'<h3 class="sentence" id="{safe(part)}">{heading} {its}</h3>'
        covered = snapshot.coverage[part]
        yield indicators.indicators(covered.measured, snapshot)
        yield indicators.waiting(covered.waiting, snapshot)
