"""The strategy as data: two documents, which stay two documents.

`data/strategy/faelles_langsigtet_strategi.yaml` holds four themes with 14
goals, `strategispor.yaml` the vision, the balance of three considerations and
eight tracks with 20 statements. Two statements hold two sentences each, which
are measured apart; with the goals that makes 36 rows to measure, and with the
four purposes, the vision and the balance 45 nodes.

An id such as `vso.s3` is an opaque name. The numbers of tracks 3-8 are only
inferred (`uncertain_readings.yaml`, U8): they are never shown and never a key.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar

import yaml

from kpis.errors import unknown

STRATEGY = Path(__file__).resolve().parent.parent / "data" / "strategy"

NodeKind = Literal["goal", "statement", "purpose", "vision", "consideration", "center"]


@dataclass(frozen=True)
class Goal:
    """One goal of a theme. `variant` is a fuller wording printed apart in the source."""

    id: str
    number: int
    text: str
    variant: str = ""


@dataclass(frozen=True)
class Theme:
    """One theme; its purpose is a node of its own under the theme's id."""

    id: str
    slug: str
    title: str
    display_order: int
    purpose: str
    goals: tuple[Goal, ...]
    keywords: tuple[str, ...]


@dataclass(frozen=True)
class Sentence:
    """A sentence that is measured apart because its statement makes two claims."""

    id: str
    text: str


@dataclass(frozen=True)
class Statement:
    """One statement of a track."""

    id: str
    text: str
    sentences: tuple[Sentence, ...] = ()

    @property
    def measured(self) -> "tuple[Statement | Sentence, ...]":
        """What is measured: the sentences where there are two, else the statement."""
        return self.sentences or (self,)


@dataclass(frozen=True)
class Track:
    """One track. `numbering` says whether `number` is printed in the source or inferred."""

    id: str
    slug: str
    title: str
    number: int
    numbering: Literal["printed", "inferred"]
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Vision:
    """The vision, and the words that lead it in."""

    id: str
    lead: str
    text: str


@dataclass(frozen=True)
class Consideration:
    """One of the three considerations, or the good solution between them."""

    id: str
    title: str


@dataclass(frozen=True)
class Balance:
    """The balance of three considerations. Shown as a triple, never as an average."""

    id: str
    text: str
    considerations: tuple[Consideration, ...]
    center: Consideration


@dataclass(frozen=True)
class LongTermStrategy:
    """The document of four themes. Its owner is not stated in it (U7)."""

    id: str
    title: str
    themes: tuple[Theme, ...]


@dataclass(frozen=True)
class TrackDocument:
    """The document of eight tracks."""

    id: str
    title: str
    owner: str
    period: str
    intro: str
    vision: Vision
    balance: Balance
    tracks: tuple[Track, ...]


@dataclass(frozen=True)
class Node:
    """One row of the coverage matrix: something the municipality wants, in its own words."""

    id: str
    kind: NodeKind
    text: str
    parent: str


@dataclass(frozen=True)
class Strategy:
    """Both documents."""

    long_term: LongTermStrategy
    tracks: TrackDocument

    def nodes(self) -> tuple[Node, ...]:
        """The 45 nodes: 14 goals, 22 statements or sentences, 9 overlays."""
        return (*_goals(self), *_statements(self), *_overlays(self))

    def node(self, node_id: str) -> Node:
        """One node; an unknown id raises `UnknownName` with the nearest right one."""
        found = {node.id: node for node in self.nodes()}
        if node_id not in found:
            raise unknown("node of the strategy", node_id, found)
        return found[node_id]

    def theme(self, name: str) -> Theme:
        """The theme with this id or slug."""
        return _pick("theme", name, self.long_term.themes)

    def track(self, name: str) -> Track:
        """The track with this id or slug."""
        return _pick("track", name, self.tracks.tracks)


Named = TypeVar("Named", Theme, Track)


def _pick(what: str, name: str, candidates: tuple[Named, ...]) -> Named:
    for candidate in candidates:
        if name in (candidate.id, candidate.slug):
            return candidate
    raise unknown(what, name, [candidate.slug for candidate in candidates])


def _goals(strategy: Strategy) -> Iterator[Node]:
    for theme in strategy.long_term.themes:
        for goal in theme.goals:
            yield Node(goal.id, "goal", goal.text, theme.id)


def _statements(strategy: Strategy) -> Iterator[Node]:
    for track in strategy.tracks.tracks:
        for statement in track.statements:
            for measured in statement.measured:
                yield Node(measured.id, "statement", measured.text, track.id)


def _overlays(strategy: Strategy) -> Iterator[Node]:
    for theme in strategy.long_term.themes:
        yield Node(theme.id, "purpose", theme.purpose, strategy.long_term.id)
    document = strategy.tracks
    yield Node(document.vision.id, "vision", document.vision.text, document.id)
    for consideration in document.balance.considerations:
        yield Node(consideration.id, "consideration", consideration.title, document.balance.id)
    center = document.balance.center
    yield Node(center.id, "center", center.title, document.balance.id)


@cache
def strategy() -> Strategy:
    """Both documents, read once."""
    return Strategy(
        _long_term(_read("faelles_langsigtet_strategi")), _track_document(_read("strategispor"))
    )


@cache
def uncertain_readings() -> tuple[dict[str, str], ...]:
    """Where the sources can be read in more than one way: id, node, confidence, chosen, ..."""
    return tuple(_read("uncertain_readings"))


def _read(name: str) -> Any:
    return yaml.load((STRATEGY / f"{name}.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)


def _long_term(data: dict[str, Any]) -> LongTermStrategy:
    return LongTermStrategy(data["id"], data["title"], tuple(map(_theme, data["themes"])))


def _theme(data: dict[str, Any]) -> Theme:
    goals = tuple(Goal(**goal) for goal in data["goals"])
    return Theme(**{**data, "goals": goals, "keywords": tuple(data["keywords"])})


def _track_document(data: dict[str, Any]) -> TrackDocument:
    return TrackDocument(
        id=data["id"],
        title=data["title"],
        owner=data["owner"],
        period=data["period"],
        intro=data["intro"]["text"],
        vision=Vision(**data["vision"]),
        balance=_balance(data["balance"]),
        tracks=tuple(map(_track, data["tracks"])),
    )


def _balance(data: dict[str, Any]) -> Balance:
    considerations = tuple(Consideration(**item) for item in data["considerations"])
    return Balance(data["id"], data["text"], considerations, Consideration(**data["center"]))


def _track(data: dict[str, Any]) -> Track:
    return Track(**{**data, "statements": tuple(map(_statement, data["statements"]))})


def _statement(data: dict[str, Any]) -> Statement:
    sentences = tuple(Sentence(**item) for item in data.get("sentences", ()))
    return Statement(data["id"], data["text"], sentences)
