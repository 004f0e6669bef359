"""Whatever two people write, revise and withdraw, in whatever order: every word is kept."""

import os
from collections import Counter
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from kpis import facts
from kpis.facts import Conflict, Refused
from tests.facts import postgres
from tests.facts.said import ANNE, BO, KPI, comment

WRITERS = st.sampled_from((ANNE, BO))
WORDS = st.text(
    st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn")), min_size=1, max_size=20
).filter(lambda text: text.strip() and not facts.looks_like_cpr(text))
_numbers = count(1)


class Writing(RuleBasedStateMachine):
    """Two people who each hold versions they have read, however old, and write on top of them."""

    read = Bundle("read")

    def __init__(self) -> None:
        super().__init__()
        self.before = os.environ["STRATEGI_STATE_URL"]
        os.environ["STRATEGI_STATE_URL"] = self.empty_store()
        self.written: list[tuple[str, str, bool]] = []  # words, author, withdrawn
        self.newest: dict[str, str] = {}  # id of the first version -> id of the newest
        self.first: dict[str, str] = {}
        self.revisions = {facts.revision()}

    def empty_store(self) -> str:
        raise NotImplementedError

    @rule(target=read, words=WORDS, author=WRITERS)
    def add(self, words, author):
        kept = facts.add(comment(words), author)
        self.first[kept.id] = kept.id
        return self.seen(kept)

    @rule(target=read, old=read, words=WORDS, author=WRITERS)
    def revise(self, old, words, author):
        if self.newest[self.first[old.id]] != old.id:
            return self.assert_told(old, lambda: facts.revise(old, comment(words), author), words)
        return self.follows(old, facts.revise(old, comment(words), author))

    @rule(target=read, old=read, author=WRITERS)
    def withdraw(self, old, author):
        if old.is_withdrawn:
            with pytest.raises(Refused):
                facts.withdraw(old, author)
            return old
        if self.newest[self.first[old.id]] != old.id:
            words = old.fact.happened
            return self.assert_told(old, lambda: facts.withdraw(old, author), words)
        return self.follows(old, facts.withdraw(old, author))

    def assert_told(self, old, write, words):
        with pytest.raises(Conflict) as error:
            write()
        assert error.value.newer.id == self.newest[self.first[old.id]]
        assert error.value.yours.happened == words
        return error.value.newer

    def follows(self, old, kept):
        self.first[kept.id] = self.first[old.id]
        return self.seen(kept)

    def seen(self, kept):
        self.newest[self.first[kept.id]] = kept.id
        self.written.append((kept.fact.happened, kept.author.name, kept.is_withdrawn))
        revision = facts.revision()
        assert revision not in self.revisions
        self.revisions.add(revision)
        return kept

    @invariant()
    def every_word_is_kept(self):
        lines = [facts.history(first) for first in self.newest]
        kept = [
            (its.fact.happened, its.author.name, its.is_withdrawn) for line in lines for its in line
        ]
        assert Counter(kept) == Counter(self.written)
        for line in lines:
            assert [its.replaces for its in line] == [None, *(its.id for its in line[:-1])]
            assert line[-1].id == self.newest[line[0].id]

    @invariant()
    def lists_show_what_holds(self):
        heads = [facts.latest(newest) for newest in self.newest.values()]
        holding = {its.id for its in heads if not its.is_withdrawn}
        assert {its.id for its in facts.comments(KPI)} == holding

    def teardown(self):
        os.environ["STRATEGI_STATE_URL"] = self.before


class OnSqlite(Writing):
    def empty_store(self) -> str:
        self.folder = TemporaryDirectory()
        return f"sqlite:///{Path(self.folder.name) / f'{next(_numbers)}.sqlite3'}"

    def teardown(self):
        super().teardown()
        self.folder.cleanup()


SETTINGS = settings(
    max_examples=15,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestOnSqlite = OnSqlite.TestCase
TestOnSqlite.settings = SETTINGS


def test_on_postgresql(server):
    from hypothesis.stateful import run_state_machine_as_test

    class OnPostgresql(Writing):
        def empty_store(self) -> str:
            return postgres.database(server)

    run_state_machine_as_test(OnPostgresql, settings=settings(SETTINGS, max_examples=5))
