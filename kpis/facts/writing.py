"""Writing: add, revise, withdraw. Each makes a new version, or nothing at all."""

from typing import TYPE_CHECKING, Any, TypeVar, cast

from kpis import target_facts
from kpis.facts import payload, rules, where
from kpis.facts.errors import Conflict, Refused, Rule
from kpis.facts.model import Fact, kind_of, subject_of
from kpis.facts.versions import Author, Draft, Row, Version
from kpis.target_facts import TargetFact

if TYPE_CHECKING:
    from kpis.facts.store import Book

F = TypeVar("F", bound=Fact)


def add(fact: F, author: Author) -> Version[F]:
    """Keep a new fact. Raises `Refused` for a broken rule, `Unsaved` when it cannot be kept."""
    rules.check(fact, author)
    with where.writing() as book:
        _check_history(fact, book)
        return _version(book.add(_draft(fact, author)), fact)


def revise(old: Version[F], new: F, author: Author) -> Version[F]:
    """Keep a new version of a fact, in the place of the one that was read.

    Raises `Conflict` when somebody else has replaced it since: it carries the
    newer version and `new`, so both can be shown. A target is not revised:
    a new one is added, valid from a later day.
    """
    rules.check(new, author)
    if kind_of(new) != kind_of(old.fact):
        raise Refused(Rule.OTHER_KIND, f"A {kind_of(old.fact)} cannot become a {kind_of(new)}.")
    return _replaced(old, new, author, is_withdrawn=False)


def withdraw(old: Version[F], author: Author) -> Version[F]:
    """Take a fact back: a last version that says so, with the words it had.

    `revise` brings it back. Raises as `revise` does.
    """
    rules.check_author(old.fact, author)
    if old.is_withdrawn:
        raise Refused(Rule.WITHDRAWN, f"This {kind_of(old.fact)} has been withdrawn already.")
    return _replaced(old, old.fact, author, is_withdrawn=True)


def read_row(row: Row) -> Version[Any]:
    """A row with its fact read."""
    return _version(row, payload.read(row.kind, row.payload))


def _replaced(old: Version[F], new: F, author: Author, is_withdrawn: bool) -> Version[F]:
    if isinstance(old.fact, TargetFact):
        raise Refused(
            Rule.ONLY_GROWS,
            f"The target for {old.fact.kpi} was not changed: what was judged stays judged; "
            "add a new one, valid from a later day.",
        )
    with where.writing() as book:
        if newer := book.replacing(old.id):
            raise Conflict(read_row(book.line(newer.id)[-1]), new)
        if not book.get(old.id):
            raise Refused(
                Rule.NOT_THERE,
                f"This {kind_of(new)} was not saved: the version it is to replace is not in the "
                "store, perhaps since a backup was restored; add it anew.",
            )
        return _version(book.add(_draft(new, author, old.id, is_withdrawn)), new)


def _check_history(fact: Fact, book: "Book") -> None:
    """The rule that needs what is there: a target begins later than those before it."""
    if isinstance(fact, TargetFact):
        entered = (payload.read(row.kind, row.payload) for row in book.heads("target", fact.kpi))
        history = (*target_facts.CsvStore().facts(), *cast("tuple[TargetFact, ...]", (*entered,)))
        for sentence in target_facts.not_later(fact, history):
            raise Refused(
                Rule.TARGET_NOT_LATER,
                f"The target for {fact.kpi} was not saved: {sentence}",
                "valid_from",
            )


def _draft(
    fact: Fact, author: Author, replaces: str | None = None, is_withdrawn: bool = False
) -> Draft:
    told = payload.written(fact)
    return Draft(kind_of(fact), subject_of(fact), told, author, replaces, is_withdrawn)


def _version(row: Row, fact: F) -> Version[F]:
    author = Author(row.author, row.role)
    return Version(row.id, fact, author, row.written_at, row.replaces, row.is_withdrawn, row.number)
