"""Taking an answer along: the guard judges it, a reason may override, the file is handed over.

Judging runs the statement again, with the persons behind each row beside it, so it waits until
somebody asks for a file.
"""

from dataclasses import dataclass, field

from kpis import egress, facts
from kpis.egress import Judgement, Override
from pages.parts import entries_author, fields, widgets, workbench_database
from pages.parts import workbench_keeping as kept
from pages.parts.markup import items, safe
from pages.parts.texts import has_text, is_danish, text
from pages.parts.workbench_keeping import Answered

FORMS: dict[egress.Form, str] = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}
"""The media type of each kind of file."""

FORM, REASON, ASKED, OUTCOME = (
    *("analyse-form", "analyse-reason", "analyse-export-asked", "analyse-export-outcome"),
)


@dataclass(frozen=True)
class Outcome:
    """What came of asking for a file: the file, or what stands in its way."""

    of: Answered
    form: egress.Form
    judgement: Judgement | None = None
    file: bytes = field(default=b"", repr=False)
    fault: str = ""


def show() -> None:
    """Below an answer: what taking it along means, and the way to do it."""
    its = kept.answered()
    if its is None or its.answer.verdict != "ok":
        return
    widgets.folded("analyse-export", text("analyse.export.fold"), _show)


def _show() -> None:
    its = kept.answered()
    if its is None:
        return
    widgets.html(f"<p>{safe(text('analyse.export.lead'))}</p>")
    fields.pick_in_list(text("analyse.export.form"), FORM, _forms())
    widgets.button(text("analyse.export.make"), "analyse-make", widgets.hold, ASKED, True)
    if widgets.held(ASKED):
        widgets.let_go(ASKED)
        with widgets.progress(text("analyse.export.judging")):
            widgets.hold(OUTCOME, _judged(its, widgets.held(FORM)))
    outcome: Outcome | None = widgets.held(OUTCOME)
    if outcome is not None and outcome.of is its:
        _tell(outcome)


def _forms() -> dict[str, str]:
    return {form: text(f"analyse.export.{form}") for form in FORMS}


def _judged(its: Answered, form: egress.Form) -> Outcome:
    """The file where the guard allows it; a name is needed, for the log says who took it."""
    if not entries_author.name():
        entries_author.miss()
        return Outcome(its, form, fault=text("skriv.author.first"))
    database = workbench_database.published()
    judgement = egress.judge(its.sql, its.values, database, entries_author.name())
    outcome = Outcome(its, form, judgement)
    return _made(outcome, judgement) if judgement.may_leave else outcome


def _made(outcome: Outcome, judged: Judgement | Override) -> Outcome:
    try:
        file = egress.export(judged, outcome.form, _title(outcome.of))
    except egress.NotAllowed as refused:
        return Outcome(outcome.of, outcome.form, outcome.judgement, fault=str(refused))
    except (facts.Unsaved, facts.Unreadable) as error:
        fault = text("analyse.export.not_logged", why=text(f"skriv.faults.{error.fault}"))
        return Outcome(outcome.of, outcome.form, outcome.judgement, fault=fault)
    return Outcome(outcome.of, outcome.form, outcome.judgement, file)


def _title(its: Answered) -> str:
    return its.title or text("analyse.export.untitled")


def _tell(outcome: Outcome) -> None:
    if outcome.file:
        widgets.done(text("analyse.export.ready"))
        name = f"analyse.{outcome.form}"
        widgets.download(
            text("analyse.export.get", name=name), outcome.file, name, FORMS[outcome.form]
        )
        return
    if outcome.fault:
        widgets.refused(outcome.fault)
    if outcome.judgement and outcome.judgement.reasons:
        _tell_refusal(outcome, outcome.judgement)


def _tell_refusal(outcome: Outcome, judgement: Judgement) -> None:
    """Every reason, and the line for one's own; nothing to override where there is no answer."""
    sentences = items((f"<li>{safe(_sentence(its))}</li>" for its in judgement.reasons), "dots")
    title = safe(text("analyse.export.refused"))
    widgets.html(
        f'<section class="card refusal" role="alert"><h3>{title}</h3>{sentences}</section>'
    )
    if judgement.answer.verdict == "ok":
        guide = text("analyse.export.reason_guide")
        fields.lines(entries_author.label(text("analyse.export.reason"), guide), REASON)
        widgets.button(text("analyse.export.anyway"), "analyse-anyway", _override, outcome)


def _sentence(reason: egress.Reason) -> str:
    key = f"egress.reasons.{reason.code}"
    known = not is_danish() and has_text(key)
    return text(key, **reason.places) if known else reason.sentence


def _override(outcome: Outcome) -> None:
    reason = str(widgets.held(REASON) or "").strip()
    if not reason or outcome.judgement is None:
        widgets.hold(OUTCOME, _with_fault(outcome, text("analyse.export.no_reason")))
        return
    widgets.hold(OUTCOME, _made(outcome, Override(outcome.judgement, reason)))


def _with_fault(outcome: Outcome, fault: str) -> Outcome:
    return Outcome(outcome.of, outcome.form, outcome.judgement, fault=fault)
