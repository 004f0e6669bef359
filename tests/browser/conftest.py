"""One server and one browser for all walks; a walk gets a window of its own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

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
    with serving.browsing(serving.ONE_PROCESS) as browser:
        yield browser


@pytest.fixture(scope="session")
def readers(browser: Browser) -> Iterator[BrowserContext]:
    """Where one reader comes after another, with an English browser."""
    size = {"width": 1440, "height": 900}
    with serving.lasting(browser, viewport=size, locale="en-US") as context:
        yield context


@pytest.fixture
def page(readers: BrowserContext, address: str) -> Iterator[Page]:
    """A fresh session, as a reader who has never been here."""
    with serving.reading(readers, address) as page:
        yield page
