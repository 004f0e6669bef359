"""One server and one browser for all walks; a walk gets a window of its own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import shared
from tests.browser import serving

expect.set_options(timeout=30_000)  # milliseconds; the machine may be busy with other tests


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small example municipality. No browser: skipped, or failed where one is required."""
    if serving.find_browser() is None:
        reason = "No Chromium was found; install one or name it in STRATEGI_BROWSER."
        (pytest.fail if os.environ.get("STRATEGI_REQUIRE_BROWSER") else pytest.skip)(reason)
    return shared.small_example(tmp_path_factory)


@pytest.fixture(scope="session")
def address(warehouse: Path) -> Iterator[str]:
    with serving.served(warehouse) as address:
        yield address


@pytest.fixture(scope="session")
def browser(warehouse: Path) -> Iterator[Browser]:
    with serving.browsing() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh session, as a reader who has never been here, with an English browser."""
    with browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-US") as context:
        yield context.new_page()
