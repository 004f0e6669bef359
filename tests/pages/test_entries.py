"""The card of comments on Nøgletal: read, written, revised, withdrawn, and nothing lost."""

import logging
from dataclasses import replace

import pytest

from kpis import facts
from kpis.facts import Comment, Fault, Rule
from kpis.model import Status
from pages.parts import entries_refusals
from tests.pages import invented, writing
from tests.pages.writing import (
    ANNE,
    BO,
    KPI,
    OPEN_ENTRIES,
    PERIOD,
    field,
    press,
    said,
    shown,
    sign,
    unfold,
)

OPEN_COMMENT = f"open-comment-{KPI}"
CPR = "Borgeren 311299-1111 klagede."  # fails modulus 11: nobody's
LONG = "Myndighedsafgørelsesbehandlingsopfølgning" * 12


@pytest.fixture(autouse=True)
def store(tmp_path, monkeypatch):
    return writing.own_store(tmp_path, monkeypatch)


@pytest.fixture
def opened(open_page):
    return lambda **address: open_page("noegletal", noegletal=KPI, periode=PERIOD, **address)


@pytest.fixture
def form(opened):
    """The page with the form for a comment, signed, something typed."""
    page = opened()
    sign(page)
    unfold(page, OPEN_COMMENT)
    field(page, "text_area", "Hvad er der sket?").set_value("Færre nåede det.")
    return page


def test_without_comments_the_card_says_so(opened):
    assert "Ingen har skrevet om tallet for denne periode." in shown(opened())


def test_a_comment_is_signed_dated_and_bound_to_its_number(form):
    assert "Kommentaren knyttes til dette tal: Opfølgning til tiden, oktober 2026" in shown(form)
    press(form, "Gem kommentaren")
    assert said(form) == "Kommentaren er gemt."
    (kept,) = facts.comments(KPI, PERIOD)
    assert kept.author == ANNE
    assert kept.fact == Comment(writing.figure(), happened="Færre nåede det.")
    assert f"{entries_refusals.signed(kept)}" in shown(form)
    assert field(form, "text_area", "Hvad er der sket?").value == ""


def test_what_was_said_is_said_once(form):
    press(form, "Gem kommentaren")
    form.run()
    assert said(form) == ""


def test_the_newest_comment_stands_first(opened):
    for words in ("Den ældste.", "Den nyeste."):
        facts.add(Comment(writing.figure(), words), BO)
    words = shown(opened())
    assert words.index("Den nyeste.") < words.index("Den ældste.")


def test_a_restated_number_stands_beside_the_one_that_was_written_about(opened):
    facts.add(Comment(writing.older(), "Vi skrev om halvdelen."), BO)
    words = shown(opened())
    assert "50,0\N{NO-BREAK SPACE}% (10 af 20 opfølgninger)" in words
    assert "Oktober 2026, som det er nu" in words
    assert "Tallet er ændret siden, fordi der er kommet nye eller rettede" in words


def test_a_number_computed_in_another_way_says_so(opened):
    facts.add(Comment(replace(writing.older(), definition="0" * 16), "Før."), BO)
    assert "fordi det regnes ud på en ny måde" in shown(opened())


def test_a_number_that_is_hidden_now_is_not_told_as_it_was(open_page):
    facts.add(Comment(writing.older(), "Vi skrev om halvdelen."), BO)
    numbers = invented.evaluate_nothing(Status.SUPPRESSED)
    words = shown(open_page("noegletal", numbers, noegletal=KPI, periode=PERIOD))
    assert "Vi skrev om halvdelen." in words
    assert "10 af 20" not in words


def test_comments_on_other_periods_are_a_link_away(opened):
    facts.add(Comment(replace(writing.figure(), period="2026-08"), "Om august."), BO)
    words = shown(opened())
    assert "Kommentarer til andre perioder: august 2026" in " ".join(words.split())
    assert "Om august." not in words


