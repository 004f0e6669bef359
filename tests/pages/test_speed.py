"""What makes pages fast without being seen: kept answers, and charts that nobody checks twice."""

import json
import threading
import time
from contextlib import contextmanager

import plotly.graph_objects as go
import pytest

from pages.parts import kept_markup, plot, remembering, widgets
from pages.parts.remembering import Same, remembered
from tests.pages import walk
from tests.pages.test_breakdown import units_of


def counting(seconds=float("inf"), entries=10):
    """A function that is kept, and how often it computed."""
    calls = []

    @remembered(entries, seconds)
    def double(number, by=2):
        calls.append(number)
        return number * by

    return double, calls


def test_an_answer_is_computed_once():
    double, calls = counting()
    assert [double(2), double(2), double(3)] == [4, 4, 6]
    assert calls == [2, 3]


def test_named_arguments_are_part_of_the_question():
    double, _ = counting()
    assert [double(2), double(2, by=5), double(2)] == [4, 10, 4]


def test_an_answer_that_is_too_old_is_computed_again():
    double, calls = counting(seconds=0)
    assert [double(2), double(2)] == [4, 4]
    assert calls == [2, 2]


def test_the_oldest_answers_make_room():
    double, calls = counting(entries=2)
    for number in (1, 2, 3, 3, 1):
        double(number)
    assert calls == [1, 2, 3, 1]


def test_what_raises_is_asked_again():
    calls = []

    @remembered(10)
    def fails():
        calls.append(1)
        raise ValueError("no")

    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            fails()
    assert len(calls) == 2


def test_nothing_is_also_an_answer():
    calls = []

    @remembered(10)
    def nothing():
        calls.append(1)

    assert [nothing(), nothing()] == [None, None]
    assert len(calls) == 1


def test_readers_who_ask_at_once_wait_for_one_computation():
    calls = []

    @remembered(10)
    def slow(_asked):
        calls.append(1)
        time.sleep(0.05)
        return object()

    found = []
    readers = [threading.Thread(target=lambda: found.append(slow("a"))) for _ in range(8)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert len(calls) == 1
    assert len({id(answer) for answer in found}) == 1


def test_who_is_answered_at_once_is_not_told_to_wait():
    waits = []

    @contextmanager
    def waiting():
        waits.append(1)
        yield

    @remembered(10, waiting=waiting)
    def double(number):
        return number * 2

    assert [double(2), double(2), double(3)] == [4, 4, 6]
    assert len(waits) == 2


def test_a_new_build_forgets_everything():
    double, calls = counting()
    double(2)
    remembering.forget()
    double(2)
    assert calls == [2, 2]


def test_a_big_thing_is_known_by_being_itself():
    one, alike = {"a": 1}, {"a": 1}
    assert Same(one) == Same(one)
    assert Same(one) != Same(alike)


def test_markup_is_kept_for_an_object_and_an_id(monkeypatch):
    calls = []

    @widgets.cached_markup
    def block(of, name):
        calls.append(name)
        return f"{of['n']} {name}"

    shown = {"n": 1}
    assert [block(shown, "a"), block(shown, "a"), block(shown, "b")] == ["1 a", "1 a", "1 b"]
    assert calls == ["a", "b"]
    monkeypatch.setattr(kept_markup, "language", lambda: "en")
    assert block(shown, "a") == "1 a"
    assert calls == ["a", "b", "a"]


@pytest.mark.parametrize(
    "address",
    [
        {"noegletal": "own_home_share"},
        {"noegletal": "goal_achievement_rate", "periode": "2025-Q4"},
        {"noegletal": "cost_per_full_year_citizen"},
    ],
    ids=lambda address: address["noegletal"],
)
def test_a_trend_is_a_valid_figure(open_page, monkeypatch, address):
    figures, draw = [], plot.markup

    def noted(figure, alternative):
        figures.append(figure)
        return draw(figure, alternative)

    monkeypatch.setattr(plot, "markup", noted)
    open_page("noegletal", **address)
    assert figures
    for figure in figures:
        go.Figure(figure)  # raises where Plotly knows no such property


def test_a_chart_that_is_sent_unchecked_is_a_valid_figure(open_page):
    page = open_page("noegletal", units_of, noegletal="core_task_known", opdeling="unit")
    (chart,) = page.get("plotly_chart")
    go.Figure(json.loads(chart.proto.spec))  # raises where Plotly knows no such property


def test_plotly_would_have_refused_a_figure_that_is_not_valid():
    with pytest.raises(ValueError, match="colour"):
        go.Figure({"data": [{"type": "scatter", "colour": "red"}]})


def test_the_tests_start_without_answers_of_earlier_ones():
    double, calls = counting()
    double(1)
    walk.forget()
    double(1)
    assert calls == [1, 1]
