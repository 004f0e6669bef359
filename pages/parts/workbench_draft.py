"""A question that deserves to be an indicator: a draft of one, to take along and fill in."""

from dataclasses import dataclass, field

from kpis import KpiError, drafts
from pages.parts import fields, widgets, workbench_database
from pages.parts import workbench_keeping as kept
from pages.parts import workbench_parameters as parameters
from pages.parts.markup import safe
from pages.parts.texts import text

TITLE, ID, OUTCOME = "analyse-draft-title", "analyse-draft-id", "analyse-draft-outcome"
ZIP = "application/zip"


@dataclass(frozen=True)
class Outcome:
    """The draft of a statement as an archive, or why there is none."""

    sql: str
    kpi: str
    file: bytes = field(default=b"", repr=False)
    fault: str = ""


def show() -> None:
    """What a draft is, its two names, and the file when it is made."""
    widgets.html(f"<p>{safe(text('analyse.draft.lead'))}</p>")
    with fields.form("analyse-draft-form"):
        fields.line(text("analyse.draft.title"), TITLE)
        fields.line(text("analyse.draft.id"), ID)
        fields.send(text("analyse.draft.make"), "analyse-draft-make", _make)
    outcome: Outcome | None = widgets.held(OUTCOME)
    if outcome is not None and outcome.sql == kept.text():
        _tell(outcome)


def _make() -> None:
    sql, kpi = kept.text(), str(widgets.held(ID) or "").strip()
    values = parameters.values(sql, kept.opened().question)
    title = str(widgets.held(TITLE) or "").strip() or kpi
    try:
        path = workbench_database.published().path
        file = drafts.zip_of(drafts.draft(sql, kpi, title, path, values))
        widgets.hold(OUTCOME, Outcome(sql, kpi, file))
    except KpiError as error:
        widgets.hold(OUTCOME, Outcome(sql, kpi, fault=str(error)))


def _tell(outcome: Outcome) -> None:
    if outcome.fault:
        widgets.refused(outcome.fault)
        return
    widgets.done(text("analyse.draft.made", kpi=outcome.kpi))
    widgets.download(text("analyse.draft.download"), outcome.file, f"{outcome.kpi}.zip", ZIP)
