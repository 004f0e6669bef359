"""Taking back what one has entered oneself, where no form to revise it stands beside it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kpis import facts
from pages.parts import entries_author, entries_forms, fields, widgets
from pages.parts.texts import text

SHORT = 60  # characters of a text by which it is recognised in a list
Words = Callable[[facts.Version[Any]], str]


def show(key: str, versions: Sequence[facts.Version[Any]], words: Words) -> None:
    """One of the writer's own facts to choose, and a button; nothing where there is none."""
    entries_forms.told(f"withdrawn-{key}")
    mine = {its.id: words(its)[:SHORT] for its in versions if entries_author.is_me(its.author.name)}
    if mine:
        widgets.unfold(text(f"maaltal.withdraw.{key}"), f"open-withdraw-{key}", _asking(key, mine))


def _asking(key: str, mine: Mapping[str, str]) -> Callable[[], None]:
    chosen = f"withdraw-{key}"

    def ask() -> None:
        if widgets.held(chosen) not in mine:
            widgets.let_go(chosen)
        fields.pick(text("maaltal.withdraw.which"), chosen, mine)
        widgets.button(text("maaltal.withdraw.button"), f"{chosen}-now", _withdraw, key)

    return ask


def _withdraw(key: str) -> None:
    version = facts.latest(str(widgets.held(f"withdraw-{key}")))
    if version is not None:
        entries_forms.withdraw(version, f"withdrawn-{key}")
