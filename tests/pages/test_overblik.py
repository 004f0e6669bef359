"""Overblik: the answer first, both documents whole, and what is missing."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import kpis
from kpis import facts
from kpis.model import Course, Result, Status
from pages.parts import figures
from pages.parts.markup import PARTLY
from pages.parts.standing import of_indicator, standing
from pages.parts.texts import text
from tests.pages import invented
from tests.pages.walk import drop_downs, forget, heading, links, markup, opened, words


@pytest.fixture(autouse=True)
def results(monkeypatch: pytest.MonkeyPatch) -> None:
    invented.put_in_place(monkeypatch)
    forget()


def test_the_heading_is_how_many_goals_are_on_course() -> None:
    goals = list(_standings().values())
    on, partly = goals.count(Course.ON_COURSE), goals.count(PARTLY)
    assert 0 < on < len(goals) == 14
    assert partly
    assert heading(opened()) == f"{on} af 14 mål er på sporet, {partly} er det delvist"


def test_the_board_counts_every_goal() -> None:
    numbers = re.findall(r'<li><b>(\d+)</b><span class="pill (\w+)"', markup(opened()))
    assert {course: int(n) for n, course in numbers} == Counter(_standings().values())


def test_that_targets_are_only_proposed_is_said_once_and_first() -> None:
    shown = words(markup(opened()))
    assert shown.count("Ingen måltal er besluttet endnu") == 1
    assert shown.index("Ingen måltal er besluttet") < shown.index("Borgeren først")


def test_no_proposal_calls_for_a_hand() -> None:
    assert 'class="pill act"' not in markup(opened())


def test_what_is_decided_and_missed_calls_for_a_hand_by_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    missed = next(kpi for kpi, course in _courses().items() if course is Course.ACT)
    target = kpis.target(missed, invented.LATEST)
    assert target
    decided = replace(target, kind="political")
    held = figures.answered

    def answered(month: str) -> dict[str, kpis.Answers]:
        return {**held(month), missed: replace(held(month)[missed], target=decided)}

    monkeypatch.setattr(figures, "answered", answered)
    shown = markup(opened())
    assert 'class="pill act"' in shown
    assert f"{text(f'kpi.{missed}.title')} kræver handling." in " ".join(words(shown).split())


def test_every_statement_stands_there_in_its_own_words() -> None:
    app = opened()
    shown, targets = words(markup(app)), links(app)
    for track in kpis.strategy().tracks.tracks:
        for statement in track.statements:
            assert statement.text in shown
            assert any(f"spor={track.slug}" in to and to.endswith(statement.id) for to in targets)


def test_when_a_goal_is_on_course_is_one_click_away() -> None:
    assert text("standing.rule.heading") in markup(opened())
    assert text("standing.rule.never") in markup(opened())


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
    documents = [kpis.strategy().long_term.title, kpis.strategy().tracks.title]
    assert [words for words in headings if words in documents] == documents


def test_it_says_how_much_of_the_strategy_can_be_judged() -> None:
    judged = [course for course in _standings().values() if course is not Course.NOT_JUDGED]
    assert f"{len(judged)} af 14 mål og" in words(markup(opened()))


def test_the_good_solution_is_not_judged_while_a_consideration_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kpis, "evaluate", invented.evaluate_without("T03", "T04"))
    forget()
    center = kpis.strategy().tracks.balance.center.title
    cell = markup(opened()).split(f"<h4>{center}</h4>", 1)[1].split("</li>")[0]
    assert 'class="pill not_judged"' in cell
    assert "alle tre hensyn" in cell


def test_invented_data_are_marked() -> None:
    assert "Opdigtede data" in markup(opened())


def test_the_month_of_the_address_is_used_and_offered() -> None:
    app = opened(periode="2025-03")
    assert drop_downs(app)[0].value == "2025-03"
    assert all("periode=2025-03" in to for to in links(app) if "noegletal=" in to)


def test_an_unknown_month_is_said_once_and_replaced() -> None:
    app = opened(periode="1999-01")
    assert [warning.value for warning in app.warning] == [
        "Vi kender ikke perioden »1999-01« fra adressen og viser standardvalget i stedet."
    ]
    assert drop_downs(app)[0].value == invented.LATEST


def test_hidden_numbers_are_neither_good_nor_bad(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kpis, "evaluate", invented.evaluate_nothing(Status.SUPPRESSED))
    forget()
    app = opened()
    assert heading(app) == ("Ingen af de 14 mål kan vurderes")
    assert 'class="pill on_course"' not in markup(app)
    assert "Et nøgletal kan først vurderes" in words(markup(app))
    assert "kræver handling." not in words(markup(app))
    assert "53 nøgletal kan ikke vurderes" in words(markup(app))
    assert "Tallet ville fortælle om for få borgere til at blive vist." in words(markup(app))


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


def _courses() -> dict[str, Course]:
    """Every indicator's course from its own five years, so that relative targets have a number."""
    months = kpis.months_back(invented.LATEST, 61)
    breaks = kpis.breaks_known(True, invented.KNOWN_AT)
    return {
        kpi: kpis.answers(invented.evaluate([kpi], months), its, breaks=breaks).course
        for kpi, its in kpis.catalogue().items()
    }


