"""A reader's ways through the dashboard, in a real browser."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser import serving
from tests.browser.serving import visit, wait

pytestmark = pytest.mark.browser

ASKED: list[str] = []  # what the page visited last asked for
PAGES = (
    *("", "strategikort", "tema", "spor", "noegletal"),
    *("indsatstrappen", "moede?dagsorden=fls.t1", "opfoelgning", "maaltal"),
    *("daekning", "leverance?udtraek=T03", "data", "analyse"),
)
GOAL = "Vi arbejder med konkrete og afgrænsede mål og giver slip, når målet er nået"

# Words no Danish sentence holds, so that one of them is a text of ours, or of Streamlit's,
# that was never translated. "for", "is", "under" and the like are Danish too.
ENGLISH = re.compile(
    r"\b(the|and|with|from|this|that|are|was|were|not|loaded|error|missing|show|choose|select|"
    r"loading|running|rows|file|files|download|close|open|search|settings|no results)\b",
    re.IGNORECASE,
)
ALL_WORDS = """() => {
  const copy = document.body.cloneNode(true);
  copy.querySelectorAll('script, style, code, pre, noscript').forEach(e => e.remove());
  const named = [...copy.querySelectorAll('*')].flatMap(e =>
    ['aria-label', 'title', 'placeholder', 'alt'].map(a => e.getAttribute(a)).filter(Boolean));
  return [...copy.innerText.split('\\n'), ...named];
}"""


def test_from_the_overview_to_a_goal_its_indicator_and_the_table(page: Page, address: str) -> None:
    visit(page, address)
    page.get_by_role("link", name=GOAL).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mest muligt i eget liv")
    wait(page)
    page.get_by_role("link", name="Mål der nås").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Andelen af evaluerede mål")
    wait(page)
    expect(
        page.get_by_role("figure", name=re.compile("^Linjegraf over Mål der nås"))
    ).to_be_visible()
    page.get_by_role("radio", name="Tabel").click()
    table = page.get_by_role("table", name=re.compile("^Mål der nås fra"))
    expect(table.get_by_role("row", name=re.compile("^oktober 2026"))).to_be_visible()


def test_a_shared_address_opens_the_same_view_for_somebody_else(
    page: Page, address: str, browser
) -> None:
    visit(page, f"{address}/noegletal?noegletal=own_home_share")
    for choice in ("Kvartal", "køn", "Tabel"):
        page.get_by_role("radio", name=choice, exact=True).click()
        expect(page.get_by_role("radio", name=choice, exact=True)).to_be_checked()
        wait(page)
    expect(page.get_by_role("radio", name="Kvartal")).to_be_checked()
    heading = page.get_by_role("heading", level=1).inner_text()
    with browser.new_context(viewport={"width": 1440, "height": 900}) as fresh:
        other = fresh.new_page()
        visit(other, page.url)
        expect(other.get_by_role("heading", level=1)).to_have_text(heading)
        for choice in ("Kvartal", "køn", "Tabel"):
            expect(other.get_by_role("radio", name=choice, exact=True)).to_be_checked()
        expect(other.get_by_role("rowheader", name="Kvinder")).to_be_visible()


def test_choices_made_in_quick_succession_all_count(page: Page, address: str) -> None:
    visit(page, f"{address}/noegletal?noegletal=own_home_share")
    choices = ("Kvartal", "køn", "Tabel")
    for choice in choices:
        page.get_by_role("radio", name=choice, exact=True).click()
    for choice in choices:
        expect(page.get_by_role("radio", name=choice, exact=True)).to_be_checked()


def test_in_a_list_a_reader_types_to_find_and_keeps_the_focus(page: Page, address: str) -> None:
    visit(page, f"{address}/noegletal?noegletal=own_home_share")
    chosen = page.get_by_role("combobox", name="Nøgletal")
    chosen.focus()
    page.keyboard.type("sygef")
    expect(page.get_by_role("heading", level=1)).to_contain_text("sygdom")
    wait(page)
    assert "noegletal=sickness_absence" in page.url
    expect(chosen).to_be_focused()
    expect(chosen).to_have_value("sickness_absence")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    expect(page).to_have_url(re.compile("noegletal=not_a_cog_in_system"))
    wait(page)
    expect(page.get_by_role("combobox", name="Periode", exact=True)).to_be_focused()
    page.go_back()
    expect(chosen).to_have_value("sickness_absence")


def test_a_month_is_chosen_from_its_list(page: Page, address: str) -> None:
    visit(page, address)
    month = page.get_by_role("combobox", name="Måned", exact=True)
    month.click()
    month.select_option("marts 2026")
    expect(page).to_have_url(re.compile("periode=2026-03"))
    wait(page)
    expect(page.get_by_role("link", name=re.compile("Mål der nås")).first).to_have_attribute(
        "href", re.compile("periode=2026-03")
    )


def test_the_page_about_data_shows_what_was_set_aside_and_why(page: Page, address: str) -> None:
    visit(page, f"{address}/data")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(re.compile(r"^\d+ af [\d.]+ indberetninger er lagt til side$"))
    table = page.get_by_role("table", name=re.compile("^Regler, der er brudt"))
    expect(table.get_by_text("kl-reporting-ffb-condition-1")).to_be_visible()
    expect(table.get_by_text("Ret oplysningen i fagsystemet").first).to_be_visible()
    page.get_by_text("Vis hver enkelt indberetning").click()
    listed = page.get_by_role("table", name="Indberetninger, der er lagt til side")
    expect(listed.get_by_text(re.compile(r"^linje \d+")).first).to_be_visible()


@pytest.fixture(scope="module", params=PAGES)
def visited(
    request: pytest.FixtureRequest, readers: BrowserContext, address: str
) -> Iterator[Page]:
    """Each page once, in an English browser, with every address it asked for."""
    with serving.reading(readers, address) as page:
        ASKED.clear()
        page.on("request", lambda request: ASKED.append(request.url))
        page.on("websocket", lambda socket: ASKED.append(socket.url))
        visit(page, f"{address}/{request.param}")
        yield page


def test_no_request_leaves_the_machine(visited: Page, address: str) -> None:
    host = address.removeprefix("http://")
    elsewhere = [url for url in ASKED if not re.match(rf"(http://|ws://){host}/|data:|blob:", url)]
    assert ASKED
    assert elsewhere == []


def test_every_word_is_danish_also_in_an_english_browser(visited: Page) -> None:
    page = visited
    assert page.evaluate("document.documentElement.lang") == "da"
    english = [line for line in page.evaluate(ALL_WORDS) if ENGLISH.search(line)]
    assert english == []


def test_the_first_page_a_new_server_is_asked_for_has_its_frame(page: Page, warehouse) -> None:
    with serving.served(warehouse) as fresh:
        visit(page, f"{fresh}/noegletal?noegletal=own_home_share")
        expect(page.get_by_role("link", name="Overblik")).to_be_visible()
        expect(page.get_by_text("Opdigtede data:")).to_be_visible()
