"""Everything a sheet of paper shows, as rows made once: no screen, no database, no clock.

A `Report` holds released numbers and finished Danish words only. PDF, slides, web page,
spreadsheet and meeting are all written from one, so they cannot disagree. Shares are 0-1,
other values in the unit named; a number that may not be told is None and `words` says why.
Days are ISO dates. `decisions/0013` says why there is one.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from hashlib import sha256
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints


@dataclass(frozen=True)
class Mark:
    """A state as shape, word and colour: `code` names the colour, `shape` what is drawn.

    `shape` is one of circle, triangle, diamond, ring, dash, up, down, waves, bar, check, cross,
    half.
    """

    code: str
    words: str
    shape: str


@dataclass(frozen=True)
class Tally:
    """How many indicators have a course."""

    course: Mark
    count: int


@dataclass(frozen=True)
class Answer:
    """One of the four answers; `tone` is good, bad, mixed or plain."""

    question: str
    asked: str
    code: str
    word: str
    shape: str
    tone: str
    why: str


@dataclass(frozen=True)
class Goal:
    """The target in force, with who decided it. Without a number both bounds are None."""

    words: str
    sentence: str
    provenance: str
    kind: str
    low: float | None
    high: float | None
    valid_from: str
    decided_by: str
    where: str


@dataclass(frozen=True)
class Point:
    """One period of the trend. `low`, `high`: uncertainty (95 %); `lower`, `upper`: limits of
    ordinary swings. `sign` is high or low outside them, `meaning` whether that is better.
    """

    period: str
    day: str
    label: str
    value: float | None
    words: str
    numerator: float | None
    denominator: float | None
    count: str
    low: float | None
    high: float | None
    interval: str
    lower: float | None
    upper: float | None
    mean: float | None
    is_trial: bool
    target_low: float | None
    target_high: float | None
    target: str
    sign: str
    meaning: str
    remark: str


@dataclass(frozen=True)
class Event:
    """Something that belongs on the time axis before a point: `kind` is break or event."""

    at: int
    day: str
    kind: str
    label: str
    words: str


@dataclass(frozen=True)
class Tick:
    """A place on an axis and the words at it; on the time axis the number of a point."""

    at: float
    words: str


@dataclass(frozen=True)
class Key:
    """A line of the legend: the mark and what it means."""

    mark: str
    words: str


@dataclass(frozen=True)
class Trend:
    """The course over time, oldest first, with the axes the page draws.

    `is_drawn` is False where no period has a number to draw. `alternative` is the text for
    someone who cannot see the chart, or why there is none; `method` says what the limits are or
    why there are none.
    """

    title: str
    points: tuple[Point, ...]
    events: tuple[Event, ...]
    low: float
    high: float
    y_ticks: tuple[Tick, ...]
    x_ticks: tuple[Tick, ...]
    legend: tuple[Key, ...]
    alternative: str
    method: str
    is_drawn: bool


@dataclass(frozen=True)
class Before:
    """The same period a year earlier; `change` says whether the difference is more than chance."""

    period: str
    label: str
    value: float | None
    words: str
    change: str


@dataclass(frozen=True)
class Companion:
    """What is read together with an indicator: `relation` is balanced, read_with or beside."""

    kpi: str
    relation: str
    title: str
    value: float | None
    words: str
    count: str
    course: Mark | None


@dataclass(frozen=True)
class Term:
    """A part of a definition."""

    name: str
    label: str
    words: str


@dataclass(frozen=True)
class Lines:
    """A list of a definition, such as what the number may not be used for."""

    name: str
    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Definition:
    """What an indicator means, and what it may and may not be used for."""

    kpi: str
    title: str
    question: str
    terms: tuple[Term, ...]
    lists: tuple[Lines, ...]


@dataclass(frozen=True)
class Figure:
    """One indicator in one period, under the number people quote in a meeting.

    `value` is None of fewer than ten too: then `words` has the counts ("7 af 9").
    `number_format` is share, signed_share or amount, told with `decimals`.
    """

    number: str
    kpi: str
    title: str
    headline: str
    paragraph: str
    period: str
    period_words: str
    unit: str
    number_format: str
    decimals: int
    value: float | None
    words: str
    status: str
    reason: str
    numerator: float | None
    denominator: float | None
    count: str
    low: float | None
    high: float | None
    interval: str
    interval_of_100: str
    window: str
    course: Mark
    target: Goal
    distance: float | None
    distance_words: str
    answers: tuple[Answer, ...]
    trend: Trend
    before: Before
    companions: tuple[Companion, ...]


@dataclass(frozen=True)
class Waiting:
    """An indicator that is not measured yet, its number kept for it, and what it waits for."""

    number: str
    kpi: str
    title: str
    reason: str


@dataclass(frozen=True)
class Section:
    """A goal, a statement or a purpose in the strategy's own words, and what measures it.

    `numbers` are figure numbers; an indicator measures several parts under one number.
    """

    node: str
    label: str
    words: str
    course: Mark
    behind: str
    numbers: tuple[str, ...]
    waiting: tuple[Waiting, ...]


@dataclass(frozen=True)
class Page:
    """One node: `kind` is theme, track or indicator. `code` begins its figure numbers."""

    id: str
    kind: str
    code: str
    title: str
    document: str
    purpose: str
    headline: str
    lead: str
    tallies: tuple[Tally, ...]
    sections: tuple[Section, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """Pages in the order asked for, the figures they show, and where the numbers come from.

    `sha256` is of everything else in it. `is_example`: the municipality is invented.
    """

    title: str
    headline: str
    lead: str
    measured: str
    period: str
    period_words: str
    build_id: str
    edition: str
    known_at: str
    built_at: str
    freshness: str
    is_example: bool
    example: str
    tallies: tuple[Tally, ...]
    pages: tuple[Page, ...]
    figures: tuple[Figure, ...]
    definitions: tuple[Definition, ...]
    sha256: str = ""

    def figure(self, number: str) -> Figure:
        """The figure with a number such as 'T1-03'; KeyError for one that is not here."""
        found = {figure.number: figure for figure in self.figures}
        return found[number]

    def page_figures(self, page: Page) -> tuple[Figure, ...]:
        """The figures of one page, in its order."""
        return tuple(map(self.figure, page.numbers))

    def definition(self, kpi: str) -> Definition:
        """What an indicator of this report means."""
        found = {definition.kpi: definition for definition in self.definitions}
        return found[kpi]


class ChangedReport(ValueError):
    """A report was changed after it was frozen."""


def sealed(report: Report) -> Report:
    """The report with the sum of its content."""
    return replace(report, sha256=_sum_of(report))


def to_json(report: Report) -> str:
    """The report as text: the same report gives the same text."""
    return json.dumps(asdict(report), ensure_ascii=False, sort_keys=True, indent=1)


def from_json(words: str) -> Report:
    """The report again. Raises `ChangedReport` when its content is not what was frozen."""
    report: Report = _read(Report, json.loads(words))
    if report.sha256 != _sum_of(report):
        raise ChangedReport("The frozen report does not have the sum it says: it was changed.")
    return report


def _sum_of(report: Report) -> str:
    return sha256(to_json(replace(report, sha256="")).encode()).hexdigest()


def _read(kind: Any, value: Any) -> Any:
    """A value of JSON as what a type hint says."""
    if is_dataclass(kind) and isinstance(kind, type):
        return _row(kind, value)
    if get_origin(kind) is tuple:
        (item, _) = get_args(kind)
        return tuple(_read(item, one) for one in value)
    if get_origin(kind) in (Union, UnionType):
        (some,) = (its for its in get_args(kind) if its is not type(None))
        return None if value is None else _read(some, value)
    return float(value) if kind is float else value


def _row(kind: type, values: Mapping[str, Any]) -> Any:
    hints = get_type_hints(kind)
    return kind(**{its.name: _read(hints[its.name], values[its.name]) for its in fields(kind)})
