"""What people say beside the numbers, each a kind of fact. No database.

A fact is never changed: who corrects it adds a version of it. Texts are Danish,
as they were written. How long they may be stands beside each field.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from hashlib import sha256
from typing import Annotated

from kpis import compile
from kpis.break_facts import BreakKind
from kpis.catalogue import indicator
from kpis.model import Result, Status
from kpis.questions import Chart, Parameter
from kpis.target_facts import TargetFact


@dataclass(frozen=True)
class Longest:
    """The most characters of a text that a person fills in."""

    characters: int


Line = Annotated[str, Longest(200)]
Text = Annotated[str, Longest(4_000)]
Statement = Annotated[str, Longest(20_000)]


@dataclass(frozen=True)
class Figure:
    """A number as somebody saw it; units are those of its `Result`.

    `definition` stamps how it was computed (see `definition`), `number` is its figure
    number in a meeting or on paper, 'M3-07'; both may be empty.
    """

    kpi: str
    period: str
    by: str
    member: Line
    value: float | None
    numerator: float | None
    denominator: float | None
    status: Status
    build_id: str
    known_at: date | None
    definition: str = ""
    number: Line = ""

    @classmethod
    def of(cls, result: Result, number: str = "") -> "Figure":
        """A released result as it is seen now."""
        return cls(
            kpi=result.kpi,
            period=result.period,
            by=result.by,
            member=result.member,
            value=result.value,
            numerator=result.numerator,
            denominator=result.denominator,
            status=result.status,
            build_id=result.build_id,
            known_at=result.known_at,
            definition=definition(result.kpi),
            number=number,
        )

    def as_result(self) -> Result:
        """The number as it was seen; its interval was not kept."""
        return Result(
            kpi=self.kpi,
            period=self.period,
            by=self.by,
            member=self.member,
            numerator=self.numerator,
            denominator=self.denominator,
            value=self.value,
            low=None,
            high=None,
            status=self.status,
            known_at=self.known_at,
            build_id=self.build_id,
        )

    def is_still(self, result: Result) -> bool:
        """Whether the number stands as it was seen; else a page shows the old one beside it."""
        then = (self.value, self.numerator, self.denominator, self.status)
        return then == (result.value, result.numerator, result.denominator, result.status)


@cache
def definition(kpi_id: str) -> str:
    """The stamp of a definition: 16 hexadecimal digits, others as soon as its SQL is another."""
    return sha256(compile.script(indicator(kpi_id)).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Comment:
    """What is said about one number: what happened, why, and what we do. One part at least."""

    figure: Figure
    happened: Text = ""
    why: Text = ""
    doing: Text = ""


@dataclass(frozen=True)
class Event:
    """A named happening that charts show; no judgement reckons with it.

    From `first` to `last`, both included; a single day where `last` is None. It
    touches the indicators it names, or everything where it names none.
    """

    title: Line
    first: date
    last: date | None = None
    indicators: tuple[str, ...] = ()
    owner: Line = ""
    source: Line = ""

    def touches(self, kpi_id: str) -> bool:
        """Whether a chart of an indicator, or of a share beside one, shows it."""
        return not self.indicators or kpi_id.partition(".")[0] in self.indicators


@dataclass(frozen=True)
class SeriesBreak:
    """A break of a series, as `kpis.break_facts.Break`; its id comes from its version."""

    day: date
    kind: BreakKind
    cause: Text
    owner: Line
    indicators: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


class ActionStatus(StrEnum):
    """How far an action is."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Action:
    """Who does what by when about an indicator or a node of the strategy (`about`)."""

    what: Text
    about: str
    owner: Line
    due: date
    status: ActionStatus = ActionStatus.OPEN


@dataclass(frozen=True)
class Answer:
    """What was answered, by whom (a role or a name of the administration) and when."""

    text: Text
    by: Line
    on: date


@dataclass(frozen=True)
class Question:
    """Asked in a meeting about one figure, and open until it is answered.

    `asked_by` is a role ("et medlem af Socialudvalget"), `meeting` the id of any version of
    the meeting; empty where it was asked elsewhere.
    """

    text: Text
    asked_by: Line
    asked_on: date
    figure: Figure
    meeting: str = ""
    answer: Answer | None = None

    def answered(self, text: str, by: str, on: date) -> "Question":
        """The same question with its answer, to `revise` it with."""
        return replace(self, answer=Answer(text, by, on))


@dataclass(frozen=True)
class Meeting:
    """An agenda: ids of tracks, themes, nodes and indicators in the order they are shown.

    `period` and `build_id` say which numbers; the numbers themselves are `Frozen`.
    """

    title: Line
    day: date
    period: str
    build_id: str
    agenda: tuple[str, ...]


@dataclass(frozen=True)
class Frozen:
    """The rows of a meeting's report as they were shown: a JSON text and its SHA-256.

    `meeting` is the id of the version of the meeting that they were frozen for.
    """

    meeting: str
    rows: str
    sha256: str

    @classmethod
    def of(cls, meeting: str, rows: str) -> "Frozen":
        """Rows with their SHA-256."""
        return cls(meeting, rows, sha256(rows.encode()).hexdigest())


@dataclass(frozen=True)
class Query:
    """A statement an analyst keeps, in the shape of `kpis.questions.Question`.

    Its id is that of its first version; `owner` answers for it, whoever wrote it down.
    """

    title: Line
    folder: Line
    description: Text
    sql: Statement
    owner: Line
    parameters: tuple[Parameter, ...] = ()
    chart: Chart | None = None


Fact = Comment | TargetFact | Event | SeriesBreak | Action | Question | Meeting | Frozen | Query

KINDS: dict[str, type[Fact]] = {
    "comment": Comment,
    "target": TargetFact,
    "event": Event,
    "break": SeriesBreak,
    "action": Action,
    "question": Question,
    "meeting": Meeting,
    "frozen": Frozen,
    "query": Query,
}
"""The kinds by the name they are kept under; a name is never used for another kind."""


def kind_of(fact: Fact) -> str:
    """The name of a fact's kind."""
    return next(name for name, kind in KINDS.items() if isinstance(fact, kind))


def subject_of(fact: Fact) -> str:
    """What a fact is looked up by: an indicator, a node, a meeting; empty for the others."""
    match fact:
        case Comment(figure=figure) | Question(figure=figure):
            return figure.kpi
        case TargetFact(kpi=kpi):
            return kpi
        case Action(about=about):
            return about
        case Frozen(meeting=meeting):
            return meeting
        case _:
            return ""
