"""The dashboard as a reader meets it: a small example municipality, served, in a real browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

HOST = "http://localhost"
ROOT = Path(__file__).resolve().parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ONE_PROCESS = "--process-per-site"
PATIENCE = 90_000  # milliseconds; a loaded machine computes five years of numbers first
SERVER_START = 60  # seconds


def find_browser() -> str | None:
    """STRATEGI_BROWSER, else the Chromium on the path."""
    wanted = os.environ.get("STRATEGI_BROWSER")
    return wanted or next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def served(warehouse: Path, script: str = "app.py") -> Iterator[str]:
    """The dashboard on a free port, by its address; it is stopped afterwards."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    environment = {**os.environ, "STRATEGI_WAREHOUSE": str(warehouse)}
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=quiet, stderr=quiet)
    try:
        _wait_until_healthy(f"{HOST}:{port}/_stcore/health")
        yield f"{HOST}:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


def _wait_until_healthy(address: str) -> None:
    end = time.monotonic() + SERVER_START
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(f"The dashboard did not start within {SERVER_START} seconds.")


@contextmanager
def browsing(*flags: str) -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=[*QUIET, *flags])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def lasting(browser: Browser, **options: Any) -> Iterator[BrowserContext]:
    """Windows that share what Chromium has loaded and compiled of the dashboard.

    With ONE_PROCESS all pages of a host have one process as long as one of them is open. To
    start that process and to compile Streamlit's scripts anew takes longer than most tests do,
    so a page of the host, which no server is asked for, stays open.
    """
    with browser.new_context(**options) as context:
        staying = context.new_page()
        staying.route(f"{HOST}/", lambda route: route.fulfill(body="", content_type="text/html"))
        staying.goto(f"{HOST}/")
        yield context


@contextmanager
def reading(context: BrowserContext, address: str) -> Iterator[Page]:
    """A page of a reader who has never been here: nothing is kept of those before."""
    page = context.new_page()
    try:
        yield page
    finally:
        kept = {"origin": address, "storageTypes": "local_storage,indexeddb,service_workers"}
        context.new_cdp_session(page).send("Storage.clearDataForOrigin", kept)
        page.close()
        context.clear_cookies()
        context.clear_permissions()


def wait(page: Page) -> None:
    """Until the page's script has run to its end and everything it sent is drawn.

    That a run has begun is known when `browser.js` hands over what it kept: 40 ms at most.
    """
    page.wait_for_timeout(60)
    page.wait_for_selector("[data-test-script-state=notRunning]", timeout=PATIENCE)
    page.wait_for_selector("h1", timeout=PATIENCE)
    page.wait_for_selector("[data-testid=stSkeleton]", state="detached", timeout=PATIENCE)
    page.wait_for_selector("[data-stale=true]", state="detached", timeout=PATIENCE)


def visit(page: Page, address: str) -> None:
    """Opens an address and waits for it."""
    page.goto(address)
    wait(page)
