"""Facts people enter: comments, targets, events, breaks, actions, questions, meetings.

The public face. Nothing is ever changed or removed: `revise` and `withdraw` add
a version. Who writes is told by the page (`Author`), never looked up here.
"""

from kpis.break_facts import BreakKind
from kpis.facts.backup import export, import_
from kpis.facts.errors import Conflict, Fault, Refused, Rule, Unreadable, Unsaved
from kpis.facts.model import (
    Action,
    ActionStatus,
    Answer,
    Comment,
    Event,
    Fact,
    Figure,
    Frozen,
    Meeting,
    Query,
    Question,
    SeriesBreak,
)
from kpis.facts.reading import (
    actions,
    breaks,
    comments,
    comments_since,
    events,
    frozen,
    history,
    holding,
    latest,
    latest_meeting,
    meetings,
    queries,
    questions,
    revision,
    targets,
    written_since,
)
from kpis.facts.rules import looks_like_cpr
from kpis.facts.versions import Author, Version
from kpis.facts.writing import add, revise, withdraw
from kpis.target_facts import Form, TargetFact

__all__ = [
    "Action",
    "ActionStatus",
    "Answer",
    "Author",
    "BreakKind",
    "Comment",
    "Conflict",
    "Event",
    "Fact",
    "Fault",
    "Figure",
    "Form",
    "Frozen",
    "Meeting",
    "Query",
    "Question",
    "Refused",
    "Rule",
    "SeriesBreak",
    "TargetFact",
    "Unreadable",
    "Unsaved",
    "Version",
    "actions",
    "add",
    "breaks",
    "comments",
    "comments_since",
    "events",
    "export",
    "frozen",
    "history",
    "holding",
    "import_",
    "latest",
    "latest_meeting",
    "looks_like_cpr",
    "meetings",
    "queries",
    "questions",
    "revise",
    "revision",
    "targets",
    "withdraw",
    "written_since",
]
