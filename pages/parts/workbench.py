"""The page Analyse, part by part, and the way to it from other pages."""

import logging
from dataclasses import replace

from kpis import analysis, sandbox
from pages.parts import (
    entries_author,
    figures,
    formats,
    widgets,
    workbench_database,
    workbench_draft,
    workbench_editor,
    workbench_export,
    workbench_history,
    workbench_parameters,
    workbench_result,
    workbench_run,
    workbench_saved,
    workbench_schema,
)
from pages.parts import workbench_keeping as kept
from pages.parts.markup import link, safe
from pages.parts.registry import ANALYSE
from pages.parts.texts import text

log = logging.getLogger(__name__)
LISTS = ("tabeller", "eksempler", "gemte", "historik")


def open(sql: str, title: str = "") -> None:
    """Puts a statement into the editor of this session; the page Analyse then shows it."""
    kept.put(replace(kept.BLANK, sql=sql, title=title))


def way(words: str, sql: str, title: str = "") -> str:
    """A link that opens a statement on the page, in this session or another."""
    return link(words, ANALYSE, sql=sql, titel=title)


def show() -> None:
    """The whole page; without its database only a word about it."""
    try:
        workbench_database.published()
    except analysis.NotPublished:
        log.exception("The analysis database could not be made.")
        widgets.say(text("analyse.not_made.title"), text("analyse.not_made.what_now"))
        return
    _show()


def _show() -> None:
    unknown = kept.follow_address()
    if kept.opened().is_to_run:
        workbench_editor.run_text()
    workbench_run.settle()
    widgets.html(_top())
    if unknown:
        widgets.note(text("analyse.unknown"))
    work, beside = widgets.columns("analyse", 2, 1)
    with work:
        _show_work()
    with beside:
        _show_beside()


def _show_work() -> None:
    with widgets.card("analyse-question"):
        workbench_editor.show()
        workbench_parameters.show(kept.text(), kept.opened().question)
        _show_buttons()
    workbench_result.show()
    if kept.text().strip():
        entries_author.ask()
        workbench_export.show()
        widgets.unfold(text("analyse.save.fold"), "analyse-save", workbench_saved.show_form)
        widgets.unfold(text("analyse.draft.fold"), "analyse-draft", workbench_draft.show)
    else:
        with widgets.card("analyse-starters"):
            widgets.html(workbench_saved.starters())


def _show_buttons() -> None:
    statement = workbench_run.under_way()
    with widgets.row("analyse-run"):
        run, stop = text("analyse.run"), text("analyse.stop")
        widgets.button(run, "analyse-go", workbench_editor.run_text, type="primary")
        if statement:
            widgets.button(stop, "analyse-stop", workbench_run.stop)
    if statement:
        widgets.again(workbench_run.SECONDS_BETWEEN, _show_progress)


def _show_progress() -> None:
    """Seconds passed; the page is made anew when the answer is there."""
    if workbench_run.is_done():
        widgets.whole_again()
    statement = workbench_run.under_way()
    if statement:
        what = "waiting" if statement.running.is_waiting else "running"
        words = text(f"analyse.{what}", seconds=formats.number(statement.running.seconds))
        widgets.html(f'<p class="running">{safe(words)}</p>')


def _show_beside() -> None:
    parts = {
        "tabeller": workbench_schema.show,
        "eksempler": workbench_saved.show_examples,
        "gemte": workbench_saved.show_saved,
        "historik": workbench_history.show,
    }
    words = {name: text(f"analyse.lists.{name}") for name in LISTS}
    with widgets.card("analyse-lists"):
        chosen = widgets.switch(text("analyse.lists.label"), "liste", words, LISTS[0])
        parts[chosen]()


def _top() -> str:
    question, build = kept.opened().question, figures.build()
    title = question.title or text("analyse.title")
    line = question.description or text("analyse.lead")
    edition = text("analyse.edition", edition=formats.edition(build.build_id), limits=_limits())
    return (
        f'<div class="hero"><div><h1>{safe(title)}</h1><p>{safe(line)}</p>'
        f'<p class="dim">{safe(edition)}</p></div></div>'
    )


def _limits() -> str:
    limits = sandbox.LIMITS
    return text(
        "analyse.limits",
        seconds=formats.number(limits.wall_seconds),
        rows=formats.number(limits.rows),
    )
