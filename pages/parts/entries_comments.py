"""Comments on a number: what happened, why, and what we do about it."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from kpis import facts
from kpis.model import Result
from pages.parts import entries_author, entries_figures, entries_forms, formats, widgets
from pages.parts.entries_forms import Field, Form, Typed
from pages.parts.entries_refusals import signed
from pages.parts.markup import items, link, safe
from pages.parts.registry import NOEGLETAL
from pages.parts.texts import counted, text

PARTS = ("happened", "why", "doing")
FIELDS = tuple(
    Field(name, f"kommentarer.parts.{name}", "lines", f"kommentarer.guides.{name}")
    for name in PARTS
)
Comment = facts.Version[facts.Comment]


def show(kpi: str, period: str) -> None:
    """The comments on a number, the newest first; their author can revise and withdraw them."""
    every = facts.comments(kpi)
    here = [its for its in every if its.fact.figure.period == period]
    none = "" if here else f'<p class="dim">{safe(text("kommentarer.none"))}</p>'
    widgets.html(f'<h2 class="first">{safe(text("kommentarer.title"))}</h2>{none}')
    entries_forms.told(withdrawal(kpi))
    for comment in reversed(here):
        _show_one(comment)
    _show_unkept(kpi, here)
    if elsewhere := [its for its in every if its not in here]:
        widgets.html(_other_periods(kpi, elsewhere))


def write(result: Result) -> None:
    """The form for a new comment on a number, which stands above it."""
    figure = facts.Figure.of(result)
    widgets.html(_about(result))
    entries_forms.show(
        Form(
            f"comment-{result.kpi}",
            FIELDS,
            text("kommentarer.send"),
            "kommentarer.kept",
            partial(_made, figure),
            _typed,
        )
    )


def told(comment: Comment, where: str = "") -> str:
    """A comment as it is read: who and when, the number, what was said, its history.

    `where` is markup that leads to the number, for a page where that does not stand.
    """
    return (
        f'<article class="entry"><h3>{safe(signed(comment))}</h3>{where and f"<p>{where}</p>"}'
        f"{entries_figures.bound_to(comment.fact.figure)}"
        f"{parts(comment.fact)}{_history(comment)}</article>"
    )


def parts(comment: facts.Comment) -> str:
    """The parts that say something, each below its question."""
    said = [(name, getattr(comment, name)) for name in PARTS]
    rows = (
        f"<dt>{safe(text(f'kommentarer.parts.{name}'))}</dt><dd>{safe(words)}</dd>"
        for name, words in said
        if words.strip()
    )
    return f'<dl class="written">{"".join(rows)}</dl>'


def withdrawal(kpi: str) -> str:
    """Where the session holds what became of a withdrawal."""
    return f"withdrawn-{kpi}"


def _show_one(comment: Comment) -> None:
    widgets.html(told(comment))
    key = f"comment-{entries_forms.line_of(comment)}"
    is_mine = entries_author.is_me(comment.author.name) or entries_forms.is_unkept(key)
    if entries_author.may_write() and is_mine:
        widgets.unfold(text("kommentarer.revise.title"), f"open-{key}", lambda: _revise(comment))


def _show_unkept(kpi: str, shown: Iterable[Comment]) -> None:
    """The form of a text that was not kept because its comment was withdrawn meanwhile."""
    there = {entries_forms.line_of(its) for its in shown}
    for line, comment in _begun(kpi).items():
        if line not in there and entries_forms.is_unkept(f"comment-{line}"):
            _revise(comment)


def _begun(kpi: str) -> Mapping[str, Comment]:
    """The comments on an indicator that somebody began to revise in this session."""
    begun: Mapping[str, Comment] = widgets.held(f"begun-{kpi}", {})
    return begun


def _revise(comment: Comment) -> None:
    line, kpi = entries_forms.line_of(comment), comment.fact.figure.kpi
    key = f"comment-{line}"
    widgets.hold(f"begun-{kpi}", {**_begun(kpi), line: comment})
    made = partial(_made, comment.fact.figure)
    entries_forms.show(
        Form(
            key,
            FIELDS,
            text("kommentarer.revise.send"),
            "kommentarer.revise.kept",
            made,
            _typed,
            comment,
        )
    )
    where = withdrawal(kpi)
    label = text("kommentarer.revise.withdraw")
    widgets.button(label, f"{key}-withdraw", entries_forms.withdraw, comment, where)


def _made(figure: facts.Figure, typed: Typed) -> facts.Comment:
    return facts.Comment(figure, *(str(typed[name]).strip() for name in PARTS))


def _typed(comment: facts.Comment) -> Typed:
    return {name: getattr(comment, name) for name in PARTS}


def _about(result: Result) -> str:
    """The number that the comment will be bound to."""
    line = text(
        "kommentarer.about",
        title=entries_figures.title(result.kpi),
        number=entries_figures.words(result),
        period=formats.period(result.period),
    )
    return f'<p class="about">{safe(line)}</p>'


def _history(comment: Comment) -> str:
    """Every earlier version, one click away; empty where there is none."""
    if comment.replaces is None:
        return ""
    earlier = facts.history(comment.id)[:-1]
    rows = (
        f"<li><p><b>{safe(_headed(one))}</b></p>{parts(one.fact)}</li>" for one in earlier[::-1]
    )
    summary = counted("kommentarer.history", len(earlier))
    return f"<details><summary>{safe(summary)}</summary>{items(rows, 'versions')}</details>"


def _headed(version: Comment) -> str:
    return (
        text("kommentarer.was_withdrawn", signed=signed(version))
        if version.is_withdrawn
        else (signed(version))
    )


def _other_periods(kpi: str, comments: Sequence[Comment]) -> str:
    """Links to the other periods with comments, the newest first."""
    periods = sorted({its.fact.figure.period for its in comments}, reverse=True)
    return f'<p class="dim">{safe(text("kommentarer.others"))} {_links(kpi, periods)}</p>'


def _links(kpi: str, periods: Iterable[str]) -> str:
    return ", ".join(
        link(formats.period(period), NOEGLETAL, **entries_figures.state(kpi, period))
        for period in periods
    )
