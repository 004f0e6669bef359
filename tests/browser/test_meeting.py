"""A meeting by keyboard alone, from the agenda to a question asked, in a real browser."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PdfReader

from tests.browser import serving
from tests.browser.serving import visit, wait
from tests.browser.test_accessibility import FOCUSED, ONLY_COLOURS, SIDEWAYS, drawn, faults

pytestmark = pytest.mark.browser

PERIOD = "2026-09"
TABS = 120  # more than any page has stops
SIZES: Any = (
    {"width": 1440, "height": 900},
    {"width": 390, "height": 844},
    {"width": 320, "height": 640},
)
NUMBER = re.compile(r"^[TS][0-9A-H]-\d\d|^N-\d\d")


@pytest.fixture(scope="module")
def address(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with a store of its own, where nobody has a name yet."""
    file = tmp_path_factory.mktemp("meetings") / "state.sqlite3"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STRATEGI_STATE_URL", f"sqlite:///{file}")
        patch.delenv("STRATEGI_USER", raising=False)
        with serving.served(warehouse) as served:
            yield served


@pytest.fixture(scope="module")
def meeting(browser: Browser, address: str) -> str:
    """The address of a meeting about one theme and one indicator, made by keyboard alone."""
    with browser.new_context(viewport=SIZES[0]) as context:
        page = context.new_page()
        visit(page, f"{address}/moede?periode={PERIOD}&dagsorden=fls.t4")
        tab_to(page, page.get_by_role("combobox", name="Tema, spor eller nøgletal"))
        page.keyboard.type("Nøgletal: Mål der nås")
        page.keyboard.press("Enter")
        wait(page)
        press(page, "Sæt på dagsordenen")
        expect(page.get_by_role("radio")).to_have_count(2)
        expect(page.get_by_role("radio", name="2. Nøgletal: Mål der nås")).to_be_checked()
        press(page, "Flyt op")
        expect(page.get_by_role("radio", name="1. Nøgletal: Mål der nås")).to_be_checked()
        assert "dagsorden=goal_achievement_rate%2Cfls.t4" in page.url
        tab_to(page, page.get_by_label(re.compile("^Skriver som")))
        page.keyboard.type("Anne Holm")
        page.keyboard.press("Tab")
        wait(page)
        tab_to(page, page.get_by_label("Mødets navn"))
        page.keyboard.press("Control+a")
        page.keyboard.type("Socialudvalget")
        press(page, "Frys tallene")
        expect(page.get_by_role("heading", level=1)).to_have_text("Socialudvalget")
        wait(page)
        return page.url


def tab_to(page: Page, control: Locator) -> None:
    """Presses Tab until a control has the focus; it must be seen to have it."""
    expect(control).to_be_visible()
    for _ in range(TABS):
        if control.evaluate("e => e === document.activeElement"):
            assert page.evaluate(FOCUSED)["visible"]
            return
        page.keyboard.press("Tab")
    pytest.fail(f"No Tab reaches {control}.")


def press(page: Page, button: str) -> None:
    """A button by keyboard."""
    tab_to(page, page.get_by_role("button", name=re.compile(f"^{button}")))
    page.keyboard.press("Enter")
    wait(page)


def key(page: Page, name: str, place: str) -> None:
    """A key, and the place it leads to."""
    page.keyboard.press(name)
    expect(page.locator(".place b")).to_have_text(re.compile(f"^{place}"))
    wait(page)


