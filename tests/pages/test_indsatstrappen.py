"""Indsatstrappen: counts of citizens with words; what is hidden says so."""

import re
from datetime import date
from html import unescape

import plotly.graph_objects as go
import pytest

import kpis
from kpis.ladder import Move, StepStock, Tally
from kpis.ladder_order import rungs
from pages.parts import bands as drawn
from pages.parts import sentences
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
def opened(open_page, monkeypatch):
    """The page with these ids in its address."""

    def open_it(numbers=invented.evaluate, known_from=None, **address):
        monkeypatch.setattr(kpis, "ladder", a_ladder)
        address = {"periode": "2026-10"} | address
        return open_page("indsatstrappen", numbers, known_from=known_from, **address)

    return open_it


def diagrams(page):
    """The markup of each diagram of moves, from its opening on."""
    return markup(page).split('<div class="plot moves" ')[1:]


def row_of(page, start):
    (found,) = [r for r in markup(page).split("<tr>") if words(r).strip().startswith(start)]
    return words(found)


def item_of(page, start):
    found = [r for r in markup(page).split("<li>") if words(r).strip().startswith(start)]
    return " ".join(words(found[-1].split("</li>")[0]).split())


def table_of(page, caption):
    """The table whose caption begins so, row by row."""
    (found,) = [t for t in markup(page).split("<table>") if f"<span>{caption}" in t]
    rows = found.split("<tr>")[2:]
    return [" ".join(words(row).split()) for row in rows]


def test_the_title_is_the_finding(opened):
    down = invented.result("ladder_down_rate", "2026-10", "", "", invented.OF)
    up = invented.result("ladder_up_rate", "2026-10", "", "", invented.OF)
    page = opened()
    assert heading(page) == (
        f"{down.numerator} af 900 borgere gik ned ad trappen på et år, og {up.numerator} gik op"
    )
    assert "Eksempelkommunen, året til og med oktober 2026." in words(markup(page))


def test_every_step_has_its_citizens_now_and_before(opened):
    page = opened(visning="tabel")
    assert "okt. 2024" in words(markup(page))
    now = [r for r in table_of(page, "Borgere på hvert trin ved") if r.startswith("Trin 5")]
    assert now[0].split("hjem")[1].split() == ["40"] * 5


def test_a_hidden_count_says_that_it_is_hidden(opened):
    page = opened(visning="tabel")
    (row,) = [r for r in table_of(page, "Borgere på hvert trin ved") if r.startswith("Trin 9")]
    assert row.count("skjult") == 5
    assert "0" not in row.split("botilbud")[1]


def test_the_columns_of_a_step_are_told_with_the_month_compared_with(opened):
    page = opened()
    assert item_of(page, "Trin 5, socialpædagogisk").endswith("hjem 40 samme som i oktober 2025")
    assert "skjult skjult i oktober 2025" in item_of(page, "Trin 9, sikret")
    assert "columns" in markup(page)
    assert words(markup(opened(sammenlign="ingen"))).count("oktober 2025") < 3


def test_every_month_stands_in_the_table(opened):
    rows = table_of(opened(visning="tabel"), "Borgere på hvert trin måned for måned")
    assert len(rows) == 25
    assert rows[0].startswith("oktober 2026 0 10 20 30 40 50 60 70 skjult 90")


def test_a_move_is_told_with_its_way_also_for_those_who_listen(opened):
    page = opened(visning="tabel", flytning="trin")
    _, _, moves = markup(page).partition("<span>Flytninger mellem trin")
    heard = " ".join(words(moves).split())
    assert "ned: 12" in heard
    assert "op: 7" in heard
    assert "samme: 400" in heard


def test_who_came_and_who_left_is_told(opened):
    page = opened()
    shown = words(markup(page))
    assert "Nye borgere" in shown
    assert row_of(page, "Død").split()[:2] == ["Død", "8"]


@pytest.mark.parametrize(("kind", "bands"), [("retning", 7), ("zoner", 3), ("trin", 4)])
def test_the_diagram_has_words_instead_and_the_counts_of_the_table(
    opened, monkeypatch, kind, bands
):
    figures, draw = [], drawn.markup

    def noted(figure, alternative):
        figures.append(figure)
        return draw(figure, alternative)

    monkeypatch.setattr(drawn, "markup", noted)
    (chart,) = diagrams(opened(flytning=kind))
    assert chart.startswith('role="figure" aria-label="Diagram over flytninger på trappen.')
    (figure,) = figures
    go.Figure(figure)  # raises where Plotly knows no such property
    assert len(figure["data"][0]["link"]["value"]) == bands
    told = [unescape(words) for words in re.findall(r'data-words="([^"]*)"', chart)]
    assert sorted(told) == sorted(figure["data"][0]["link"]["customdata"])


def test_what_followed_a_step_down_stands_beside_the_year_before(opened):
    page = opened(sammenlign="2026-04")
    rebound = invented.result("ladder_rebound_rate", "2026-10", "", "", invented.OF)
    earlier = invented.result("ladder_rebound_rate", "2026-04", "", "", invented.OF)
    row = row_of(page, "Kom op igen")
    assert sentences.value_or_reason(rebound) in row
    assert sentences.value_or_reason(earlier) in row
    assert "apr. 2026" in words(markup(page))


def test_groups_that_moved_have_their_uncertainty(opened):
    page = opened(opdeling="sex")
    women = invented.result("ladder_down_rate", "2026-10", "sex", "K", 400)
    assert sentences.value_or_reason(women).split()[0] in item_of(page, "Kvinder")
    assert "whisker" in markup(page)
    assert item_of(page, "Mænd").count("skjult") == 2
    table = opened(opdeling="sex", visning="tabel")
    assert sentences.interval(women) in row_of(table, "Kvinder")


def test_moves_before_a_year_of_reports_are_not_told(opened):
    page = opened(known_from=date(2026, 6, 1))
    assert heading(page) == "Indsatstrappen i oktober 2026"
    assert "Indberetningerne begyndte for mindre end et år siden" in words(markup(page))
    assert not diagrams(page)
    assert "Borgere på hvert trin" in words(markup(page))
