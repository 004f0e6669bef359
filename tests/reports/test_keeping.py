"""How answers are kept: plain until a frame installs its own way."""

import pytest

from pages.parts import keeping


@pytest.fixture
def asked():
    """A kept function that notes each time it is really asked."""
    calls = []

    @keeping.cached
    def square(number):
        calls.append(number)
        return number**2

    return square, calls


def test_a_plain_answer_is_computed_once(asked):
    square, calls = asked
    before = keeping.install(keeping.PLAIN)
    assert [square(3), square(3), square(4)] == [9, 9, 16]
    keeping.install(before)
    assert calls == [3, 4]


def test_the_installed_way_holds_also_for_what_was_made_before(asked):
    square, _ = asked
    before = keeping.install(keeping.Ways(cached=lambda function: lambda n: -function(n)))
    assert square(3) == -9
    keeping.install(before)


def test_what_is_kept_briefly_is_asked_again_after_a_moment(monkeypatch):
    before = keeping.install(keeping.PLAIN)
    moments = iter([0.0, 1.0, keeping.SECONDS_BRIEFLY + 1.0])
    monkeypatch.setattr(keeping.time, "monotonic", lambda: next(moments))
    answers = iter("ab")
    kept = keeping.cached_briefly(lambda: next(answers))
    assert [kept(), kept(), kept()] == ["a", "a", "b"]
    keeping.install(before)


def test_waiting_is_silent_without_a_dashboard():
    before = keeping.install(keeping.PLAIN)
    kept = keeping.cached_patiently("ui.common.computing")(lambda number: number + 1)
    assert [kept(1), kept(1)] == [2, 2]
    keeping.install(before)


def test_the_dashboard_is_told_what_is_waited_for():
    words = []
    before = keeping.install(
        keeping.Ways(cached_patiently=lambda key: words.append(key) or keeping.PLAIN.cached)
    )
    kept = keeping.cached_patiently("ui.common.computing")(lambda number: number + 1)
    assert [kept(1), kept(1)] == [2, 2]
    assert words == ["ui.common.computing"]
    keeping.install(before)
