"""Temaer: one theme's goals, verbatim, each with its numbers and what is missing."""

import re
from collections.abc import Iterable

import pytest

import kpis
from kpis.model import Result, Status
from kpis.strategy import Theme, strategy
from pages.parts import formats, sentences
from tests.pages import invented
from tests.pages.walk import forget, heading, links, markup, opened, words

THEMES = strategy().long_term.themes


@pytest.fixture(autouse=True)
def results(monkeypatch: pytest.MonkeyPatch) -> None:
    invented.put_in_place(monkeypatch)
    forget()


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.slug)
def test_a_theme_is_shown_in_its_own_words(theme: Theme) -> None:
    app = opened("tema", tema=theme.slug)
    shown = words(markup(app))
    assert heading(app) == formats.title_case(theme.title)
    assert theme.purpose in shown
    assert all(goal.text in shown for goal in theme.goals)
    assert all(word in shown for word in theme.keywords)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.slug)
def test_every_indicator_of_its_goals_is_there(theme: Theme) -> None:
    app = opened("tema", tema=theme.slug)
    shown, targets = words(markup(app)), links(app)
    nodes = {node.node.id: node for node in kpis.coverage()}
    for goal in theme.goals:
        for kpi in nodes[goal.id].measured:
            assert any(f"noegletal={kpi}" in to for to in targets)
        for kpi in nodes[goal.id].waiting:
            assert sentences.text(f"kpi.{kpi}.title") in shown


def test_a_card_has_number_count_month_and_target() -> None:
    app = opened("tema", tema="mest_muligt_i_eget_liv", periode="2026-06")
    result = invented.result("group_based_support_share", "2026-06", "", "", invented.OF)
    shown = words(markup(app))
    assert formats.percent(result.value or 0) in shown
    assert f"{sentences.count(result)} borgere" in shown
    assert "juni 2026" in shown
    assert "Måltal: mellem" in shown


def test_a_hidden_number_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kpis, "evaluate", invented.evaluate_nothing(Status.SUPPRESSED))
    forget()
    shown = words(markup(opened("tema", tema="mest_muligt_i_eget_liv")))
    assert "så få borgere" in shown
    assert "0,0" not in shown


def test_an_unknown_theme_is_said_and_replaced() -> None:
    app = opened("tema", tema="findes_ikke")
    assert "»findes_ikke«" in app.warning[0].value
    assert heading(app) == formats.title_case(THEMES[0].title)


def test_all_themes_are_one_click_away() -> None:
    targets = links(opened("tema"))
    assert all(any(f"tema={theme.slug}" in to for to in targets) for theme in THEMES)


def test_what_is_measured_stands_before_what_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kpis, "evaluate", invented.evaluate_without("T08"))
    forget()
    app = opened("tema", tema=THEMES[2].slug)
    there = [kpi for kpi, its in kpis.catalogue().items() if "T08" not in its.sources]
    nodes = {node.node.id: node for node in kpis.coverage(there)}
    order = re.findall(r'<section class="card node" id="([^"]+)"', markup(app))
    is_measured = [bool(nodes[node_id].measured) for node_id in order]
    assert is_measured == sorted(is_measured, reverse=True)
    assert set(is_measured) == {True, False}
    assert set(order) == {THEMES[2].id, *(goal.id for goal in THEMES[2].goals)}


def test_of_fewer_than_ten_a_card_shows_the_count(monkeypatch: pytest.MonkeyPatch) -> None:
    def few(ids: Iterable[str], asked: Iterable[str], **_: object) -> list[Result]:
        return [invented.result(kpi, period, "", "", 9) for kpi in ids for period in asked]

    monkeypatch.setattr(kpis, "evaluate", few)
    forget()
    app = opened("tema", tema="mest_muligt_i_eget_liv")
    numbers = re.findall(r'<p class="big">(.*?)</p>', markup(app))
    assert numbers
    shares = [number for number in numbers if not number.endswith("måneder")]
    assert len(shares) == len(numbers) - 2  # the length of a stay, under both its nodes
    assert [number for number in shares if not number.endswith("af 9")] == []
    assert "For få til at vurdere mod måltallet" in words(markup(app))


def test_each_goal_has_its_sentence_and_a_way_down_to_it() -> None:
    app = opened("tema", tema="mest_muligt_i_eget_liv")
    body, targets = markup(app), links(app)
    jump = body.split('class="jump"')[1].split("</nav>")[0]
    for goal in strategy().theme("mest_muligt_i_eget_liv").goals:
        assert f"#{goal.id}" in jump
        assert f'id="{goal.id}"' in body
        assert any(to.endswith(f"#{goal.id}") for to in targets)
        told = body.split(f'id="{goal.id}"')[1].split('<p class="course">')[1].split("</p>")[0]
        assert words(told).strip().endswith(".")


@pytest.mark.parametrize("at", range(len(THEMES)))
def test_the_theme_before_and_after_are_one_click_away(at: int) -> None:
    ways = markup(opened("tema", tema=THEMES[at].slug)).split('class="neighbours"')[1]
    assert ("Forrige:" in ways) == (at > 0)
    assert ("Næste:" in ways) == (at + 1 < len(THEMES))
    for other in THEMES[max(at - 1, 0) : at] + THEMES[at + 1 : at + 2]:
        assert f"tema={other.slug}" in ways


def test_that_targets_are_proposals_is_said() -> None:
    assert "Ingen måltal er besluttet endnu" in markup(opened("tema"))


def test_more_than_five_indicators_of_a_goal_stand_behind_a_click() -> None:
    body = markup(opened("tema", tema="mest_muligt_i_eget_liv"))
    section = body.split('id="fls.t2.g1"')[1].split("</section>")[0]
    front, rest = section.split("<details", 1)
    assert front.count('<li class="indicator">') == 5
    assert rest.count('<li class="indicator">') == 1
