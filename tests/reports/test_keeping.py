"""How answers are kept, and how one who waits for them is told so."""

from contextlib import contextmanager

import pytest

from pages.parts import keeping, remembering


@pytest.fixture
def asked():
    """A kept function that notes each time it is really asked."""
    calls = []

    @keeping.cached
    def square(number):
        calls.append(number)
        return number**2

    return square, calls


def test_an_answer_is_computed_once(asked):
    square, calls = asked
    assert [square(3), square(3), square(4)] == [9, 9, 16]
    assert calls == [3, 4]


def test_what_was_forgotten_is_computed_again(asked):
    square, calls = asked
    assert square(3) == 9
    remembering.forget()
    assert square(3) == 9
    assert calls == [3, 3]


def test_what_is_kept_briefly_is_asked_again_after_a_moment(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(remembering.time, "monotonic", lambda: now[0])
    answers = iter("ab")
    kept = keeping.cached_briefly(lambda: next(answers))
    found = []
    for moment in (0.0, 1.0, keeping.SECONDS_BRIEFLY + 1.0):
        now[0] = moment
        found.append(kept())
    assert found == ["a", "a", "b"]


@pytest.fixture
def told():
    """The keys of the texts by which somebody was told that he waits."""
    keys = []

    @contextmanager
    def tell(key):
        keys.append(key)
        yield

    before = keeping.tell_by(tell)
    yield keys
    keeping.tell_by(before)


def test_who_waits_is_told_and_who_is_answered_at_once_is_not(told):
    kept = keeping.cached_patiently("ui.common.computing")(lambda number: number + 1)
    assert [kept(1), kept(1)] == [2, 2]
    assert told == ["ui.common.computing"]


def test_the_way_that_is_installed_holds_also_for_what_was_made_before():
    kept = keeping.cached_patiently("ui.common.computing")(lambda number: number + 1)
    keys = []

    @contextmanager
    def tell(key):
        keys.append(key)
        yield

    before = keeping.tell_by(tell)
    assert kept(1) == 2
    keeping.tell_by(before)
    assert kept(2) == 3
    assert keys == ["ui.common.computing"]
