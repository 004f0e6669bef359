"""What the shell around Streamlit's server does, seen from a real browser."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from benchmarks import dashboard_browser
from tests.browser import serving
from tests.browser.serving import visit

pytestmark = pytest.mark.browser

MOST_BYTES = 3_000_000
INDICATOR = "noegletal?noegletal=own_home_share"


@pytest.fixture
def refused(page: Page) -> list[str]:
    """What the browser would not load or run, because our own policy forbids it."""
    said: list[str] = []
    page.on("console", lambda its: said.append(its.text) if "Policy" in its.text else None)
    return said


def test_the_first_visit_of_an_indicator_is_small(browser: Browser, address: str) -> None:
    size = dashboard_browser.bytes_of_first_visit(browser, f"{address}/{INDICATOR}")
    assert 1_000_000 < size < MOST_BYTES  # the chart library alone is more than the lower bound


def test_a_reader_finds_nothing_of_the_one_before(readers: BrowserContext, address: str) -> None:
    for _ in range(2):
        with serving.reading(readers, address) as page:
            page.goto(f"{address}/_stcore/health")
            assert page.evaluate("localStorage.length") == 0
            assert "Anne" not in page.evaluate("document.cookie")
            page.evaluate("localStorage.setItem('mode', 'dark'); document.cookie = 'name=Anne'")


def test_the_end_of_a_run_is_known_by_the_length_of_its_message(page: Page, address: str) -> None:
    """`browser.js` hands over what a run said when a message of two bytes comes: its last."""
    sizes: list[int] = []
    page.on(
        "websocket",
        lambda socket: socket.on("framereceived", lambda message: sizes.append(len(message))),
    )
    for path in ("", INDICATOR, "data"):
        sizes.clear()
        visit(page, f"{address}/{path}")
        page.wait_for_timeout(300)
        assert len(sizes) > 5
        assert [at for at, size in enumerate(sizes) if size <= 2] == [len(sizes) - 1]


def test_pages_keep_to_our_own_policy(page: Page, address: str, refused: list[str]) -> None:
    for path in ("", INDICATOR, "data", "leverance"):
        visit(page, f"{address}/{path}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert refused == []


def test_the_policy_does_refuse(page: Page, address: str, refused: list[str]) -> None:
    visit(page, address)
    page.evaluate("""() => {
      const image = document.createElement("img");
      image.src = "http://example.invalid/x.png";
      document.body.append(image);
    }""")
    page.wait_for_timeout(200)
    assert len(refused) == 1


@pytest.mark.parametrize("path", ["findes-ikke", "pages/b"])
def test_an_unknown_address_says_so_and_leads_to_the_front(
    page: Page, address: str, path: str
) -> None:
    page.goto(f"{address}/{path}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Siden findes ikke")
    page.get_by_role("link", name="Gå til forsiden").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("på sporet")
    assert page.url.rstrip("/") == address


def test_the_language_of_the_document_is_the_one_the_address_asks_for(
    page: Page, address: str
) -> None:
    for query, language, locale in (("", "da", "da-DK"), ("?sprog=en", "en", "en-GB")):
        visit(page, f"{address}/{query}")
        assert page.evaluate("document.documentElement.lang") == language
        assert page.evaluate("navigator.language") == locale


def test_the_query_behind_a_number_is_copied_by_its_button(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit(page, f"{address}/{INDICATOR}")
    page.get_by_text("SQL").first.click()
    page.get_by_role("button", name="Kopiér").click()
    expect(page.get_by_role("button", name="Kopieret")).to_be_visible()
    assert "select" in page.evaluate("navigator.clipboard.readText()").lower()


def test_what_the_menu_has_no_room_for_is_counted_in_danish(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1024, "height": 768})
    visit(page, address)
    expect(page.locator("header")).to_contain_text(re.compile(r"\d flere"))
