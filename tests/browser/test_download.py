"""A reader takes a page along: each format is downloaded and opened, in a real browser."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Download, Page
from pptx import Presentation
from pypdf import PdfReader

from tests.browser import axe
from tests.browser.serving import visit

pytestmark = pytest.mark.browser
OPENED = {
    "Papir (PDF)": ("pdf", lambda file: PdfReader(file).pages),
    "Slides (PowerPoint)": ("pptx", lambda file: Presentation(file).slides),
    "Webside i én fil (HTML)": ("html", lambda file: file.read().endswith(b"</html>")),
    "Regneark (Excel)": ("xlsx", lambda file: openpyxl.load_workbook(file).sheetnames),
}


def taken(page: Page, label: str) -> Download:
    """The file of this format of the page that stands there."""
    page.get_by_role("button", name="Hent", exact=True).click()
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name=label).click()
    return download.value


def downloaded_page(page: Page, address: str, folder: Path) -> Path:
    """A track as one HTML file on this disk."""
    visit(page, f"{address}/spor?spor=effektiv_drift")
    file = folder / "rapport.html"
    taken(page, "Webside i én fil (HTML)").save_as(file)
    return file


@pytest.mark.parametrize("label", OPENED)
def test_a_report_is_downloaded_in_each_format(page: Page, address: str, label: str):
    ending, opened = OPENED[label]
    visit(page, f"{address}/tema?tema=borgeren_foerst&periode=2026-09")
    download = taken(page, label)
    assert download.suggested_filename == f"strategi_borgeren_foerst_2026-09.{ending}"
    assert opened(BytesIO(Path(download.path()).read_bytes()))


def test_the_web_page_needs_no_network_and_runs_no_script(page: Page, address: str, tmp_path):
    file = downloaded_page(page, address, tmp_path)
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(file.as_uri())
    page.get_by_role("heading", name="Effektiv drift", exact=True).wait_for()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert complaints == []
    for width in (320, 390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_web_page_meets_wcag(page: Page, address: str, tmp_path, mode: str):
    page.emulate_media(color_scheme=mode)
    file = downloaded_page(page, address, tmp_path)
    page.goto(file.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    found = axe.violations(page, rules={"runOnly": [*axe.WCAG, "best-practice"]})
    assert [(its["id"], its["nodes"][0]["html"][:100]) for its in found] == []
