"""Pictures of every page at two widths: `python -m tests.browser.screenshots`.

Uses the warehouse in STRATEGI_WAREHOUSE, or the example municipality in data/warehouse.
"""

import os
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser import serving

FOLDER = serving.ROOT / "docs" / "screenshots"
VIEWS = {
    "overblik": "",
    "strategikort": "strategikort",
    "tema": "tema?tema=mest_muligt_i_eget_liv",
    "spor": "spor?spor=selvstaendighed_i_eget_liv",
    "noegletal": "noegletal?noegletal=goal_achievement_rate",
    "noegletal-tabel": "noegletal?noegletal=followup_on_time&visning=tabel&opdeling=age_group",
    "noegletal-brud": "noegletal?noegletal=cost_per_full_year_citizen&opdeling=step",
    "indsatstrappen": "indsatstrappen",
    "daekning": "daekning",
    "leverance": "leverance?udtraek=T03",
    "data": "data",
}
WIDTHS = {1440: 900, 390: 844}
LONGEST = 4000  # pixels; below that a page is shown whole
SETTLE = 800  # milliseconds for fonts and charts after the layout has changed


def main() -> int:
    """Writes docs/screenshots/<view>-<width>.png; 2 when there is nothing to show."""
    warehouse = Path(os.environ.get("STRATEGI_WAREHOUSE") or serving.ROOT / "data" / "warehouse")
    if not (warehouse / "current").exists():
        print(f"There is no warehouse in {warehouse}; run `make example` first.", file=sys.stderr)
        return 2
    FOLDER.mkdir(parents=True, exist_ok=True)
    with serving.served(warehouse) as address, serving.browsing() as browser:
        for width, height in WIDTHS.items():
            _all_views(browser, address, width, height)
    return 0


def _all_views(browser: Browser, address: str, width: int, height: int) -> None:
    size = {"width": width, "height": height}
    with browser.new_context(viewport=size, locale="da-DK") as context:  # type: ignore[arg-type]
        page = context.new_page()
        for name, path in VIEWS.items():
            page.set_viewport_size(size)  # type: ignore[arg-type]
            serving.visit(page, f"{address}/{path}")
            _show_whole(page, width, height)
            page.screenshot(path=FOLDER / f"{name}-{width}.png")
            print(f"{name}-{width}.png")


def _show_whole(page: Page, width: int, height: int) -> None:
    """Makes the window as tall as what is on the page: Streamlit scrolls inside it."""
    tall = page.locator("[data-testid=stMain]").evaluate("element => element.scrollHeight")
    page.set_viewport_size({"width": width, "height": min(max(tall, height), LONGEST)})
    page.wait_for_timeout(SETTLE)


if __name__ == "__main__":
    sys.exit(main())
