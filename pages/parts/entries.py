"""What people entered about an indicator, and the forms to enter more: a card on Nøgletal."""

from datetime import date

from kpis import facts
from kpis.model import Result
from pages.parts import (
    entries_actions,
    entries_author,
    entries_comments,
    entries_questions,
    widgets,
)
from pages.parts.markup import safe
from pages.parts.texts import text


def card(result: Result) -> None:
    """Comments on a number, open actions and unanswered questions of its indicator, forms."""
    with widgets.card("entries"):
        entries_comments.show(result.kpi, result.period)
        if asked := _actions(result.kpi) + _questions(result.kpi):
            widgets.html(asked)
        if entries_author.may_write():
            _forms(result)


def _forms(result: Result) -> None:
    """One click away as a whole: each of its parts costs every reader of the page its time."""
    label = text("kommentarer.write")
    widgets.unfold(label, f"open-entries-{result.kpi}", lambda: _all_forms(result))


def _all_forms(result: Result) -> None:
    kpi = result.kpi
    entries_author.ask()
    widgets.unfold(
        text("kommentarer.add"), f"open-comment-{kpi}", lambda: entries_comments.write(result)
    )
    widgets.unfold(
        text("opfoelgning.action.add"),
        f"open-action-{kpi}",
        lambda: entries_actions.write_about(kpi),
    )
    widgets.unfold(
        text("opfoelgning.question.add"),
        f"open-question-{kpi}",
        lambda: entries_questions.write(result),
    )


def _actions(kpi: str) -> str:
    found = facts.actions(kpi, is_open=True)
    heading = f"<h3>{safe(text('kommentarer.actions'))}</h3>"
    return heading + entries_actions.listed(found, date.today()) if found else ""


def _questions(kpi: str) -> str:
    found = facts.questions(kpi, is_open=True)
    heading = f"<h3>{safe(text('kommentarer.questions'))}</h3>"
    return heading + entries_questions.listed(found) if found else ""