def test_an_empty_author_is_refused_and_the_text_stays(form):
    sign(form, "   ")
    press(form, "Gem kommentaren")
    assert "Skriv dit navn i feltet »Skriver som«" in said(form)
    assert "Skriv dit navn her først." in field(form, "text_input", "Skriver som").label
    assert field(form, "text_area", "Hvad er der sket?").value == "Færre nåede det."
    assert facts.comments(KPI) == ()


def test_the_name_of_the_server_signs_without_being_asked(opened, monkeypatch):
    monkeypatch.setenv("STRATEGI_USER", "Dorte Bech")
    page = opened()
    unfold(page, OPEN_ENTRIES)
    assert "Du skriver som Dorte Bech" in " ".join(shown(page).split())
    assert not [one for one in page.text_input if one.label.startswith("Skriver som")]


def test_an_empty_comment_is_refused_at_its_field(form):
    field(form, "text_area", "Hvad er der sket?").set_value(" ")
    press(form, "Gem kommentaren")
    assert (
        "Ret feltet: Feltet skal udfyldes." in field(form, "text_area", "Hvad er der sket?").label
    )


def test_what_looks_like_a_cpr_number_is_refused_not_lost_and_never_logged(form, caplog):
    caplog.set_level(logging.DEBUG)
    field(form, "text_area", "Hvorfor?").set_value(CPR)
    press(form, "Gem kommentaren")
    assert "ligner et CPR-nummer" in said(form)
    assert "ligner et CPR-nummer" in field(form, "text_area", "Hvorfor?").label
    assert field(form, "text_area", "Hvorfor?").value == CPR
    assert facts.comments(KPI) == ()
    assert "1111" not in caplog.text
    assert "1111" not in shown(form)


def test_a_store_that_cannot_be_written_keeps_the_text_in_the_form(form, monkeypatch, caplog):
    def read_only(*_):
        raise facts.Unsaved(Fault.READ_ONLY, "A sentence with Færre nåede det.")

    monkeypatch.setattr(facts, "add", read_only)
    press(form, "Gem kommentaren")
    assert "der må ikke skrives lige nu" in said(form)
    assert field(form, "text_area", "Hvad er der sket?").value == "Færre nåede det."
    assert "Færre" not in caplog.text
    monkeypatch.undo()


def test_a_store_that_cannot_be_read_says_so_and_the_text_comes_back(form, monkeypatch):
    press_without_name(form)
    with monkeypatch.context() as patch:
        patch.setattr(facts, "revision", unreadable)
        form.run()
        assert "kan ikke læses lige nu" in shown(form)
    form.run()
    assert field(form, "text_area", "Hvad er der sket?").value == "Færre nåede det."


def press_without_name(page):
    """The text reaches the session, and is not kept."""
    sign(page, "")
    press(page, "Gem kommentaren")


def unreadable():
    raise facts.Unreadable(Fault.OTHER, "The store does not answer.")


def test_only_its_author_is_offered_to_change_a_comment(opened):
    facts.add(Comment(writing.figure(), "Bos ord."), BO)
    page = opened()
    sign(page)
    page.run()
    assert not titles(page)
    sign(page, " bo lund ")
    page.run()
    assert titles(page) == ["Ret din kommentar, eller træk den tilbage"]


def titles(page):
    return [one.label for one in page.expander if one.label.startswith("Ret din")]


@pytest.fixture
def revising(opened):
    """The page with the form to revise a comment that was kept before."""
    kept = facts.add(Comment(writing.figure(), "Første udgave.", doing="Vi venter."), ANNE)
    page = opened()
    sign(page)
    page.run()
    unfold(page, f"open-comment-{kept.id}")
    return page, kept


