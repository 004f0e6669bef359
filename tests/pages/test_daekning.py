"""Dækning: all 45 parts, each with its indicators, and what the rest waits for."""

import re

import kpis
from kpis.strategy import strategy
from pages.parts.texts import text
from tests.pages import invented
from tests.pages.walk import heading, links, markup, words


def test_all_parts_of_the_strategy_stand_there_in_their_own_words(open_page):
    page = open_page("daekning")
    assert heading(page) == "45 af 45 dele af strategien måles"
    assert len(re.findall(r"<li><div><p class=.dim.>", markup(page))) == 45
    assert all(node.text in words(markup(page)) for node in strategy().nodes())


def test_every_indicator_is_named_and_leads_to_its_page(open_page):
    targets = links(open_page("daekning"))
    assert all(any(f"noegletal={kpi}&" in to for to in targets) for kpi in kpis.catalogue())


def test_what_is_missing_is_named_with_who_delivers_it_and_how_many_wait(open_page):
    page = open_page("daekning", invented.evaluate_without("T08", "T01"))
    shown = markup(page)
    assert heading(page) == "44 af 45 dele af strategien måles"
    (row,) = [row for row in shown.split("<tr>") if "udtraek=T08" in row]
    assert words(row).split()[-1:] != []
    assert "HR-afdelingen" in row
    assert '<td class="figure">1</td><td class="figure">0</td>' in row
    (row,) = [row for row in shown.split("<tr>") if "udtraek=T01" in row]
    assert '<td class="figure">0</td><td class="figure">9</td>' in row
    assert "(venter på T08)" in words(shown)
    assert "(usikkert uden T01)" in words(shown)


def test_an_indicator_that_waits_is_not_counted_as_measured(open_page):
    shown = words(markup(open_page("daekning", invented.evaluate_without("T09"))))
    waiting = [kpi for kpi, its in kpis.catalogue().items() if "T09" in its.sources]
    assert f"{53 - len(waiting)} af 53 nøgletal kan beregnes" in shown


def test_with_every_export_nothing_is_said_to_be_missing(open_page):
    assert text("daekning.missing.none") in words(markup(open_page("daekning")))
