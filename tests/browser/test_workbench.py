"""An analyst at work: write, complete, run, stop, save, open by link. In a real browser."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import analysts, axe
from tests.browser.analysts import MONTHS, answered, editor, put, run, take
from tests.browser.serving import visit, wait
from tests.browser.test_accessibility import RULES

pytestmark = pytest.mark.browser

ENDLESS = "select sum(hash(a.range, b.range)) from range(1000000) a, range(1000000) b"
SECONDS_TO_STOP = 1.0


@pytest.fixture(scope="module")
def address(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with analysts.served(warehouse, tmp_path_factory.mktemp("analyse")) as address:
        yield address


def test_a_statement_written_and_run_by_keyboard_is_answered(page: Page, address: str) -> None:
    visit(page, f"{address}/analyse")
    run(page, MONTHS)
    answered(page, re.compile(r"^\d+ rækker på"))
    table = page.get_by_role("table", name="Alle rækker i svaret")
    expect(table.get_by_role("columnheader")).to_have_text(["maaned", "antal"])
    page.get_by_role("radio", name="Graf").click()
    wait(page)
    expect(page.get_by_role("figure")).to_have_attribute("aria-label", re.compile("antal efter"))
    page.get_by_text("Se tallene som tabel").click()
    expect(page.get_by_role("table", name="antal efter maaned")).to_be_visible()


def test_names_are_completed_by_keyboard(page: Page, address: str) -> None:
    visit(page, f"{address}/analyse")
    put(page, "select * from trin_maa")
    page.keyboard.press("Control+Space")
    take(page, "trin_maaned")
    expect(editor(page)).to_have_text("select * from trin_maaned")
    page.keyboard.insert_text(" where trin_maaned.")
    page.keyboard.press("Control+Space")
    expect(page.get_by_role("option").filter(has_text=re.compile("^maaned"))).to_be_visible()
    page.keyboard.press("ArrowDown")
    take(page, "")
    expect(editor(page)).to_have_text(re.compile(r"where trin_maaned\.\w+$"))


def test_the_names_of_indicators_are_completed_inside_quotes(page: Page, address: str) -> None:
    visit(page, f"{address}/analyse")
    put(page, "select * from noegletal_resultat where noegletal = ''")
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("own_ho")
    take(page, "own_home_share")
    expect(editor(page)).to_have_text(re.compile("= 'own_home_share'$"))


def test_the_keyboard_is_not_trapped_in_the_editor(page: Page, address: str) -> None:
    visit(page, f"{address}/analyse")
    put(page, "select * from trin_maa")
    page.keyboard.press("Control+Space")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    page.keyboard.press("Tab")
    expect(editor(page)).not_to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(editor(page)).to_be_focused()


def test_a_name_beside_the_editor_is_put_into_it(page: Page, address: str) -> None:
    visit(page, f"{address}/analyse?tabel=trin_maaned")
    put(page, "select * from")
    name = page.get_by_role("button", name="Indsæt trin_maaned i forespørgslen")
    name.focus()
    page.keyboard.press("Enter")
    expect(editor(page)).to_have_text("select * from trin_maaned")
    expect(editor(page)).to_be_focused()


def test_a_statement_that_runs_is_stopped_within_a_second(page: Page, address: str) -> None:
    visit(page, f"{address}/analyse")
    run(page, ENDLESS)
    expect(page.get_by_text(re.compile(r"Kører. Der er gået \d sekunder"))).to_be_visible()
    began = time.monotonic()
    page.get_by_role("main").get_by_role("button", name="Stop").click()
    expect(page.get_by_role("alert")).to_contain_text("Forespørgslen er stoppet")
    assert time.monotonic() - began < SECONDS_TO_STOP + 0.5  # the browser's own time
    run(page, "select 42 as svaret")
    answered(page, "1 række")


def test_the_page_answers_while_a_statement_runs(page: Page, address: str) -> None:
    visit(page, f"{address}/analyse")
    run(page, ENDLESS)
    expect(page.get_by_role("main").get_by_role("button", name="Stop")).to_be_visible()
    page.get_by_role("radio", name="Historik").click()
    expect(page.get_by_text("Du har ikke kørt noget endnu.")).to_be_visible()
    page.get_by_role("link", name="Overblik").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("på sporet")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stil et spørgsmål til data")
    expect(page.get_by_role("main").get_by_role("button", name="Stop")).to_have_count(0)
    expect(editor(page)).to_have_text(ENDLESS)


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("delete from borger", "afvist"),
        ("select * from read_csv('/etc/passwd')", "afvist"),
        ("select navn from borger", "ikke køres|afvist"),
        ("select $uden_vaerdi", "afvist"),
    ],
)
def test_what_is_refused_says_why(page: Page, address: str, sql: str, words: str) -> None:
    visit(page, f"{address}/analyse")
    run(page, sql)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text(re.compile(words))
    assert len(alert.locator("p").inner_text()) > 20


def test_what_is_cut_off_says_so(page: Page, address: str) -> None:
    visit(page, f"{address}/analyse")
    run(page, "select range as tal from range(6000)")
    answered(page, "Vist er de første 5.000 rækker")
    expect(page.get_by_role("table", name="Række 1 til 50 af 5.000")).to_be_visible()
    page.get_by_role("button", name="Næste rækker").click()
    expect(page.get_by_role("table", name="Række 51 til 100 af 5.000")).to_be_visible()


def test_an_empty_answer_says_so(page: Page, address: str) -> None:
    visit(page, f"{address}/analyse")
    run(page, "select * from trin_maaned where periode = '1900-01'")
    answered(page, "0 rækker")
    expect(page.get_by_text("ingen rækker passer på den")).to_be_visible()


def test_a_saved_question_opens_with_its_values_in_a_fresh_session(
    page: Page, browser: Browser, address: str
) -> None:
    sql = "select $tekst as tekst, count(*) as antal from trin_maaned where periode >= $fra_periode"
    visit(page, f"{address}/analyse")
    put(page, sql)
    expect(page.get_by_label("Fra periode")).to_be_visible()
    page.get_by_role("textbox", name="Tekst", exact=True).fill("Æble og »blåbær«")
    page.keyboard.press("Tab")
    wait(page)
    save(page, "Hvor mange måneder er der fra en måned?", "Prøver")
    page.get_by_role("radio", name="Gemte").click()
    wait(page)
    page.get_by_role("link", name="Hvor mange måneder er der fra en måned?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Hvor mange måneder er der fra en måned?"
    )
    wait(page)
    answered(page, "1 række")
    page.get_by_role("textbox", name="Tekst", exact=True).fill("Pære")
    page.keyboard.press("Tab")
    wait(page)
    expect(page).to_have_url(re.compile("tekst=P%C3%A6re"))
    link = page.url
    with browser.new_context() as reads:
        page = reads.new_page()
        visit(page, link)
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "Hvor mange måneder er der fra en måned?"
        )
        expect(editor(page)).to_have_text(sql)
        answered(page, "1 række")
        expect(page.get_by_role("table", name="Alle rækker i svaret")).to_contain_text("Pære")


def save(page: Page, title: str, folder: str) -> None:
    page.get_by_text("Gem spørgsmålet", exact=True).click()
    wait(page)
    for label, words in (
        ("Skriver som", "Anne Holm"),
        ("Spørgsmål", title),
        ("Mappe", folder),
        ("Hvad svaret viser", "En prøve."),
        ("Ansvarlig", "Analyse"),
    ):
        page.get_by_label(re.compile(f"^{label}")).first.fill(words)
        page.keyboard.press("Tab")
        wait(page)
    page.get_by_role("button", name="Gem som nyt spørgsmål").click()
    expect(page.get_by_text("Spørgsmålet er gemt.", exact=False)).to_be_visible()


def test_another_page_hands_a_statement_over_by_its_address(page: Page, address: str) -> None:
    visit(page, f"{address}/analyse?sql=select+1+as+en&titel=Hvad+er+en%3F")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hvad er en?")
    expect(editor(page)).to_have_text("select 1 as en")
    expect(page.get_by_text(re.compile("^1 række på"))).to_have_count(
        0
    )  # not run before somebody has read it
    assert "sql=" not in page.url


def test_the_editor_comes_from_our_own_server_and_breaks_no_policy(
    page: Page, address: str
) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda its: asked.append(its.url))
    page.on("console", lambda its: said.append(its.text) if "Policy" in its.text else None)
    visit(page, address)
    assert not any("codemirror" in url for url in asked)
    visit(page, f"{address}/analyse")
    expect(editor(page)).to_be_visible()
    run(page, "select 1 as en")
    answered(page, "1 række")
    elsewhere = [url for url in asked if not url.startswith((address, "data:", "blob:"))]
    assert elsewhere == []
    assert sum("codemirror" in url for url in asked) == 1
    assert said == []


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_no_fault(page: Page, address: str, width: int, mode: Any) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=mode)
    visit(page, f"{address}/analyse?tabel=trin_maaned")
    run(page, MONTHS)
    answered(page, re.compile("rækker på"))
    for view in ("Tabel", "Graf", "Pivot", "Kolonner"):
        page.get_by_role("radio", name=view, exact=True).click()
        wait(page)
        assert faults(page) == [], view
    put(page, "select trin_maa")
    page.keyboard.press("Control+Space")
    expect(page.get_by_role("option").first).to_be_visible()
    assert faults(page) == [], "completing"
    page.keyboard.press("Escape")
    for name in ("Eksempler", "Gemte", "Historik"):
        page.get_by_role("radio", name=name, exact=True).click()
        wait(page)
        assert faults(page) == [], name
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) <= 0


def faults(page: Page) -> list[tuple[str, str]]:
    found = axe.violations(page, rules=RULES)
    return [(fault["id"], node["html"][:200]) for fault in found for node in fault["nodes"]]


def test_an_indicator_opens_as_sql_and_runs(page: Page, address: str) -> None:
    visit(page, f"{address}/analyse?noegletal=own_home_share&opdeling=sex")
    answered(page, re.compile(r"^\d+ rækker på"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Støtte i eget hjem, opdelt på køn")
    expect(editor(page)).to_contain_text("from grundlag_citizen_with_support")
    visit(page, f"{address}/analyse?noegletal=own_home_share&grundlag=1")
    answered(page, re.compile(r"^\d+ rækker på"))
    expect(editor(page)).to_contain_text("where periode = (select max(periode)")