def test_a_comment_is_revised_and_its_history_is_one_click_away(revising):
    page, _ = revising
    assert field(page, "text_area", "Hvad gør vi?").value == "Vi venter."
    field(page, "text_area", "Hvad er der sket?").set_value("Anden udgave.")
    press(page, "Gem rettelsen")
    (kept,) = facts.comments(KPI)
    assert kept.fact.happened == "Anden udgave."
    assert "Vis den tidligere udgave" in shown(page)
    assert "Første udgave." in shown(page)
    field(page, "text_area", "Hvad er der sket?").set_value("Tredje udgave.")
    press(page, "Gem rettelsen")
    assert facts.comments(KPI)[0].fact.happened == "Tredje udgave."


def test_two_who_edit_at_once_see_both_texts_and_lose_none(revising):
    page, kept = revising
    facts.revise(kept, replace(kept.fact, happened="Den andens ord."), BO)
    field(page, "text_area", "Hvad er der sket?").set_value("Mine ord.")
    press(page, "Gem rettelsen")
    assert "Bo Lund gemte en nyere udgave" in said(page)
    assert "Den andens ord." in shown(page)
    assert "Mine ord." in shown(page)
    assert field(page, "text_area", "Hvad er der sket?").value == "Mine ord."
    page.run()
    assert field(page, "text_area", "Hvad er der sket?").value == "Mine ord."
    assert facts.comments(KPI)[0].fact.happened == "Den andens ord."
    press(page, "Gem rettelsen")
    told = [its.fact.happened for its in facts.history(kept.id)]
    assert told == ["Første udgave.", "Den andens ord.", "Mine ord."]


def test_a_text_is_not_lost_when_its_comment_was_withdrawn_meanwhile(revising):
    page, kept = revising
    facts.withdraw(kept, ANNE)
    field(page, "text_area", "Hvad er der sket?").set_value("Mine ord.")
    press(page, "Gem rettelsen")
    assert "trak teksten tilbage" in said(page)
    assert field(page, "text_area", "Hvad er der sket?").value == "Mine ord."
    press(page, "Gem rettelsen")
    assert [its.fact.happened for its in facts.comments(KPI)] == ["Mine ord."]


def test_who_was_second_can_take_the_text_that_was_kept(revising):
    page, kept = revising
    facts.revise(kept, replace(kept.fact, happened="Den andens ord."), ANNE)
    field(page, "text_area", "Hvad er der sket?").set_value("Mine ord.")
    press(page, "Gem rettelsen")
    press(page, "Brug den gemte tekst i stedet for min")
    assert field(page, "text_area", "Hvad er der sket?").value == "Den andens ord."
    assert said(page) == ""


def test_a_withdrawn_comment_is_gone_from_the_page_and_kept_in_the_store(revising):
    page, kept = revising
    press(page, "Træk kommentaren tilbage")
    assert said(page) == "Det er trukket tilbage. Ordene bliver i historikken."
    assert "Første udgave." not in shown(page)
    assert facts.latest(kept.id).is_withdrawn


def test_very_long_words_are_kept_and_shown(form):
    field(form, "text_area", "Hvad er der sket?").set_value(LONG)
    press(form, "Gem kommentaren")
    assert LONG in shown(form)


def test_markup_is_words(form):
    field(form, "text_area", "Hvad er der sket?").set_value("<b>fed</b> & {krøllet}")
    press(form, "Gem kommentaren")
    assert "<b>fed</b> & {krøllet}" in shown(form)


def test_a_text_that_is_too_long_is_refused_whole(form):
    field(form, "text_area", "Hvad er der sket?").set_value("ord " * 1_100)
    press(form, "Gem kommentaren")
    assert "Teksten er for lang." in said(form)
    assert field(form, "text_area", "Hvad er der sket?").value == "ord " * 1_100


def test_many_comments_are_all_there(opened):
    for number in range(60):
        facts.add(Comment(writing.figure(), f"Kommentar {number}."), BO)
    words = shown(opened())
    assert all(f"Kommentar {number}." in words for number in range(60))


@pytest.mark.parametrize("rule", [*Rule, *Fault], ids=str)
def test_everything_the_store_can_refuse_has_a_danish_sentence(rule):
    assert entries_refusals.is_worded(rule)
