"""What a report can be asked about: twelve nodes and every indicator, by id or slug."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kpis.coverage import indicators, planned
from kpis.errors import unknown
from kpis.strategy import Statement, Theme, Track, strategy
from pages.parts import figures, formats
from pages.parts.texts import text

ALL = "all"
LETTERS = "ABCDEFGH"
"""Tracks have letters: their numbers are partly inferred, and are never shown."""


@dataclass(frozen=True)
class Part:
    """A goal, statement, sentence or purpose: its node, its label and its own words.

    `counts_as` is the goal or the statement that it is, or is a sentence of; a purpose and an
    indicator are none and are not counted.
    """

    node: str
    label: str
    words: str
    counts_as: str = ""


@dataclass(frozen=True)
class Subject:
    """One page to make. `planned` are its indicators, each with a lasting place in its numbers."""

    id: str
    slug: str
    kind: str
    code: str
    title: str
    document: str
    purpose: str
    parts: tuple[Part, ...]
    planned: tuple[str, ...]

    def number(self, kpi: str) -> str:
        """The figure number, which is the same in every period: 'T1-03', 'SB-01', 'N-17'."""
        place = planned() if self.kind == "indicator" else self.planned
        return f"{self.code}-{place.index(kpi) + 1:02}"

    def of_part(self, part: Part) -> tuple[str, ...]:
        """The indicators that are meant to measure one part."""
        return (self.id,) if self.kind == "indicator" else indicators(part.node)


def subjects(asked: str | Sequence[str]) -> tuple[Subject, ...]:
    """The subjects named, in the order asked; an unknown name raises `UnknownName`."""
    names = [asked] if isinstance(asked, str) else asked
    found = [its for name in names for its in _of_name(name)]
    return tuple(dict.fromkeys(found))


def nodes() -> tuple[Subject, ...]:
    """The four themes and the eight tracks."""
    tracks = zip(strategy().tracks.tracks, LETTERS, strict=True)
    return (
        *map(_theme, strategy().long_term.themes),
        *(_track(track, letter) for track, letter in tracks),
    )


def _of_name(name: str) -> tuple[Subject, ...]:
    if name == ALL:
        return nodes()
    by_name = {key: its for its in nodes() for key in (its.id, its.slug)}
    if name in by_name:
        return (by_name[name],)
    if name in figures.catalogue():
        return (_indicator(name),)
    raise unknown("node or indicator", name, (ALL, *by_name, *figures.catalogue()))


def _theme(theme: Theme) -> Subject:
    parts = [
        *(Part(g.id, text("ui.tema.goal", number=g.number), g.text, g.id) for g in theme.goals),
        Part(theme.id, text("ui.tema.purpose"), theme.purpose),
    ]
    code = f"T{theme.display_order}"
    document = strategy().long_term.title
    return _subject(theme, "theme", code, document, theme.purpose, parts)


def _track(track: Track, letter: str) -> Subject:
    numbered = enumerate(track.statements, start=1)
    parts = [part for number, its in numbered for part in _of_statement(number, its)]
    return _subject(track, "track", f"S{letter}", strategy().tracks.title, "", parts)


def _of_statement(number: int, statement: Statement) -> Iterator[Part]:
    label = text("ui.spor.statement", number=number)
    if not statement.sentences:
        yield Part(statement.id, label, statement.text, statement.id)
    for at, sentence in enumerate(statement.sentences, start=1):
        name = f"{label} · {text(f'ui.spor.sentence.{at}')}"
        yield Part(sentence.id, name, sentence.text, statement.id)


def _subject(
    its: Theme | Track, kind: str, code: str, document: str, purpose: str, parts: list[Part]
) -> Subject:
    every = tuple(dict.fromkeys(kpi for part in parts for kpi in indicators(part.node)))
    title = formats.title_case(its.title)
    return Subject(its.id, its.slug, kind, code, title, document, purpose, tuple(parts), every)


def _indicator(kpi: str) -> Subject:
    title, question = text(f"kpi.{kpi}.title"), text(f"kpi.{kpi}.question")
    document = text("reports.indicator.document")
    part = Part(kpi, "", text(f"kpi.{kpi}.definition"))
    return Subject(kpi, kpi, "indicator", "N", title, document, question, (part,), (kpi,))