def test_a_meeting_by_keyboard_alone_to_the_last_page_and_a_question(
    page: Page, meeting: str
) -> None:
    visit(page, meeting)
    press(page, "Vis på fuld skærm")
    expect(page.locator(".stage.of-first")).to_be_visible()
    expect(page.locator("header").first).to_be_hidden()
    expect(page.locator(".foot")).to_be_hidden()
    last = int(page.locator(".place b").inner_text().split()[-1])
    key(page, "ArrowRight", "2 af")
    number = NUMBER.match(page.locator(".over").inner_text())
    assert number
    page.keyboard.press("s")
    question = page.get_by_label("Spørgsmål", exact=True)
    name = page.get_by_label(re.compile("^Skriver som"))
    expect(name).to_be_focused()
    page.keyboard.type("Anne Holm")
    page.keyboard.press("Tab")
    wait(page)
    tab_to(page, question)
    page.keyboard.type("Hvorfor skifter så mange? s")
    page.keyboard.press("ArrowLeft")  # inside a text it moves the cursor, not the meeting
    page.keyboard.press("Home")
    expect(page.locator(".place b")).to_have_text(f"2 af {last}")
    expect(question).to_have_value("Hvorfor skifter så mange? s")
    tab_to(page, page.get_by_label(re.compile("^Spurgt af")))
    page.keyboard.type("et medlem af Socialudvalget")
    press(page, "Gem spørgsmålet")
    expect(page.get_by_text("Spørgsmålet er gemt.", exact=False)).to_be_visible()
    press(page, "Luk")
    for at in range(3, last + 1):
        key(page, "ArrowRight", f"{at} af")
    asked = page.locator(".asked li")
    expect(asked).to_contain_text("Hvorfor skifter så mange? s")
    expect(asked).to_contain_text(number.group())
    expect(asked).to_contain_text("et medlem af Socialudvalget")
    expect(page.get_by_role("button", name=re.compile("^Næste"))).to_be_disabled()
    key(page, "Home", "1 af")
    key(page, "End", f"{last} af")
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", level=1)).to_have_text("Socialudvalget")
    expect(page.locator("header").first).to_be_visible()


def test_paper_and_screen_show_the_same_numbers(page: Page, meeting: str) -> None:
    visit(page, meeting)
    page.get_by_role("button", name="Hent", exact=True).click()
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name="Papir (PDF)").click()
    pdf = PdfReader(BytesIO(Path(download.value.path()).read_bytes()))
    paper = " ".join(" ".join(sheet.extract_text() for sheet in pdf.pages).split())
    visit(page, f"{meeting}&side=1")
    last = int(page.locator(".place b").inner_text().split()[-1])
    seen = 0
    for at in range(2, last):
        key(page, "ArrowRight", f"{at} af")
        if page.locator(".stage.of-figure").count():
            number = NUMBER.match(page.locator(".over").inner_text())
            value = page.locator(".told :is(.value, .reason)").inner_text()
            assert number
            assert number.group() in paper
            assert " ".join(value.split()) in paper
            seen += 1
    assert seen >= 3


@pytest.mark.parametrize("side", ["1", "2", "3", "4"])
def test_axe_finds_no_fault_on_the_full_screen(page: Page, meeting: str, side: str) -> None:
    visit(page, f"{meeting}&side={side}")
    for size in SIZES:
        drawn(page, size)
        assert faults(page) == []
        assert page.evaluate(SIDEWAYS) == [False, False, []]
        drawn(page, size, "dark")
        assert faults(page, ONLY_COLOURS) == []


def test_axe_finds_no_fault_before_it_and_with_a_question(
    page: Page, address: str, meeting: str
) -> None:
    visit(page, f"{address}/moede?dagsorden=fls.t1,vso.s2")
    assert faults(page) == []
    visit(page, meeting)
    assert faults(page) == []
    visit(page, f"{meeting}&side=2")
    page.keyboard.press("s")
    expect(page.get_by_role("button", name="Gem spørgsmålet")).to_be_visible()
    wait(page)
    assert faults(page) == []


def test_quick_presses_all_count(page: Page, meeting: str) -> None:
    visit(page, f"{meeting}&side=1")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(120)
    expect(page.locator(".place b")).to_have_text(re.compile("^4 af"))


def test_the_next_page_begins_at_its_top(page: Page, meeting: str) -> None:
    page.set_viewport_size({"width": 390, "height": 500})
    visit(page, f"{meeting}&side=2")
    main = page.locator("[data-testid=stMain]")
    main.evaluate("e => e.scrollTo(0, e.scrollHeight)")
    assert main.evaluate("e => e.scrollTop") > 0
    key(page, "ArrowRight", "3 af")
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    assert main.evaluate("e => e.scrollTop") == 0
