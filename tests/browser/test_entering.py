"""What people write, in real browsers: one writes, another reads, two write at once."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import axe, serving
from tests.browser.serving import visit, wait
from tests.browser.test_accessibility import TELEPHONE, WIDE, drawn

pytestmark = pytest.mark.browser

KPI = "goal_achievement_rate"
NUMBER = f"noegletal?noegletal={KPI}&periode=2026-10"
RULES = {"runOnly": [*axe.WCAG, "wcag22aa"]}
TABS = 150  # more than any page has stops
WORDS_OF_FOCUS = """() => {
  const e = document.activeElement;
  const own = e.matches('button, summary, a') ? e.innerText : '';
  return [e.getAttribute('aria-label'), e.labels?.[0]?.innerText, own].filter(Boolean).join(' ');
}"""
FORMS = {
    NUMBER: (
        "Skriv om tallet",
        "Skriv en kommentar til tallet",
        "Tilføj en handling",
        "Notér et spørgsmål til tallet",
    ),
    "opfoelgning": ("Tilføj en handling",),
    "maaltal": ("Tilføj et måltal", "Tilføj en hændelse", "Tilføj et brud"),
}


@pytest.fixture(scope="module")
def address(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with a store of its own: what is written here changes judgements."""
    file = tmp_path_factory.mktemp("written") / "state.sqlite3"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STRATEGI_STATE_URL", f"sqlite:///{file}")
        patch.delenv("STRATEGI_USER", raising=False)
        with serving.served(warehouse) as served:
            yield served


@contextmanager
def somebody_else(browser: Browser) -> Iterator[Page]:
    """A reader at another machine."""
    with browser.new_context(viewport=WIDE) as context:
        yield context.new_page()


def field(page: Page, label: str) -> Locator:
    """A field by how its label begins; guide and error stand behind that."""
    return page.get_by_label(re.compile(f"^{re.escape(label)}")).first


def sign(page: Page, name: str) -> None:
    if field(page, "Skriver som").count() == 0:
        unfold(page, "Skriv om tallet")
    field(page, "Skriver som").fill(name)
    field(page, "Skriver som").press("Tab")
    wait(page)


def unfold(page: Page, title: str) -> None:
    page.get_by_text(title, exact=True).first.click()
    wait(page)


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()
    wait(page)


def comment(page: Page, address: str, name: str, words: str) -> None:
    """Writes a comment on the number."""
    visit(page, f"{address}/{NUMBER}")
    sign(page, name)
    unfold(page, "Skriv en kommentar til tallet")
    field(page, "Hvad er der sket?").fill(words)
    press(page, "Gem kommentaren")
    expect(page.get_by_text("Kommentaren er gemt.")).to_be_visible()


def test_a_comment_written_in_one_session_is_read_in_another(
    page: Page, browser: Browser, address: str
) -> None:
    words = "To hold skiftede leder i september."
    comment(page, address, "Anne Holm", words)
    expect(field(page, "Hvad er der sket?")).to_have_value("")
    with somebody_else(browser) as reader:
        visit(reader, f"{address}/{NUMBER}")
        written = reader.get_by_role("article").filter(has_text=words)
        expect(written).to_contain_text("Anne Holm")
        number = reader.locator(".figures dd").first.inner_text().splitlines()[0]
        expect(written).to_contain_text(f"Om {number}")
        visit(reader, f"{address}/opfoelgning")
        expect(reader.get_by_role("article").filter(has_text=words)).to_be_visible()


def test_two_who_edit_one_comment_lose_nothing(page: Page, browser: Browser, address: str) -> None:
    one = page
    with somebody_else(browser) as other:
        comment(one, address, "Bo Lund", "Den første udgave.")
        visit(other, f"{address}/{NUMBER}")
        sign(other, "Bo Lund")
        for writer in (one, other):
            unfold(writer, "Ret din kommentar, eller træk den tilbage")
        theirs, mine = "Den ene rettede først.", "Den anden skrev noget helt andet."
        field(one, "Hvad er der sket?").fill(theirs)
        press(one, "Gem rettelsen")
        expect(one.get_by_text("Rettelsen er gemt.", exact=False)).to_be_visible()
        field(other, "Hvad er der sket?").fill(mine)
        press(other, "Gem rettelsen")
        expect(other.get_by_role("alert")).to_contain_text("Bo Lund gemte en nyere udgave")
        both = other.get_by_role("table", name="Den gemte tekst ved siden af din")
        expect(both).to_contain_text(theirs)
        expect(both).to_contain_text(mine)
        expect(field(other, "Hvad er der sket?")).to_have_value(mine)
        press(other, "Gem rettelsen")
        written = other.get_by_role("article").filter(has_text=mine)
        expect(written).to_be_visible()
        written.get_by_text("Vis de 2 tidligere udgaver").click()
        expect(written.get_by_text(theirs)).to_be_visible()


