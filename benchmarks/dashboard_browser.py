"""What a reader waits for in Chromium, and how many bytes a first visit takes.

A change begins when the pointer sets out for a button, with all that a real click is, and
ends when the new page stands there whole and painted: its heading is another, its script has
ended, nothing old is left, and its chart is drawn. That is how the bars were found; what the
page alone takes, from the pressed button on, is told beside it.
"""

import base64
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

SIZE = {"width": 1440, "height": 900}
PATIENCE = 60_000
"""Milliseconds until a page counts as never shown."""

SHOWN = """
const heading = () => document.querySelector("h1")?.parentElement.textContent ?? "";
const isWhole = () => document.querySelector("[data-test-script-state=notRunning]")
  && !document.querySelector("[data-stale=true], [data-testid=stSkeleton]")
  && [...document.querySelectorAll("[data-testid=stPlotlyChart]")].every(
    (chart) => chart.querySelector(".main-svg"))
  && [...document.querySelectorAll(".plot img")].every((picture) => picture.complete);
const isShown = (before) => heading() && heading() !== before && isWhole();
const until = async (test) => {
  const end = performance.now() + PATIENCE;
  while (!test()) {
    if (performance.now() > end) throw new Error("The page was not shown.");
    await new Promise((next) => setTimeout(next, 2));
  }
};
""".replace("PATIENCE", str(PATIENCE))

ARRIVE = f"async () => {{ {SHOWN} await until(() => isShown('')); }}"

BEFORE = f"""() => {{ {SHOWN}
  addEventListener("pointerdown", () => {{ window.pressed = performance.now(); }},
    {{ capture: true, once: true }});
  return heading();
}}"""

PAINTED = f"""async (before) => {{ {SHOWN}
  await until(() => isShown(before));
  await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
  return (performance.now() - window.pressed) / 1000;
}}"""


@dataclass(frozen=True)
class Taken:
    """Seconds of one change: from setting out for the button, and from pressing it."""

    whole: float
    pressed: float


@dataclass(frozen=True)
class Click:
    """Something to press: the first that fits, or the first that says just these words."""

    selector: str
    words: str = ""


def to_page(path: str) -> Click:
    """The entry of the menu that leads to a page, by its address below /."""
    return Click(f"header a[href$='/{path}']")


def choice(words: str) -> Click:
    """One of a row of buttons of which one is chosen."""
    return Click(".switch label", words)


def first_page(browser: Browser, url: str) -> float:
    """Seconds until a page is shown in a browser that has never been here."""
    with fresh(browser) as context:
        page = context.new_page()
        start = time.perf_counter()
        page.goto(url, wait_until="commit")
        page.evaluate(ARRIVE)
        return time.perf_counter() - start


def changes(browser: Browser, url: str, clicks: Sequence[Click], rounds: int) -> list[list[Taken]]:
    """What each click took, the clicks in turn; the first round fills the browser's cache."""
    with fresh(browser) as context:
        page = opened(context, url)
        taken = [[press(page, click) for click in clicks] for _ in range(rounds + 1)]
    return [list(of_click) for of_click in zip(*taken[1:], strict=True)]


def press(page: Page, click: Click) -> Taken:
    """Clicks, and waits until what it asks for is shown."""
    button = page.locator(click.selector)
    if click.words:
        button = button.filter(has_text=re.compile(f"^{re.escape(click.words)}$"))
    before = page.evaluate(BEFORE)
    start = time.perf_counter()
    button.first.click()
    pressed = float(page.evaluate(PAINTED, before))
    return Taken(time.perf_counter() - start, pressed)


def bytes_of_first_visit(browser: Browser, url: str, settle: float = 3.0) -> int:
    """Bytes that arrive when a page is the first a browser opens, with what it fetches later."""
    with fresh(browser) as context:
        page = context.new_page()
        line = context.new_cdp_session(page)
        arrived: list[int] = []
        line.send("Network.enable")
        line.on("Network.loadingFinished", lambda its: arrived.append(its["encodedDataLength"]))
        line.on("Network.webSocketFrameReceived", lambda its: arrived.append(_size(its)))
        page.goto(url, wait_until="commit")
        page.evaluate(ARRIVE)
        page.wait_for_timeout(settle * 1000)
        return int(sum(arrived))


def _size(received: dict[str, Any]) -> int:
    return len(base64.b64decode(received["response"]["payloadData"]))


def fresh(browser: Browser) -> BrowserContext:
    """A window that knows nothing of earlier ones."""
    return browser.new_context(viewport=SIZE, locale="da-DK")  # type: ignore[arg-type]


def opened(context: BrowserContext, url: str) -> Page:
    """A page that is shown whole."""
    page = context.new_page()
    page.goto(url, wait_until="commit")
    page.evaluate(ARRIVE)
    return page
