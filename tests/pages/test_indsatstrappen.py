"""Indsatstrappen: counts of citizens with words; what is hidden says so."""

from datetime import date

import pytest

import kpis
from kpis.ladder import Move, StepStock, Tally
from kpis.ladder_order import rungs
from tests.pages import invented
from tests.pages.walk import heading, markup, words

ORDER = "2021-01-01"


def a_ladder(period, months):
    steps = [*map(str, range(1, 10)), "akut/udredning"]
    stock = tuple(
        StepStock(month, ORDER, step, None if step == "9" else 10 * at)
        for month in kpis.months_back(period, months)
        for at, step in enumerate(steps)
    )
    moves = (Move("5", "3", 12), Move("3", "5", 7), Move("5", "5", 400), Move("6", "exit", None))
    zones = (Move("C", "B", 12), Move("B", "C", 7), Move("D", "exit", None))
    entries, exits = (Tally("3", 30),), (Tally("Død", 8),)
    where = (date(2026, 10, 31), invented.BUILD)
    return kpis.Ladder(period, ORDER, rungs(ORDER), stock, moves, zones, entries, exits, *where)


@pytest.fixture
def page(open_page, monkeypatch):
    monkeypatch.setattr(kpis, "ladder", a_ladder)
    return open_page("indsatstrappen", periode="2026-10")


def row_of(page, start):
    (found,) = [r for r in markup(page).split("<tr>") if words(r).strip().startswith(start)]
    return words(found)


def test_every_step_has_its_citizens_now_and_before(page):
    assert heading(page) == "Indsatstrappen i oktober 2026"
    assert "okt. 2024" in words(markup(page))
    assert row_of(page, "Trin 5, socialpædagogisk").split("hjem")[1].split() == ["40"] * 5


def test_a_hidden_count_says_that_it_is_hidden(page):
    assert row_of(page, "Trin 9, sikret").count("skjult") == 5
    assert "0" not in row_of(page, "Trin 9, sikret").split("botilbud")[1]


def test_a_move_is_told_with_its_way_also_for_those_who_listen(page):
    _, _, moves = markup(page).partition("<span>Flytninger mellem trin")
    heard = " ".join(words(moves).split())
    assert "ned: 12" in heard
    assert "op: 7" in heard
    assert "samme: 400" in heard


def test_who_came_and_who_left_is_told(page):
    shown = words(markup(page))
    assert "Nye borgere" in shown
    assert row_of(page, "Død").split()[:2] == ["Død", "8"]
