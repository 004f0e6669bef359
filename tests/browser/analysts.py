"""What an analyst does on the page Analyse, for the tests of it in a browser."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import serving
from tests.browser.serving import wait

MONTHS = "select maaned, count(*) as antal from trin_maaned group by maaned order by maaned"
BEFORE_A_CHOICE = 150  # milliseconds after suggestions appear


@contextmanager
def served(warehouse: Path, folder: Path) -> Iterator[str]:
    """A server with a store of its own, where nobody has said who writes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STRATEGI_STATE_URL", f"sqlite:///{folder / 'state.sqlite3'}")
        patch.delenv("STRATEGI_USER", raising=False)
        with serving.served(warehouse) as address:
            yield address


def editor(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Forespørgsel i SQL")


def put(page: Page, sql: str) -> None:
    """Writes a statement in the place of what stood in the editor."""
    editor(page).click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(sql)


def run(page: Page, sql: str) -> None:
    put(page, sql)
    page.keyboard.press("Control+Enter")


def take(page: Page, name: str) -> None:
    """Takes the completion that is chosen; a key pressed sooner is typed, as the editor has it."""
    expect(page.get_by_role("option", selected=True)).to_contain_text(name)
    page.wait_for_timeout(BEFORE_A_CHOICE)
    page.keyboard.press("Enter")


def answered(page: Page, words: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()
    wait(page)
