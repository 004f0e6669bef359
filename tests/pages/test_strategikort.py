"""Strategikort: every part and indicator once for each line between them; evidence in words."""

import re
from collections import Counter

import pytest

import kpis
from pages.parts.texts import text
from tests.pages import invented
from tests.pages.walk import forget, heading, links, markup, opened, words

MAP = re.compile(r'<ul class="map">.*?(?=<h2>|</div>$|<details)', re.DOTALL)
LEAF = re.compile(r'<li class="leaf"><a href="noegletal\?noegletal=(\w+)')


@pytest.fixture(autouse=True)
def results(monkeypatch: pytest.MonkeyPatch) -> None:
    invented.put_in_place(monkeypatch)
    forget()


def test_it_says_first_how_much_of_the_strategy_is_measured() -> None:
    assert heading(opened("strategikort")) == "45 af 45 dele af strategien måles"


def test_a_line_is_drawn_for_every_indicator_that_measures_a_part() -> None:
    drawn = Counter(LEAF.findall(markup(opened("strategikort"))))
    planned = (kpi for node in kpis.coverage() for kpi in (*node.measured, *node.waiting))
    assert drawn == Counter(planned)


def test_it_says_that_a_line_is_no_cause() -> None:
    assert "ikke, at det ene fører til det andet" in words(markup(opened("strategikort")))


def test_it_is_nested_lists_so_that_a_screen_reader_reads_it() -> None:
    body = markup(opened("strategikort"))
    for before, inside in (("root", "part"), ("part", "leaf")):
        assert re.search(rf'<div class="{before}">.*?</div><ul class=""><li', body, re.DOTALL)
        assert f'class="{inside}"' in body
    assert body.count("<ul") == body.count("</ul>")
    assert body.count("<li") == body.count("</li>")


def test_every_shape_of_evidence_has_its_word() -> None:
    body = markup(opened("strategikort"))
    shapes = re.findall(r'<span class="level \w+"><i[^>]*></i>([^<]*)</span>', body)
    assert shapes
    assert all(words.strip() for words in shapes)


def test_an_indicator_that_measures_several_parts_says_so_and_names_them() -> None:
    app = opened("strategikort")
    parts = [node.node.id for node in kpis.coverage() if "goal_achievement_rate" in node.measured]
    leaf = markup(app).split('<li class="leaf"><a href="noegletal?noegletal=goal_achievement_rate')
    assert f"måler {len(parts)} steder" in words(leaf[1].split("</li>")[0])
    shared = markup(app).split('class="card shared"')[1]
    own = shared.split("noegletal=goal_achievement_rate")[1].split("<h3>")[0]
    assert own.count("<li>") >= len(parts)


@pytest.mark.parametrize(
    ("document", "there", "gone"),
    [
        ("temaer", "Borgeren først", "Kvalitet opstår i mødet"),
        ("spor", "Kvalitet opstår i mødet", "Borgeren først"),
    ],
)
def test_one_document_can_be_chosen(document: str, there: str, gone: str) -> None:
    shown = words(markup(opened("strategikort", dokument=document)))
    assert there in shown
    assert gone not in shown


def test_only_what_is_not_measured_can_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kpis, "evaluate", invented.evaluate_without("T08", "T04"))
    forget()
    drawn = set(LEAF.findall(markup(opened("strategikort", vis="umaalt"))))
    waiting = {kpi for kpi, its in kpis.catalogue().items() if {"T08", "T04"} & set(its.sources)}
    assert drawn == waiting != set()


def test_where_everything_is_measured_the_filter_says_so() -> None:
    assert text("strategikort.nothing") in markup(opened("strategikort", vis="umaalt"))


def test_links_lead_to_parts_and_indicators_in_the_month_chosen() -> None:
    targets = links(opened("strategikort", periode="2025-03"))
    assert any(to.startswith("tema?") and to.endswith("#fls.t1.g1") for to in targets)
    assert any(to.startswith("spor?") and to.endswith("#vso.s3.u2a") for to in targets)
    assert all("periode=2025-03" in to for to in targets if "noegletal=" in to)
