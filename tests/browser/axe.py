"""What axe-core finds on a page."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")


def violations(page: Page, *, rules: dict[str, Any]) -> list[dict[str, Any]]:
    """The rules that are broken, with the nodes that break them.

    axe-core is put into a page once: it is half a megabyte, and a page is asked several times.
    What passed is not written down node by node, which takes longer than the checks.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    options = {"resultTypes": ["violations"], **rules}
    found = page.evaluate("options => axe.run(document, options)", options)
    return list(found["violations"])
