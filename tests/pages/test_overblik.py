"""Overblik: the answer first, both documents whole, and what is missing."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import kpis
from kpis.model import Course, Status
from tests.pages import invented
from tests.pages.walk import forget, heading, links, markup, opened, words


@pytest.fixture(autouse=True)
def results(monkeypatch: pytest.MonkeyPatch) -> None:
    invented.put_in_place(monkeypatch)
    forget()


def test_the_heading_is_the_finding() -> None:
    month = [kpis.course(result) for result in _results()]
    on = month.count(Course.ON_COURSE)
    assert 0 < on < len(month)
    assert heading(opened()) == f"{on} af {len(month)} målte nøgletal er på sporet"


def test_the_board_counts_every_measured_indicator() -> None:
    numbers = re.findall(r"<li><b>(\d+)</b>", markup(opened()))
    assert sum(map(int, numbers)) == len(kpis.catalogue())


def test_every_goal_and_track_stands_there_in_its_own_words_and_leads_on() -> None:
    app = opened()
    shown, targets = words(markup(app)), links(app)
    for theme in kpis.strategy().long_term.themes:
        for goal in theme.goals:
            assert goal.text in shown
            assert any(f"tema={theme.slug}" in to and to.endswith(goal.id) for to in targets)
    for track in kpis.strategy().tracks.tracks:
        assert any(to.startswith("spor?") and f"spor={track.slug}" in to for to in targets)


def test_inferred_numbers_of_tracks_are_never_shown() -> None:
    assert not re.search(r"[Ss]por \d", words(markup(opened())))


def test_both_documents_keep_their_own_heading() -> None:
    headings = re.findall(r"<h2>(.*?)</h2>", markup(opened()))
    assert headings[:2] == [kpis.strategy().long_term.title, kpis.strategy().tracks.title]


def test_it_says_how_much_of_the_strategy_is_measured() -> None:
    measured = {node.node.id for node in kpis.coverage() if node.measured}
    goals = sum(
        goal.id in measured for theme in kpis.strategy().long_term.themes for goal in theme.goals
    )
    assert f"{goals} af 14 mål" in words(markup(opened()))


def test_the_good_solution_is_not_judged_while_a_consideration_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    economy = kpis.strategy().tracks.balance.considerations[2].id
    covered = tuple(
        replace(one, measured=(), waiting=one.measured, reason="Kræver T04.")
        if one.node.id == economy
        else one
        for one in kpis.coverage()
    )
    monkeypatch.setattr(kpis, "coverage", lambda: covered)
    forget()
    center = kpis.strategy().tracks.balance.center.title
    cell = markup(opened()).split(f"<h4>{center}</h4>", 1)[1].split("</li>")[0]
    assert 'class="pill not_judged"' in cell
    assert "alle tre hensyn" in cell


def test_invented_data_are_marked() -> None:
    assert "Opdigtede data" in markup(opened())


def test_the_month_of_the_address_is_used_and_offered() -> None:
    app = opened(periode="2025-03")
    assert app.selectbox[0].value == "2025-03"
    assert all("periode=2025-03" in to for to in links(app) if "noegletal=" in to)


def test_an_unknown_month_is_said_once_and_replaced() -> None:
    app = opened(periode="1999-01")
    assert [warning.value for warning in app.warning] == [
        "Vi kender ikke perioden »1999-01« fra adressen og viser standardvalget i stedet."
    ]
    assert app.selectbox[0].value == invented.LATEST


def test_hidden_numbers_are_neither_good_nor_bad(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kpis, "evaluate", invented.evaluate_nothing(Status.SUPPRESSED))
    forget()
    app = opened()
    assert heading(app) == (
        f"Ingen af de {len(kpis.catalogue())} målte nøgletal kan vurderes i denne måned"
    )
    assert 'class="pill on_course"' not in markup(app).split("<h2>", 1)[1]
    assert "Et nøgletal kan først vurderes" in words(markup(app))
    assert "Ingen nøgletal kræver handling" not in words(markup(app))


def test_without_a_warehouse_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.undo()
    monkeypatch.setenv("STRATEGI_WAREHOUSE", str(tmp_path / "none"))
    forget()
    app = opened()
    assert heading(app) == "Der er endnu ikke indlæst data"
    assert "make run" in markup(app)


def test_a_fault_is_one_calm_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("a secret in an exception")

    monkeypatch.setattr(kpis, "evaluate", fails)
    forget()
    app = opened()
    assert heading(app) == "Siden kunne ikke vises"
    assert "secret" not in markup(app)


def _results() -> list[kpis.model.Result]:
    return list(invented.evaluate(kpis.catalogue(), [invented.LATEST]))


def test_the_vision_shows_how_it_stands() -> None:
    vision = kpis.strategy().tracks.vision
    (measured,) = [node.measured for node in kpis.coverage() if node.node.id == vision.id]
    its = kpis.course_of(kpis.course(one) for one in _results() if one.kpi in measured)
    block = markup(opened()).split('class="vision"')[1].split("</section>")[0]
    assert f'class="pill {its}"' in block


def test_a_number_that_looks_further_back_than_the_first_report_is_not_judged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    invented.put_in_place(monkeypatch, known_from=date(2026, 1, 1))
    forget()
    numbers = re.findall(r"<li><b>(\d+)</b>", markup(opened()))
    looks_back = [kpi for kpi, ratio in kpis.catalogue().items() if ratio.days_back > 300]
    assert len(looks_back) == 31
    assert int(numbers[list(Course).index(Course.NOT_JUDGED)]) >= len(looks_back)
