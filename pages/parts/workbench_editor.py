"""What the editor is told: the statement, the names it completes, and its words."""

from collections.abc import Mapping
from typing import Any

from kpis import sandbox
from kpis.analysis import Column, Relation
from pages.parts import fields, figures, widgets, workbench_database, workbench_run
from pages.parts import workbench_keeping as kept
from pages.parts import workbench_parameters as parameters
from pages.parts.entries_figures import title
from pages.parts.kept_markup import cached_in_words
from pages.parts.markup import safe
from pages.parts.texts import text

KEY = "analyse-editor"
DESCRIBED = "analyse-keys"
LONGEST_HINT = 90  # characters of what a completion says beside a name
WORDS = ("relation", "function", "indicator", "placeholder", "label")


def show() -> None:
    """The editor, and what its keys do."""
    opened = kept.opened()
    told = {
        "sql": kept.text(),
        "opened": opened.times,
        "schema": figures.build().build_id,
        **_names(figures.build().build_id),
    }
    fields.editor(KEY, told, kept.keep_text, run)
    widgets.html(_keys())


def run(sql: str) -> None:
    """Runs what stands in the editor, with the values chosen for it."""
    kept.keep_text(sql)
    run_text()


def run_text() -> None:
    """The same for what the page was last told."""
    opened = kept.opened()
    kept.has_run()
    workbench_run.start(
        kept.text(), parameters.values(kept.text(), opened.question), opened.question.title
    )


@cached_in_words
def _names(build_id: str) -> Mapping[str, Any]:
    """Relations, their columns, functions and indicators, told once for a build.

    Types and descriptions repeat, so a column names them by their place in one list.
    """
    every = workbench_database.relations().values()
    said = dict.fromkeys(words for its in every for one in its.columns for words in _said(one))
    places = {words: at for at, words in enumerate(said)}
    return {
        "relations": [_relation(its, places) for its in every],
        "texts": list(places),
        "functions": sandbox.functions(),
        "indicators": [(kpi, title(kpi)) for kpi in figures.catalogue()],
        "words": {name: text(f"analyse.editor.{name}") for name in WORDS}
        | {"described": DESCRIBED},
        "phrases": {"Completions": text("analyse.editor.completions")},
    }


def _relation(its: Relation, places: Mapping[str, int]) -> Mapping[str, Any]:
    columns = [(one.name, *(places[words] for words in _said(one))) for one in its.columns]
    return {"name": its.name, "title": its.title, "columns": columns}


def _said(column: Column) -> tuple[str, str]:
    return column.type.lower(), column.description[:LONGEST_HINT]


def _keys() -> str:
    return f'<p id="{DESCRIBED}" class="dim keys">{safe(text("analyse.editor.keys"))}</p>'