def _standings() -> dict[str, str]:
    """How each goal stands by the rule, from the courses of its indicators."""
    courses = _courses()
    nodes = {node.node.id: node.measured for node in kpis.coverage()}
    every = {kpi: of_indicator(courses[kpi], kpis.target(kpi, invented.LATEST)) for kpi in courses}
    return {
        goal.id: standing([every[kpi] for kpi in nodes[goal.id]], len(nodes[goal.id])).course
        for theme in kpis.strategy().long_term.themes
        for goal in theme.goals
    }


def test_the_vision_shows_how_it_stands() -> None:
    vision = kpis.strategy().tracks.vision
    (measured,) = [node.measured for node in kpis.coverage() if node.node.id == vision.id]
    courses = _courses()
    every = [of_indicator(courses[kpi], kpis.target(kpi, invented.LATEST)) for kpi in measured]
    its = standing(every, len(measured)).course
    block = markup(opened()).split('class="vision"')[1].split("</section>")[0]
    assert f'class="pill {its}"' in block


def test_a_number_that_looks_further_back_than_the_first_report_is_not_judged(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    invented.put_in_place(monkeypatch, known_from=date(2026, 1, 1))
    forget()
    looks_back = [kpi for kpi, ratio in kpis.catalogue().items() if ratio.days_back > 300]
    assert len(looks_back) == 31
    why = text("unjudged.reasons.not_whole")
    block = markup(opened()).split(why)[1].split("</li>")[0]
    assert {kpi for kpi in looks_back if f"noegletal={kpi}&" in block} == set(looks_back)


def test_it_compares_with_three_months_before_or_the_month_of_the_address() -> None:
    assert "Ændret siden juli 2026" in words(markup(opened()))
    app = opened(siden="2025-10")
    assert "Ændret siden oktober 2025" in words(markup(app))
    assert drop_downs(app)[1].value == "2025-10"


def test_it_compares_with_the_month_the_last_meeting_looked_at(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("STRATEGI_STATE_URL", f"sqlite:///{tmp_path / 'state.sqlite'}")
    for day, period in ((date(2026, 4, 8), "2026-Q1"), (date(2026, 6, 10), "2026-05")):
        meeting = facts.Meeting("Socialudvalget", day, period, invented.BUILD, ("fls.t1",))
        facts.add(meeting, facts.Author("Sekretariatet"))
    assert "Ændret siden maj 2026" in words(markup(opened()))
    assert "Ændret siden marts 2026" in words(markup(opened(periode="2026-05")))


def test_a_meeting_that_is_not_held_yet_is_none_to_compare_with(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("STRATEGI_STATE_URL", f"sqlite:///{tmp_path / 'state.sqlite'}")
    meeting = facts.Meeting("Udvalget", date.today(), "2026-05", invented.BUILD, ("fls.t1",))
    facts.add(meeting, facts.Author("Sekretariatet"))
    assert "Ændret siden juli 2026" in words(markup(opened()))


def test_a_month_to_compare_with_that_is_not_earlier_gives_the_usual_one() -> None:
    app = opened(periode="2026-03", siden="2026-06")
    assert "Ændret siden december 2025" in words(markup(app))
    assert not app.warning
    assert "2026-03" not in drop_downs(app)[1].options


def test_in_the_first_month_there_is_nothing_to_compare_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    invented.put_in_place(monkeypatch, known_from=date(2026, 10, 1))
    forget()
    app = opened()
    assert text("changes.first") in markup(app)
    assert len(drop_downs(app)) == 1


def test_a_change_is_told_with_both_numbers_and_noise_is_not_told_as_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def leapt(
        ids: Iterable[str], asked: Iterable[str], by: Sequence[str] = ("",), **_: object
    ) -> list[Result]:
        """As invented, but follow-ups on time were far fewer until September."""
        results = invented.evaluate(ids, list(asked), by)
        return [_fewer(one) if _is_leap(one) else one for one in results]

    monkeypatch.setattr(kpis, "evaluate", leapt)
    forget()
    block = markup(opened()).split('class="card since"')[1].split("</section>")[0]
    news, *rest = block.split("<details")
    assert '<h3 class="better">Bedre</h3>' in news
    assert "Opfølgning til tiden steg fra 20,0" in words(news).replace("  ", " ")
    assert 'class="noise"' not in news
    assert "steg" not in words("".join(rest))


def _is_leap(one: Result) -> bool:
    return one.kpi == "followup_on_time" and one.period < "2026-09"


def _fewer(one: Result) -> Result:
    return replace(one, numerator=180, value=0.2, low=0.175, high=0.227)
