"""Questions that are kept: the examples, what analysts saved, and the form to save one."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from kpis import facts, questions
from kpis.questions import Question
from pages.parts import entries_forms, fields, widgets
from pages.parts import workbench_keeping as kept
from pages.parts import workbench_parameters as parameters
from pages.parts.entries_forms import Field, Form, Typed
from pages.parts.markup import items, link, safe
from pages.parts.registry import ANALYSE
from pages.parts.texts import text
from pages.parts.workbench_keeping import Query

TITLE = Field("title", "analyse.save.title", "line", "analyse.save.title_guide")
FOLDER = Field("folder", "analyse.save.folder", "line", "analyse.save.folder_guide")
DESCRIPTION = Field("description", "analyse.save.description", "lines")
OWNER = Field("owner", "analyse.save.owner", "line", "analyse.save.owner_guide")
SEARCH = "analyse-search"
FEW = 8  # so many questions need no folding
STARTERS = 6  # examples offered to who has an empty editor
WITHDRAWN = "analyse-withdrawn"


def show_examples() -> None:
    """The example library, by folder."""
    _show(questions.library(), "analyse.examples.none")


def starters() -> str:
    """Something to begin with: the first example of some folders, spread over all of them."""
    firsts = [next(its) for _, its in groupby(questions.library(), key=lambda its: its.folder)]
    some = firsts[:: max(len(firsts) // STARTERS, 1)][:STARTERS]
    return f"<h2>{safe(text('analyse.starters'))}</h2>{items(map(_line, some), 'questions')}"


def show_saved() -> None:
    """What analysts saved, by folder."""
    found = (kept.as_question(its, entries_forms.line_of(its)) for its in facts.queries())
    _show(tuple(found), "analyse.saved.none")


def show_form() -> None:
    """Save what stands in the editor: as a new question, or in place of the one that is open."""
    version = kept.opened().version
    if version is not None:
        newest = facts.latest(version.id) or version
        _show_revising(newest)
    entries_forms.show(_form("query-new", None))


def _show_revising(version: Query) -> None:
    key = f"query-{entries_forms.line_of(version)}"
    entries_forms.told(WITHDRAWN)
    entries_forms.show(_form(key, version))
    widgets.button(
        text("analyse.save.withdraw"), f"{key}-withdraw", entries_forms.withdraw, version, WITHDRAWN
    )


def _form(key: str, version: Query | None) -> Form:
    what = "revise" if version else "send"
    return Form(
        key,
        (TITLE, FOLDER, DESCRIPTION, OWNER),
        text(f"analyse.save.{what}"),
        f"analyse.save.{'revised' if version else 'kept'}",
        _made,
        _typed,
        version,
    )


def _made(typed: Typed) -> facts.Query:
    """What the form says, with the statement, its parameters and its chart as they are now."""
    sql, question = kept.text(), kept.opened().question
    return facts.Query(
        title=typed["title"].strip(),
        folder=typed["folder"].strip(),
        description=typed["description"].strip(),
        sql=sql.strip(),
        owner=typed["owner"].strip(),
        parameters=parameters.frozen(sql, question),
        chart=question.chart,
    )


def _typed(query: facts.Query) -> Typed:
    return vars(query)


# The lists


def _show(every: tuple[Question, ...], none: str) -> None:
    fields.line(text("analyse.search"), SEARCH)
    wanted = str(widgets.held(SEARCH) or "")
    found = [its for its in every if _is_wanted(its, wanted)]
    if found:
        widgets.html("".join(_folders(found, is_open=bool(wanted) or len(found) <= FEW)))
    else:
        words = text("analyse.found_none") if every else text(none)
        widgets.html(f'<p class="dim">{safe(words)}</p>')


def _is_wanted(question: Question, words: str) -> bool:
    told = f"{question.title} {question.folder} {question.description} {question.owner}".casefold()
    return all(word in told for word in words.casefold().split())


def _folders(every: Iterable[Question], is_open: bool) -> Iterator[str]:
    """Each folder one click away; that of the question that is open stands open."""
    in_order = sorted(every, key=lambda question: _letters(question.folder))
    for folder, found in groupby(in_order, key=lambda question: question.folder):
        its = list(found)
        here = is_open or any(question.id == kept.opened().question.id for question in its)
        count = f'<span class="dim">{len(its)}</span>'
        yield (
            f'<details class="folder"{" open" if here else ""}>'
            f'<summary lang="da">{safe(folder)} {count}</summary>'
            f"{items(map(_line, its), 'questions')}</details>"
        )


def _letters(words: str) -> str:
    """For sorting as Danes do: å comes last, behind æ and ø."""
    return words.casefold().replace("å", "\N{LATIN SMALL LETTER Y WITH DIAERESIS}")


def _line(question: Question) -> str:
    its = link(question.title, ANALYSE, spoergsmaal=question.id, liste=widgets.in_address("liste"))
    current = ' class="current"' if question.id == kept.opened().question.id else ""
    owner = text("analyse.saved.owner", who=question.owner)
    return (
        f'<li{current} lang="da">{its}<p class="dim">{safe(question.description)}</p>'
        f'<p class="dim">{safe(owner)}</p></li>'
    )
