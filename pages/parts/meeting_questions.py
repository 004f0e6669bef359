"""Questions asked in a meeting: written on the spot, each about one frozen figure."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

from kpis import facts
from kpis.model import Status
from pages.parts import entries_author, entries_figures, entries_forms, formats, widgets
from pages.parts.entries_forms import Field, Form, Typed
from pages.parts.entries_questions import ASKED_BY, TEXT
from pages.parts.markup import items, safe
from pages.parts.texts import text
from pages.reports.frozen import Figure, Report

OPEN = "meeting-asking"
KEY = "meeting-question"


def is_open() -> bool:
    """Whether somebody is writing a question."""
    return bool(widgets.held(OPEN))


def turn() -> None:
    """Opens the panel, or closes it."""
    widgets.hold(OPEN, not is_open())


def panel(meeting: str, report: Report, figures: Iterable[Figure]) -> None:
    """The form for a question about one of some figures, and what became of the last."""
    about = {its.number: its for its in figures}
    with widgets.card(KEY):
        only = next(iter(about)) if len(about) == 1 else ""
        key = "moede.ask.one" if only else "moede.ask.any"
        widgets.html(f"<h2>{safe(text(key, number=only))}</h2>")
        entries_author.ask()
        entries_forms.show(_form(meeting, report, about))
        widgets.button(text("moede.ask.close"), "meeting-ask-close", turn)


def asked(meeting: str, way: Callable[[str, str], str]) -> str:
    """The questions of a meeting as they were asked, open ones first."""
    found = sorted(facts.questions(meeting=meeting), key=lambda its: its.fact.answer is not None)
    if not found:
        return f'<p class="lead">{safe(text("moede.questions.none"))}</p>'
    return items((_item(its.fact, way) for its in found), "asked")


def seen(its: Figure, report: Report) -> facts.Figure:
    """The number as the meeting saw it, bound by its figure number."""
    return facts.Figure(
        kpi=its.kpi,
        period=its.period,
        by="",
        member="",
        value=its.value if its.value is not None else _untold(its),
        numerator=its.numerator,
        denominator=its.denominator,
        status=Status(its.status),
        build_id=report.build_id,
        known_at=date.fromisoformat(report.known_at) if report.known_at else None,
        number=its.number,
    )


def _untold(its: Figure) -> float | None:
    """The share of fewer than ten: never shown as a percentage, but the same number."""
    if its.number_format != "share" or its.numerator is None or not its.denominator:
        return None
    return its.numerator / its.denominator


def _form(meeting: str, report: Report, about: dict[str, Figure]) -> Form:
    options = {
        number: text("moede.ask.figure", number=number, title=its.title)
        for number, its in about.items()
    }
    pick = (Field("figure", "moede.ask.about", "pick", options=options),)
    key = f"{KEY}-{next(iter(about))}-{len(about)}"
    return Form(
        key,
        (TEXT, ASKED_BY, *(pick if len(about) > 1 else ())),
        text("opfoelgning.question.send"),
        "moede.ask.kept",
        partial(_made, meeting, report, about),
    )


def _made(meeting: str, report: Report, about: dict[str, Figure], typed: Typed) -> facts.Question:
    number = typed.get("figure") or next(iter(about))
    return facts.Question(
        text=typed["text"].strip(),
        asked_by=typed["asked_by"].strip(),
        asked_on=date.today(),
        figure=seen(about[number], report),
        meeting=meeting,
    )


def _item(question: facts.Question, way: Callable[[str, str], str]) -> str:
    figure = question.figure
    name = text("moede.ask.figure", number=figure.number, title=entries_figures.title(figure.kpi))
    number = entries_figures.words(figure.as_result())
    line = text(
        "opfoelgning.question.line", by=question.asked_by, on=formats.day(question.asked_on)
    )
    state = text(f"opfoelgning.question.{'answered' if question.answer else 'open'}")
    answer = f'<p class="reply">{safe(question.answer.text)}</p>' if question.answer else ""
    return (
        f'<li><p class="what">{safe(question.text)}</p><p>{way(name, figure.number)}: '
        f'{safe(number)}</p><p class="dim">{safe(line)} · {safe(state)}</p>{answer}</li>'
    )
