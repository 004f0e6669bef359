"""The blocks of the pages Temaer and Spor: a part of the strategy and its numbers."""

from collections.abc import Sequence

from kpis.strategy import Goal, Sentence, Statement, Theme, Track, strategy
from pages.parts import formats, indicators
from pages.parts.markup import items, link, pill, safe
from pages.parts.registry import SPOR, TEMA, PageEntry
from pages.parts.snapshot import Snapshot
from pages.parts.standing import Standing
from pages.parts.texts import counted, text

CURRENT = ' class="current" aria-current="page"'


def theme_tabs(current: Theme, month: str) -> str:
    """Links to all themes; the current one is marked."""
    return _tabs(TEMA, "tema", strategy().long_term.themes, current, month)


def track_tabs(current: Track, month: str) -> str:
    """Links to all tracks; the current one is marked."""
    return _tabs(SPOR, "spor", strategy().tracks.tracks, current, month)


def theme_heading(theme: Theme) -> str:
    """Document, title, purpose and keywords of a theme."""
    words = items((f"<li>{safe(word)}</li>" for word in theme.keywords), "words")
    return (
        f"{_title(strategy().long_term.title, theme.title)}"
        f'<p class="lead">{safe(theme.purpose)}</p>'
        f'<h2 class="hidden">{safe(text("ui.tema.keywords"))}</h2>{words}'
    )


def track_heading(track: Track) -> str:
    """Document and title of a track."""
    return _title(strategy().tracks.title, track.title)


def goals(theme: Theme, snapshot: Snapshot) -> str:
    """The theme's goals and its purpose, each with its indicators."""
    cards = [(snapshot.standing(goal.id), _goal(goal, snapshot)) for goal in theme.goals]
    whole = _node(theme.id, text("ui.tema.purpose"), theme.purpose, snapshot)
    return _measured_first([*cards, (snapshot.standing(theme.id), whole)])


def statements(track: Track, snapshot: Snapshot) -> str:
    """The track's statements, each with its indicators."""
    return _measured_first(
        [
            (snapshot.of_statement(statement), _statement(number, statement, snapshot))
            for number, statement in enumerate(track.statements, start=1)
        ]
    )


def _measured_first(cards: Sequence[tuple[Standing, str]]) -> str:
    """What is measured across the page; below it, side by side, what is not yet."""
    measured = "".join(card for its, card in cards if its.measured)
    pending = "".join(card for its, card in cards if not its.measured)
    return f'{measured}<div class="grid two pending">{pending}</div>'


def _tabs(
    entry: PageEntry,
    name: str,
    choices: Sequence[Theme] | Sequence[Track],
    current: Theme | Track,
    month: str,
) -> str:
    links = {
        choice: link(formats.title_case(choice.title), entry, periode=month, **{name: choice.slug})
        for choice in choices
    }
    rows = (
        f"<li{CURRENT if choice is current else ''}>{words}</li>" for choice, words in links.items()
    )
    label = safe(text(f"ui.{name}.tabs"))
    return f'<nav class="tabs" aria-label="{label}">{items(rows)}</nav>'


def _title(document: str, printed: str) -> str:
    return f'<p class="trail">{safe(document)}</p><h1>{safe(formats.title_case(printed))}</h1>'


def _goal(goal: Goal, snapshot: Snapshot) -> str:
    label = text("ui.tema.goal", number=goal.number)
    return _node(goal.id, label, goal.text, snapshot, goal.variant)


def _statement(number: int, statement: Statement, snapshot: Snapshot) -> str:
    label = text("ui.spor.statement", number=number)
    if not statement.sentences:
        return _node(statement.id, label, statement.text, snapshot)
    parts = "".join(
        _sentence(at, sentence, snapshot) for at, sentence in enumerate(statement.sentences, 1)
    )
    its = snapshot.of_statement(statement)
    return _section(statement.id, label, statement.text, its, parts)


def _sentence(number: int, sentence: Sentence, snapshot: Snapshot) -> str:
    heading = safe(text(f"ui.spor.sentence.{number}"))
    its = pill(snapshot.standing(sentence.id).course)
    return f'<h3 class="sentence">{heading} {its}</h3>{_measures(sentence.id, snapshot)}'


def _node(node_id: str, label: str, words: str, snapshot: Snapshot, variant: str = "") -> str:
    body = _measures(node_id, snapshot)
    if variant:
        body = f'<p class="dim">{safe(text("ui.tema.variant", words=variant))}</p>{body}'
    return _section(node_id, label, words, snapshot.standing(node_id), body)


def _section(node_id: str, label: str, words: str, its: Standing, body: str) -> str:
    """One goal, statement or purpose as a card: its words, how it stands, what measures it."""
    return (
        f'<section class="card node" id="{safe(node_id)}">'
        f'<p class="dim">{safe(label)}</p><h2>{safe(words)}</h2>'
        f'<p class="course">{pill(its.course)} <span class="dim">{safe(behind(its))}</span></p>'
        f"{body}</section>"
    )


def behind(its: Standing) -> str:
    """How many indicators a course stands on: '3 af 6 nøgletal måles. 2 kan vurderes. ...'."""
    if not its.measured:
        return counted("ui.behind.not_measured", its.planned)
    parts = [text("ui.behind.measured", of=formats.count_of(its.measured, its.planned))]
    if its.judged < its.measured:
        parts.append(text("ui.behind.judged" if its.judged else "ui.behind.none", n=its.judged))
    if its.judged > 1:
        parts.append(text("ui.behind.worst"))
    return " ".join(parts)


def _measures(node_id: str, snapshot: Snapshot) -> str:
    covered = snapshot.coverage[node_id]
    shown = indicators.indicators(covered.measured, snapshot) if covered.measured else ""
    return shown + indicators.waiting(covered.waiting, snapshot)
