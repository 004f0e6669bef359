"""What an analyst takes along: files in three forms, and the draft of an indicator."""

import csv
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from playwright.sync_api import Page, expect
from pyarrow import parquet

from tests.browser import analysts
from tests.browser.analysts import answered, run
from tests.browser.serving import visit, wait

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with analysts.served(warehouse, tmp_path_factory.mktemp("analyse")) as address:
        yield address


def rows_of_csv(file: bytes) -> list[list[str]]:
    lines = [
        line for line in file.decode("utf-8-sig").splitlines() if not line.startswith(("#", '"#'))
    ]
    return list(csv.reader(lines, delimiter=";"))


def rows_of_workbook(file: bytes) -> list[list[str]]:
    sheet = openpyxl.load_workbook(BytesIO(file)).worksheets[0]
    every = [
        [str(cell) for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)
    ]
    return [row for row in every if len(row) == 2][-3:]


def rows_of_parquet(file: bytes) -> list[list[str]]:
    table = parquet.read_table(BytesIO(file))
    return [
        table.column_names,
        *([str(cell) for cell in row.values()] for row in table.to_pylist()),
    ]


READERS = {"CSV": rows_of_csv, "Excel": rows_of_workbook, "Parquet": rows_of_parquet}


def take_along(page: Page, form: str) -> None:
    """Asks for the answer as a file, signed."""
    name = page.get_by_label(re.compile("^Skriver som"))
    name.fill("Anne Holm")
    name.press("Tab")
    wait(page)
    page.get_by_text("Tag svaret med", exact=True).click()
    wait(page)
    page.get_by_text(form, exact=True).click()
    expect(page.get_by_role("radio", name=form, exact=True)).to_be_checked()
    wait(page)
    page.get_by_role("button", name="Prøv svaret, og lav filen").click()


@pytest.mark.parametrize("form", READERS)
def test_an_answer_is_taken_along_in_each_form(page: Page, address: str, form: str) -> None:
    visit(page, f"{address}/analyse")
    run(
        page,
        "select koen, count(distinct borger) as borgere from trin_maaned group by all order by all",
    )
    answered(page, "2 rækker")
    table = page.get_by_role("table", name="Alle rækker i svaret")
    shown = [row.split("\t") for row in table.inner_text().splitlines() if "\t" in row]
    take_along(page, form)
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name=re.compile("^Hent analyse")).click()
    file = Path(download.value.path()).read_bytes()
    assert READERS[form](file) == shown


def test_what_tells_about_single_citizens_needs_a_reason(page: Page, address: str) -> None:
    visit(page, f"{address}/analyse")
    run(page, "select borger, koen from borger")
    answered(page, "rækker")
    take_along(page, "CSV")
    expect(page.get_by_role("alert")).to_contain_text("Svaret kan ikke tages med")
    page.get_by_role("button", name="Lav filen med begrundelsen").click()
    expect(page.get_by_text("Skriv en begrundelse først.")).to_be_visible()
    page.get_by_label(re.compile("^Begrundelse")).fill("Aftalt tilsyn med opfølgningerne")
    page.get_by_label(re.compile("^Begrundelse")).press("Tab")
    wait(page)
    page.get_by_role("button", name="Lav filen med begrundelsen").click()
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name="Hent analyse.csv").click()
    assert "Aftalt tilsyn" in Path(download.value.path()).read_text("utf-8-sig")


def test_a_question_becomes_a_draft_of_an_indicator(page: Page, address: str) -> None:
    visit(page, f"{address}/analyse?noegletal=group_based_support_share")
    answered(page, re.compile(r"^\d+ rækker på"))
    page.get_by_text("Gør det til et nøgletal", exact=True).click()
    page.get_by_label("Hvad nøgletallet skal hedde").fill("Støtte i grupper")
    name = page.get_by_label(re.compile("^Et kort navn på engelsk"))
    name.fill("Støtte")
    page.get_by_role("button", name="Lav kladden").click()
    expect(page.get_by_text("er ikke små bogstaver med _ imellem")).to_be_visible()
    name.fill("support_in_groups")
    page.get_by_role("button", name="Lav kladden").click()
    with page.expect_download() as got:
        page.get_by_role("button", name="Hent kladden").click()
    with ZipFile(got.value.path()) as pack:
        declared = pack.read("support_in_groups/indikator.py").decode("utf-8")
    assert 'denominator="step between 1 and 5"' in declared
