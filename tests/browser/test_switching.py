"""A reader who switches to English, walks on by the menu and by links, and switches back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.serving import visit, wait

pytestmark = pytest.mark.browser

DANISH_CHROME = re.compile(
    r"\b(Overblik|Nøgletal|Strategikort|Temaer|Dækning|Tilgængelighedserklæring|Periode|Måned|"
    r"Opdeling|Visning|Hent|Udgave|Måltal|Sammenlign|Gå til indhold|Kopiér|Vælg)\b"
)
OUR_WORDS = """() => {
  const copy = document.body.cloneNode(true);
  copy.querySelectorAll('script, style, code, pre, noscript, [lang=da]').forEach(e => e.remove());
  const named = [...copy.querySelectorAll('*')].flatMap(e =>
    ['aria-label', 'title', 'placeholder'].map(a => e.getAttribute(a)).filter(Boolean));
  return [copy.innerText, ...named].join('\\n');
}"""


def language(page: Page) -> str:
    return str(page.evaluate("document.documentElement.lang"))


def danish_chrome(page: Page) -> list[str]:
    return DANISH_CHROME.findall(page.evaluate(OUR_WORDS))


def back_from_indicator(page: Page) -> None:
    """Back, step by step: a choice made on the page may be a step of its own."""
    wait(page)
    for _ in range(2):
        before = page.url
        if "noegletal" in before:
            page.go_back()
            expect(page).not_to_have_url(before)


def test_a_reader_switches_to_english_walks_on_and_switches_back(page: Page, address: str) -> None:
    visit(page, address)
    assert language(page) == "da"
    assert danish_chrome(page)
    switch = page.get_by_role("link", name="English", exact=True)
    switch.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("goals are on track")
    wait(page)
    assert language(page) == "en"
    assert danish_chrome(page) == []

    page.get_by_role("link", name="Indicators", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("The share of")
    wait(page)
    assert page.url.endswith("/noegletal?sprog=en") or "sprog=en" in page.url
    assert language(page) == "en"
    assert danish_chrome(page) == []
    page.get_by_role("radio", name="Table", exact=True).click()
    expect(page.get_by_role("table").filter(has_text="October 2026").first).to_be_visible()

    back_from_indicator(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("goals are on track")
    wait(page)

    page.get_by_role("link", name="Dansk", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("mål er på sporet")
    wait(page)
    assert language(page) == "da"
    assert danish_chrome(page)


def test_a_link_of_a_page_and_the_logo_keep_the_language(page: Page, address: str) -> None:
    visit(page, f"{address}/tema?sprog=en")
    page.get_by_role("link", name="Mål der nås").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("The share of evaluated goals")
    wait(page)
    page.locator("[data-testid=stLogoLink]").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("goals are on track")
    assert "sprog=en" in page.url


def test_on_a_telephone_the_menu_keeps_the_language(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    visit(page, f"{address}/?sprog=en")
    page.get_by_role("button", name="Open sidebar").or_(
        page.locator("[data-testid=stExpandSidebarButton]")
    ).first.click()
    page.locator("[data-testid=stSidebarNavLink]", has_text="Coverage").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("parts of the strategy")
    assert "sprog=en" in page.url