def test_a_new_target_judges_from_its_day_on(page: Page, address: str) -> None:
    visit(page, f"{address}/maaltal?maaltal={KPI}")
    sign(page, "Anne Holm")
    unfold(page, "Tilføj et måltal")
    field(page, "Mindst").fill("99.5 %")
    type_day(page, "Gælder fra", "01102026")
    field(page, "Besluttet af").fill("Socialudvalget")
    field(page, "Hvor det kan læses").last.fill("Dagsorden 1. september 2026, punkt 4")
    press(page, "Se, hvad måltallet kommer til at sige")
    expect(field(page, "Mindst")).to_have_accessible_name(re.compile("Skriv komma før decimaler"))
    field(page, "Mindst").fill("99,5 %")
    press(page, "Se, hvad måltallet kommer til at sige")
    expect(page.get_by_text("første måned er oktober 2026", exact=False)).to_be_visible()
    press(page, "Gem det")
    expect(page.get_by_role("row").filter(has_text="Dagsorden 1. september")).to_contain_text(
        re.compile("mindst 99,5.%")
    )
    visit(page, f"{address}/noegletal?noegletal={KPI}&periode=2026-09")
    expect(page.get_by_text("Måltallet er mellem 55", exact=False)).to_be_visible()
    visit(page, f"{address}/{NUMBER}")
    expect(page.get_by_text(re.compile("Måltallet er mindst 99,5.%"))).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("under målet")


def type_day(page: Page, label: str, digits: str) -> None:
    """Types a day as a person does: its digits, from the first part of the field."""
    page.get_by_role("group", name=re.compile(f"^{label}")).get_by_role("spinbutton").first.click()
    page.keyboard.type(digits)


def test_a_comment_by_keyboard_alone(page: Page, address: str) -> None:
    visit(page, f"{address}/{NUMBER}")
    tab_to(page, "Skriv om tallet")
    page.keyboard.press("Enter")
    wait(page)
    tab_to(page, "Skriver som")
    page.keyboard.type("Carl Dam")
    tab_to(page, "Skriv en kommentar til tallet")
    page.keyboard.press("Enter")
    wait(page)
    tab_to(page, "Hvad er der sket?")
    page.keyboard.type("Skrevet uden mus.")
    for question in ("Hvorfor?", "Hvad gør vi?", "Gem kommentaren"):
        page.keyboard.press("Tab")
        assert question in focused(page)
    page.keyboard.press("Enter")
    written = page.get_by_role("article").filter(has_text="Skrevet uden mus.")
    expect(written).to_contain_text("Carl Dam")


def focused(page: Page) -> str:
    """The words of what has the focus: its own, or those of its label."""
    return str(page.evaluate(WORDS_OF_FOCUS))


def tab_to(page: Page, words: str) -> None:
    for _ in range(TABS):
        if words in focused(page):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no stop is called '{words}'")


def test_what_was_typed_stays_while_the_page_changes_around_it(page: Page, address: str) -> None:
    visit(page, f"{address}/{NUMBER}")
    unfold(page, "Skriv om tallet")
    unfold(page, "Tilføj en handling")
    field(page, "Hvad skal gøres?").fill("Noget halvt skrevet")
    field(page, "Ansvarlig").fill("Myndighed")
    field(page, "Ansvarlig").press("Enter")
    page.get_by_role("radio", name="Tabel").click()
    wait(page)
    expect(field(page, "Hvad skal gøres?")).to_have_value("Noget halvt skrevet")
    expect(page.get_by_role("alert")).to_have_count(0)
    press(page, "Gem handlingen")
    expect(page.get_by_role("alert")).to_contain_text("Skriv dit navn")
    expect(field(page, "Skriver som")).to_have_accessible_name(re.compile("Skriv dit navn her"))
    expect(field(page, "Hvad skal gøres?")).to_have_value("Noget halvt skrevet")


@pytest.mark.parametrize("path", FORMS)
def test_forms_are_accessible(page: Page, address: str, path: str) -> None:
    visit(page, f"{address}/{path}")
    for title in FORMS[path]:
        unfold(page, title)
    for size in (WIDE, TELEPHONE):
        drawn(page, size)
        faults = [
            (fault["id"], fault["nodes"][0]["html"][:300])
            for fault in axe.violations(page, rules=RULES)
        ]
        assert faults == []
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(overflow) <= 0
