"""Questions that were asked about a figure, until they are answered."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial

from kpis import facts
from kpis.model import Result
from pages.parts import entries_figures, entries_forms, formats
from pages.parts.entries_forms import Field, Form, Typed
from pages.parts.entries_numbers import Misread
from pages.parts.markup import SHAPE_OF, items, link, safe
from pages.parts.registry import OPFOELGNING
from pages.parts.texts import text

Question = facts.Version[facts.Question]
NO_MEETING = "none"
TEXT = Field("text", "opfoelgning.question.text", "lines")
ASKED_BY = Field("asked_by", "opfoelgning.question.by", "line", "opfoelgning.question.by_guide")
ASKED_ON = Field("asked_on", "opfoelgning.question.on", "day")
ANSWER = (
    Field("text", "opfoelgning.answer.text", "lines"),
    Field("by", "opfoelgning.answer.by", "line", "opfoelgning.answer.by_guide"),
    Field("on", "opfoelgning.answer.on", "day"),
)


def write(result: Result) -> None:
    """The form for a new question about a number."""
    meetings = _meetings()
    at = (Field("meeting", "opfoelgning.question.meeting", "pick", options=meetings),)
    entries_forms.show(
        Form(
            f"question-{result.kpi}",
            (TEXT, ASKED_BY, ASKED_ON, *(at if len(meetings) > 1 else ())),
            text("opfoelgning.question.send"),
            "opfoelgning.question.kept",
            partial(_made, facts.Figure.of(result)),
        )
    )


def answer(question: Question) -> None:
    """The form for the answer; what was answered already can be mended."""
    entries_forms.show(
        Form(
            f"answer-{entries_forms.line_of(question)}",
            ANSWER,
            text("opfoelgning.answer.send"),
            "opfoelgning.answer.kept",
            partial(_answered, question.fact),
            _typed,
            question,
        )
    )


def listed(questions: Iterable[Question]) -> str:
    """Questions, open ones first, the newest first in each."""
    order = sorted(questions, key=lambda its: its.fact.asked_on, reverse=True)
    order.sort(key=lambda its: its.fact.answer is not None)
    return items(map(_item, order), "entries")


def told(question: facts.Question) -> str:
    """A question with the number it is about, as it was seen and as it is now."""
    asked = text(
        "opfoelgning.question.line", by=question.asked_by, on=formats.day(question.asked_on)
    )
    return (
        f'<p class="what">{safe(question.text)}</p><p class="dim">{safe(asked)} · '
        f"{entries_figures.where(question.figure)}</p>{entries_figures.bound_to(question.figure)}"
    )


def _item(question: Question) -> str:
    its = "open" if question.fact.answer is None else "answered"
    key = "opfoelgning.answer.open" if its == "open" else "opfoelgning.answer.mend"
    way = link(text(key), OPFOELGNING, anchor="spoergsmaal", spoergsmaal=question.id)
    state = text(f"opfoelgning.question.{its}")
    return (
        f'<li class="{its}"><p class="state">{SHAPE_OF.format(css=its)}{safe(state)}</p>'
        f"{told(question.fact)}{_answer(question.fact.answer)}<p>{way}</p></li>"
    )


def _answer(its: facts.Answer | None) -> str:
    if its is None:
        return ""
    line = text("opfoelgning.answer.line", by=its.by, on=formats.day(its.on))
    return f'<div class="answer-text"><p>{safe(its.text)}</p><p class="dim">{safe(line)}</p></div>'


def _meetings() -> Mapping[str, str]:
    """No meeting, then the meetings, the newest first, by the id of their newest version."""
    held = {
        its.id: text("opfoelgning.question.at", title=its.fact.title, day=formats.day(its.fact.day))
        for its in reversed(facts.meetings())
    }
    return {NO_MEETING: text("opfoelgning.question.no_meeting"), **held}


def _made(figure: facts.Figure, typed: Typed) -> facts.Question:
    meeting = typed.get("meeting", NO_MEETING)
    return facts.Question(
        text=typed["text"].strip(),
        asked_by=typed["asked_by"].strip(),
        asked_on=_day(typed, "asked_on"),
        figure=figure,
        meeting="" if meeting == NO_MEETING else meeting,
    )


def _answered(question: facts.Question, typed: Typed) -> facts.Question:
    return question.answered(typed["text"].strip(), typed["by"].strip(), _day(typed, "on"))


def _typed(question: facts.Question) -> Typed:
    its = question.answer
    return {"text": "", "by": "", "on": None} if its is None else vars(its)


def _day(typed: Typed, name: str) -> date:
    day = typed[name]
    if not isinstance(day, date):
        raise Misread("skriv.no_day", name)
    return day
