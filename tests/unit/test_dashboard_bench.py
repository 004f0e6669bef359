"""The bars of the dashboard's benchmark, and how its numbers are put together."""

import pytest

from benchmarks import dashboard
from benchmarks.dashboard import Line, Scripts
from benchmarks.dashboard_browser import Taken
from benchmarks.dashboard_readers import Crowd, View


def missed(lines):
    return [line.words for line in lines if not line.is_reached]


def test_a_number_without_a_bar_is_always_reached():
    assert Line("cold start", 99.0, " s").is_reached
    assert "MISSED" in str(Line("errors", 1, "", 0))


@pytest.mark.parametrize(
    ("empty", "page", "expected"),
    [
        (0.008, 0.048, []),
        (0.007, 0.048, ["script, /tema / empty"]),
        (0.010, 0.051, ["script, /tema"]),
    ],
)
def test_a_script_is_held_to_both_bars(empty, page, expected):
    assert missed(Scripts(empty, {View("tema"): page}).lines()) == expected


def test_a_crowd_is_held_to_one_readers_median():
    quick, slow = [0.02] * 90, [0.21] * 10
    assert missed(dashboard._met(Crowd(quick, []), 0.02)) == []
    assert missed(dashboard._met(Crowd(quick + slow, []), 0.02)) == [
        "50 sessions, p95 / one session's median"
    ]
    assert missed(dashboard._met(Crowd(quick, ["TimeoutError()"]), 0.02)) == ["50 sessions, errors"]


def took(*seconds):
    return [Taken(its, its / 2) for its in seconds]


def test_a_change_is_held_to_the_empty_pages():
    taken = {"to /tema": took(0.15, 0.16, 0.17), "filter change": took(0.1, 0.3, 0.3)}
    assert missed(dashboard._beside(taken, took(0.1, 0.1, 0.2))) == ["filter change / empty"]


def test_halves_are_put_together_by_what_was_clicked():
    halves = [[took(1, 2), took(3)], [took(4), took(5, 6)]]
    assert dashboard._together(halves) == [took(1, 2, 4), took(3, 5, 6)]


def test_every_page_is_asked_for_with_its_choice():
    asked = {view.path: view.query for view in dashboard.views()}
    assert {"", "tema", "noegletal", "data"} <= set(asked)
    assert asked["noegletal"].startswith("noegletal=")
