"""WCAG 2.1 AA on every page, as far as a machine can see: light and dark, wide and narrow.

What is not ours to mend stands in data/accessibility/statement.yaml, from which the
accessibility statement is made; nothing else is let through.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

import kpis
from pages.parts import palette, statement
from tests.browser import axe, serving
from tests.browser.screenshots import VIEWS
from tests.browser.serving import visit, wait

pytestmark = pytest.mark.browser

WIDE: Any = {"width": 1440, "height": 900}
TELEPHONE: Any = {"width": 390, "height": 844}
NARROWEST: Any = {"width": 320, "height": 640}  # WCAG 1.4.10: 1280 pixels at 400 per cent
SIZES = (WIDE, TELEPHONE)
RULES = {
    "runOnly": [*axe.WCAG, "wcag22aa", "best-practice"],
    # Streamlit draws menus and lists beside the landmarks; no rule of WCAG asks for more.
    "rules": {"region": {"enabled": False}},
}
ONLY_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
"""The mode changes colours and nothing else."""

SETTLE = 250  # milliseconds until a new mode is drawn
QUIET = 60  # milliseconds without a change after which a new width or mode is drawn
SETTLED = """async ([mode, quiet]) => {
  const scheme = () => getComputedStyle(document.querySelector('.stApp')).colorScheme;
  const frame = () => new Promise(next => requestAnimationFrame(() => setTimeout(next)));
  let changed = performance.now();
  const watching = new MutationObserver(() => { changed = performance.now(); });
  const what = {subtree: true, childList: true, attributes: true, characterData: true};
  watching.observe(document.documentElement, what);
  do await frame(); while (scheme() !== mode || performance.now() - changed < quiet);
  watching.disconnect();
}"""
INDICATOR = "noegletal?noegletal=goal_achievement_rate"

HEADINGS = "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(e => Number(e.tagName[1]))"
LANDMARKS = "[...document.querySelectorAll('header,nav,main,footer')].map(e => e.tagName)"
SIDEWAYS = """() => {
  const main = document.querySelector('[data-testid=stMain]');
  const inFrame = element => element.closest('.table, svg, pre, .hidden');
  const wide = [...main.querySelectorAll('*')].filter(element =>
    element.getBoundingClientRect().width && !inFrame(element) &&
    element.getBoundingClientRect().right > innerWidth + 1);
  return [document.documentElement.scrollWidth > innerWidth,
          main.scrollWidth > main.clientWidth, wide.map(e => e.outerHTML.slice(0, 120))];
}"""
FRAMES = """() => [...document.querySelectorAll('.sit .table')].filter(
  e => e.tabIndex !== 0 || !e.getAttribute('aria-label')).length"""
NUMBERED = """() => {
  const first = e => e === e.parentElement.querySelector('[role=radio]');
  const isOther = e => e.type === 'radio' && !e.checked;  // one stop for a row of buttons
  const controls = document.querySelectorAll('a[href], button, input, select, summary, [tabindex]');
  return [...controls]
    .filter(e => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({visibilityProperty: true}))
    .filter(e => (e.getAttribute('role') !== 'radio' || first(e)) && !isOther(e))
    .map((e, place) => { e.dataset.place = place; return place; });
}"""
FOCUSED = """() => {
  const element = document.activeElement;
  const group = element.closest('[role=group]');
  const drawn = e => e && getComputedStyle(e).outlineStyle !== 'none' &&
    parseFloat(getComputedStyle(e).outlineWidth) >= 2;
  return {place: Number(element.dataset.place), visible: drawn(element) || drawn(group),
          name: element.getAttribute('aria-label') || element.textContent.trim().slice(0, 60)};
}"""
CHART = """() => [...document.querySelectorAll('.main-svg :is(path, text, rect, circle)')]
  .filter(e => !e.closest('defs') && e.checkVisibility())
  .flatMap(e => {
    const its = getComputedStyle(e), box = e.getBBox();
    const isFilled = box.width * box.height > 0 && Number(its.fillOpacity) > 0;
    const isSeen = parseFloat(its.strokeWidth) > 0 && Number(its.strokeOpacity) > 0;
    const isDrawn = box.width + box.height > 0 && isSeen;
    return [isFilled ? its.fill : '', isDrawn ? its.stroke : ''];
  })
  .filter(colour => /^rgb\\(/.test(colour))"""

MOVES = """() => [...document.querySelectorAll('.moves .band i, .moves .post')]
  .map(e => getComputedStyle(e).backgroundColor)"""
TREND = """() => [...document.querySelectorAll('.plot :is(.xaxis, .yaxis, .note, .value)')]
  .map(e => getComputedStyle(e).color)"""


@pytest.fixture(scope="module", params=VIEWS)
def visited(
    request: pytest.FixtureRequest, readers: BrowserContext, address: str
) -> Iterator[Page]:
    """Each view once; the tests change its width and mode."""
    with serving.reading(readers, address) as page:
        visit(page, f"{address}/{VIEWS[request.param]}")
        yield page


def faults(page: Page, rules: Any = RULES) -> list[tuple[str, str]]:
    """What axe-core finds that the reviewed list does not hold: rule and markup."""
    return [
        (fault["id"], node["html"][:200])
        for fault in axe.violations(page, rules=rules)
        for node in fault["nodes"]
        if not _is_known(page, fault["id"], node["target"][0])
    ]


def _is_known(page: Page, rule: str, target: str) -> bool:
    known = (its.selector for its in statement.statement().faults if its.rule == rule)
    return any(page.locator(target).first.evaluate("(e, s) => e.matches(s)", s) for s in known)


def drawn(page: Page, size: Any, mode: Any = "light") -> None:
    """The page at a width, in a mode."""
    page.emulate_media(color_scheme=mode)
    page.set_viewport_size(size)
    page.evaluate(SETTLED, [mode, QUIET])


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size["width"]))
def test_axe_finds_no_fault_of_ours(visited: Page, size: Any) -> None:
    drawn(visited, size)
    assert faults(visited) == []
    drawn(visited, size, "dark")
    assert faults(visited, ONLY_COLOURS) == []


def test_headings_are_in_order_under_one_first(visited: Page) -> None:
    levels = visited.evaluate(HEADINGS)
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_page_has_landmarks_and_a_way_past_the_menu(visited: Page) -> None:
    assert visited.evaluate("document.documentElement.lang") == "da"
    assert {"HEADER", "NAV", "MAIN", "FOOTER"} <= set(visited.evaluate(LANDMARKS))
    expect(visited.get_by_role("link", name="Gå til indhold")).to_have_count(1)


@pytest.mark.parametrize("size", [TELEPHONE, NARROWEST], ids=lambda size: str(size["width"]))
def test_nothing_scrolls_sideways_but_tables_in_a_frame_of_their_own(
    visited: Page, size: Any
) -> None:
    drawn(visited, size)
    assert visited.evaluate(SIDEWAYS) == [False, False, []]
    assert visited.evaluate(FRAMES) == 0


def test_tab_reaches_every_control_in_order_and_shows_where_it_is(visited: Page) -> None:
    drawn(visited, WIDE)
    visited.evaluate("document.activeElement.blur()")
    controls = visited.evaluate(NUMBERED)
    places, unseen = [], []
    for _ in controls:
        visited.keyboard.press("Tab")
        focused = visited.evaluate(FOCUSED)
        places.append(focused["place"])
        unseen += [] if focused["visible"] else [focused["name"]]
    assert places == controls
    assert unseen == []


def test_every_chart_has_words_and_a_table_with_its_numbers(visited: Page) -> None:
    charts = visited.locator(".js-plotly-plot, .plot")
    for chart in charts.all():
        figure = chart.locator("xpath=ancestor-or-self::*[@role='figure' or @role='img'][1]")
        expect(figure).to_have_attribute("aria-label", re.compile(r"\d"))
    if charts.count():
        visited.get_by_role("radio", name="Tabel").first.click()
        wait(visited)
        expect(visited.get_by_role("table").first).to_be_visible()
        visited.get_by_role("radio", name="Graf").first.click()
        wait(visited)


def test_a_chart_is_repainted_in_the_dark(page: Page, warehouse: Path) -> None:
    with serving.served(warehouse, "tests/browser/funnel_page.py") as address:
        visit(page, address)
        page.wait_for_selector(".js-plotly-plot .main-svg", state="attached")
        page.emulate_media(color_scheme="dark")
        page.wait_for_timeout(SETTLE)
        dark = {_rgb(shade.dark) for shade in palette.SHADES.values()}
        seen = set(page.evaluate(CHART))
        assert _rgb(palette.SHADES["primary"].dark) in seen
        assert seen <= dark


def test_moves_are_drawn_in_the_dark_and_told_below_the_pointer(page: Page, address: str) -> None:
    visit(page, f"{address}/indsatstrappen")
    drawn(page, WIDE, "dark")
    seen = set(page.evaluate(MOVES))
    assert _rgb(palette.SHADES["primary"].dark) in seen
    assert seen <= {_rgb(shade.dark) for shade in palette.SHADES.values()}
    band = page.locator(".moves .band").first
    shown = "e => getComputedStyle(e, '::after').content"
    assert band.evaluate(shown) == "none"
    band.locator("i").hover(position={"x": 3, "y": 2})
    assert band.get_attribute("data-words") in band.evaluate(shown)


def test_a_pressed_button_goes_into_the_address_and_keeps_the_focus(
    page: Page, address: str
) -> None:
    visit(page, f"{address}/{INDICATOR}")
    page.get_by_role("radio", name="Graf").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("figure", name=re.compile("^Linjegraf"))).to_have_count(0)
    expect(page.get_by_role("radio", name="Tabel")).to_be_focused()
    expect(page.get_by_role("radio", name="Tabel")).to_be_checked()
    assert "visning=tabel" in page.url
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("figure", name=re.compile("^Linjegraf"))).to_be_visible()
    expect(page.get_by_role("radio", name="Graf")).to_be_focused()


def test_a_trend_is_drawn_in_the_dark(page: Page, address: str) -> None:
    visit(page, f"{address}/{INDICATOR}")
    drawn = page.locator(".plot .drawn")
    light = drawn.screenshot()
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(SETTLE)
    assert drawn.screenshot() != light
    dark = {_rgb(shade.dark) for shade in palette.SHADES.values()}
    assert set(page.evaluate(TREND)) <= dark


def test_a_trend_tells_the_period_below_the_pointer(page: Page, address: str) -> None:
    visit(page, f"{address}/{INDICATOR}")
    told = page.locator(".plot .told").first
    shown = "e => getComputedStyle(e, '::after').content"
    assert told.evaluate(shown) == "none"
    told.hover()
    assert told.get_attribute("data-words").splitlines()[0] in told.evaluate(shown)


def _rgb(colour: str) -> str:
    return f"rgb({', '.join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))})"


def test_the_readers_choice_of_colours_holds_on_every_page(page: Page, address: str) -> None:
    visit(page, address)
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("menuitemradio", name="Lyst")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("menuitemradio", name="Mørkt").click()
    page.keyboard.press("Escape")
    assert _mode(page) == "dark"
    visit(page, f"{address}/data")
    assert _mode(page) == "dark"


def _mode(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.querySelector('.stApp')).colorScheme"))


def test_an_open_list_has_no_fault(page: Page, address: str) -> None:
    visit(page, f"{address}/{INDICATOR}")
    chosen = page.get_by_role("combobox", name="Nøgletal")
    chosen.click()
    expect(chosen.get_by_role("option")).to_have_count(len(kpis.catalogue()))
    assert faults(page) == []


def test_nothing_moves_for_a_reader_who_asked_for_less_motion(page: Page, address: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    visit(page, f"{address}/{INDICATOR}")
    longest = page.evaluate("""() => Math.max(...[...document.querySelectorAll('*')].flatMap(e =>
      (getComputedStyle(e).transitionDuration + ',' + getComputedStyle(e).animationDuration)
        .split(',').map(parseFloat)))""")
    assert longest <= 0.001  # seconds


def test_paper_is_light_and_has_no_menu(page: Page, address: str) -> None:
    page.emulate_media(color_scheme="dark")
    visit(page, f"{address}/{INDICATOR}")
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator("header")).to_be_hidden()
    expect(page.get_by_role("combobox").first).to_be_hidden()
    ink = "getComputedStyle(document.querySelector('.sit h1')).color"
    assert page.evaluate(ink) == _rgb(palette.INK)


def test_own_colours_keep_shapes_and_header(page: Page, address: str) -> None:
    page.emulate_media(forced_colors="active")
    visit(page, address)
    shape = page.locator(".sit .on_course .shape").first
    around = page.locator(".sit .board").first
    colour = "e => getComputedStyle(e).backgroundColor"
    assert shape.evaluate(colour) != around.evaluate(colour)
