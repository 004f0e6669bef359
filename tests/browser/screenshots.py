"""Pictures of every page at three widths: `python -m tests.browser.screenshots [VIEW ...]`.

Uses the warehouse in STRATEGI_WAREHOUSE, or the example municipality in data/warehouse.
"""

import os
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser import serving

FOLDER = serving.ROOT / "docs" / "screenshots"
VIEWS = {  # a new page is one line here
    "overblik": "",
    "strategikort": "strategikort",
    "tema": "tema?tema=mest_muligt_i_eget_liv",
    "spor": "spor?spor=selvstaendighed_i_eget_liv",
    "noegletal": "noegletal?noegletal=goal_achievement_rate",
    "noegletal-tabel": "noegletal?noegletal=followup_on_time&visning=tabel&opdeling=age_group",
    "noegletal-brud": "noegletal?noegletal=cost_per_full_year_citizen&opdeling=step",
    "udforsk": "udforsk?noegletal=goal_achievement_rate&opdeling=age_group&spaend=2",
    "udforsk-tabel": "udforsk?noegletal=own_home_share&opdeling=step&spaend=periode&mod=aaret_foer",
    "indsatstrappen": "indsatstrappen",
    "moede": "moede?dagsorden=fls.t1,vso.s2,goal_achievement_rate",
    "opfoelgning": "opfoelgning",
    "maaltal": "maaltal",
    "daekning": "daekning",
    "leverance": "leverance?udtraek=T03",
    "analyse": "analyse?tabel=trin_maaned",
    "data": "data",
    "tilgaengelighed": "tilgaengelighed",
}
ALSO_DARK = ("overblik", "tema", "noegletal", "indsatstrappen")
WIDTHS = {1440: 900, 1024: 768, 390: 844}
LONGEST = 4000  # pixels; below that a page is shown whole
SETTLE = 800  # milliseconds for fonts and charts after the layout has changed


def main(wanted: list[str]) -> int:
    """Writes docs/screenshots/<view>[-dark]-<width>.png; 2 when there is nothing to show."""
    warehouse = Path(os.environ.get("STRATEGI_WAREHOUSE") or serving.ROOT / "data" / "warehouse")
    if not (warehouse / "current").exists():
        print(f"There is no warehouse in {warehouse}; run `make example` first.", file=sys.stderr)
        return 2
    FOLDER.mkdir(parents=True, exist_ok=True)
    with serving.served(warehouse) as address, serving.browsing() as browser:
        for width in WIDTHS:
            _pictures(browser, address, width, "", wanted or list(VIEWS))
            dark = [name for name in ALSO_DARK if not wanted or name in wanted]
            _pictures(browser, address, width, "-dark", dark)
    return 0


def _pictures(browser: Browser, address: str, width: int, mode: str, names: list[str]) -> None:
    size: Any = {"width": width, "height": WIDTHS[width]}
    scheme: Any = "dark" if mode else "light"
    with browser.new_context(viewport=size, locale="da-DK", color_scheme=scheme) as context:
        page = context.new_page()
        for name in names:
            page.set_viewport_size(size)
            serving.visit(page, f"{address}/{VIEWS[name]}")
            _show_whole(page, width, WIDTHS[width])
            _keep(page.screenshot(), FOLDER / f"{name}{mode}-{width}.png")
            print(f"{name}{mode}-{width}.png", flush=True)


def _keep(picture: bytes, path: Path) -> None:
    """With 256 colours, which are enough for a page and take a third of the room."""
    Image.open(BytesIO(picture)).convert("RGB").quantize(256).save(path, optimize=True)


def _show_whole(page: Page, width: int, height: int) -> None:
    """Makes the window as tall as what is on the page: Streamlit scrolls inside it."""
    tall = page.locator("[data-testid=stMain]").evaluate("element => element.scrollHeight")
    page.set_viewport_size({"width": width, "height": min(max(tall, height), LONGEST)})
    page.wait_for_timeout(SETTLE)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
