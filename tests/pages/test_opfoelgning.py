"""The page Opfølgning: actions, questions and comments, found, changed and answered."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kpis import facts
from kpis.facts import Action, ActionStatus, Comment, Fault, Question
from pages.parts import entries_actions, entries_follow_up
from tests.pages import writing
from tests.pages.walk import heading, links
from tests.pages.writing import ANNE, BO, KPI, field, press, said, shown, sign, unfold

TODAY = date.today()
LATE = Action("Ring til alle.", KPI, "Myndighed", TODAY - timedelta(days=3))
SOON = Action("Ansæt to.", "vso.s2", "HR", TODAY + timedelta(days=9))
DONE = Action("Byg et skema.", "fls.t1.g1", "Drift", TODAY, ActionStatus.DONE)


@pytest.fixture(autouse=True)
def store(tmp_path, monkeypatch):
    return writing.own_store(tmp_path, monkeypatch)


@pytest.fixture
def opened(open_page):
    return lambda **address: open_page("opfoelgning", **address)


@pytest.fixture
def three():
    return [facts.add(its, ANNE) for its in (SOON, DONE, LATE)]


def asked(words="Hvorfor faldt tallet?", number="M3-07"):
    figure = replace(writing.figure(), number=number)
    return facts.add(Question(words, "et medlem af udvalget", TODAY, figure), ANNE)


def test_with_nothing_entered_every_part_says_so(opened):
    page = opened()
    assert heading(page) == "Ingen handlinger er over fristen"
    words = shown(page)
    assert "Der er ingen åbne handlinger og ingen ubesvarede spørgsmål." in words
    assert "Ingen handlinger passer til det valgte." in words
    assert "Ingen spørgsmål passer til det valgte." in words
    assert "Ingen har skrevet en kommentar det seneste halve år." in words


def test_late_actions_come_first_and_are_marked_by_word(opened, three):
    page = opened(tilstand="alle")
    assert heading(page) == "En handling er over fristen"
    words = shown(page)
    assert words.index("Ring til alle.") < words.index("Ansæt to.") < words.index("Byg et skema.")
    assert "Over fristen med 3 dage" in words
    assert 'class="shape late"' in "".join(block.proto.body for block in page.get("html"))


def test_an_action_is_late_from_the_day_after_its_due_day():
    states = [entries_actions.state(LATE, LATE.due + timedelta(days=days)) for days in (-1, 0, 1)]
    assert states == ["open", "open", "late"]
    assert entries_actions.state(replace(LATE, status=ActionStatus.DONE), TODAY) == "done"


def test_done_actions_are_left_out_until_asked_for(opened, three):
    assert "Byg et skema." not in shown(opened())
    assert "Ring til alle." not in shown(opened(tilstand="afsluttede"))


@pytest.mark.parametrize(
    ("part", "seen"), [("vso.s2", "Ansæt to."), ("fls.t1", "Byg et skema."), ("alle", "Ring til")]
)
def test_a_part_of_the_strategy_shows_what_belongs_to_it(opened, three, part, seen):
    words = shown(opened(tilstand="alle", **{"del": part}))
    assert seen in words
    assert ("Ansæt to." in words) is (part in ("vso.s2", "alle"))


def test_an_owner_stands_in_the_address_without_the_name(opened, three):
    words = shown(opened(ansvarlig=entries_follow_up.owner_id("HR")))
    assert "Ansæt to." in words
    assert "Ring til alle." not in words


def test_each_leads_to_its_figure(opened, three):
    asked()
    found = links(opened())
    assert f"noegletal?noegletal={KPI}" in found
    assert f"noegletal?noegletal={KPI}&periode={writing.PERIOD}" in found
    assert "spor?spor=" in " ".join(found)


def test_an_action_is_added(opened):
    page = opened()
    sign(page)
    unfold(page, "open-action-new")
    field(page, "text_area", "Hvad skal gøres?").set_value("Mål igen.")
    field(page, "text_input", "Ansvarlig").set_value("Drift")
    press(page, "Gem handlingen")
    assert "Skriv en dato som dd.mm.åååå" in field(page, "date_input", "Frist").label
    field(page, "date_input", "Frist").set_value(TODAY + timedelta(days=30))
    press(page, "Gem handlingen")
    assert said(page) == "Handlingen er gemt."
    (kept,) = facts.actions()
    assert (kept.fact.what, kept.fact.owner, kept.author) == ("Mål igen.", "Drift", ANNE)
    assert "Mål igen." in shown(page)


def test_an_action_is_reported_done_by_somebody_else(opened, three):
    page = opened(handling=three[2].id)
    sign(page, "Bo Lund")
    field(page, "selectbox", "Hvor langt er den?").set_value("done")
    press(page, "Gem ændringen")
    newest = facts.latest(three[2].id)
    assert newest.fact == replace(LATE, status=ActionStatus.DONE)
    assert newest.author == BO
    assert heading(page) == "Ingen handlinger er over fristen"


def test_two_who_change_an_action_see_both(opened, three):
    page = opened(handling=three[0].id)
    sign(page)
    field(page, "text_input", "Ansvarlig").set_value("Ledelsen")
    facts.revise(three[0], replace(SOON, owner="Drift"), BO)
    press(page, "Gem ændringen")
    assert "Bo Lund gemte en nyere udgave" in said(page)
    assert {"Drift", "Ledelsen"} <= set(shown(page).split())
    press(page, "Gem ændringen")
    assert [its.fact.owner for its in facts.history(three[0].id)] == ["HR", "Drift", "Ledelsen"]


def test_an_id_that_nobody_knows_is_said(opened):
    assert "handlingen" in opened(handling="findes-ikke").warning[0].value


def test_a_question_is_open_until_it_is_answered(opened):
    question = asked()
    page = opened(spoergsmaal=question.id)
    words = shown(page)
    assert "Venter på svar" in words
    assert "(figur M3-07)" in words
    sign(page)
    field(page, "text_area", "Svar").set_value("Der var sygdom.")
    field(page, "text_input", "Besvaret af").set_value("Myndighedschefen")
    field(page, "date_input", "Besvaret den").set_value(TODAY)
    press(page, "Gem svaret")
    assert facts.questions(is_open=True) == ()
    assert facts.latest(question.id).fact.answer.text == "Der var sygdom."
    page = opened(tilstand="afsluttede")
    assert "Der var sygdom." in shown(page)


def test_two_who_answer_one_question_see_both(opened):
    question = asked()
    page = opened(spoergsmaal=question.id)
    sign(page)
    field(page, "text_area", "Svar").set_value("Mit svar.")
    field(page, "text_input", "Besvaret af").set_value("Myndighedschefen")
    field(page, "date_input", "Besvaret den").set_value(TODAY)
    facts.revise(question, question.fact.answered("Det andet svar.", "HR", TODAY), BO)
    press(page, "Gem svaret")
    words = shown(page)
    assert "Det andet svar." in words
    assert "Mit svar." in words


def test_a_cpr_number_in_an_answer_is_refused_at_its_field(opened):
    page = opened(spoergsmaal=asked().id)
    sign(page)
    field(page, "text_area", "Svar").set_value("Se 311299-1111.")
    field(page, "text_input", "Besvaret af").set_value("HR")
    field(page, "date_input", "Besvaret den").set_value(TODAY)
    press(page, "Gem svaret")
    assert "ligner et CPR-nummer" in field(page, "text_area", "Svar").label
    assert field(page, "text_area", "Svar").value == "Se 311299-1111."


def test_a_store_that_is_read_only_keeps_the_text(opened, monkeypatch):
    def read_only(*_):
        raise facts.Unsaved(Fault.READ_ONLY, "It is read only.")

    page = opened()
    sign(page)
    unfold(page, "open-action-new")
    field(page, "text_area", "Hvad skal gøres?").set_value("Mål igen.")
    field(page, "date_input", "Frist").set_value(TODAY)
    monkeypatch.setattr(facts, "add", read_only)
    press(page, "Gem handlingen")
    assert "der må ikke skrives lige nu" in said(page)
    assert field(page, "text_area", "Hvad skal gøres?").value == "Mål igen."


def test_the_newest_comments_stand_there_with_their_number(opened):
    for number in range(20):
        facts.add(Comment(writing.figure(), f"Kommentar {number}."), BO)
    words = shown(opened())
    assert "Kommentar 19." in words
    assert "Kommentar 7." not in words


def test_many_actions_and_very_long_words_are_all_there(opened):
    long = "Myndighedsafgørelsesbehandling" * 6
    for number in range(120):
        facts.add(replace(SOON, what=f"{number} {long}", owner=long[:150]), ANNE)
    words = shown(opened())
    assert all(f"{number} {long}" in words for number in range(120))
