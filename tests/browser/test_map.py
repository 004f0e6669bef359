"""The strategy map in a real browser: by keyboard alone, on a telephone, and on paper."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.serving import visit, wait

pytestmark = pytest.mark.browser
TELEPHONE = {"width": 320, "height": 700}


def test_from_the_map_to_an_indicator_and_back_by_keyboard(page: Page, address: str) -> None:
    visit(page, f"{address}/strategikort?dokument=temaer")
    page.locator(".leaf a").first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("noegletal=citizen_spoken_with"))
    wait(page)
    page.go_back()
    wait(page)
    expect(page.get_by_role("radio", name="Temaer")).to_be_checked()
    expect(page.get_by_role("heading", level=3, name="Borgeren først")).to_be_visible()


def test_a_screen_reader_hears_parts_inside_themes_and_indicators_inside_parts(
    page: Page, address: str
) -> None:
    visit(page, f"{address}/strategikort")
    theme = page.get_by_role("listitem").filter(has=page.get_by_role("heading", level=3)).first
    part = theme.get_by_role("listitem").filter(has_text="Vi taler med og ikke om borgeren").first
    expect(part.get_by_role("listitem").first).to_contain_text("Talt med – ikke om")


@pytest.mark.parametrize("path", ["", "strategikort", "tema", "spor?spor=effektiv_drift"])
def test_nothing_is_wider_than_a_narrow_screen(page: Page, address: str, path: str) -> None:
    page.set_viewport_size(TELEPHONE)
    visit(page, f"{address}/{path}")
    main = page.get_by_role("main")
    assert main.evaluate("element => element.scrollWidth <= element.clientWidth")


def test_the_whole_map_comes_on_paper(page: Page, address: str) -> None:
    visit(page, f"{address}/strategikort")
    page.emulate_media(media="print")
    tall = page.evaluate("document.documentElement.scrollHeight")
    last = page.locator(".map > li").last.bounding_box()
    assert last
    assert last["y"] + last["height"] <= tall
    assert tall > 2 * page.viewport_size["height"]
